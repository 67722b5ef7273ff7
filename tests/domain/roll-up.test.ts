import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  finerPeriods,
  type Grain,
  type Period,
  parsePeriodKey,
  shiftPeriod,
} from '../../lib/domain/calendar';
import type { Aggregation } from '../../lib/domain/catalog';
import { type Measures, NO_MEASURES, type Reading } from '../../lib/domain/observation';
import {
  type CurrentObservation,
  type RollUpContext,
  readingKey,
  rollUp,
} from '../../lib/domain/roll-up';
import { sharedData } from '../support/shared-data';

const CALENDAR = { fiscalYearStart: 1 };

function period(key: string, calendar = CALENDAR): Period {
  const found = parsePeriodKey(key, calendar);
  if (found === null) throw new RangeError(`${key} names no period`);
  return found;
}

interface Where {
  readonly segment?: string;
  readonly place?: string;
}

function observed(
  key: string,
  measures: number | Partial<Measures>,
  { segment, place, ...rest }: Where & { recordedAt?: string; revision?: number } = {},
): CurrentObservation {
  const { grain, start } = period(key);
  return {
    kpi: 'k',
    grain,
    periodStart: start,
    segment: segment ?? null,
    place: place ?? null,
    measures: {
      ...NO_MEASURES,
      ...(typeof measures === 'number' ? { value: measures } : measures),
    },
    recordedAt: '2026-11-22T08:00:00Z',
    revision: 1,
    ...rest,
  };
}

const segments = (...slugs: readonly string[]): RollUpContext['segments'] =>
  slugs.map((slug) => ({ slug: slug.replace('†', ''), retired: slug.endsWith('†') }));

/** All readings of a KPI, and one of them by key, segment and place. */
function rolled(
  aggregation: Aggregation,
  grain: Grain,
  observations: readonly CurrentObservation[],
  context: Partial<RollUpContext> = {},
) {
  const readings = rollUp({ aggregation, grain, scale: 100 }, observations, {
    segments: [],
    calendar: CALENDAR,
    ...context,
  });
  return (key: string, { segment, place }: Where = {}): Reading | null => {
    const { grain: at, start } = period(key, context.calendar);
    const found = readings.get(
      readingKey({ grain: at, periodStart: start, segment: segment ?? null, place: place ?? null }),
    );
    return found ?? null;
  };
}

/** `value basis in/of`. */
function brief(reading: Reading | null): string | null {
  if (reading === null) return null;
  const { measures, basis, reported } = reading;
  return `${measures.value} ${basis} ${reported.in}/${reported.of}`;
}

describe('over time', () => {
  const weeks = [observed('2026-W45', 10), observed('2026-W46', 20), observed('2026-W47', 30)];

  it.each([
    ['sum', 'null time 3/4'],
    ['last', '30 time 3/4'],
    ['min', '10 time 3/4'],
    ['max', '30 time 3/4'],
    ['mean', 'null time 3/4'],
    ['none', null],
  ] as const)('three of November’s four weeks, %s: %s', (aggregation, expected) => {
    expect(brief(rolled(aggregation, 'week', weeks)('2026-11'))).toBe(expected);
  });

  it('sums when all are in', () => {
    const all = rolled('sum', 'week', [...weeks, observed('2026-W48', 1)]);
    expect(brief(all('2026-11'))).toBe('61 time 4/4');
    expect(brief(all('2026-Q4'))).toBe('null time 4/14');
    expect(brief(all('2026'))).toBe('null time 4/53');
    expect(brief(all('2026-W45'))).toBe('10 reported 1/1');
  });

  it('counts a week in the month of its Thursday', () => {
    const roll = rolled('max', 'week', [observed('2026-W53', 7), observed('2026-W49', 3)]);
    expect(brief(roll('2026-12'))).toBe('7 time 2/5');
    expect(roll('2027-01')).toBeNull();
    expect(brief(roll('2026'))).toBe('7 time 2/53');
  });

  it('lets a figure reported at the coarser grain win', () => {
    const roll = rolled('max', 'week', [...weeks, observed('2026-11', 25)]);
    expect(brief(roll('2026-11'))).toBe('25 reported 1/1');
    // The quarter is still made of the KPI's own weeks.
    expect(brief(roll('2026-Q4'))).toBe('30 time 3/14');
  });

  it('takes a coarser figure where nothing finer is reported', () => {
    const roll = rolled('none', 'month', [observed('2026-11', 5), observed('2026-Q4', 6)]);
    expect(brief(roll('2026-Q4'))).toBe('6 reported 1/1');
    expect(roll('2026')).toBeNull();
  });

  it('takes ratios by their counts, and 0 of 0 as in', () => {
    const roll = rolled('ratio', 'month', [
      observed('2026-10', { numerator: 1, denominator: 2 }),
      observed('2026-11', { numerator: 9, denominator: 10 }),
      observed('2026-12', { numerator: 0, denominator: 0 }),
    ]);
    expect(roll('2026-Q4')).toMatchObject({
      measures: { value: 1000 / 12, numerator: 10, denominator: 12, n: null },
      reported: { in: 3, of: 3 },
    });
    expect(brief(roll('2026-12'))).toBe('null reported 1/1');
  });

  it('follows the fiscal year', () => {
    const calendar = { fiscalYearStart: 4 };
    const months = finerPeriods(period('FY2027', calendar), 'month', calendar);
    const roll = rolled(
      'sum',
      'month',
      months.map(({ key }) => observed(key, 2)),
      { calendar },
    );
    expect(brief(roll('FY2027', {}))).toBe('24 time 12/12');
    expect(brief(roll('FY2027-Q4', {}))).toBe('6 time 3/3');
  });

  it('goes from days to every grain', () => {
    const days = finerPeriods(period('2028-02'), 'day', CALENDAR);
    const roll = rolled(
      'sum',
      'day',
      days.map(({ key }) => observed(key, 1)),
    );
    expect(brief(roll('2028-02'))).toBe('29 time 29/29');
    expect(brief(roll('2028-W06'))).toBe('7 time 7/7');
    expect(brief(roll('2028-W05'))).toBe('null time 6/7');
    expect(brief(roll('2028-Q1'))).toBe('null time 29/91');
  });
});

describe('over segments', () => {
  const two = { segments: segments('north', 'south') };
  const north = observed('2026-W47', 10, { segment: 'north' });
  const south = observed('2026-W47', 32, { segment: 'south' });

  it.each([
    ['sum', '42 segments 2/2'],
    ['min', '10 segments 2/2'],
    ['max', '32 segments 2/2'],
    ['mean', 'null segments 2/2'],
    ['last', null],
    ['none', null],
  ] as const)('%s: %s', (aggregation, expected) => {
    const roll = rolled(aggregation, 'week', [north, south], two);
    expect(brief(roll('2026-W47'))).toBe(expected);
    expect(brief(roll('2026-W47', { segment: 'north' }))).toBe('10 reported 1/1');
  });

  it.each([
    ['sum', 'null segments 1/2'],
    ['max', '10 segments 1/2'],
  ] as const)('%s with one missing: %s', (aggregation, expected) => {
    expect(brief(rolled(aggregation, 'week', [north], two)('2026-W47'))).toBe(expected);
  });

  it('lets a reported total win', () => {
    const roll = rolled('sum', 'week', [north, south, observed('2026-W47', 50)], two);
    expect(brief(roll('2026-W47'))).toBe('50 reported 1/1');
  });

  it('adds up retired segments that have a figure, and waits for none', () => {
    const context = { segments: segments('north', 'south', 'west†') };
    const west = observed('2026-W46', 5, { segment: 'west' });
    const before = [
      observed('2026-W46', 1, { segment: 'north' }),
      observed('2026-W46', 2, { segment: 'south' }),
      west,
    ];
    const roll = rolled('sum', 'week', [north, south, ...before], context);
    expect(brief(roll('2026-W46'))).toBe('8 segments 3/3');
    expect(brief(roll('2026-W47'))).toBe('42 segments 2/2');
  });

  it('adds up nothing that is not of the KPI’s dimension', () => {
    const gold = observed('2026-W47', 99, { segment: 'gold' });
    expect(brief(rolled('sum', 'week', [north, south, gold], two)('2026-W47'))).toBe(
      '42 segments 2/2',
    );
    expect(rolled('sum', 'week', [gold])('2026-W47')).toBeNull();
  });

  it('rolls up over time first, each week from its segments', () => {
    const weeks = finerPeriods(period('2026-11'), 'week', CALENDAR).flatMap(({ key }) => [
      observed(key, 1, { segment: 'north' }),
      observed(key, 2, { segment: 'south' }),
    ]);
    const roll = rolled('sum', 'week', weeks, two);
    expect(brief(roll('2026-11'))).toBe('12 time 4/4');
    expect(brief(roll('2026-11', { segment: 'north' }))).toBe('4 time 4/4');
    const holed = rolled('sum', 'week', weeks.slice(1), two);
    expect(brief(holed('2026-W45'))).toBe('null segments 1/2');
    expect(brief(holed('2026-11'))).toBe('null time 3/4');
  });

  it('takes segments reported at the coarser grain only', () => {
    const roll = rolled(
      'sum',
      'week',
      [observed('2026-11', 4, { segment: 'north' }), observed('2026-11', 5, { segment: 'south' })],
      two,
    );
    expect(brief(roll('2026-11'))).toBe('9 segments 2/2');
    expect(roll('2026-Q4')).toBeNull();
  });
});

describe('over places', () => {
  const kiel = observed('2026-W47', 10, { place: 'kiel' });
  const bonn = observed('2026-W47', 32, { place: 'bonn' });

  it.each([
    ['sum', '42 places 2/2'],
    ['min', '10 places 2/2'],
    ['last', null],
    ['none', null],
  ] as const)('%s: %s', (aggregation, expected) => {
    expect(brief(rolled(aggregation, 'week', [kiel, bonn])('2026-W47'))).toBe(expected);
  });

  it('sums the places that reported, week by week', () => {
    const weeks = ['2026-W45', '2026-W46', '2026-W48'].map((key) =>
      observed(key, 1, { place: 'kiel' }),
    );
    const roll = rolled('sum', 'week', [kiel, bonn, ...weeks]);
    expect(brief(roll('2026-W46'))).toBe('1 places 1/1');
    expect(brief(roll('2026-11'))).toBe('45 time 4/4');
    expect(brief(roll('2026-11', { place: 'bonn' }))).toBe('null time 1/4');
  });

  it('goes over segments before places', () => {
    const cells = ['kiel', 'bonn'].flatMap((place) => [
      observed('2026-W47', 1, { place, segment: 'north' }),
      observed('2026-W47', 2, { place, segment: 'south' }),
    ]);
    const context = { segments: segments('north', 'south') };
    const roll = rolled('sum', 'week', cells, context);
    expect(brief(roll('2026-W47'))).toBe('6 segments 2/2');
    expect(brief(roll('2026-W47', { segment: 'north' }))).toBe('2 places 2/2');
    expect(brief(roll('2026-W47', { place: 'kiel' }))).toBe('3 segments 2/2');
    // A part that one place lacks is missing there, not in the whole.
    const holed = rolled('sum', 'week', cells.slice(1), context);
    expect(brief(holed('2026-W47'))).toBe('5 segments 2/2');
    expect(brief(holed('2026-W47', { place: 'kiel' }))).toBe('null segments 1/2');
  });
});

describe('where it comes from', () => {
  it('says when its newest part was recorded, and its highest revision', () => {
    const roll = rolled('sum', 'month', [
      observed('2026-10', 1, { recordedAt: '2026-12-01T08:00:00.5Z', revision: 1 }),
      observed('2026-11', 2, { recordedAt: '2026-12-01T08:00:00Z', revision: 3 }),
      observed('2026-12', 3, { recordedAt: '2026-11-30T23:59:59.999Z', revision: 2 }),
    ]);
    expect(roll('2026-Q4')).toMatchObject({
      periodStart: '2026-10-01',
      recordedAt: '2026-12-01T08:00:00.5Z',
      revision: 3,
    });
  });

  it('keeps sd where it was reported only', () => {
    const months = ['2026-10', '2026-11', '2026-12'].map((key) =>
      observed(key, { value: 4, n: 10, sd: 1 }),
    );
    const roll = rolled('mean', 'month', months);
    expect(roll('2026-11')?.measures.sd).toBe(1);
    expect(roll('2026-Q4')?.measures).toEqual({ ...NO_MEASURES, value: 4, n: 30 });
  });
});

describe('properties', () => {
  const first = period('2026-W01');
  const cells = fc.uniqueArray(
    fc.record({
      week: fc.integer({ min: 0, max: 12 }),
      segment: fc.constantFrom(null, 'north', 'south'),
      place: fc.constantFrom(null, 'kiel', 'bonn'),
      value: fc.integer({ min: 0, max: 100 }),
    }),
    { selector: ({ week, segment, place }) => `${week} ${segment} ${place}`, maxLength: 40 },
  );
  const observations = cells.map((all) =>
    all.map(({ week, segment, place, value }) =>
      observed(
        shiftPeriod(first, week, CALENDAR).key,
        { value, n: 1 },
        {
          ...(segment === null ? {} : { segment }),
          ...(place === null ? {} : { place }),
        },
      ),
    ),
  );
  const aggregations = fc.constantFrom<Aggregation>('sum', 'mean', 'min', 'max', 'last', 'none');
  const context = { segments: segments('north', 'south'), calendar: CALENDAR };

  it('does not depend on the order of observations', () => {
    fc.assert(
      fc.property(observations, aggregations, (all, aggregation) => {
        const kpi = { aggregation, grain: 'week', scale: 1 } as const;
        const there = rollUp(kpi, all, context);
        const back = rollUp(kpi, all.toReversed(), context);
        expect(Object.fromEntries(back)).toEqual(Object.fromEntries(there));
      }),
    );
  });

  it('never has more in than there are, and always what was reported', () => {
    fc.assert(
      fc.property(observations, aggregations, (all, aggregation) => {
        const readings = rollUp({ aggregation, grain: 'week', scale: 1 }, all, context);
        for (const { reported, measures } of readings.values()) {
          expect(reported.in).toBeLessThanOrEqual(reported.of);
          if (aggregation === 'sum' && measures.value !== null) {
            expect(reported.in).toBe(reported.of);
          }
        }
        for (const observation of all) {
          const reading = readings.get(readingKey(observation));
          expect(reading).toMatchObject({ basis: 'reported', measures: observation.measures });
        }
      }),
    );
  });
});

const wbrDaily = sharedData('statistics/wbr-daily.csv');
const nhs = sharedData('nhs/ae.csv');
const absent = 'the public data sets are not beside the project';

describe('published figures', () => {
  // working-backwards/wbr-app, scenario_1: months of 2021, January to August.
  const PAGE_VIEWS = [
    2318880564, 1969227848, 2117874905, 2036021000, 2057839090, 2051219932, 2274329968, 2207577942,
  ];

  it('page views by day make the published months', (context) => {
    if (wbrDaily === null) return context.skip(absent);
    const rows: Record<string, string>[] = parse(readFileSync(wbrDaily, 'utf8'), {
      columns: true,
      bom: true,
    });
    const days = rows.map((row) => {
      const date = new Date(`${row['Date']?.slice(5)} 00:00 UTC`).toISOString().slice(0, 10);
      return observed(date, Number(row['PageViews']));
    });
    expect(days.length).toBeGreaterThan(600);
    const roll = rolled('sum', 'day', days);
    const months = PAGE_VIEWS.map((_, i) => roll(`2021-0${i + 1}`)?.measures.value);
    expect(months).toEqual(PAGE_VIEWS);
    // The file begins on 5 January 2020: what it has of that month is no month.
    expect(brief(roll('2020-01'))).toBe('null time 27/31');
  });

  // NHS England, A&E attendances and emergency admissions, statistical commentaries: all types, in %.
  const WITHIN_4_HOURS = { '2016-12': 86.2, '2017-01': 85.1, '2018-03': 84.6, '2019-01': 84.4 };

  it('England’s four-hour shares come from the counts of its departments', (context) => {
    if (nhs === null) return context.skip(absent);
    const rows: Record<string, string>[] = parse(readFileSync(nhs, 'utf8'), { columns: true });
    const all = rows.map((row) =>
      observed(
        row['period'] ?? '',
        {
          numerator: Number(row['attendances']) - Number(row['breaches']),
          denominator: Number(row['attendances']),
        },
        { segment: row['type'] ?? '', place: row['org_code'] ?? '' },
      ),
    );
    expect(all).toHaveLength(12_765);
    const roll = rolled('ratio', 'month', all, { segments: segments('1', '2', 'other') });
    for (const [month, share] of Object.entries(WITHIN_4_HOURS)) {
      const england = roll(month);
      expect(england?.measures.value?.toFixed(1), month).toBe(share.toFixed(1));
      expect(england).toMatchObject({ basis: 'segments', reported: { in: 3, of: 3 } });
    }
    const year = all.filter(({ periodStart }) => periodStart.startsWith('2018'));
    const total = year.reduce((sum, { measures }) => sum + (measures.denominator ?? 0), 0);
    expect(roll('2018')).toMatchObject({
      basis: 'time',
      reported: { in: 12, of: 12 },
      measures: { denominator: total },
    });
  });
});
