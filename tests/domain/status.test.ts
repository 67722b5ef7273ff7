import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grain, type Period, parsePeriodKey } from '../../lib/domain/calendar';
import type { Direction, TargetBounds } from '../../lib/domain/catalog';
import { type Measures, NO_MEASURES, type Reading } from '../../lib/domain/observation';
import {
  answersOf,
  dueOn,
  isOver,
  isTooFew,
  type JudgeInput,
  judge,
  periodToJudge,
  reportingLagDays,
  statusOfValue,
} from '../../lib/domain/status';
import { day, kpi, NO_BOUNDS } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };

function period(key: string): Period {
  const found = parsePeriodKey(key, CALENDAR);
  if (found === null) throw new RangeError(`${key} names no period`);
  return found;
}

const bounds = (over: Partial<TargetBounds>): TargetBounds => ({ ...NO_BOUNDS, ...over });

function reading(measures: Partial<Measures>): Reading {
  return {
    periodStart: day('2026-11-09'),
    measures: { ...NO_MEASURES, ...measures },
    reported: { in: 1, of: 1 },
    basis: 'reported',
    recordedAt: '2026-11-16T08:00:00Z',
    revision: 1,
  };
}

describe('statusOfValue', () => {
  const higher = bounds({ target: 95, atRisk: 90 });
  const lower = bounds({ target: 5, atRisk: 8 });
  const range = bounds({ low: 18, high: 22, margin: 1 });

  it.each([
    [95, higher, 'higher', 'on_target'],
    [94.96, higher, 'higher', 'at_risk'],
    [94.999999, higher, 'higher', 'at_risk'],
    [90, higher, 'higher', 'at_risk'],
    [89.999, higher, 'higher', 'off_target'],
    [94, bounds({ target: 95 }), 'higher', 'off_target'],
    [5, lower, 'lower', 'on_target'],
    [5.0001, lower, 'lower', 'at_risk'],
    [8, lower, 'lower', 'at_risk'],
    [8.1, lower, 'lower', 'off_target'],
    [0, bounds({ target: 0 }), 'lower', 'on_target'],
    [0, bounds({ target: 0 }), 'higher', 'on_target'],
    [-0.001, bounds({ target: 0 }), 'higher', 'off_target'],
    [-5, bounds({ target: -4 }), 'higher', 'off_target'],
    [-5, bounds({ target: -4 }), 'lower', 'on_target'],
    [18, range, 'range', 'on_target'],
    [22, range, 'range', 'on_target'],
    [20, range, 'range', 'on_target'],
    [17, range, 'range', 'at_risk'],
    [23, range, 'range', 'at_risk'],
    [16.99, range, 'range', 'off_target'],
    [23.01, range, 'range', 'off_target'],
    [17.9, bounds({ low: 18, high: 22 }), 'range', 'off_target'],
    [17.9, bounds({ low: 18, margin: 1 }), 'range', 'at_risk'],
    [1000, bounds({ low: 18 }), 'range', 'on_target'],
    [23, bounds({ high: 22 }), 'range', 'off_target'],
  ] as const)('%d against %j, %s: %s', (value, target, direction, expected) => {
    expect(statusOfValue(value, target, direction)).toBe(expected);
  });

  // The differences are floating point's, not the figures'.
  it.each([
    [0.1 + 0.2, bounds({ target: 0.3 }), 'lower'],
    [0.1 + 0.2, bounds({ target: 0.3 }), 'higher'],
    [0.3, bounds({ target: 0.1 + 0.2 }), 'higher'],
    [95 * (1 - 0.9e-9), bounds({ target: 95 }), 'higher'],
    [95 * (1 + 0.9e-9), bounds({ target: 95 }), 'lower'],
    [0.3, bounds({ low: 0.1 + 0.2, high: 1 }), 'range'],
  ] as const)('%d meets %j, %s', (value, target, direction) => {
    expect(statusOfValue(value, target, direction)).toBe('on_target');
  });

  it.each([
    [95 * (1 - 1.1e-9), bounds({ target: 95 }), 'higher'],
    [95 * (1 + 1.1e-9), bounds({ target: 95 }), 'lower'],
  ] as const)('%d misses %j, %s', (value, target, direction) => {
    expect(statusOfValue(value, target, direction)).toBe('off_target');
  });

  it('is within a margin that floating point brings next to 0', () => {
    // 0.3 − 0.1 − 0.2 comes out as −2.8e-17 instead of 0, where the margin ends.
    const target = bounds({ low: 0.3, high: 1, margin: 0.3 });
    expect(statusOfValue(0.1 + 0.2 - 0.3, target, 'range')).toBe('at_risk');
    expect(statusOfValue(0.3 - 0.1 - 0.2, target, 'range')).toBe('at_risk');
  });

  it.each([
    [95, higher, 'none'],
    [95, NO_BOUNDS, 'higher'],
    [95, bounds({ atRisk: 90 }), 'higher'],
    [95, bounds({ low: 1, high: 2 }), 'lower'],
    [95, higher, 'range'],
    [95, bounds({ margin: 1 }), 'range'],
    [Number.NaN, higher, 'higher'],
    [Number.POSITIVE_INFINITY, higher, 'higher'],
  ] as const)('%d against %j, %s: nothing to judge', (value, target, direction) => {
    expect(statusOfValue(value, target, direction)).toBeNull();
  });

  const RANK = { off_target: 0, at_risk: 1, on_target: 2 } as const;
  const figures = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  it('never gets worse as the value gets better', () => {
    fc.assert(
      fc.property(
        fc.tuple(figures, figures).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [number, number]),
        figures,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.constantFrom<'higher' | 'lower'>('higher', 'lower'),
        ([small, large], target, margin, direction) => {
          const atRisk = direction === 'higher' ? target - margin : target + margin;
          const rank = (value: number): number =>
            RANK[statusOfValue(value, bounds({ target, atRisk }), direction) ?? 'off_target'];
          if (direction === 'higher') expect(rank(large)).toBeGreaterThanOrEqual(rank(small));
          else expect(rank(small)).toBeGreaterThanOrEqual(rank(large));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('mirrors lower and higher', () => {
    fc.assert(
      fc.property(figures, figures, figures, (value, target, atRisk) => {
        expect(statusOfValue(value, bounds({ target, atRisk }), 'higher')).toBe(
          statusOfValue(-value, bounds({ target: -target, atRisk: -atRisk }), 'lower'),
        );
      }),
    );
  });

  it('is at risk nowhere without an at-risk limit', () => {
    fc.assert(
      fc.property(
        figures,
        figures,
        fc.constantFrom<Direction>('higher', 'lower', 'range'),
        (value, target, direction) => {
          const all = bounds({ target, low: target, high: target + 1 });
          expect(statusOfValue(value, all, direction)).not.toBe('at_risk');
        },
      ),
    );
  });
});

describe('lag', () => {
  it.each([
    ['day', 1],
    ['week', 3],
    ['month', 7],
    ['quarter', 14],
    ['year', 30],
  ] as const)('of a %s is %i days unless the KPI says', (grain, days) => {
    expect(reportingLagDays({ grain, reportingLagDays: null })).toBe(days);
    expect(reportingLagDays({ grain, reportingLagDays: 0 })).toBe(0);
    expect(reportingLagDays({ grain, reportingLagDays: 45 })).toBe(45);
  });

  it('runs from the end of the period', () => {
    const weekly = { grain: 'week', reportingLagDays: null } as const;
    expect(dueOn(weekly, period('2026-W46'))).toBe('2026-11-18');
    // The lag of a daily KPI is a day in the view of a month, too.
    expect(dueOn({ grain: 'day', reportingLagDays: null }, period('2026-11'))).toBe('2026-12-01');
  });

  it('is over on the day after the last', () => {
    expect(isOver(period('2026-W47'), day('2026-11-22'))).toBe(false);
    expect(isOver(period('2026-W47'), day('2026-11-23'))).toBe(true);
  });
});

describe('periodToJudge', () => {
  const lagged = (grain: Grain, reportingLagDays: number | null = null) => ({
    grain,
    reportingLagDays,
  });
  const never = (): boolean => false;

  it.each([
    // looked at, grain, lag, today, judged by
    ['2026-W47', 'week', null, '2026-11-22', '2026-W47'],
    ['2026-W47', 'day', null, '2026-11-22', '2026-W47'],
    ['2026-11', 'week', null, '2026-11-22', '2026-11'],
    // October was due by 7 November; before that September stands.
    ['2026-W46', 'month', null, '2026-11-22', '2026-10'],
    ['2026-W45', 'month', null, '2026-11-08', '2026-10'],
    ['2026-W45', 'month', null, '2026-11-07', '2026-09'],
    // W44 ends on 1 November and October on 31 October.
    ['2026-W44', 'month', null, '2026-11-22', '2026-10'],
    ['2026-W43', 'month', null, '2026-11-22', '2026-09'],
    // The month closes with the week.
    ['2026-W22', 'month', null, '2026-11-22', '2026-05'],
    ['2026-W05', 'month', null, '2026-11-22', '2026-01'],
    ['2026-W04', 'month', null, '2026-11-22', '2025-12'],
    ['2026-W47', 'quarter', null, '2026-11-22', '2026-Q3'],
    ['2026-W41', 'quarter', null, '2026-10-14', '2026-Q2'],
    ['2026-W47', 'year', null, '2026-11-22', '2025'],
    ['2027-W02', 'year', null, '2027-01-18', '2025'],
    ['2027-01', 'year', null, '2027-02-01', '2026'],
    ['2026-11-18', 'week', null, '2026-11-22', '2026-W46'],
    ['2026-11-15', 'week', null, '2026-11-22', '2026-W46'],
    ['2026-11-14', 'week', null, '2026-11-22', '2026-W45'],
    // At most two of its own periods back, and none of those is due.
    ['2026-W47', 'month', 80, '2026-11-22', null],
    ['2026-W47', 'month', 52, '2026-11-22', '2026-09'],
  ] as const)('%s, by %s, lag %s, on %s: %s', (looked, grain, lag, today, expected) => {
    const found = periodToJudge(lagged(grain, lag), period(looked), day(today), never, CALENDAR);
    expect(found?.key ?? null).toBe(expected);
  });

  it('takes a figure that is in before its lag has passed', () => {
    const has = ({ key }: Period): boolean => key === '2026-10';
    const found = periodToJudge(
      lagged('month'),
      period('2026-W44'),
      day('2026-11-02'),
      has,
      CALENDAR,
    );
    expect(found?.key).toBe('2026-10');
  });

  it('takes no figure of a period in progress', () => {
    const always = (): boolean => true;
    const found = periodToJudge(
      lagged('month'),
      period('2026-W48'),
      day('2026-11-22'),
      always,
      CALENDAR,
    );
    expect(found?.key).toBe('2026-10');
    const november = period('2026-11-30');
    const open = periodToJudge(lagged('month'), november, day('2026-11-30'), always, CALENDAR);
    expect(open?.key).toBe('2026-10');
  });
});

describe('answers', () => {
  it.each([
    ['ratio', { denominator: 412, n: 9 }, 412],
    ['nps', { promoters: 220, passives: 120, detractors: 72 }, 412],
    ['nps', { promoters: 220, detractors: 72 }, null],
    ['mean', { value: 4.2, n: 31 }, 31],
    ['mean', { value: 4.2 }, null],
    ['last', { value: 4.2 }, null],
  ] as const)('of %s %j: %s', (aggregation, measures, expected) => {
    expect(answersOf(aggregation, { ...NO_MEASURES, ...measures })).toBe(expected);
  });

  it.each([
    ['perception', 9, true],
    ['perception', 10, false],
    ['perception', 0, true],
    ['perception', null, false],
    ['operation', 1, false],
    ['asset', 1, false],
  ] as const)('%s with n %s: too few %s', (kind, n, expected) => {
    const measures = { ...NO_MEASURES, value: 4, n };
    expect(isTooFew({ kind, aggregation: 'mean' }, measures, 10)).toBe(expected);
  });
});

describe('judge', () => {
  const input = (over: Partial<JudgeInput> = {}): JudgeInput => ({
    kpi: kpi({ slug: 'on-time' }),
    looked: period('2026-W46'),
    period: period('2026-W46'),
    reading: reading({ value: 96, numerator: 96, denominator: 100 }),
    bounds: bounds({ target: 95, atRisk: 90 }),
    today: day('2026-11-22'),
    interval: null,
    inconclusive: false,
    smallestN: 10,
    scope: 'all',
    ...over,
  });
  const survey = kpi({ slug: 'asked', kind: 'perception' });
  const few = reading({ value: 100, numerator: 4, denominator: 4 });

  it.each([
    ['a figure on target', {}, 'on_target', true, true],
    ['a figure at risk', { reading: reading({ value: 94.96 }) }, 'at_risk', true, true],
    ['a figure off target', { reading: reading({ value: 0 }) }, 'off_target', true, true],
    [
      'nothing in the lag',
      { reading: null, today: day('2026-11-18') },
      'not_yet_due',
      false,
      false,
    ],
    ['nothing after the lag', { reading: null, today: day('2026-11-19') }, 'no_data', true, false],
    [
      'a value that cannot be said, after the lag',
      { reading: reading({ value: null, numerator: 0, denominator: 0 }) },
      'no_data',
      true,
      false,
    ],
    ['a figure before its lag has passed', { today: day('2026-11-16') }, 'on_target', true, true],
    ['a period in progress', { today: day('2026-11-15') }, 'not_yet_due', false, false],
    ['no target', { bounds: null }, 'no_target', false, false],
    ['no target and nothing reported', { bounds: null, reading: null }, 'no_target', false, false],
    ['an empty target', { bounds: NO_BOUNDS }, 'no_target', false, false],
    [
      'direction none',
      { kpi: kpi({ slug: 'visits', direction: 'none' }) },
      'no_target',
      false,
      false,
    ],
    [
      'direction none and nothing reported after the lag',
      { kpi: kpi({ slug: 'visits', direction: 'none' }), reading: null },
      'no_target',
      false,
      false,
    ],
    ['too few answers', { kpi: survey, reading: few }, 'too_few', false, false],
    [
      'no answers at all',
      { kpi: survey, reading: reading({ numerator: 0, denominator: 0 }) },
      'too_few',
      false,
      false,
    ],
    [
      'too few answers, no target',
      { kpi: survey, reading: few, bounds: null },
      'too_few',
      false,
      false,
    ],
    ['few cases of an operation', { reading: few }, 'on_target', true, true],
    ['a survey not reported', { kpi: survey, reading: null }, 'no_data', true, false],
  ] as const)('%s', (_, over, status, due, judged) => {
    expect(judge(input(over))).toMatchObject({ status, due, judged });
  });

  it('says what it rests on', () => {
    expect(judge(input())).toEqual({
      kpi: 'on-time',
      period: period('2026-W46'),
      coarser: false,
      status: 'on_target',
      due: true,
      judged: true,
      reading: reading({ value: 96, numerator: 96, denominator: 100 }),
      target: bounds({ target: 95, atRisk: 90 }),
      interval: null,
      inconclusive: false,
      dueOn: '2026-11-18',
    });
  });

  it('marks a KPI of a coarser grain', () => {
    const monthly = kpi({ slug: 'monthly', grain: 'month' });
    const found = judge(input({ kpi: monthly, period: period('2026-10') }));
    expect(found).toMatchObject({ coarser: true, dueOn: '2026-11-07', status: 'on_target' });
  });

  it('keeps an interval, and its doubt where the figure is judged', () => {
    const interval = { low: 90, high: 99 };
    expect(judge(input({ interval, inconclusive: true }))).toMatchObject({
      interval,
      inconclusive: true,
      status: 'on_target',
    });
    const open = judge(input({ interval, inconclusive: true, today: day('2026-11-15') }));
    expect(open).toMatchObject({ interval, inconclusive: false });
  });

  it.each([
    ['over', day('2026-11-22'), bounds({ target: 95 })],
    ['in progress', day('2026-11-15'), bounds({ target: 95 })],
    ['without a target', day('2026-11-22'), null],
  ])('shows few answers of a part to nobody: %s', (_, today, target) => {
    const interval = { low: 51, high: 100 };
    const whole = { kpi: survey, reading: few, today, bounds: target, interval };
    const part = judge(input({ ...whole, scope: 'part' }));
    expect(part.reading?.measures).toEqual({ ...NO_MEASURES, n: 4 });
    expect(part.reading?.recordedAt).toBe(few.recordedAt);
    expect(part.interval).toBeNull();
    expect(judge(input({ ...whole, scope: 'all' })).reading).toEqual(few);
  });

  it('is due only when over, and judged only when due', () => {
    const readings = fc.constantFrom(null, few, reading({ value: 1 }), reading({ value: null }));
    const days = fc.constantFrom('2026-11-10', '2026-11-15', '2026-11-16', '2026-11-19');
    const targets = fc.constantFrom(null, NO_BOUNDS, bounds({ target: 95 }));
    const kpis = fc.constantFrom(survey, kpi({ slug: 'x' }), kpi({ slug: 'y', direction: 'none' }));
    fc.assert(
      fc.property(readings, days, targets, kpis, (figure, today, target, of) => {
        const found = judge(input({ reading: figure, today: day(today), bounds: target, kpi: of }));
        expect(found.judged && !found.due).toBe(false);
        expect(found.due && today <= '2026-11-15').toBe(false);
        expect(found.due && (target?.target ?? null) === null).toBe(false);
        expect(found.judged && (figure?.measures.value ?? null) === null).toBe(false);
      }),
    );
  });
});
