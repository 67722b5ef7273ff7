import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Period, parsePeriodKey } from '../../lib/domain/calendar';
import type { Direction, TargetBounds } from '../../lib/domain/catalog';
import { statusOfValue } from '../../lib/domain/status';
import {
  formatList,
  formatNumber,
  formatPower,
  formatSigned,
  formatValue,
  withUnit,
} from '../../lib/format';
import {
  formatAgainstTarget,
  formatDifference,
  formatShare,
  formatShareGap,
  formatTarget,
  pointsBeside,
} from '../../lib/format-compare';
import {
  formatDate,
  formatDayMonth,
  formatInstant,
  periodName,
  periodShort,
  timeAgo,
} from '../../lib/format-period';
import { day, NO_BOUNDS } from '../support/catalog-facts';

/** With plain spaces, as a reader sees it. */
const seen = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

/** The number that a reader of an English page takes from a text, as tenths and hundredths. */
const read = (text: string): number =>
  Number(text.replaceAll(',', '').replaceAll('−', '-').replace('+', ''));

function period(key: string, fiscalYearStart = 1): Period {
  const found = parsePeriodKey(key, { fiscalYearStart });
  if (found === null) throw new RangeError(`${key} names no period`);
  return found;
}

const bounds = (over: Partial<TargetBounds>): TargetBounds => ({ ...NO_BOUNDS, ...over });

describe('numbers', () => {
  it.each([
    [84, 1, 'en-GB', '84.0'],
    [1234567.891, 2, 'en-GB', '1,234,567.89'],
    [1234.5, 1, 'de', '1.234,5'],
    [1234.5, 1, 'fr', '1 234,5'],
    [-3.25, 2, 'en-GB', '−3.25'],
    [-3.25, 2, 'sv', '−3,25'],
    [-0.04, 1, 'en-GB', '0.0'],
    [-0, 0, 'en-GB', '0'],
    [0.5, 0, 'en-GB', '1'],
    [1.005, 2, 'en-GB', '1.01'],
    [7, -3, 'en-GB', '7'],
  ])('%d with %i decimals in %s is %s', (value, decimals, locale, expected) => {
    expect(seen(formatNumber(value, decimals, locale))).toBe(expected);
  });

  it.each([
    [48.333, 1, '+48.3'],
    [-2, 1, '−2.0'],
    [0, 1, '0.0'],
    [0.04, 1, '0.0'],
    [-0.04, 1, '0.0'],
  ])('a change of %d with %i decimals is %s', (value, decimals, expected) => {
    expect(formatSigned(value, decimals, 'en-GB')).toBe(expected);
  });

  it('writes very small numbers in powers of ten', () => {
    expect(formatPower(-5.55e-17, 2, 'en-GB')).toBe('−5.6E−17');
  });

  it.each([
    [84, '%', 1, 'en-GB', '84.0 %'],
    [84, 'percent', 1, 'en-GB', '84.0 %'],
    [84, '%', 1, 'de', '84,0 %'],
    [12, 'min', 0, 'en-GB', '12 min'],
    [12, 'count', 0, 'en-GB', '12'],
    [12, '', 0, 'en-GB', '12'],
    [3.2, 'of 5', 1, 'en-GB', '3.2 of 5'],
    [-12.5, '£', 2, 'en-GB', '−£12.50'],
    [12.5, '$', 2, 'en-US', '$12.50'],
    [12.5, '€', 2, 'de', '12,50 €'],
    [12.5, 'EUR', 2, 'en-GB', '12.50 EUR'],
  ])('%d %s with %i decimals in %s is %s', (value, unit, decimals, locale, expected) => {
    expect(seen(formatValue(value, unit, decimals, locale))).toBe(expected);
  });

  it('does not break between a figure and its unit', () => {
    expect(withUnit('84.0', '%', 'en-GB')).toBe('84.0\u00a0%');
  });

  it.each([
    [[], ''],
    [['Buy'], 'Buy'],
    [['Buy', 'Receive'], 'Buy and Receive'],
    [['Buy', 'Receive', 'Get help'], 'Buy, Receive and Get help'],
  ])('lists %j as "%s"', (items, expected) => expect(formatList(items, 'en-GB')).toBe(expected));
});

describe('a value against its target', () => {
  it.each([
    // domain §4
    [94.96, bounds({ target: 95 }), 1, 'higher', '94.96'],
    [94.94, bounds({ target: 95 }), 1, 'higher', '94.9'],
    [94.999, bounds({ target: 95 }), 1, 'higher', '94.999'],
    [95.04, bounds({ target: 95 }), 1, 'higher', '95.0'],
    [95.04, bounds({ target: 95 }), 1, 'lower', '95.04'],
    [94.96, bounds({ target: 95 }), 1, 'lower', '95.0'],
    [94.96, null, 1, 'higher', '95.0'],
    [94.96, bounds({ target: 95 }), 1, 'none', '95.0'],
    [17.96, bounds({ low: 18, high: 22 }), 1, 'range', '17.96'],
    [22.04, bounds({ low: 18, high: 22 }), 1, 'range', '22.04'],
    [20.04, bounds({ low: 18, high: 22 }), 1, 'range', '20.0'],
    // A target with more decimals than the KPI: neither a miss nor a hit is turned round.
    [94.955, bounds({ target: 94.96 }), 1, 'higher', '94.955'],
    [94.94, bounds({ target: 94.94 }), 1, 'higher', '94.94'],
    [95, bounds({ target: 94.96 }), 1, 'lower', '95.0'],
    [0.1 + 0.2, bounds({ target: 0.3 }), 1, 'lower', '0.3'],
    [999.6, bounds({ target: 1000 }), 0, 'higher', '999.6'],
    [-0.04, bounds({ target: 0 }), 1, 'higher', '−0.04'],
    [0, bounds({ target: 0 }), 1, 'higher', '0.0'],
    [5.5e-17, bounds({ target: 0 }), 1, 'lower', '5.5E−17'],
  ] as const)('%d against %j, %i decimals, %s: %s', (value, target, decimals, direction, text) => {
    expect(formatAgainstTarget(value, target, decimals, direction, 'en-GB')).toBe(text);
  });

  it.each([
    [95, 1, '95.0'],
    [99.95, 1, '99.95'],
    [0.1 + 0.2, 1, '0.3'],
    [0, 0, '0'],
    [-2.5, 0, '−2.5'],
  ])('a target of %d with %i decimals is %s', (target, decimals, expected) => {
    expect(formatTarget(target, decimals, 'en-GB')).toBe(expected);
  });

  const DIRECTIONS = fc.constantFrom<Direction>('higher', 'lower', 'range');
  /** Targets as people set them, and values near and far. */
  const targets = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }),
    fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
  const nearby = fc.oneof(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    fc.double({ min: -1e-7, max: 1e-7, noNaN: true }),
    fc.constant(0),
  );

  it('never looks like a target that it misses, nor on its good side', () => {
    fc.assert(
      fc.property(
        targets,
        nearby,
        fc.integer({ min: 0, max: 4 }),
        DIRECTIONS,
        (target, off, decimals, direction) => {
          const value = target + off;
          const all = bounds({ target, low: target, high: target + 10 });
          fc.pre(statusOfValue(value, all, direction) === 'off_target');
          const written = read(formatAgainstTarget(value, all, decimals, direction, 'en'));
          const limit = read(formatTarget(target, decimals, 'en'));
          const upper = read(formatTarget(target + 10, decimals, 'en'));
          if (direction === 'higher') expect(written).toBeLessThan(limit);
          if (direction === 'lower') expect(written).toBeGreaterThan(limit);
          if (direction === 'range') expect(written < limit || written > upper).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never looks like a miss where it hits a target as people set them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
        nearby,
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom<'higher' | 'lower'>('higher', 'lower'),
        (target, off, decimals, direction) => {
          const all = bounds({ target });
          fc.pre(statusOfValue(target + off, all, direction) === 'on_target');
          const written = read(formatAgainstTarget(target + off, all, decimals, direction, 'en'));
          const limit = read(formatTarget(target, decimals, 'en'));
          expect(statusOfValue(written, bounds({ target: limit }), direction)).toBe('on_target');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('shows no more digits than it must', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.double({ min: 0.051, max: 10, noNaN: true }),
        (target, off) => {
          const text = formatAgainstTarget(target - off, bounds({ target }), 1, 'higher', 'en');
          expect(text).toBe(formatNumber(target - off, 1, 'en'));
        },
      ),
    );
  });
});

describe('shares', () => {
  it.each([
    [0, null, '0 %'],
    [1, null, '100 %'],
    [0.9, null, '90 %'],
    [1 / 3, null, '33 %'],
    [0.29, null, '29 %'],
    // Not all, and not none.
    [0.997, null, '99.7 %'],
    [0.001, null, '0.1 %'],
    [0.798, 0.8, '79.8 %'],
    [0.7996, 0.8, '79.96 %'],
    [0.8, 0.8, '80 %'],
    [0.41667, 0.8, '42 %'],
  ])('%d judged by %s is %s', (share, threshold, expected) => {
    expect(seen(formatShare(share, 'en-GB', threshold === null ? [] : [threshold]))).toBe(expected);
  });
});

describe('differences', () => {
  it.each([
    [90, 41.667, 1, ['90.0', '41.7', '+48.3']],
    [84.1, 86.3, 1, ['84.1', '86.3', '−2.2']],
    [50, 50, 0, ['50', '50', '0']],
    // 90.0 and 48.4 do not subtract to 41.7; with one digit more they do.
    [90.04, 48.35, 1, ['90.04', '48.35', '+41.69']],
    // Neither 1 − 0 = 0 nor 0.5 − 0.3 = 0.3: what is shown is what the parts say.
    [0.5, 0.25, 0, ['0.5', '0.3', '+0.2']],
    [-1.5, 1.5, 1, ['−1.5', '1.5', '−3.0']],
    [1000.4, 0.2, 0, ['1,000', '0', '+1,000']],
  ] as const)('%d and %d with %i decimals: %j', (a, b, decimals, [first, second, between]) => {
    const found = formatDifference(a, b, decimals, 'en-GB');
    expect([found.a, found.b, found.difference]).toEqual([first, second, between]);
    expect(read(found.size)).toBe(Math.abs(read(between)));
    expect(found.sign).toBe(Math.sign(read(between)));
  });

  it('always subtracts as written, in at most one digit more', () => {
    const figures = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(figures, figures, fc.integer({ min: 0, max: 4 }), (a, b, decimals) => {
        const found = formatDifference(a, b, decimals, 'en');
        const digits = (text: string): number => text.split('.')[1]?.length ?? 0;
        const shown = digits(found.a);
        expect([decimals, decimals + 1]).toContain(shown);
        expect(digits(found.b)).toBe(shown);
        expect(digits(found.difference)).toBe(shown);
        const whole = (text: string): number => Math.round(read(text) * 10 ** shown);
        expect(whole(found.a) - whole(found.b)).toBe(whole(found.difference));
        // Rounded once, or where that does not add up off by at most one in the last digit.
        expect(Math.abs(read(found.difference) - (a - b))).toBeLessThan(1.001 * 10 ** -shown);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a gap between two shares', () => {
  it.each([
    [1, 0.325, ['100.0', '32.5', '+67.5']],
    [0.9, 0.4, ['90', '40', '+50']],
    // 79.8 % is judged below 80 %: no reader may take it for that.
    [0.798, 0.4, ['79.8', '40.0', '+39.8']],
    [0.75, 1, ['75', '100', '−25']],
  ] as const)('%d and %d: %j', (a, b, [own, other, gap]) => {
    const found = formatShareGap(a, b, 'en-GB', [0.8, 0.6]);
    expect([found.a, found.b, found.difference]).toEqual([own, other, gap]);
  });

  it('is told in a sentence with the digits of its parts', () => {
    const [a, b] = [0.76625, 0.56005];
    const points = pointsBeside({ a, b, points: 20.62 }, 'en-GB');
    const { size } = formatDifference(100 * a, 100 * b, 1, 'en-GB');
    expect(points(20.62)).toBe(size);
    expect(points(-20.62)).toBe(`−${size}`);
    expect(points(18.2).split('.')[1]?.length).toBe(size.split('.')[1]?.length);
    expect(pointsBeside({ a: null, b, points: null }, 'en-GB')(18.24)).toBe('18.2');
  });
});

describe('periods', () => {
  it.each([
    ['2026-W47', 1, 'en-GB', 'Week 47 · 16–22 Nov 2026', 'W47'],
    ['2026-W47', 1, 'en-US', 'Week 47 · Nov 16–22, 2026', 'W47'],
    ['2026-W47', 1, 'de', 'Week 47 · 16.–22. Nov. 2026', 'W47'],
    ['2026-W49', 1, 'en-GB', 'Week 49 · 30 Nov – 6 Dec 2026', 'W49'],
    ['2026-W53', 1, 'en-GB', 'Week 53 · 28 Dec 2026 – 3 Jan 2027', 'W53'],
    ['2027-W01', 1, 'en-GB', 'Week 1 · 4–10 Jan 2027', 'W01'],
    ['2026-11', 1, 'en-GB', 'November 2026', 'Nov'],
    ['2026-11', 1, 'fr', 'novembre 2026', 'nov.'],
    ['2026-Q4', 1, 'en-GB', 'Q4 2026', 'Q4'],
    ['2026', 1, 'en-GB', '2026', '2026'],
    ['FY2027-Q1', 4, 'en-GB', 'Q1 FY2027 · Apr–Jun 2026', 'Q1'],
    ['FY2027-Q3', 5, 'en-GB', 'Q3 FY2027 · Nov 2026 – Jan 2027', 'Q3'],
    ['FY2027', 4, 'en-GB', 'FY2027 · Apr 2026 – Mar 2027', 'FY2027'],
    ['2026-11-22', 1, 'en-GB', 'Sun, 22 Nov 2026', '22 Nov'],
    ['2028-02-29', 1, 'en-US', 'Tue, Feb 29, 2028', 'Feb 29'],
  ])('%s with a year from month %i in %s', (key, fiscalYearStart, locale, name, short) => {
    const named = period(key, fiscalYearStart);
    expect(periodName(named, locale)).toBe(name);
    expect(periodShort(named, locale)).toBe(short);
  });

  it('stays Gregorian where a locale counts years otherwise', () => {
    expect(periodName(period('2026-11'), 'th-TH')).toContain('2026');
  });
});

describe('dates and instants', () => {
  it.each([
    ['en-GB', '22 Nov 2026', '22 Nov'],
    ['en-US', 'Nov 22, 2026', 'Nov 22'],
    ['de', '22. Nov. 2026', '22. Nov.'],
  ])('in %s', (locale, date, dayMonth) => {
    expect(formatDate(day('2026-11-22'), locale)).toBe(date);
    expect(formatDayMonth(day('2026-11-22'), locale)).toBe(dayMonth);
  });

  it.each([
    ['2026-11-22T13:05:00Z', 'Europe/Berlin', 'en-GB', '22 Nov 2026, 14:05 CET'],
    ['2026-06-22T13:05:00Z', 'Europe/Berlin', 'en-GB', '22 Jun 2026, 15:05 CEST'],
    ['2026-11-22T03:05:00Z', 'America/New_York', 'en-US', 'Nov 21, 2026, 10:05 PM EST'],
    ['2026-11-22T13:05:59.999Z', 'UTC', 'en-GB', '22 Nov 2026, 13:05 UTC'],
  ])('%s in %s, %s, is %s', (instant, zone, locale, expected) => {
    expect(formatInstant(instant, zone, locale)).toBe(expected);
    expect(formatInstant(new Date(instant), zone, locale)).toBe(expected);
  });

  it.each([
    ['2026-11-22T12:00:00Z', 'now'],
    ['2026-11-22T11:59:01Z', 'now'],
    ['2026-11-22T11:59:00Z', '1 minute ago'],
    ['2026-11-22T11:00:01Z', '59 minutes ago'],
    ['2026-11-22T11:00:00Z', '1 hour ago'],
    ['2026-11-21T12:00:01Z', '23 hours ago'],
    ['2026-11-21T12:00:00Z', '1 day ago'],
    ['2026-11-15T12:00:00Z', '1 week ago'],
    ['2026-10-01T12:00:00Z', '1 month ago'],
    ['2024-11-01T12:00:00Z', '2 years ago'],
    ['2026-11-22T12:05:00Z', 'in 5 minutes'],
  ])('%s is %s', (instant, expected) => {
    expect(timeAgo(instant, new Date('2026-11-22T12:00:00Z'), 'en-GB')).toBe(expected);
  });
});
