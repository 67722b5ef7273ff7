/**
 * The roll-up in SQL: from observations to one reading per period, segment and place. The stored
 * roll-up, its check and reads as of an earlier moment all use this text.
 *
 * It says what `rollUp` in the domain says, for each grain by itself. Coarser periods are put together
 * on reading (`over-time.ts`): a reading over segments or places exists at a coarser grain only where
 * there is none over time, so the two never need each other here. Value of a ratio or an NPS is left to
 * the reader, who has the counts.
 */
import { type RawBuilder, sql } from 'kysely';

import { GRAINS, type Grain } from '../../lib/domain/calendar';
import { MEASURES } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode } from '../codecs';

export type Fragment = RawBuilder<unknown>;

/**
 * For one transaction: sorts in memory, an index where it helps (its pages are mostly in memory), and
 * no compiling of expressions, which takes longer here than the work itself.
 */
export async function tune(tx: Db): Promise<void> {
  await sql`select set_config('work_mem', '64MB', true), set_config('random_page_cost', '1.1', true),
    set_config('jit', 'off', true)`.execute(tx);
}

/** Reads that add up many observations: tuned, and all at the same moment. */
export async function readTuned<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  const tuned = async (tx: Db) => {
    await tune(tx);
    return read(tx);
  };
  if (db.isTransaction) return tuned(db);
  return db.transaction().setIsolationLevel('repeatable read').execute(tuned);
}

/** What a reading has besides its key. */
export const COLUMNS = [
  'recorded_at',
  ...MEASURES,
  'revision',
  'reported_in',
  'reported_of',
  'basis',
] as const;

/** Of `COLUMNS`, with what a null array in the roll-up stands for. */
export const DEFAULTS: ReadonlyMap<string, number> = new Map([
  ['revision', 1],
  ['reported_in', 1],
  ['reported_of', 1],
  ['basis', 0],
]);

/** Periods in a row of the roll-up at most: wide enough to read a page fast, narrow enough to rewrite. */
const BLOCK_PERIODS = 32;
const DAYS: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
};

/** The row that a period is kept in, from its first day counted from 1970-01-01. */
export function blockOf(grain: Grain, day: number): number {
  return Math.trunc(day / (BLOCK_PERIODS * DAYS[grain]));
}

/** `blockOf` of the columns `grain` and `period`. */
export const BLOCK: Fragment = sql.raw(
  `period / (${BLOCK_PERIODS} * case grain ${GRAINS.map(
    (grain) => `when ${grainCode(grain)} then ${DAYS[grain]}`,
  ).join(' ')} end)`,
);

/**
 * What is agreed now that a roll-up depends on: `rule (kpi_id, aggregation, live, retired)` with the
 * segments of the KPI's dimension. Segments are arrays, not rows to join with: the planner knows little
 * of what is computed here, and a join that it takes to be small would look at each pair.
 */
export const RULES_NOW: Fragment = sql`
  division as (
    select dimension_id, array_agg(id) filter (where not retired) as live,
      array_agg(id) filter (where retired) as retired
    from segment group by dimension_id),
  rule as (
    select k.id as kpi_id, k.aggregation, coalesce(d.live, '{}') as live, coalesce(d.retired, '{}') as retired
    from kpi k left join division d on d.dimension_id = k.dimension_id)`;

/** Whether a part holds a figure that can be counted in: `isIn` of the domain. */
const IS_IN = sql.raw(`case aggregation
    when 'ratio' then numerator is not null and denominator is not null
    when 'nps' then promoters is not null and passives is not null and detractors is not null
    when 'mean' then value is not null or coalesce(n = 0, false)
    else value is not null end`);

/** Parts taken together: `measuresOver` of the domain, without the quotients of counts. */
function together(basis: 2 | 3): Fragment {
  const of = basis === 2 ? 'min(segments) + count(*) filter (where retired)' : 'count(*)';
  const allIn = `count(*) filter (where is_in) = ${of}`;
  const counted = (name: string, aggregation: string) =>
    `case min(aggregation) when '${aggregation}' then sum(${name}) filter (where is_in) end as ${name}`;
  const everyN = 'bool_and(n is not null) filter (where is_in)';
  return sql.raw(`max(recorded_at) as recorded_at,
    case min(aggregation)
      when 'sum' then case when ${allIn} then sum(value) end
      when 'mean' then case when ${everyN} then sum(case when n = 0 then 0 else value * n end)
        filter (where is_in) / nullif(sum(n) filter (where is_in), 0) end
      when 'min' then min(value)
      when 'max' then max(value) end as value,
    ${counted('numerator', 'ratio')}, ${counted('denominator', 'ratio')},
    case min(aggregation) when 'mean' then
      case when ${everyN} then sum(n) filter (where is_in) end end as n,
    null::float8 as sd,
    ${counted('promoters', 'nps')}, ${counted('passives', 'nps')}, ${counted('detractors', 'nps')},
    max(revision) as revision, (count(*) filter (where is_in))::integer as reported_in,
    (${of})::integer as reported_of, ${basis}::smallint as basis`);
}

const RULE = sql.raw('min(aggregation) as aggregation, min(segments) as segments');
const ADDS_UP = sql.raw(`aggregation not in ('last', 'none')`);

/**
 * Common table expressions that end in `reported`: the readings of the observations given that were
 * reported as they are. `observations` is a from-clause with `observation o` and its rule `g`, and perhaps
 * a where-clause. Where `once` no key is there in several revisions, which need not be sorted out then.
 */
export function reported(observations: Fragment, once = false): Fragment {
  const key = sql.raw('o.kpi_id, o.grain, o.period_start, o.segment_id, o.place_id');
  return sql`newest as (
    select ${once ? sql`` : sql`distinct on (${key})`}
      o.kpi_id, o.grain, o.period_start, o.segment_id, o.place_id, o.recorded_at, o.revision, o.withdrawn,
      o.value, o.numerator, o.denominator, o.n, o.sd, o.promoters, o.passives, o.detractors, g.aggregation,
      cardinality(g.live) as segments, o.segment_id = any(g.retired) as retired,
      o.segment_id = 0 or o.segment_id = any(g.live) or o.segment_id = any(g.retired) as counts
    from ${observations}
    ${once ? sql`` : sql`order by ${key}, o.revision desc`}),
  reported as (
    select kpi_id, grain, segment_id, place_id, period_start - date '1970-01-01' as period,
      aggregation, segments, retired, counts,
      (date_part('epoch', recorded_at) * 1000)::bigint as recorded_at,
      case when aggregation not in ('ratio', 'nps') then value end as value,
      numerator, denominator, n, sd, promoters, passives, detractors,
      revision, 1 as reported_in, 1 as reported_of, 0::smallint as basis
    from newest where not withdrawn)`;
}

/**
 * Common table expressions that end in `resolved`: every reading of the observations given (`reported`, and
 * `derived` from several), with the columns kpi_id, grain, segment_id, place_id, period (days from
 * 1970-01-01) and `COLUMNS`. For one reading of everyone it must be given all segments of the period, for
 * one of everywhere all places.
 */
export function resolved(observations: Fragment, once = false): Fragment {
  return sql`${reported(observations, once)},
  over_places as (
    select kpi_id, grain, segment_id, 0 as place_id, period, ${RULE},
      bool_or(retired) as retired, bool_or(counts) as counts, ${together(3)}
    from (select *, ${IS_IN} as is_in from reported
      where segment_id <> 0 and ${ADDS_UP} and (select bool_or(place_id <> 0) from reported)) p
    group by kpi_id, grain, segment_id, period having min(place_id) <> 0),
  over_segments as (
    select kpi_id, grain, 0 as segment_id, place_id, period, ${RULE},
      false as retired, true as counts, ${together(2)}
    from (select *, ${IS_IN} as is_in from reported
      where counts and place_id <> 0 and ${ADDS_UP}) p
    group by kpi_id, grain, place_id, period having min(segment_id) <> 0),
  whole_over_segments as (
    select kpi_id, grain, 0 as segment_id, 0 as place_id, period, ${RULE},
      false as retired, true as counts, ${together(2)}
    from (select *, ${IS_IN} as is_in from (
        select * from reported where place_id = 0 union all select * from over_places) u
      where counts and ${ADDS_UP}) p
    group by kpi_id, grain, period having min(segment_id) <> 0),
  whole_over_places as (
    select kpi_id, grain, 0 as segment_id, 0 as place_id, period, ${RULE},
      false as retired, true as counts, ${together(3)}
    from (select *, ${IS_IN} as is_in from (
        select * from reported where segment_id = 0 and (select bool_or(place_id <> 0) from reported)
        union all select * from over_segments union all select * from whole_over_segments) u
      where ${ADDS_UP}) p
    group by kpi_id, grain, period having min(place_id) <> 0),
  derived as (
    select * from over_places union all select * from over_segments
    union all select * from whole_over_segments union all select * from whole_over_places),
  resolved as (select * from reported union all select * from derived)`;
}
