/** Figures that say something else by now than when they were first known, and how far apart the two are. */
import { sql } from 'kysely';

import type { CalendarDate } from '../../lib/domain/calendar';
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import type { ChangedAfter, RestatedFigure } from '../../lib/domain/restatement';
import type { Db } from '../client';
import { grainOf } from '../codecs';
import type { Fragment } from './rollup-sql';

/** So many of the newest reports that replaced others are looked at: pages are about what is recent. */
const MOST = 20_000;

const SAME_KEY = (a: string, b: string) =>
  sql.raw(
    ['kpi_id', 'grain', 'period_start', 'segment_id', 'place_id']
      .map((column) => `${a}.${column} = ${b}.${column}`)
      .join(' and '),
  );

/** The value that a report comes to, by its KPI `k`. */
const valueSql = (row: string): Fragment =>
  sql.raw(`case when ${row}.withdrawn then null
    when k.aggregation = 'ratio' then k.scale * ${row}.numerator / nullif(${row}.denominator, 0)
    when k.aggregation = 'nps' then 100 * (${row}.promoters - ${row}.detractors)
      / nullif(${row}.promoters + ${row}.passives + ${row}.detractors, 0)
    else ${row}.value end`);

/**
 * What a source is called by: the door, and the file's name without its digits, so that `week-46.csv`
 * and `week-47.csv` are one; else whoever sent it.
 */
export const SOURCE =
  sql.raw(`i.origin || ':' || case when i.origin in ('entry', 'undo', 'demo') then ''
  when i.origin = 'file' then coalesce(regexp_replace(i.name, '[0-9]+', '#', 'g'), i.actor)
  else coalesce(i.name, i.actor) end`);

const changed = (where: Fragment, first: Fragment = sql`null::jsonb`): Fragment => sql`
  revised as materialized (
    select distinct on (o.kpi_id, o.grain, o.period_start, o.segment_id, o.place_id) o.*
    from (select * from observation where revision > 1 and ${where}
      order by recorded_at desc limit ${sql.lit(MOST)}) o
    order by o.kpi_id, o.grain, o.period_start, o.segment_id, o.place_id, o.revision desc),
  changed as materialized (
    select r.*, f.first_import, f.first_at, f.first_value, f.first_row, ${valueSql('r')} as now_value
    from revised r join kpi k on k.id = r.kpi_id
    join lateral (
      select f.import_id as first_import, f.recorded_at as first_at, ${valueSql('f')} as first_value,
        ${first} as first_row
      from observation f where ${SAME_KEY('f', 'r')} and not f.withdrawn
      order by f.revision limit 1) f on true
    where ${valueSql('r')} is distinct from f.first_value)`;

/** How far, in points for rates and in percent for others; null where nothing can be compared. */
const far = (rates: readonly number[]): Fragment => sql`case
  when c.kpi_id = any(${[...rates]}::int[]) then abs(c.now_value - c.first_value)
  when c.first_value > 0 then 100 * abs(c.now_value - c.first_value) / c.first_value end`;

interface StatRow {
  readonly kpi_id: number | null;
  readonly source: string | null;
  readonly rate: boolean;
  readonly figures: number;
  readonly gone: number;
  readonly median: number | null;
  readonly largest: number | null;
}

export interface Restated {
  readonly byKpi: ReadonlyMap<number, ChangedAfter>;
  /** By the source that said them first: rates in points, others in percent. */
  readonly bySource: ReadonlyMap<
    string,
    { readonly rates: ChangedAfter | null; readonly others: ChangedAfter | null }
  >;
}

/** Null is all. */
const ofKpis = (ids: readonly number[] | null): Fragment =>
  ids === null ? sql`true` : sql`kpi_id = any(${[...ids]}::int[])`;

/** By KPI, and by the source that said the figures first. One query, by the index on what was revised. */
export async function countRestated(
  db: Db,
  rates: readonly number[],
  kpiIds: readonly number[] | null,
): Promise<Restated> {
  const { rows } = await sql<StatRow>`
    with ${changed(ofKpis(kpiIds))},
    apart as (select c.kpi_id, ${SOURCE} as source, c.kpi_id = any(${[...rates]}::int[]) as rate,
      c.now_value is null as gone, ${far(rates)} as far
      from changed c join import i on i.id = c.first_import)
    select kpi_id, source, bool_or(rate) as rate, count(*)::int as figures,
      (count(*) filter (where gone))::int as gone,
      percentile_cont(0.5) within group (order by far) as median, max(far) as largest
    from apart group by grouping sets ((kpi_id), (source, rate))`.execute(db);
  const bySource = new Map<string, { rates: ChangedAfter | null; others: ChangedAfter | null }>();
  const byKpi = new Map<number, ChangedAfter>();
  for (const { kpi_id, source, rate, figures, gone, median, largest } of rows) {
    const stats = { figures, gone, median, largest };
    if (kpi_id !== null) byKpi.set(kpi_id, stats);
    else {
      const known = bySource.get(source ?? '') ?? { rates: null, others: null };
      bySource.set(source ?? '', { ...known, [rate ? 'rates' : 'others']: stats });
    }
  }
  return { byKpi, bySource };
}

export interface RestatedWhere {
  /** Null is all. */
  readonly kpiIds: readonly number[] | null;
  readonly source: string | null;
  readonly limit: number;
  readonly offset: number;
}

interface RestatedRow extends Measures {
  readonly kpi_id: number;
  readonly grain: number;
  readonly period_start: string;
  readonly segment: string | null;
  readonly place: string | null;
  readonly revision: number;
  readonly recorded_at: string;
  readonly import_id: number;
  readonly first_import: number;
  readonly first_at: string;
  readonly first_row: Measures;
  readonly withdrawn: boolean;
  readonly source: string;
  readonly total: number;
}

/** Figures that were changed, the newest change first; with how many there are. One query. */
export async function listRestated(
  db: Db,
  { kpiIds, source, limit, offset }: RestatedWhere,
): Promise<{ readonly figures: readonly RestatedFigure[]; readonly total: number }> {
  const { rows } = await sql<RestatedRow>`
    with ${changed(ofKpis(kpiIds), sql`to_jsonb(f)`)}
    select c.*, s.slug as segment, p.slug as place, ${SOURCE} as source, count(*) over () as total
    from changed c join import i on i.id = c.first_import
    left join segment s on s.id = c.segment_id left join place p on p.id = c.place_id
    where (${source}::text is null or ${SOURCE} = ${source}::text)
    order by c.recorded_at desc, c.kpi_id, c.grain, c.period_start desc, c.segment_id, c.place_id
    limit ${limit} offset ${offset}`.execute(db);
  return { figures: rows.map(figureOf), total: Number(rows[0]?.total ?? 0) };
}

const figureOf = (row: RestatedRow): RestatedFigure => ({
  kpiId: row.kpi_id,
  grain: grainOf(row.grain),
  periodStart: row.period_start as CalendarDate,
  segment: row.segment,
  place: row.place,
  first: {
    measures: measuresIn(row.first_row),
    recordedAt: new Date(row.first_at).toISOString(),
    importId: row.first_import,
  },
  now: {
    measures: row.withdrawn ? NO_MEASURES : measuresIn(row),
    recordedAt: new Date(row.recorded_at).toISOString(),
    importId: row.import_id,
  },
  revision: row.revision,
  source: row.source,
});

function measuresIn(row: Measures): Measures {
  const { value, numerator, denominator, n, sd, promoters, passives, detractors } = row;
  return { value, numerator, denominator, n, sd, promoters, passives, detractors };
}
