/**
 * England's accident and emergency departments: a ratio over 274 organisations and three types of
 * department, by month. What is expected is added up from the file itself, or stands in the README
 * beside it.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import type { KpiSeries } from '../../lib/domain/kpi-view';
import { examine } from '../../lib/usecases/doctor';
import { kpiSeries, type SeriesQuery } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { sharedData } from '../support/shared-data';
import { counts, type Imported, importExample, loadExample, type World, worldOf } from './world';

const FILE = sharedData('nhs/ae.csv');
const why = FILE === null ? ' (skipped: the public data nhs is not beside the project)' : '';

/** As stated beside the data: with limits locked on the first 20 months, rule 1 flags these alone. */
const FLAGGED = [
  '2016-12',
  '2017-01',
  '2017-12',
  '2018-01',
  '2018-02',
  '2018-03',
  '2018-12',
  '2019-01',
  '2019-02',
  '2019-03',
];

interface Row {
  readonly period: string;
  readonly place: string;
  readonly type: string;
  readonly attendances: number;
  readonly breaches: number;
}

function rowsOf(path: string): readonly Row[] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  return lines.map((line) => {
    const [period = '', code = '', type = '', attendances, breaches] = line.split(',');
    const place = code.toLowerCase();
    return { period, place, type, attendances: Number(attendances), breaches: Number(breaches) };
  });
}

/** Σ(attendances − breaches) and Σ attendances of the rows, month by month. */
function sums(rows: readonly Row[]) {
  const byMonth = new Map<string, { in4: number; all: number }>();
  for (const { period, attendances, breaches } of rows) {
    const { in4, all } = byMonth.get(period) ?? { in4: 0, all: 0 };
    byMonth.set(period, { in4: in4 + attendances - breaches, all: all + attendances });
  }
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, { in4, all }]) => ({
      period,
      numerator: in4,
      denominator: all,
      value: (100 * in4) / all,
    }));
}

const figures = (series: KpiSeries) =>
  series.points.map(({ period, measures: { numerator, denominator, value } }) => ({
    period,
    numerator,
    denominator,
    value,
  }));

describe.skipIf(FILE === null).each(backends)(`the NHS on $name${why}`, ({ open }) => {
  let database: Database;
  let world: World;
  let rows: readonly Row[];
  let first: Imported;
  beforeAll(async () => {
    database = await open();
    rows = rowsOf(FILE ?? '');
    world = worldOf(database, '2019-06-01T09:00:00Z');
    first = await loadExample(world.context, 'nhs', FILE ?? '');
  });
  afterAll(() => database.close());

  const read = async (kpi: string, query: SeriesQuery = {}) =>
    (await kpiSeries(world.context, kpi, query)).series;

  it('takes every row of the file, each with one outcome though it brings two figures', () => {
    expect(rows).toHaveLength(12_765);
    expect(counts(first)).toEqual({
      accepted: rows.length,
      superseded: 0,
      unchanged: 0,
      ignored: 0,
      rejected: 0,
    });
  });

  it('adds up numerators and denominators over types and organisations, to the last digit', async () => {
    const expected = sums(rows);
    expect(expected).toHaveLength(36);
    expect(figures(await read('within-4-hours'))).toEqual(expected);
    // A mean of shares would say something else in every month.
    const shares = new Map<string, number[]>();
    for (const { period, attendances, breaches } of rows) {
      const share = (100 * (attendances - breaches)) / attendances;
      if (attendances > 0) shares.set(period, [...(shares.get(period) ?? []), share]);
    }
    for (const { period, value } of expected) {
      const all = shares.get(period) ?? [];
      expect(all.reduce((sum, share) => sum + share, 0) / all.length).toBeGreaterThan(value + 1);
    }
  });

  it('flags by rule 1 the ten months that are stated, and no other', async () => {
    const { points, signals, method, phases } = await read('within-4-hours');
    expect(method).toBe('p_prime');
    expect(phases).toMatchObject([{ from: '2016-04', to: '2019-03', state: 'locked' }]);
    const outside = points.filter(
      ({ measures: { value }, limits: { lower, upper } }) =>
        value !== null && lower !== null && upper !== null && (value < lower || value > upper),
    );
    expect(outside.map(({ period }) => period)).toEqual(FLAGGED);
    const byRule1 = signals.filter(({ rules }) => rules.includes(1));
    for (const month of FLAGGED) {
      expect(byRule1.some(({ from, to }) => from <= month && month <= to)).toBe(true);
    }
    expect(signals.filter(({ good }) => good === false).length).toBeGreaterThan(0);
  });

  it('locks the limits on the first 20 months', async () => {
    const { points } = await read('within-4-hours');
    const base = sums(rows).slice(0, 20);
    const center =
      (100 * base.reduce((sum, month) => sum + month.numerator, 0)) /
      base.reduce((sum, month) => sum + month.denominator, 0);
    for (const { limits } of points) {
      expect(limits.state).toBe('locked');
      expect(limits.center).toBeCloseTo(center, 9);
    }
  });

  it.each(['type-1', 'type-2', 'other'])('reads the segment %s', async (segment) => {
    const type = segment.replace('type-', '');
    const expected = sums(rows.filter((row) => row.type === type));
    expect(figures(await read('within-4-hours', { segment }))).toEqual(expected);
  });

  it.each(['rj1', 'rqm', 'aah'])('reads the place %s, and one type within it', async (place) => {
    const own = rows.filter((row) => row.place === place);
    expect(own.length).toBeGreaterThan(0);
    const reported = ({ denominator }: { denominator: number | null }) => denominator !== null;
    const whole = figures(await read('within-4-hours', { place })).filter(reported);
    expect(whole).toEqual(sums(own));
    const [first] = own;
    const type = first?.type ?? '';
    const segment = type === 'other' ? type : `type-${type}`;
    const part = figures(await read('within-4-hours', { place, segment })).filter(reported);
    expect(part).toEqual(sums(own.filter((row) => row.type === type)));
  });

  it('rolls months up to fiscal quarters and years, which begin in April', async () => {
    const byYear = new Map<string, Row[]>();
    for (const row of rows) {
      const [year = '', month = ''] = row.period.split('-');
      const fiscal = `FY${Number(year) + (Number(month) >= 4 ? 1 : 0)}`;
      const own = byYear.get(fiscal) ?? [];
      own.push({ ...row, period: fiscal });
      byYear.set(fiscal, own);
    }
    const years = await read('within-4-hours', { grain: 'year' });
    expect(figures(years)).toEqual(sums([...byYear.values()].flat()));
    expect(years.points.map(({ reported }) => reported)).toEqual(
      [12, 12, 12].map((of) => ({ in: of, of })),
    );
    const [quarter] = (await read('within-4-hours', { grain: 'quarter' })).points;
    expect(quarter?.period).toBe('FY2017-Q1');
  });

  it('adds up attendances as a sum, shown for context and never judged', async () => {
    const { points } = await read('attendances');
    expect(points.map(({ period, measures }) => [period, measures.value])).toEqual(
      sums(rows).map(({ period, denominator }) => [period, denominator]),
    );
    expect(new Set(points.map(({ status }) => status))).toEqual(new Set(['no_target']));
  });

  it('is the same when the file comes again, and doctor is content', async () => {
    const again = await importExample(world.context, 'nhs', FILE ?? '');
    expect(counts(again)).toEqual({ ...counts(first), accepted: 0, unchanged: first.accepted });
    expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
  });
});
