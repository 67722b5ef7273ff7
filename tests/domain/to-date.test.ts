/** Running totals and weeks beside the year before, for KPIs that are reported by week or month. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addDays,
  type CalendarDate,
  dateOfEpochDay,
  epochDay,
  type Grain,
  type Period,
  parseCalendarDate,
  parsePeriodKey,
  periodContaining,
  shiftPeriod,
} from '../../lib/domain/calendar';
import type { Aggregation } from '../../lib/domain/catalog';
import { type FigureLine, figureLine, figureOver, statedValue } from '../../lib/domain/figure-span';
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import { sixTwelve, weekEnding } from '../../lib/domain/six-twelve';
import { changeOf, toDate, yearBefore } from '../../lib/domain/to-date';
import { day } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };

/** Every period of a grain from 2024-01 to 2027-06 with the measures that `of` gives it. */
function lineOf(
  grain: Grain,
  aggregation: Aggregation,
  of: (period: Period) => Partial<Measures> | null,
): FigureLine {
  const own: { periodStart: CalendarDate; measures: Measures }[] = [];
  let period = periodContaining(day('2024-01-04'), grain, CALENDAR);
  for (; period.start < '2027-06-01'; period = shiftPeriod(period, 1, CALENDAR)) {
    const measures = of(period);
    if (measures !== null)
      own.push({ periodStart: period.start, measures: { ...NO_MEASURES, ...measures } });
  }
  return figureLine({ grain, aggregation, scale: 100 }, CALENDAR, own, new Map());
}

describe('a KPI reported by week', () => {
  const ones = lineOf('week', 'sum', () => ({ value: 1 }));

  it('compares as many weeks as there are, 52 weeks before', () => {
    const [month, quarter, year] = toDate(ones, day('2026-11-22'));
    expect(month?.now).toMatchObject({ from: '2026-11-01', measures: { value: 3 } });
    expect(month?.before.reported).toEqual({ in: 3, of: 3 });
    expect(quarter?.now.measures.value).toBe(8);
    expect(year?.now.measures.value).toBe(47);
    expect(year?.before).toMatchObject({ from: '2024-12-30', to: '2025-11-23' });
    expect(year?.before.reported).toEqual({ in: 47, of: 47 });
  });

  it('counts a last week in the month of its Thursday', () => {
    // 2026-11-01 is a Sunday: its week belongs to October.
    const [month] = toDate(ones, day('2026-11-01'));
    expect(month?.now).toMatchObject({
      from: '2026-10-01',
      to: '2026-11-01',
      measures: { value: 5 },
    });
  });

  it('always compares equally many weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 110 }), (weeks) => {
        const sunday = addDays(day('2025-01-05'), 7 * weeks);
        for (const { now, before } of toDate(ones, sunday)) {
          expect(before.reported.of).toBe(now.reported.of);
        }
      }),
    );
  });

  it('adds ratios up from their counts, never as a mean of ratios', () => {
    const ratio = lineOf('week', 'ratio', ({ key }) =>
      key === '2026-W46' ? { numerator: 1, denominator: 2 } : { numerator: 9, denominator: 10 },
    );
    const [month] = toDate(ratio, day('2026-11-15'));
    expect(month?.now.measures).toMatchObject({ numerator: 10, denominator: 12 });
    expect(month?.now.measures.value).toBeCloseTo(250 / 3, 12);
  });

  it('says how many are in, and states no total of a sum in part', () => {
    const gappy = lineOf('week', 'sum', ({ key }) => (key === '2026-W46' ? null : { value: 1 }));
    const november = figureOver(gappy, day('2026-11-01'), day('2026-11-22'));
    expect(november.reported).toEqual({ in: 2, of: 3 });
    expect(november.measures.value).toBe(2);
    expect(statedValue({ aggregation: 'sum' }, november)).toBeNull();
    expect(statedValue({ aggregation: 'mean' }, november)).toBe(2);
  });
});

describe('other grains', () => {
  it('by month: no weeks, no month to date, the same months a year before', () => {
    const months = lineOf('month', 'sum', ({ start }) => ({ value: Number(start.slice(0, 4)) }));
    const shown = sixTwelve(months, {
      lastWeekEnds: day('2026-11-01'),
      lastDay: day('2026-10-31'),
    });
    expect(shown.weeks).toEqual([]);
    expect(shown.months).toHaveLength(12);
    expect(shown.months.at(-1)).toMatchObject({
      now: { measures: { value: 2026 } },
      before: { measures: { value: 2025 } },
    });
    expect(toDate(months, day('2026-10-31')).map(({ grain }) => grain)).toEqual([
      'quarter',
      'year',
    ]);
    expect(toDate(months, day('2026-10-31'))[1]?.before.measures.value).toBe(20_250);
  });

  it('a month reported as such wins over its weeks', () => {
    const weeks = lineOf('week', 'none', () => ({ value: 7 }));
    const october = { periodStart: day('2026-10-01'), measures: { ...NO_MEASURES, value: 99 } };
    const line = figureLine(
      { ...weeks.kpi },
      CALENDAR,
      [...weeks.own].map(([periodStart, measures]) => ({ periodStart, measures })),
      new Map([['month', [{ ...october, basis: 'reported' as const }]]]),
    );
    const shown = sixTwelve(line, { lastWeekEnds: day('2026-11-22'), lastDay: day('2026-11-22') });
    expect(shown.months.at(-1)?.now.measures.value).toBe(99);
    // September was not reported, and what does not add up is not added up.
    expect(shown.months.at(-2)?.now.measures.value).toBeNull();
    expect(shown.weeks.at(-1)?.now.measures.value).toBe(7);
  });

  it('by day in a fiscal year from April', () => {
    const days = Array.from({ length: 800 }, (_, back) => ({
      periodStart: addDays(day('2026-11-22'), -back),
      measures: { ...NO_MEASURES, value: 1 },
    }));
    const line = figureLine(
      { grain: 'day', aggregation: 'sum', scale: 1 },
      { fiscalYearStart: 4 },
      days,
      new Map(),
    );
    expect(toDate(line, day('2026-11-22')).map(({ now }) => now.from)).toEqual([
      '2026-11-01',
      '2026-10-01',
      '2026-04-01',
    ]);
  });
});

it('29 February has the 28th a year before, and ends every February', () => {
  expect(yearBefore(day('2024-02-29'))).toBe('2023-02-28');
  const days = lineOf('day', 'sum', () => ({ value: 1 }));
  const [month] = toDate(days, day('2025-02-28'));
  expect(month?.before).toMatchObject({ from: '2024-02-01', to: '2024-02-29' });
});

it('a year before is a date, and at most 366 days earlier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (epoch) => {
      const date = dateOfEpochDay(epoch);
      const before = yearBefore(date);
      expect(parseCalendarDate(before)).toBe(before);
      expect([365, 366]).toContain(epochDay(date) - epochDay(before));
    }),
  );
});

describe('the last whole week', () => {
  it.each([
    ['2026-W47', '2026-11-22'],
    ['2026-10', '2026-10-25'],
    ['2026-11-18', '2026-11-18'],
    ['2026', '2026-12-27'],
  ])('of %s ends on %s', (key, ends) => {
    const period = parsePeriodKey(key, CALENDAR);
    expect(period && weekEnding(period)).toBe(ends);
  });
});

describe('a change', () => {
  const percent = { unit: '%', aggregation: 'ratio' } as const;
  const count = { unit: 'count', aggregation: 'sum' } as const;

  it.each([
    [percent, 85, 84, { kind: 'points', value: 1 }],
    [{ unit: 'points', aggregation: 'nps' } as const, -10, 5, { kind: 'points', value: -15 }],
    [count, 110, 100, { kind: 'percent', value: 10 }],
    [count, 5, 0, null],
    [count, 5, -5, null],
    [count, null, 100, null],
    [percent, 85, null, null],
  ])('of %o from %s to %s is %o', (kpi, now, before, wanted) => {
    expect(changeOf(kpi, now, before)).toEqual(wanted);
  });
});
