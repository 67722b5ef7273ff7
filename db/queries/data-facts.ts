/** Where figures come from, source by source, and rows that were refused and are still missing. */
import { sql } from 'kysely';

import type { Db } from '../client';
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

/** Imports by their time of recording, which no two have in common. */
export async function importsAt(
  db: Db,
  times: readonly string[],
): Promise<
  ReadonlyMap<
    string,
    { readonly id: number; readonly origin: string; readonly name: string | null }
  >
> {
  const { rows } = await sql<{
    id: number;
    origin: string;
    name: string | null;
    recorded_at: string;
  }>`select id, origin, name, recorded_at from import
    where recorded_at = any(${[...times]}::timestamptz[])`.execute(db);
  return new Map(
    rows.map(({ recorded_at, ...each }) => [new Date(recorded_at).toISOString(), each]),
  );
}
