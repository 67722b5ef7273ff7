import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  coarserPeriod,
  compareDates,
  composes,
  dateOfEpochDay,
  daysBetween,
  epochDay,
  finerPeriods,
  GRAINS,
  type Grain,
  isCoarser,
  MOST_PERIODS,
  type Period,
  parseCalendarDate,
  parsePeriod,
  parsePeriodKey,
  periodContaining,
  periodsBetween,
  shiftPeriod,
} from '../../lib/domain/calendar';
import { day } from '../support/catalog-facts';

const JANUARY = { fiscalYearStart: 1 };
const APRIL = { fiscalYearStart: 4 };

function named(key: string, calendar = JANUARY): Period {
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw new RangeError(`${key} names no period`);
  return period;
}

const keys = (periods: readonly Period[]): string[] => periods.map(({ key }) => key);

const calendars = fc.integer({ min: 1, max: 12 }).map((fiscalYearStart) => ({ fiscalYearStart }));
const grains = fc.constantFrom(...GRAINS);
/** Any day from 1000-01-01 to 8999-12-31. */
const dates = fc
  .integer({ min: epochDay(day('1000-01-01')), max: epochDay(day('8999-12-31')) })
  .map(dateOfEpochDay);

describe('dates', () => {
  it.each(['2026-11-22', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1600-02-29'])(
    '%s is a date',
    (text) => expect(parseCalendarDate(text)).toBe(text),
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '0000-12-31',
    '20261122',
    '2026-11-22T00:00:00Z',
    ' 2026-11-22',
    '2026-11-22\n',
    '２０２６-11-22',
    '',
  ])('%j is none', (text) => expect(parseCalendarDate(text)).toBeNull());

  it('agrees with the platform on every day of 1600 to 2400', () => {
    const first = Date.UTC(1600, 0, 1) / 86_400_000;
    const last = Date.UTC(2400, 11, 31) / 86_400_000;
    let wrong = 0;
    for (let epoch = first; epoch <= last; epoch += 1) {
      const date = dateOfEpochDay(epoch);
      const text = new Date(epoch * 86_400_000).toISOString().slice(0, 10);
      if (date !== text || epochDay(date) !== epoch) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-28', 2, '2024-03-01'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2026-11-22', 0, '2026-11-22'],
    ['2024-02-29', 366, '2025-03-01'],
  ])('%s and %i days is %s', (date, n, expected) => {
    expect(addDays(day(date), n)).toBe(expected);
    expect(daysBetween(day(date), day(expected))).toBe(n);
  });

  it('refuses days beyond what a date can say', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(day('2026-11-22'), Number.NaN)).toThrow(RangeError);
  });

  it('sorts', () => {
    const sorted = [day('2026-12-01'), day('2026-11-22'), day('2026-11-22')].sort(compareDates);
    expect(sorted).toEqual(['2026-11-22', '2026-11-22', '2026-12-01']);
  });
});

describe('weeks', () => {
  // domain §2, and ISO 8601: week 1 holds 4 January.
  it.each([
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
    ['2024-12-29', '2024-W52'],
    ['2005-01-01', '2004-W53'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2012-01-01', '2011-W52'],
    ['2026-11-22', '2026-W47'],
    ['1970-01-01', '1970-W01'],
  ])('%s is in %s', (date, key) => {
    expect(periodContaining(day(date), 'week', JANUARY).key).toBe(key);
  });

  it('runs from Monday to Sunday', () => {
    expect(named('2026-W47')).toEqual({
      grain: 'week',
      key: '2026-W47',
      start: '2026-11-16',
      end: '2026-11-22',
    });
  });

  // 71 of the 400 years of the Gregorian cycle have a week 53.
  it('numbers 53 weeks in 71 years of 400', () => {
    const long: number[] = [];
    for (let year = 2000; year < 2400; year += 1) {
      if (parsePeriodKey(`${year}-W53`, JANUARY) !== null) long.push(year);
    }
    expect(long).toHaveLength(71);
    expect(long.slice(0, 9)).toEqual([2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048]);
  });
});

describe('keys', () => {
  it.each([
    ['2026-11-22', 1, '2026-11-22', '2026-11-22'],
    ['2028-02-29', 1, '2028-02-29', '2028-02-29'],
    ['2026-W53', 1, '2026-12-28', '2027-01-03'],
    ['2028-02', 1, '2028-02-01', '2028-02-29'],
    ['2026-Q4', 1, '2026-10-01', '2026-12-31'],
    ['2026', 1, '2026-01-01', '2026-12-31'],
    ['FY2027-Q1', 4, '2026-04-01', '2026-06-30'],
    ['FY2027-Q4', 4, '2027-01-01', '2027-03-31'],
    ['FY2027', 4, '2026-04-01', '2027-03-31'],
    ['FY2027-Q1', 2, '2026-02-01', '2026-04-30'],
    ['FY2027-Q4', 2, '2026-11-01', '2027-01-31'],
    ['FY2024', 12, '2023-12-01', '2024-11-30'],
    ['FY2024-Q1', 12, '2023-12-01', '2024-02-29'],
    ['2026-11', 4, '2026-11-01', '2026-11-30'],
  ])('%s with a year from month %i is %s to %s', (key, fiscalYearStart, start, end) => {
    expect(parsePeriodKey(key, { fiscalYearStart })).toMatchObject({ key, start, end });
  });

  it.each([
    ['2025-W53', 1],
    ['2026-W00', 1],
    ['2026-W54', 1],
    ['2026-W7', 1],
    ['2026-w47', 1],
    ['2026-02-30', 1],
    ['2026-13', 1],
    ['2026-00', 1],
    ['2026-Q5', 1],
    ['2026-Q0', 1],
    ['FY2026', 1],
    ['FY2026-Q1', 1],
    ['2026-Q4', 4],
    ['2026', 4],
    ['FY26', 4],
    ['FY2026-04', 4],
    ['26', 1],
    ['0999', 1],
    ['9000', 1],
    ['9999-12-31', 1],
    ['2026-11-22 ', 1],
    ['', 1],
    ['all', 1],
  ])('%j names nothing with a year from month %i', (key, fiscalYearStart) => {
    expect(parsePeriodKey(key, { fiscalYearStart })).toBeNull();
  });

  it('names every period, and its name leads back to it (keyOf ∘ startOf = id)', () => {
    fc.assert(
      fc.property(dates, grains, calendars, (date, grain, calendar) => {
        const period = periodContaining(date, grain, calendar);
        expect(period.start <= date && date <= period.end).toBe(true);
        expect(periodContaining(period.start, grain, calendar)).toEqual(period);
        expect(periodContaining(period.end, grain, calendar)).toEqual(period);
        // A period that begins before 1000 is one that no text names.
        if (period.start >= '1000') expect(parsePeriodKey(period.key, calendar)).toEqual(period);
      }),
      { numRuns: 2000 },
    );
  });

  it('calls a fiscal year by the year in which it ends', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 2, max: 12 }), (date, fiscalYearStart) => {
        const year = periodContaining(date, 'year', { fiscalYearStart });
        expect(year.key).toBe(`FY${year.end.slice(0, 4)}`);
        const quarter = periodContaining(date, 'quarter', { fiscalYearStart });
        expect(quarter.key.slice(0, 6)).toBe(year.key);
      }),
    );
  });

  it.each([
    ['2026-11-18', 'week', '2026-W47'],
    ['2026-W47', 'week', '2026-W47'],
    ['2026-11-18', 'quarter', '2026-Q4'],
    ['2026-11', 'week', null],
    ['2026-W47', 'day', null],
    ['2026-11-31', 'month', null],
    ['9999-12-31', 'week', null],
  ] as const)('reads %s as a %s: %s', (text, grain, key) => {
    expect(parsePeriod(text, grain, JANUARY)?.key ?? null).toBe(key);
  });

  it('refuses a period that reaches beyond what dates can say', () => {
    expect(() => periodContaining(day('9999-12-31'), 'week', JANUARY)).toThrow(RangeError);
    expect(() => periodContaining(day('0001-01-01'), 'year', APRIL)).toThrow(RangeError);
  });
});

describe('moving through periods', () => {
  it.each([
    ['2026-W53', 1, '2027-W01'],
    ['2027-W01', -1, '2026-W53'],
    ['2026-12', 3, '2027-03'],
    ['2026-Q1', -1, '2025-Q4'],
    ['2026', -10, '2016'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2026-W47', 0, '2026-W47'],
  ])('%s and %i is %s', (key, n, expected) => {
    expect(shiftPeriod(named(key), n, JANUARY).key).toBe(expected);
  });

  it('shifts fiscal quarters over the year', () => {
    expect(shiftPeriod(named('FY2027-Q4', APRIL), 1, APRIL).key).toBe('FY2028-Q1');
  });

  it('leaves no gap and no overlap', () => {
    fc.assert(
      fc.property(dates, grains, calendars, (date, grain, calendar) => {
        const period = periodContaining(date, grain, calendar);
        const next = shiftPeriod(period, 1, calendar);
        expect(next.start).toBe(addDays(period.end, 1));
        expect(shiftPeriod(next, -1, calendar)).toEqual(period);
      }),
    );
  });

  it('lists both ends, and nothing backwards', () => {
    const months = periodsBetween(named('2026-11'), named('2027-01'), JANUARY);
    expect(keys(months)).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(keys(periodsBetween(named('2026-11'), named('2026-11'), JANUARY))).toEqual(['2026-11']);
    expect(periodsBetween(named('2026-11'), named('2026-10'), JANUARY)).toEqual([]);
  });

  it('refuses ranges without end and of two grains', () => {
    const from = named('2026-11-22');
    const most = shiftPeriod(from, MOST_PERIODS - 1, JANUARY);
    expect(periodsBetween(from, most, JANUARY)).toHaveLength(MOST_PERIODS);
    const more = shiftPeriod(from, MOST_PERIODS, JANUARY);
    expect(() => periodsBetween(from, more, JANUARY)).toThrow(RangeError);
    expect(() => periodsBetween(named('2026'), named('2026-12'), JANUARY)).toThrow(RangeError);
  });
});

describe('finer and coarser', () => {
  const COARSER: Readonly<Record<Grain, readonly Grain[]>> = {
    day: ['week', 'month', 'quarter', 'year'],
    week: ['month', 'quarter', 'year'],
    month: ['quarter', 'year'],
    quarter: ['year'],
    year: [],
  };

  it.each(GRAINS)('a %s makes up what is coarser', (finer) => {
    expect(GRAINS.filter((grain) => composes(finer, grain))).toEqual(COARSER[finer]);
    expect(GRAINS.filter((grain) => isCoarser(grain, finer))).toEqual(COARSER[finer]);
  });

  it.each([
    ['2026-W53', 'month', '2026-12'],
    ['2026-W53', 'year', '2026'],
    ['2025-W01', 'month', '2025-01'],
    ['2026-W40', 'quarter', '2026-Q4'],
    ['2026-W44', 'month', '2026-10'],
    ['2026-W49', 'month', '2026-12'],
    ['2026-11-30', 'week', '2026-W49'],
    ['2026-11-30', 'month', '2026-11'],
    ['2026-11', 'quarter', '2026-Q4'],
    ['2026-Q4', 'year', '2026'],
  ] as const)('%s counts in the %s %s', (key, grain, expected) => {
    expect(coarserPeriod(named(key), grain, JANUARY).key).toBe(expected);
  });

  it('counts months in fiscal quarters', () => {
    expect(coarserPeriod(named('2026-03', APRIL), 'quarter', APRIL).key).toBe('FY2026-Q4');
    expect(coarserPeriod(named('2026-04', APRIL), 'year', APRIL).key).toBe('FY2027');
  });

  it.each([
    ['2026-11', 'week', ['2026-W45', '2026-W46', '2026-W47', '2026-W48']],
    ['2026-10', 'week', ['2026-W40', '2026-W41', '2026-W42', '2026-W43', '2026-W44']],
    ['2026-Q4', 'month', ['2026-10', '2026-11', '2026-12']],
    ['2026', 'quarter', ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']],
  ] as const)('%s is made of the %ss %j', (key, grain, expected) => {
    expect(keys(finerPeriods(named(key), grain, JANUARY))).toEqual(expected);
  });

  it.each([
    ['2026', 53],
    ['2025', 52],
    ['2020', 53],
    ['2027', 52],
  ])('%s is made of %i weeks', (key, count) => {
    const weeks = finerPeriods(named(key), 'week', JANUARY);
    expect(weeks).toHaveLength(count);
    expect(weeks.at(-1)?.key).toBe(`${key}-W${count}`);
  });

  it.each([
    ['2026-11', 'week'],
    ['2026-W47', 'week'],
    ['2026', 'day'],
  ] as const)('%s is part of no %s', (key, grain) => {
    expect(() => coarserPeriod(named(key), grain, JANUARY)).toThrow(RangeError);
  });

  it('a week is not made of months', () => {
    expect(() => finerPeriods(named('2026-W47'), 'month', JANUARY)).toThrow(RangeError);
    expect(() => finerPeriods(named('2026-W47'), 'week', JANUARY)).toThrow(RangeError);
  });

  it('every period counts in exactly one coarser period, which lists it', () => {
    const pairs = GRAINS.flatMap((finer) =>
      COARSER[finer].map((coarser) => [finer, coarser] as const),
    );
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom(...pairs),
        calendars,
        (date, [finer, coarser], calendar) => {
          const period = periodContaining(date, finer, calendar);
          const whole = coarserPeriod(period, coarser, calendar);
          expect(keys(finerPeriods(whole, finer, calendar))).toContain(period.key);
          const after = finerPeriods(shiftPeriod(whole, 1, calendar), finer, calendar);
          const last = finerPeriods(whole, finer, calendar).at(-1);
          expect(last && shiftPeriod(last, 1, calendar).key).toBe(after[0]?.key);
        },
      ),
    );
  });
});
