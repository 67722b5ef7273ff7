/**
 * The roll-up that pages read, kept in the transaction that writes the figures. Writers take turns
 * (`takeWriteTurn`): two that touch the same block would else overwrite each other's part of it.
 */
import { sql } from 'kysely';

import type { Db } from '../client';
import { batchesOf, type KpiSize } from './rollup-batches';
import {
  BLOCK,
  COLUMNS,
  DEFAULTS,
  type Fragment,
  RULES_NOW,
  readTuned,
  resolved,
  tune,
} from './rollup-sql';

export const BLOCK_KEY = sql.raw('kpi_id, segment_id, place_id, grain, block');
const SERIES = sql.raw('kpi_id, segment_id, place_id, grain');
const sameSeries = (a: string, b: string): Fragment =>
  sql.raw(
    ['kpi_id', 'segment_id', 'place_id', 'grain']
      .map((column) => `${a}.${column} = ${b}.${column}`)
      .join(' and '),
  );
const DAY = sql.raw(`period_start - date '1970-01-01'`);
const READING = sql.raw(['period', ...COLUMNS].join(', '));
const sameBlock = (a: string, b: string): Fragment =>
  sql.raw(
    ['kpi_id', 'segment_id', 'place_id', 'grain', 'block']
      .map((column) => `${a}.${column} = ${b}.${column}`)
      .join(' and '),
  );

/** From so many keys on, what else lies in their periods is computed along: sorting it out costs more. */
export const BULK = 20_000;

interface RefreshOptions {
  /** With more keys, all readings of the periods are made anew. */
  readonly bulk?: number;
  /** Whether any of the keys may have been withdrawn: only then can a reading be there no longer. */
  readonly withdrawn?: boolean;
}

/**
 * Brings the roll-up up to date with the observations of the keys in the temporary table
 * `touched (kpi_id, segment_id, place_id, grain, period_start)`: those that were reported, superseded
 * or withdrawn. A key may be there more than once. One key or a million of them.
 */
export async function refreshRollup(
  tx: Db,
  { bulk = BULK, withdrawn = true }: RefreshOptions = {},
): Promise<void> {
  const { rows } = await sql<{ keys: number }>`
    select count(*)::integer as keys from (select from touched limit ${bulk + 1}) t`.execute(tx);
  const keys = rows[0]?.keys ?? 0;
  if (keys === 0) return;
  await tune(tx);
  await sql`create temp table rollup_group on commit drop as with ${RULES_NOW}
    select * from (select distinct kpi_id, grain, period_start from touched) t join rule using (kpi_id)`.execute(
    tx,
  );
  await sql`analyze rollup_group`.execute(tx);
  if (keys > bulk) await refreshPeriods(tx, withdrawn);
  else {
    await listAffected(tx, sql`touched`);
    const readings = sql`(select * from resolved join rollup_affected using (${SERIES}, period))`;
    await stage(tx, IN_GROUPS, readings);
    await store(tx, await stageGone(tx));
  }
  await sql`drop table rollup_group`.execute(tx);
}

const IN_GROUPS = sql`observation o join rollup_group g on g.kpi_id = o.kpi_id and g.grain = o.grain
  and g.period_start = o.period_start`;

/** Every reading of the touched periods, some KPIs at a time. */
async function refreshPeriods(tx: Db, withdrawn: boolean): Promise<void> {
  const { rows } = await sql<KpiSize>`select kpi_id, count(*)::integer as figures from touched
    group by kpi_id order by kpi_id`.execute(tx);
  for (const kpiIds of batchesOf(rows)) {
    const figures = sql`${IN_GROUPS} where o.kpi_id = any(${kpiIds}::int[])`;
    await stage(tx, figures, sql`resolved`);
    await store(tx, withdrawn && (await stageGoneOf(tx, kpiIds, figures)));
  }
}

/** Stages what is there no longer; whether anything is not. */
async function stageGoneOf(tx: Db, kpiIds: readonly number[], figures: Fragment): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ${figures} and o.withdrawn) as found`.execute(tx);
  if (rows[0]?.found !== true) return false;
  await listAffected(tx, sql`(select * from touched where kpi_id = any(${kpiIds}::int[])) t`);
  return stageGone(tx);
}

/** A figure of a segment and place shows in itself, its segment, its place, and the whole. */
async function listAffected(tx: Db, touched: Fragment): Promise<void> {
  await sql`create temp table rollup_affected on commit drop as
    select distinct ${SERIES}, ${DAY} as period from (
      select ${SERIES}, period_start from ${touched}
      union all select kpi_id, segment_id, 0, grain, period_start from ${touched} where place_id <> 0
      union all select kpi_id, 0, place_id, grain, period_start from ${touched} where segment_id <> 0
      union all select distinct kpi_id, 0, 0, grain, period_start from ${touched}
    ) a`.execute(tx);
  await sql`analyze rollup_affected`.execute(tx);
}

/** Stages, without a basis, what is affected and has no reading any more. */
async function stageGone(tx: Db): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into rollup_fresh (${SERIES}, block, period)
    select ${SERIES}, ${BLOCK}, period from rollup_affected r
    where not exists (select from rollup_fresh f where ${sameSeries('f', 'r')} and f.period = r.period)`.execute(
    tx,
  );
  await sql`drop table rollup_affected`.execute(tx);
  return numAffectedRows > 0n;
}

/**
 * Computes the roll-up anew from all observations; of some KPIs where ids are given: after a change
 * of a KPI's aggregation or dimension, or of the segments of its dimension. It depends on nothing
 * else that is agreed.
 */
export async function rebuildRollup(tx: Db, kpiIds?: readonly number[]): Promise<void> {
  await tune(tx);
  if (kpiIds === undefined) {
    await sql`delete from rollup`.execute(tx);
  } else {
    await sql`delete from rollup where kpi_id = any(${kpiIds}::int[])`.execute(tx);
  }
  for (const batch of await listBatches(tx, kpiIds)) {
    await stage(tx, figuresOf(batch), sql`resolved`);
    await store(tx, false);
  }
}

/**
 * What is wrong with the roll-up, in words; empty when it says what the observations say. Figures
 * may differ by a relative 1e-9, as sums do that were added up in another order.
 */
export async function verifyRollup(db: Db): Promise<readonly string[]> {
  return readTuned(db, listFaults);
}

async function listFaults(db: Db): Promise<readonly string[]> {
  const found = new Map<string, { count: number; examples: string[] }>();
  for (const batch of await listBatches(db)) {
    for (const { fault, count, examples } of await compare(db, batch)) {
      const so = found.get(fault) ?? { count: 0, examples: [] };
      const all = [...so.examples, ...examples].slice(0, EXAMPLES);
      found.set(fault, { count: so.count + count, examples: all });
    }
  }
  return [...found].map(
    ([fault, { count, examples }]) =>
      `${count} ${count === 1 ? 'reading is' : 'readings are'} ${fault}: ${examples.join('; ')}${
        count > examples.length ? '; …' : ''
      }`,
  );
}

async function listBatches(db: Db, kpiIds?: readonly number[]): Promise<readonly number[][]> {
  const only = kpiIds === undefined ? sql`` : sql`where kpi_id = any(${kpiIds}::int[])`;
  const { rows } = await sql<KpiSize>`
    select kpi_id, sum(figures)::integer as figures from (
      select kpi_id, count(*) as figures from observation ${only} group by kpi_id
      union all select distinct kpi_id, 0 from rollup ${only}) counted
    group by kpi_id order by kpi_id`.execute(db);
  return batchesOf(rows);
}

const figuresOf = (kpiIds: readonly number[]): Fragment =>
  sql`observation o join rule g on g.kpi_id = o.kpi_id where o.kpi_id = any(${kpiIds}::int[])`;

/** Fills the temporary table `rollup_fresh` with readings; one without a basis is there no longer. */
export async function stage(
  tx: Db,
  observations: Fragment,
  readings: Fragment,
  once = false,
): Promise<void> {
  await sql`create temp table rollup_fresh on commit drop as
    with ${RULES_NOW}, ${resolved(observations, once)}
    select ${SERIES}, ${BLOCK} as block, ${READING} from ${readings} r`.execute(tx);
}

/** Writes what is in `rollup_fresh` and drops it. A block that stays as it was is not written. */
export async function store(tx: Db, anyGone: boolean): Promise<void> {
  if (anyGone) await deleteGone(tx);
  await sql`insert into rollup (${BLOCK_KEY}, ${READING})
    select ${BLOCK_KEY}, array_agg(period), ${sql.raw(COLUMNS.map(folded).join(', '))}
    from (
      select distinct on (${BLOCK_KEY}, period) * from (
        select ${BLOCK_KEY}, ${READING}, true as fresh from rollup_fresh
        union all ${storedReadings(sql`join (select distinct ${BLOCK_KEY} from rollup_fresh) hit
          on ${sameBlock('r', 'hit')}`)}
      ) both_of_them
      order by ${BLOCK_KEY}, period, fresh desc
    ) merged
    where basis is not null
    group by ${BLOCK_KEY}
    on conflict (${BLOCK_KEY}) do update set ${sql.raw(
      ['period', ...COLUMNS].map((column) => `${column} = excluded.${column}`).join(', '),
    )}
    where (${qualified('rollup')}) is distinct from (${qualified('excluded')})`.execute(tx);
  await sql`drop table rollup_fresh`.execute(tx);
}

/** Blocks of which nothing is left. */
async function deleteGone(tx: Db): Promise<void> {
  await sql`delete from rollup r using (
      select ${BLOCK_KEY}, array_agg(period) as period from rollup_fresh
      group by ${BLOCK_KEY} having count(basis) = 0) gone
    where ${sameBlock('r', 'gone')} and r.period <@ gone.period`.execute(tx);
}

const qualified = (table: string): Fragment =>
  sql.raw(['period', ...COLUMNS].map((column) => `${table}.${column}`).join(', '));

/** A column of readings as an array; null where it says the same of all. */
export function folded(column: string): string {
  if (column === 'recorded_at') return 'array_agg(recorded_at)';
  const needed =
    column === 'revision'
      ? 'max(revision) > 1'
      : DEFAULTS.has(column)
        ? 'max(basis) > 0'
        : `count(${column}) > 0`;
  return `case when ${needed} then array_agg(${column}) end`;
}

/** The roll-up reading by reading; `from` follows `rollup r`. */
function storedReadings(from: Fragment): Fragment {
  const columns = COLUMNS.map((column) => {
    const otherwise = DEFAULTS.get(column);
    return otherwise === undefined ? `u.${column}` : `coalesce(u.${column}, ${otherwise})`;
  });
  return sql`select r.kpi_id, r.segment_id, r.place_id, r.grain, r.block, u.period,
      ${sql.raw(columns.join(', '))}, false as fresh
    from rollup r ${from} cross join lateral unnest(${qualified('r')}) as u(${READING})`;
}

/** Named of each kind of fault. */
const EXAMPLES = 3;

interface Fault {
  readonly fault: 'missing' | 'not in the observations' | 'different';
  readonly count: number;
  readonly examples: readonly string[];
}

async function compare(db: Db, kpiIds: readonly number[]): Promise<readonly Fault[]> {
  const exact = ['recorded_at', 'revision', 'reported_in', 'reported_of', 'basis'];
  const measures = COLUMNS.filter((column) => !exact.includes(column));
  const differs = sql.raw(
    [
      `(${exact.map((column) => `a.${column}`).join(', ')}) is distinct from (${exact
        .map((column) => `e.${column}`)
        .join(', ')})`,
      ...measures.map(
        (column) =>
          `coalesce(abs(a.${column} - e.${column}) > 1e-9 * greatest(abs(a.${column}), abs(e.${column})),
            a.${column} is distinct from e.${column})`,
      ),
    ].join(' or '),
  );
  const key = 'kpi_id, segment_id, place_id, grain, period, block, copy';
  const { rows } = await sql<Fault>`
    with ${RULES_NOW}, ${resolved(figuresOf(kpiIds))},
    computed as (select *, ${BLOCK} as block, 1::bigint as copy from resolved),
    stored as (
      select *, row_number() over (partition by kpi_id, segment_id, place_id, grain, period) as copy
      from (${storedReadings(sql``)} where r.kpi_id = any(${kpiIds}::int[])) s(
        kpi_id, segment_id, place_id, grain, block, ${READING}, fresh)),
    compared as (
      select ${sql.raw(key)}, case when a.basis is null then 'missing'
        when e.basis is null then 'not in the observations'
        when ${differs} then 'different' end as fault
      from computed e full join stored a using (${sql.raw(key)}))
    select fault, count(*)::integer as count, (array_agg(
        coalesce('KPI ' || k.slug, 'a KPI that is not there') || ', '
          || (array['day', 'week', 'month', 'quarter', 'year'])[c.grain]
          || ' from ' || coalesce((date '1970-01-01' + c.period)::text, 'nowhere')
          || coalesce(', segment ' || s.slug, '') || coalesce(', place ' || p.slug, '')
        order by c.kpi_id, c.period, c.segment_id, c.place_id))[1:${sql.raw(String(EXAMPLES))}] as examples
    from compared c left join kpi k on k.id = c.kpi_id left join segment s on s.id = c.segment_id
    left join place p on p.id = c.place_id
    where fault is not null group by fault order by fault`.execute(db);
  return rows;
}
