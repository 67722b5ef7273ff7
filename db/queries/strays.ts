/** Rows that refer to what is not there, or break what the tables promise. */
import { type RawBuilder, sql } from 'kysely';

import type { Db } from '../client';

interface Check {
  readonly check: string;
  /** Rows with a column `fault`: a few words each. */
  readonly query: RawBuilder<{ fault: string }>;
}

const CHECKS: readonly Check[] = [
  {
    check: 'every KPI has exactly one accountable team from the beginning',
    query: sql`select 'KPI ' || k.slug as fault from kpi k where not exists (
      select 1 from accountability a where a.kpi_id = k.id and a.from_date = '-infinity') limit 10`,
  },
  {
    check: 'every figure names a segment of its KPI’s dimension and a place that are there',
    query: sql`select 'KPI ' || k.slug || ', segment ' || o.segment_id || ', place ' || o.place_id as fault
      from (select distinct kpi_id, segment_id, place_id from observation
        union select distinct kpi_id, segment_id, place_id from period_target) o
      join kpi k on k.id = o.kpi_id
      left join segment s on s.id = o.segment_id
      left join place p on p.id = o.place_id
      where (o.segment_id <> 0 and s.dimension_id is distinct from k.dimension_id)
        or (o.place_id <> 0 and p.id is null) limit 10`,
  },
  {
    check: 'revisions of every figure count up from 1 without a gap',
    query: sql`select 'KPI ' || k.slug || ', period from ' || o.period_start as fault from (
        select kpi_id, period_start from observation
        group by kpi_id, grain, segment_id, place_id, period_start
        having max(revision) <> count(*) or min(revision) <> 1 limit 10) o
      join kpi k on k.id = o.kpi_id`,
  },
];

/** Each check with what it found; at most ten faults a check. */
export async function listStrays(
  db: Db,
): Promise<readonly { readonly check: string; readonly faults: readonly string[] }[]> {
  const found: { check: string; faults: readonly string[] }[] = [];
  for (const { check, query } of CHECKS) {
    const { rows } = await query.execute(db);
    found.push({ check, faults: rows.map((row) => row.fault) });
  }
  return found;
}
