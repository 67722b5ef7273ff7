/**
 * Readings as of an earlier moment: those of the roll-up, except in the periods of which something was
 * recorded since, or whose KPI added up by other rules then. These are made from the observations of
 * that time. How long it takes so depends on what was recorded since, not on all that there is.
 */
import { sql } from 'kysely';

import type { Reading } from '../../lib/domain/observation';
import type { Db } from '../client';
import { COLUMNS, type Fragment, readTuned, resolved } from './rollup-sql';
import {
  asText,
  decoded,
  type ReadingRules,
  rulesOf,
  type Series,
  type SeriesRow,
  seriesKey,
  storedRows,
} from './series-sql';

interface Where {
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** RFC 3339. */
  readonly asOf: string;
}

interface Row extends SeriesRow {
  /** Of `changed`, `period` alone is there: the periods in which the roll-up does not hold. */
  readonly source: 'stored' | 'changed' | 'anew';
}

/** Readings by KPI and grain (`seriesKey`), oldest first. One query, all at the same moment. */
export async function listAsOf(
  db: Db,
  series: readonly Series[],
  where: Where,
  rules: ReadingRules,
): Promise<ReadonlyMap<string, readonly Reading[]>> {
  const rows = await readTuned(db, (tx) => listRows(tx, series, where, rules));
  const kpis = new Map(rules.kpis.map((kpi) => [kpi.id, kpi]));
  const from = (source: Row['source']) =>
    decoded(
      rows.filter((row) => row.source === source).sort((a, b) => a.block - b.block),
      kpis,
    );
  const [stored, changed, anew] = [from('stored'), from('changed'), from('anew')];
  return new Map(
    series.map(({ kpi, grain }) => {
      const key = seriesKey(kpi.id, grain);
      const since = new Set(changed.get(key)?.map(({ periodStart }) => periodStart));
      const kept = stored.get(key)?.filter(({ periodStart }) => !since.has(periodStart)) ?? [];
      const made = anew.get(key) ?? [];
      const all = made.length === 0 ? kept : [...kept, ...made].sort(byPeriod);
      return [key, all];
    }),
  );
}

const byPeriod = (a: Reading, b: Reading): number => (a.periodStart < b.periodStart ? -1 : 1);

const OF_SERIES = sql.raw('g.kpi_id = o.kpi_id and g.grain = o.grain');

/** Series that the roll-up, which follows the rules of now, has put together by other rules. */
const STALE: Fragment = sql`stale as materialized (
  select g.kpi_id, g.grain, g.first, g.last
  from rule g join kpi k on k.id = g.kpi_id cross join lateral (
    select coalesce(array_agg(id) filter (where not retired), '{}') as live,
      coalesce(array_agg(id) filter (where retired), '{}') as retired
    from segment where dimension_id = k.dimension_id) n
  where g.aggregation <> k.aggregation or not (g.live @> n.live and g.live <@ n.live
    and g.retired @> n.retired and g.retired <@ n.retired))`;

/** The other columns of a reading. */
const NOTHING_ELSE = sql.raw(COLUMNS.map(() => 'null').join(', '));

async function listRows(
  tx: Db,
  series: readonly Series[],
  { segmentId, placeId, asOf }: Where,
  rules: ReadingRules,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with ${rulesOf(series, rules)},
    ${STALE},
    changed as materialized (
      select distinct o.kpi_id, o.grain, o.period_start
      from observation o join rule g on ${OF_SERIES} where o.recorded_at > ${asOf}::timestamptz),
    anew as materialized (
      select * from changed union
      select o.kpi_id, o.grain, o.period_start
      from observation o join stale g on ${OF_SERIES} and o.period_start >= coalesce(g.first, '-infinity')
        and o.period_start <= coalesce(g.last, 'infinity')),
    ${resolved(sql`anew a join observation o on o.kpi_id = a.kpi_id and o.grain = a.grain
        and o.period_start = a.period_start
      join rule g on g.kpi_id = o.kpi_id and g.grain = o.grain
      where o.recorded_at <= ${asOf}::timestamptz
        and (${segmentId} = 0 or o.segment_id = ${segmentId})
        and (${placeId} = 0 or o.place_id = ${placeId})`)}
    select 'anew' as source, kpi_id, grain, 0 as block, ${asText((name) => `array_agg(${name})`)}
    from (select * from resolved where segment_id = ${segmentId} and place_id = ${placeId}
      order by kpi_id, grain, period) r
    group by kpi_id, grain
    union all
    select 'changed', kpi_id, grain, 0, array_agg(period_start - date '1970-01-01')::text, ${NOTHING_ELSE}
    from changed group by kpi_id, grain
    union all
    select 'stored', r.kpi_id, r.grain, r.block, ${asText((name) => `r.${name}`)}
    from ${storedRows(series, { segmentId, placeId })}
    where not exists (select from stale s where s.kpi_id = r.kpi_id and s.grain = r.grain)`.execute(
    tx,
  );
  return rows;
}
