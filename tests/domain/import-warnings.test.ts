import { describe, expect, it } from 'vitest';

import { addDays, type CalendarDate } from '../../lib/domain/calendar';
import type { SeriesAfter, WarnedSeries } from '../../lib/domain/import-warning-facts';
import { ImportWarnings } from '../../lib/domain/import-warnings';
import { day } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };
const series = (over: Partial<WarnedSeries> = {}): WarnedSeries => ({
  kpi: 'on-time',
  direction: 'higher',
  grain: 'month',
  segment: null,
  place: null,
  ...over,
});

const month = (index: number): CalendarDate =>
  day(`${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`);

const brought = (
  values: readonly (number | null)[],
  over: Partial<SeriesAfter> = {},
): SeriesAfter => ({
  ...series(),
  points: values.map((value, i) => ({ start: month(i), value, fresh: true })),
  ...over,
});

function kinds(tell: (warnings: ImportWarnings) => void) {
  const warnings = new ImportWarnings(CALENDAR);
  tell(warnings);
  return warnings.all();
}

const zeros = (values: readonly (number | null)[], over: Partial<WarnedSeries> = {}) =>
  kinds((warnings) => {
    const points = values.map((value, i) => ({ start: month(i), value }));
    warnings.zeros([{ ...series(over), points }]);
  });

describe('a target of 0', () => {
  it('that every figure meets is most likely none', () => {
    expect(zeros([94.1, null, 95])).toEqual([
      {
        kind: 'zero_target',
        kpi: 'on-time',
        period: '2024-01',
        figures: 2,
        message:
          'on-time: the target is 0 in 2 periods from 2024-01 on, and every figure meets it. If 0 means that there is none, say so in the profile: target: { column: …, missing: [0] }.',
      },
    ]);
  });

  it.each([
    ['no accidents, as it should be', [0, 0], { direction: 'lower' }],
    ['accidents, which miss it', [0, 2], { direction: 'lower' }],
    ['a growth that may be negative', [2, -1], {}],
    ['no figure to meet it', [null], {}],
    ['nothing', [], {}],
    ['a KPI that is never judged', [5], { direction: 'none' }],
  ] as const)('is one with %s', (_, values, over) => {
    expect(zeros(values, over)).toEqual([]);
  });
});

describe('a figure far off', () => {
  const far = (each: SeriesAfter) => kinds((warnings) => warnings.after([each]));
  const usual = [94, 95, 94, 95, 94, 95, 94];

  it('is told with the centre by medians and its place', () => {
    // Medians: centre 94, moving range 1, limits 94 ± 3.145, width 6.29, eight of them 50.32.
    expect(far(brought([...usual, 43.6], { place: 'yard-1' }))).toEqual([
      {
        kind: 'far_off',
        kpi: 'on-time',
        period: '2024-08',
        figures: 1,
        message:
          'on-time: 43.6 in 2024-08 (yard-1) is far from what is usual, 94: more than 8 widths of the natural limits. Check the unit and the decimal point.',
      },
    ]);
    expect(far(brought([...usual, 43.7]))).toEqual([]);
    expect(far(brought([...usual, 0.95, 144.4]))).toMatchObject([{ figures: 2 }]);
  });

  it('is none where it was there before, history is short, or nothing varies', () => {
    const old = brought([...usual, 0.95]);
    const points = old.points.map((point) => ({ ...point, fresh: false }));
    expect(far({ ...old, points })).toEqual([]);
    expect(far(brought([94, 95, 94, 95, 0.95]))).toEqual([]);
    expect(far(brought([94, 94, 94, 94, 94, 94, 0.95]))).toEqual([]);
  });

  it('is measured between neighbours only', () => {
    // Alternate weeks have no moving range at all.
    const points = usual.map((value, i) => ({
      start: addDays(day('2026-01-05'), 14 * i),
      value,
      fresh: true,
    }));
    const last = { start: addDays(day('2026-01-05'), 200), value: 1_000, fresh: true };
    expect(far({ ...series({ grain: 'week' }), points: [...points, last] })).toEqual([]);
  });
});

describe('a month that is the year to date', () => {
  const TOTAL = [100, 210, 290, 405, 500, 610, 700, 790, 905, 1000, 1100, 1190];
  const toDate = (each: SeriesAfter) =>
    kinds((warnings) => warnings.after([each])).filter(({ kind }) => kind === 'year_to_date');

  it('grows with the year and begins anew with the next', () => {
    expect(toDate(brought([...TOTAL, 95, 190]))).toMatchObject([
      { kpi: 'on-time', period: '2024-01', figures: 12 },
    ]);
    expect(toDate(brought(TOTAL.slice(0, 6)))).toHaveLength(1);
  });

  it.each([
    ['goes on growing', [...TOTAL, 1300, 1400]],
    ['is too short', TOTAL.slice(0, 5)],
    ['is about the same each month', [100, 101, 102, 104, 110, 120, 130]],
    ['falls', [100, 210, 190, 400, 500, 600, 700]],
    ['is nothing', [0, 0, 0, 0, 0, 0, 0]],
  ])('is none where the year %s', (_, values) => {
    expect(toDate(brought(values))).toEqual([]);
  });

  it('is none where months are missing, or nothing is new', () => {
    const holey = brought(TOTAL);
    expect(toDate({ ...holey, points: holey.points.filter((_, i) => i !== 3) })).toEqual([]);
    const points = holey.points.map((point) => ({ ...point, fresh: false }));
    expect(toDate({ ...holey, points })).toEqual([]);
    expect(toDate({ ...holey, grain: 'quarter' })).toEqual([]);
  });

  it.each([
    ['mean', [10, 15, 20, 25], 1],
    ['total', [10, 30, 60, 100], 1],
    ['correction', [10, 21, 29, 41], 0],
    ['same', [10, 20, 30, 40], 0],
  ])('is the running %s of what it replaces', (_, values, found) => {
    const before = [10, 20, 30, 40];
    const points = values.map((value, i) => ({
      start: month(i),
      before: before[i] ?? 0,
      after: value,
    }));
    expect(kinds((warnings) => warnings.replaced([{ ...series(), points }]))).toHaveLength(found);
  });
});

it('says one thing of a KPI once, and fifty things at most', () => {
  const odd = [94, 95, 94, 95, 94, 95, 94, 0.95];
  const many = Array.from({ length: 80 }, (_, i) => brought(odd, { kpi: `kpi-${i}` }));
  expect(kinds((warnings) => warnings.after(many))).toHaveLength(50);
  const places = ['a', 'b', 'c'].map((place) => brought(odd, { place }));
  expect(kinds((warnings) => warnings.after(places))).toMatchObject([{ figures: 3 }]);
});
