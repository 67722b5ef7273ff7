/**
 * Boston's CityScore: 21 metrics by day, 1,030 of whose days have several values. What is expected is
 * computed from the file by a reader of its own.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { requireContrast } from '../../lib/usecases/contrast';
import { examine } from '../../lib/usecases/doctor';
import { kpiSeries } from '../../lib/usecases/kpi';
import { kpiList } from '../../lib/usecases/kpi-list';
import { backends } from '../support/backends';
import { sharedData } from '../support/shared-data';
import { counts, type Imported, importExample, loadExample, type World, worldOf } from './world';

const FILE = sharedData('cityscore/cityscore.csv');
const why = FILE === null ? ' (skipped: the public data cityscore is not beside the project)' : '';

/** The values of each metric and day, by slug and date. */
function valuesOf(path: string): ReadonlyMap<string, ReadonlyMap<string, readonly number[]>> {
  const rows: Readonly<Record<string, string>>[] = parse(readFileSync(path), {
    columns: true,
    bom: true,
  });
  const metrics = new Map<string, Map<string, number[]>>();
  for (const row of rows) {
    const slug = (row['metric'] ?? '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    const days = metrics.get(slug) ?? new Map<string, number[]>();
    metrics.set(slug, days);
    const day = row['date'] ?? '';
    days.set(day, [...(days.get(day) ?? []), Number(row['value'])]);
  }
  return metrics;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(FILE === null).each(backends)(`CityScore on $name${why}`, ({ open }) => {
  let database: Database;
  let world: World;
  let first: Imported;
  let metrics: ReturnType<typeof valuesOf>;
  beforeAll(async () => {
    database = await open();
    metrics = valuesOf(FILE ?? '');
    world = worldOf(database, '2016-09-01T12:00:00Z');
    first = await loadExample(world.context, 'cityscore', FILE ?? '');
  });
  afterAll(() => database.close());

  it('merges the rows of a day: every row has an outcome, every day one figure', async () => {
    const days = [...metrics.values()].flatMap((byDay) => [...byDay.values()]);
    const rows = days.flat().length;
    expect(rows).toBe(3891);
    expect(days.filter((values) => values.length > 1)).toHaveLength(1030);
    expect(counts(first)).toEqual({
      accepted: rows,
      superseded: 0,
      unchanged: 0,
      ignored: 0,
      rejected: 0,
    });
    const stored = await database.db
      .selectFrom('observation')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(stored.n).toBe(days.length);
  });

  it('gives each day the mean of its values', async () => {
    expect(metrics.size).toBe(21);
    for (const [slug, byDay] of metrics) {
      const { series } = await kpiSeries(world.context, slug, {});
      const found = new Map<string, number | null>(
        series.points.map(({ period, measures }) => [period, measures.value]),
      );
      for (const [day, values] of byDay) {
        expect(found.get(day), `${slug} on ${day}`).toBeCloseTo(mean(values), 9);
      }
      const reported = [...found.values()].filter((value) => value !== null);
      expect(reported).toHaveLength(byDay.size);
    }
  });

  it('keeps zeros that mean that none happened: figures, judged, and on target', async () => {
    const zeros = [...metrics].flatMap(([slug, byDay]) =>
      [...byDay].flatMap(([day, values]) =>
        values.every((value) => value === 0) ? [{ slug, day }] : [],
      ),
    );
    expect(zeros.filter(({ slug }) => slug === 'homicides-trend').length).toBeGreaterThan(10);
    for (const slug of new Set(zeros.map((zero) => zero.slug))) {
      const { series } = await kpiSeries(world.context, slug, {});
      const points = new Map(series.points.map((point) => [String(point.period), point]));
      for (const { day } of zeros.filter((zero) => zero.slug === slug)) {
        expect(points.get(day)?.measures.value, `${slug} on ${day}`).toBe(0);
        expect(points.get(day)?.revision).toBe(1);
      }
    }
    const [homicide] = zeros.filter(({ slug }) => slug === 'homicides-trend');
    const { series } = await kpiSeries(world.context, 'homicides-trend', {});
    const point = series.points.find(({ period }) => period === homicide?.day);
    expect(point?.status).toBe('on_target');
  });

  it('tells a day without a value from a day on which none happened', async () => {
    const { series } = await kpiSeries(world.context, 'homicides-trend', {});
    const known = metrics.get('homicides-trend') ?? new Map<string, readonly number[]>();
    const blank = series.points.filter(
      ({ period, inProgress }) => !known.has(period) && !inProgress,
    );
    for (const { measures, status } of blank) {
      expect(measures.value).toBeNull();
      expect(status).toBe('no_data');
    }
  });

  it('makes no mean of means: without the number of cases a week has no figure', async () => {
    const { series } = await kpiSeries(world.context, 'ems-response-time', { grain: 'week' });
    expect(series.points.length).toBeGreaterThan(10);
    expect(new Set(series.points.map(({ measures }) => measures.value))).toEqual(new Set([null]));
  });

  it('judges response times by their own direction, not by the flag of the feed', async () => {
    const { series } = await kpiSeries(world.context, 'ems-response-time', {});
    for (const { measures, target, status } of series.points) {
      if (measures.value === null || target?.target == null) continue;
      expect(status).toBe(measures.value <= target.target ? 'on_target' : 'off_target');
    }
  });

  it('shows a day of the journey and all its KPIs', async () => {
    const view = await requireContrast(world.context, { period: '2016-06-01' });
    expect(view.contrast.stages).toHaveLength(7);
    expect(view.frame.period.grain).toBe('day');
    const list = await kpiList(world.context, { period: '2016-06-01' });
    expect(list?.items).toHaveLength(21);
  });

  it('is the same when the file comes again, and doctor is content', async () => {
    const again = await importExample(world.context, 'cityscore', FILE ?? '');
    expect(counts(again)).toEqual({ ...counts(first), accepted: 0, unchanged: first.accepted });
    expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
  });
});
