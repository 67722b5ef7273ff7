/** Where figures come from, source by source, and rows that were refused and are still missing. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Db } from '../client';
import { grainCode } from '../codecs';
import { SOURCE } from './restatements';

export interface SourceRow {
  /** See `sourceName`. */
  readonly source: string;
  readonly imports: number;
  /** Figures that were new. */
  readonly figures: number;
  readonly lastId: number;
  readonly lastAt: string;
  readonly openRows: number;
}

export interface OpenImport {
  readonly id: number;
  readonly origin: string;
  readonly name: string | null;
  readonly recordedAt: string;
  readonly rejected: number;
}

/** So many imports with open rows are listed; all are counted. */
const MOST_OPEN = 20;

/**
 * Refused rows are open until the import is taken back, or all rows of a later one by the same name are
 * taken, or of the file in which they were given back.
 */
const IS_OPEN = sql.raw(`i.rejected > 0 and not i.demo
  and not exists (select 1 from import u where u.undoes = i.id)
  and not exists (
    select 1 from import j where j.id > i.id and j.rejected = 0
      and j.accepted + j.superseded + j.unchanged > 0
      and ((j.origin = i.origin and j.name = i.name)
        or (j.origin = i.origin and j.name is null and i.name is null and j.actor = i.actor)
        or j.name like 'refused-rows-of-import-' || i.id || '.%'))`);

/** The sources, the one heard of last first, and imports with open rows, the newest first. One query. */
export async function listSources(db: Db): Promise<{
  readonly sources: readonly SourceRow[];
  readonly open: { readonly rows: number; readonly imports: readonly OpenImport[] };
}> {
  const { rows } = await sql<{
    sources: readonly SourceRow[];
    open: readonly (OpenImport & { readonly total: number })[];
  }>`
    with refused as materialized (
      select i.id, i.origin, i.name, i.recorded_at, i.rejected, ${SOURCE} as source
      from import i where ${IS_OPEN}),
    known as (
      select i.id, i.accepted, i.recorded_at, ${SOURCE} as source from import i where i.origin <> 'undo')
    select
      (select coalesce(json_agg(x order by x."lastAt" desc), '[]') from (
        select source, count(*) as imports, sum(k.accepted) as figures, max(k.id) as "lastId",
          max(k.recorded_at) as "lastAt", coalesce(max(r.rows), 0) as "openRows"
        from known k
        left join (select source, sum(rejected) as rows from refused group by source) r using (source)
        group by source) x) as sources,
      (select coalesce(json_agg(x), '[]') from (
        select id, origin, name, recorded_at as "recordedAt", rejected, sum(rejected) over () as total
        from refused order by id desc limit ${sql.lit(MOST_OPEN)}) x) as open`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('the query for sources returned nothing');
  const instant = (text: string) => new Date(text).toISOString();
  return {
    sources: found.sources.map((each) => ({ ...each, lastAt: instant(each.lastAt) })),
    open: {
      rows: found.open[0]?.total ?? 0,
      imports: found.open.map(({ total: _, ...each }) => ({
        ...each,
        recordedAt: instant(each.recordedAt),
      })),
    },
  };
}

/** One KPI's figure of one period, reported at a time. */
export interface ReportedAt {
  readonly kpiId: number;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
}

/** The import that brought each, by KPI: found by the key, of which one period has few. One query. */
export async function importsOf(
  db: Db,
  reports: readonly ReportedAt[],
): Promise<
  ReadonlyMap<
    number,
    { readonly id: number; readonly origin: string; readonly name: string | null }
  >
> {
  if (reports.length === 0) return new Map();
  const column = <T>(read: (report: ReportedAt) => T) => reports.map(read);
  const { rows } = await sql<{
    kpi_id: number;
    id: number;
    origin: string;
    name: string | null;
  }>`
    select r.kpi_id, i.id, i.origin, i.name
    from unnest(${column(({ kpiId }) => kpiId)}::int[],
      ${column(({ grain }) => grainCode(grain))}::smallint[],
      ${column(({ periodStart }) => periodStart)}::date[],
      ${column(({ recordedAt }) => recordedAt)}::timestamptz[]) as r(kpi_id, grain, start, at)
    join lateral (
      select o.import_id from observation o where o.kpi_id = r.kpi_id and o.grain = r.grain
        and o.period_start = r.start and o.recorded_at = r.at limit 1) o on true
    join import i on i.id = o.import_id`.execute(db);
  return new Map(rows.map(({ kpi_id, ...each }) => [kpi_id, each]));
}
