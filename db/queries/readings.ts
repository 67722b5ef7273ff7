/** Readings of KPIs: from the roll-up, or from the observations as of an earlier moment. */
import { sql } from 'kysely';

import {
  addDays,
  type Calendar,
  type CalendarDate,
  composes,
  epochDay,
  type Grain,
  periodContaining,
} from '../../lib/domain/calendar';
import type { Dimension, Kpi } from '../../lib/domain/catalog';
import type { Reading } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode, grainOf } from '../codecs';
import { loadCatalog } from './catalog';
import { overTime, preferred, Wholes } from './over-time';
import { type ReadingColumns, ReadingDecoder } from './reading-columns';
import { blockOf, COLUMNS, type Fragment, readTuned, resolved } from './rollup-sql';

export interface Read {
  readonly kpiId: number;
  readonly grain: Grain;
}

export interface ReadingsWhere {
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
  /** As of the same moment: what was agreed then decides how figures add up. Loaded when absent. */
  readonly catalog?: ReadingRules;
  /** Periods that begin on or after this day; all when absent. */
  readonly from?: CalendarDate;
  /** Periods that begin on or before this day. */
  readonly to?: CalendarDate;
}

/** Of the catalogue, what readings depend on. */
export interface ReadingRules {
  readonly organisation: Calendar;
  readonly kpis: readonly RuledKpi[];
  readonly dimensions: readonly Pick<Dimension, 'id' | 'slug' | 'segments'>[];
}

export type RuledKpi = Pick<Kpi, 'id' | 'aggregation' | 'scale' | 'grain' | 'dimension'>;

/** A KPI at one grain, as it lies in the tables. */
export interface Series {
  readonly kpi: RuledKpi;
  readonly grain: Grain;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

interface SeriesRow extends ReadingColumns {
  readonly kpi_id: number;
  readonly grain: number;
  readonly block: number;
}

/**
 * Readings by KPI, oldest first, each KPI at the grain asked for. One query. A KPI without readings,
 * or that is not in the catalogue, has an empty list. As of an earlier moment all observations up to
 * then are looked at, which takes longer.
 */
export async function listReadings(
  db: Db,
  reads: readonly Read[],
  where: ReadingsWhere,
): Promise<ReadonlyMap<number, readonly Reading[]>> {
  const rules = where.catalog ?? (await loadCatalog(db, where.asOf)).catalog;
  const kpis = new Map(rules.kpis.map((kpi) => [kpi.id, kpi]));
  const calendar = rules.organisation;
  const series = reads.flatMap((read) => {
    const kpi = kpis.get(read.kpiId);
    return kpi === undefined ? [] : seriesFor(kpi, read.grain, where, calendar);
  });
  const { asOf } = where;
  const rows =
    asOf === null
      ? await listStored(db, series, where)
      : await readTuned(db, (tx) => listAsOf(tx, series, where, asOf, rules));
  const stored = decoded(rows, kpis);
  const wholes = new Map<string, Wholes>();
  return new Map(
    reads.map(({ kpiId, grain }) => {
      const kpi = kpis.get(kpiId);
      const own = stored.get(`${kpiId} ${grain}`) ?? [];
      if (kpi === undefined) return [kpiId, []];
      let readings = own;
      if (composes(kpi.grain, grain)) {
        const pair = `${kpi.grain} ${grain}`;
        const known = wholes.get(pair) ?? new Wholes(calendar, kpi.grain, grain);
        wholes.set(pair, known);
        const finer = stored.get(`${kpiId} ${kpi.grain}`) ?? [];
        readings = preferred(own, overTime(kpi, finer, known));
      }
      return [kpiId, within(readings, where)];
    }),
  );
}

/** What has to be read for a KPI at a grain: the readings there, and those that make up coarser ones. */
function seriesFor(
  kpi: RuledKpi,
  grain: Grain,
  { from, to }: ReadingsWhere,
  calendar: Calendar,
): readonly Series[] {
  const own = { kpi, grain, from: from ?? null, to: to ?? null };
  if (!composes(kpi.grain, grain) || kpi.aggregation === 'none') return [own];
  const finer = {
    kpi,
    grain: kpi.grain,
    // A week counts where its Thursday is, so it may begin three days before.
    from: from === undefined ? null : addDays(from, -3),
    to: to === undefined ? null : periodContaining(to, grain, calendar).end,
  };
  return [own, finer];
}

const seriesColumns = (series: readonly Series[]): Fragment =>
  sql`${series.map(({ kpi }) => kpi.id)}::integer[], ${series.map(({ grain }) => grainCode(grain))}::smallint[]`;

export const asText = (column: (name: string) => string): Fragment =>
  sql.raw(['period', ...COLUMNS].map((name) => `(${column(name)})::text as ${name}`).join(', '));

async function listStored(
  db: Db,
  series: readonly Series[],
  { segmentId, placeId }: ReadingsWhere,
): Promise<readonly SeriesRow[]> {
  const block = (day: (each: Series) => CalendarDate | null) =>
    series.map((each) => {
      const date = day(each);
      return date === null ? null : blockOf(each.grain, epochDay(date));
    });
  // Unsorted: the rows are wide, and few enough to be put in order here.
  const { rows } = await sql<SeriesRow>`
    select r.kpi_id, r.grain, r.block, ${asText((name) => `r.${name}`)}
    from unnest(${seriesColumns(series)}, ${block(({ from }) => from)}::integer[],
      ${block(({ to }) => to)}::integer[]) as w(kpi_id, grain, first, last)
    join rollup r on r.kpi_id = w.kpi_id and r.segment_id = ${segmentId} and r.place_id = ${placeId}
      and r.grain = w.grain and r.block >= coalesce(w.first, -2147483647)
      and r.block <= coalesce(w.last, 2147483647)
    `.execute(db);
  return [...rows].sort((a, b) => a.block - b.block);
}

async function listAsOf(
  db: Db,
  series: readonly Series[],
  { segmentId, placeId }: ReadingsWhere,
  asOf: string,
  rules: ReadingRules,
): Promise<readonly SeriesRow[]> {
  const observations = sql`observation o join rule g
    on o.kpi_id = g.kpi_id and o.grain = g.grain and o.period_start >= coalesce(g.first, '-infinity')
      and o.period_start <= coalesce(g.last, 'infinity')
    where o.recorded_at <= ${asOf}::timestamptz
      and (${segmentId} = 0 or o.segment_id = ${segmentId}) and (${placeId} = 0 or o.place_id = ${placeId})`;
  const { rows } = await sql<SeriesRow>`
    with ${rulesOf(series, rules)},
    ${resolved(observations)}
    select kpi_id, grain, 0 as block, ${asText((name) => `array_agg(${name})`)}
    from (select * from resolved where segment_id = ${segmentId} and place_id = ${placeId}
      order by kpi_id, grain, period) r
    group by kpi_id, grain`.execute(db);
  return rows;
}

/** `rule` as `RULES_NOW` has it, from a catalogue of any moment, with the first and last day of each series. */
export function rulesOf(series: readonly Series[], rules: ReadingRules): Fragment {
  const segments = rules.dimensions.flatMap((dimension) =>
    dimension.segments.map((segment) => ({ ...segment, dimension: dimension.slug })),
  );
  const day = (of: (each: Series) => CalendarDate | null) => series.map(of);
  return sql`division as (
      select dimension, array_agg(id) filter (where not retired) as live,
        array_agg(id) filter (where retired) as retired
      from unnest(${segments.map((each) => each.id)}::integer[], ${segments.map((each) => each.dimension)}::text[],
        ${segments.map((each) => each.retired)}::boolean[]) as s(id, dimension, retired)
      group by dimension),
    rule as materialized (
      select w.*, coalesce(d.live, '{}') as live, coalesce(d.retired, '{}') as retired
      from unnest(${seriesColumns(series)}, ${day(({ from }) => from)}::date[], ${day(({ to }) => to)}::date[],
        ${series.map(({ kpi }) => kpi.aggregation)}::text[], ${series.map(({ kpi }) => kpi.dimension)}::text[]
      ) as w(kpi_id, grain, first, last, aggregation, dimension)
      left join division d on d.dimension = w.dimension)`;
}

function decoded(
  rows: readonly SeriesRow[],
  kpis: ReadonlyMap<number, RuledKpi>,
): ReadonlyMap<string, readonly Reading[]> {
  const decoder = new ReadingDecoder();
  const series = new Map<string, Reading[]>();
  for (const row of rows) {
    const kpi = kpis.get(row.kpi_id);
    if (kpi === undefined) continue;
    const key = `${row.kpi_id} ${grainOf(row.grain)}`;
    const into = series.get(key) ?? [];
    series.set(key, into);
    decoder.decode(kpi, row, into);
  }
  return series;
}

function within(readings: readonly Reading[], { from, to }: ReadingsWhere): readonly Reading[] {
  if (from === undefined && to === undefined) return readings;
  return readings.filter(
    ({ periodStart }) =>
      (from === undefined || periodStart >= from) && (to === undefined || periodStart <= to),
  );
}
