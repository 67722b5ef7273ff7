import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOfEpochDay,
  type Grain,
  type Period,
  parsePeriodKey,
} from '../../lib/domain/calendar';
import type { Aggregation, Target, TargetBounds } from '../../lib/domain/catalog';
import {
  accountableOn,
  type KpiTargets,
  targetInEffect,
  targetOfPeriod,
  targetsByKpi,
} from '../../lib/domain/target';
import { day, kpi, NO_BOUNDS, target } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };

function period(key: string, calendar = CALENDAR): Period {
  const found = parsePeriodKey(key, calendar);
  if (found === null) throw new RangeError(`${key} names no period`);
  return found;
}

type Facts = Partial<Omit<Target, 'from' | 'ends' | 'bounds'>> & {
  readonly from: string;
  readonly ends?: string;
  readonly bounds: number | Partial<TargetBounds>;
};

/** Targets of one KPI, in the order given. */
function targetsOf(...facts: readonly Facts[]): KpiTargets {
  const all = facts.map(({ from, ends, bounds, ...rest }) =>
    target({
      kpi: 'k',
      ...rest,
      from: day(from),
      ends: ends === undefined ? null : day(ends),
      bounds: { ...NO_BOUNDS, ...(typeof bounds === 'number' ? { target: bounds } : bounds) },
    }),
  );
  return targetsByKpi(all).get('k') ?? new Map();
}

const at = (
  grain: Grain,
  from: string,
  aggregation: Aggregation = 'ratio',
  segment: string | null = null,
  place: string | null = null,
) => ({ grain, periodStart: day(from), segment, place, aggregation });

const of = (
  key: string,
  aggregation: Aggregation = 'ratio',
  segment: string | null = null,
  place: string | null = null,
) => ({ period: period(key), segment, place, aggregation });

describe('targetInEffect', () => {
  const changed = targetsOf(
    { grain: 'month', from: '2026-07-01', bounds: 95 },
    { grain: 'month', from: '2026-01-01', bounds: 90 },
    { grain: 'month', from: '2026-09-15', bounds: 97 },
  );

  it.each([
    ['2025-12-01', null],
    ['2026-01-01', 90],
    ['2026-06-01', 90],
    ['2026-07-01', 95],
    ['2026-09-01', 95],
    // Set in the middle of September, it holds from the first period that starts after that.
    ['2026-10-01', 97],
    ['2040-01-01', 97],
  ])('on %s the latest that has begun: %s', (from, expected) => {
    expect(targetInEffect(changed, at('month', from))?.target ?? null).toBe(expected);
  });

  it('belongs to its grain', () => {
    expect(targetInEffect(changed, at('week', '2026-07-06'))).toBeNull();
    expect(targetInEffect(changed, at('quarter', '2026-07-01'))).toBeNull();
  });

  const ended = targetsOf(
    { grain: 'month', from: '2026-01-01', bounds: 90 },
    { grain: 'month', from: '2026-03-01', ends: '2026-05-31', bounds: 95 },
  );

  it.each([
    ['2026-02-01', 90],
    ['2026-03-01', 95],
    ['2026-05-01', 95],
    ['2026-05-31', 95],
    ['2026-06-01', null],
  ])('on %s an ended one brings no older one back: %s', (from, expected) => {
    expect(targetInEffect(ended, at('month', from))?.target ?? null).toBe(expected);
  });

  it('holds for its own period only, from a file with one a period', () => {
    const perPeriod = targetsOf(
      { grain: 'month', from: '2010-01-01', ends: '2010-01-31', bounds: 90 },
      { grain: 'month', from: '2010-03-01', ends: '2010-03-31', bounds: 92 },
    );
    const found = ['2010-01-01', '2010-02-01', '2010-03-01', '2010-04-01'].map(
      (from) => targetInEffect(perPeriod, at('month', from))?.target ?? null,
    );
    expect(found).toEqual([90, null, 92, null]);
  });

  describe('of a segment or place', () => {
    const parts = targetsOf(
      { from: '2026-01-05', bounds: 90 },
      { from: '2026-01-05', segment: 'gold', bounds: 95 },
      { from: '2026-01-05', place: 'kiel', bounds: 80 },
      { from: '2026-01-05', segment: 'gold', place: 'kiel', bounds: 85 },
      { from: '2026-01-05', segment: 'lapsed', ends: '2026-06-28', bounds: 50 },
    );

    it.each([
      ['ratio', 'gold', null, 95],
      ['ratio', 'silver', null, 90],
      ['mean', 'silver', null, 90],
      ['nps', 'silver', null, 90],
      ['ratio', null, 'kiel', 80],
      ['ratio', null, 'bonn', 90],
      ['ratio', 'gold', 'kiel', 85],
      ['ratio', 'gold', 'bonn', 95],
      ['ratio', 'silver', 'kiel', 80],
      ['ratio', 'silver', 'bonn', 90],
      ['sum', 'gold', null, 95],
      ['sum', 'silver', null, null],
      ['sum', null, 'bonn', null],
      ['sum', 'gold', 'bonn', null],
      ['sum', null, null, 90],
      ['last', 'silver', null, null],
      ['min', 'silver', null, null],
      ['max', null, 'bonn', null],
      ['none', 'silver', null, null],
    ] as const)('%s of %s in %s: %s', (aggregation, segment, place, expected) => {
      const found = targetInEffect(parts, at('week', '2026-11-16', aggregation, segment, place));
      expect(found?.target ?? null).toBe(expected);
    });

    it('is the common one again when its own has ended', () => {
      const during = at('week', '2026-06-22', 'ratio', 'lapsed');
      const after = at('week', '2026-06-29', 'ratio', 'lapsed');
      expect(targetInEffect(parts, during)?.target).toBe(50);
      expect(targetInEffect(parts, after)?.target).toBe(90);
    });
  });

  it('finds what a walk through all finds', () => {
    const days = fc.integer({ min: 20_000, max: 20_400 });
    const facts = fc.uniqueArray(
      fc.record({ from: days, length: fc.option(fc.integer({ min: 0, max: 60 })) }),
      { selector: ({ from }) => from, maxLength: 30 },
    );
    fc.assert(
      fc.property(facts, days, (all, when) => {
        const date = dateOfEpochDay(when);
        const targets = targetsOf(
          ...all.map(({ from, length }) => ({
            from: dateOfEpochDay(from),
            ...(length === null ? {} : { ends: addDays(dateOfEpochDay(from), length) }),
            bounds: from,
          })),
        );
        const begun = all.filter(({ from }) => from <= when);
        const last = begun.toSorted((a, b) => b.from - a.from)[0];
        const holds =
          last !== undefined && (last.length === null || last.from + last.length >= when);
        expect(targetInEffect(targets, at('week', date))?.target ?? null).toBe(
          holds ? last.from : null,
        );
      }),
    );
  });
});

describe('targetOfPeriod', () => {
  const monthly = targetsOf(
    { grain: 'month', from: '2026-01-01', bounds: { target: 10, atRisk: 8 } },
    { grain: 'month', from: '2026-03-01', bounds: { target: 12, atRisk: 9 } },
  );

  it.each([
    ['2026-02', 'sum', 10, 8],
    ['2026-Q1', 'sum', 32, 25],
    ['2026-Q2', 'sum', 36, 27],
    ['2026', 'sum', 140, 106],
    // Not all of its months have one.
    ['2025', 'sum', null, null],
    ['2026-W10', 'sum', null, null],
    ['2026-Q1', 'ratio', 10, 8],
    ['2026-Q2', 'ratio', 12, 9],
    ['2026-Q1', 'none', 10, 8],
    ['2026', 'mean', 10, 8],
    ['2025-Q4', 'ratio', null, null],
    ['2026-W10', 'ratio', null, null],
  ] as const)('%s of a %s: %s, at risk %s', (key, aggregation, expected, atRisk) => {
    const found = targetOfPeriod(monthly, of(key, aggregation), CALENDAR);
    expect(found?.target ?? null).toBe(expected);
    expect(found?.atRisk ?? null).toBe(atRisk);
  });

  it('adds weeks by their Thursday', () => {
    const weekly = targetsOf({ grain: 'week', from: '2026-01-05', bounds: 100 });
    expect(targetOfPeriod(weekly, of('2026-11', 'sum'), CALENDAR)?.target).toBe(400);
    expect(targetOfPeriod(weekly, of('2026-10', 'sum'), CALENDAR)?.target).toBe(500);
  });

  it('adds every bound, and none that a period lacks', () => {
    const ranges = targetsOf(
      { grain: 'month', from: '2026-01-01', bounds: { low: 10, high: 20, margin: 2 } },
      { grain: 'month', from: '2026-03-01', bounds: { low: 11, high: 22 } },
    );
    expect(targetOfPeriod(ranges, of('2026-Q1', 'sum'), CALENDAR)).toEqual({
      ...NO_BOUNDS,
      low: 31,
      high: 62,
    });
  });

  it('adds up over a fiscal year', () => {
    const july = { fiscalYearStart: 7 };
    const year = { ...of('2026', 'sum'), period: period('FY2027', july) };
    expect(targetOfPeriod(monthly, year, july)?.target).toBe(144);
  });

  it('has no sum where one month has ended', () => {
    const gap = targetsOf(
      { grain: 'month', from: '2026-01-01', ends: '2026-01-31', bounds: 10 },
      { grain: 'month', from: '2026-03-01', bounds: 12 },
    );
    expect(targetOfPeriod(gap, of('2026-Q1', 'sum'), CALENDAR)).toBeNull();
    expect(targetOfPeriod(gap, of('2026-Q2', 'sum'), CALENDAR)?.target).toBe(36);
  });

  it('takes the coarser grain where it has a target of its own', () => {
    const both = targetsOf(
      { grain: 'month', from: '2026-01-01', bounds: 10 },
      { grain: 'quarter', from: '2026-01-01', ends: '2026-03-31', bounds: 33 },
    );
    expect(targetOfPeriod(both, of('2026-Q1', 'sum'), CALENDAR)?.target).toBe(33);
    expect(targetOfPeriod(both, of('2026-Q2', 'sum'), CALENDAR)?.target).toBe(30);
    // The year has quarters for its first only, but all of its months.
    expect(targetOfPeriod(both, of('2026', 'sum'), CALENDAR)?.target).toBe(120);
  });

  it('takes what a segment has of its own, in any grain, before the common one', () => {
    const parts = targetsOf(
      { grain: 'month', from: '2026-01-01', segment: 'gold', bounds: 95 },
      { grain: 'quarter', from: '2026-01-01', bounds: 90 },
    );
    expect(targetOfPeriod(parts, of('2026-Q1', 'ratio', 'gold'), CALENDAR)?.target).toBe(95);
    expect(targetOfPeriod(parts, of('2026-Q1', 'ratio', 'silver'), CALENDAR)?.target).toBe(90);
    expect(targetOfPeriod(parts, of('2026-Q1', 'sum', 'gold'), CALENDAR)?.target).toBe(285);
    expect(targetOfPeriod(parts, of('2026-Q1', 'sum', 'silver'), CALENDAR)).toBeNull();
  });

  it('keeps the KPIs apart', () => {
    const all = targetsByKpi([target({ kpi: 'a' }), target({ kpi: 'b', grain: 'month' })]);
    expect([...all.keys()]).toEqual(['a', 'b']);
    expect(targetOfPeriod(all.get('a') ?? new Map(), of('2026-W10'), CALENDAR)?.target).toBe(95);
    expect(targetOfPeriod(all.get('b') ?? new Map(), of('2026-W10'), CALENDAR)).toBeNull();
  });
});

describe('accountableOn', () => {
  const moved = kpi({
    slug: 'k',
    accountable: [
      { team: 'stores', from: null },
      { team: 'online', from: day('2026-07-01') },
      { team: 'logistics', from: day('2026-10-05') },
    ],
  });

  it.each([
    ['2001-01-01', 'stores'],
    ['2026-06-30', 'stores'],
    ['2026-07-01', 'online'],
    ['2026-10-04', 'online'],
    ['2026-10-05', 'logistics'],
    ['2031-01-01', 'logistics'],
  ])('on %s: %s', (date, expected) => {
    expect(accountableOn(moved, day(date))).toBe(expected);
  });
});
