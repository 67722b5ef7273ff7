/**
 * The roll-up of a first import of many figures: of periods that held nothing, in blocks that are not there
 * yet. Every key is there once, and nothing that is stored has to be put together with it. It says what
 * `refreshRollup` says, by the same SQL, without what that needs for the rest.
 */
import { sql } from 'kysely';

import type { Db } from '../client';
import { BLOCK_KEY, BULK, folded, refreshRollup, stage, store } from './rollup';
import { batchesOf, type KpiSize } from './rollup-batches';
import { BLOCK, COLUMNS, type Fragment, RULES_NOW, reported, tune } from './rollup-sql';

/** Observations computed at one go: as many as are sorted in memory. */
const BATCH = 250_000;

/** Where an import's figures are found: all have its time of recording, and no other import has it. */
export interface Written {
  readonly importId: number;
  readonly recordedAt: Date;
}

const writtenBy = ({ importId, recordedAt }: Written): Fragment =>
  sql`o.recorded_at = ${recordedAt.toISOString()}::timestamptz and o.import_id = ${importId}::bigint`;

/** Notes the keys of what was written in `touched`, as `refreshRollup` wants them; of some KPIs where they are given. */
async function touch(tx: Db, written: Written, kpiIds?: readonly number[]): Promise<void> {
  const only = kpiIds === undefined ? sql`` : sql`and o.kpi_id = any(${kpiIds}::int[])`;
  await sql`create temp table touched on commit drop as
    select kpi_id, segment_id, place_id, grain, period_start from observation o
    where ${writtenBy(written)} ${only}`.execute(tx);
}

interface WhatWasWritten extends Written {
  /** How many keys were new or differed. */
  readonly keys: number;
  /** Whether their periods held nothing before. */
  readonly isNew: boolean;
  /** Whether any was withdrawn. */
  readonly withdrawn: boolean;
}

/** Brings the roll-up up to date with what an import has written. */
export async function rollUpWritten(tx: Db, written: WhatWasWritten): Promise<void> {
  const { keys, isNew, withdrawn } = written;
  if (keys === 0) return;
  if (!isNew || keys <= BULK) {
    await touch(tx, written);
    return refreshRollup(tx, { withdrawn });
  }
  await tune(tx);
  const sizes = await listSizes(tx, written);
  for (const kpiIds of batchesOf(
    sizes.filter(({ stored }) => !stored),
    BATCH,
  )) {
    const figures = sql`observation o join rule g on g.kpi_id = o.kpi_id
      where ${writtenBy(written)} and o.kpi_id = any(${kpiIds}::int[])`;
    await joinWholes(tx, 'off');
    await storeReported(tx, figures);
    await stage(tx, figures, sql`derived`, true);
    await joinWholes(tx, 'on');
    await store(tx, false);
  }
  const others = sizes.flatMap(({ stored, kpi_id: id }) => (stored ? [id] : []));
  if (others.length === 0) return;
  await touch(tx, written, others);
  await refreshRollup(tx, { withdrawn: false });
}

/**
 * With nested loops off, sets are joined as wholes: what was written a moment ago has no statistics yet,
 * and the planner takes a quarter of a million rows for two.
 */
async function joinWholes(tx: Db, loops: 'on' | 'off'): Promise<void> {
  await sql`select set_config('enable_nestloop', ${loops}, true)`.execute(tx);
}

interface NewSize extends KpiSize {
  /** Whether a block of the figures is there already. */
  readonly stored: boolean;
}

async function listSizes(tx: Db, written: Written): Promise<readonly NewSize[]> {
  const { rows } = await sql<NewSize>`with block as (
      select kpi_id, grain, ${BLOCK} as block, count(*) as figures
      from (select kpi_id, grain, period_start - date '1970-01-01' as period from observation o
        where ${writtenBy(written)}) f
      group by 1, 2, 3)
    select b.kpi_id, sum(b.figures)::integer as figures, bool_or(r.there is not null) as stored
    from block b left join lateral (select true as there from rollup r
      where r.kpi_id = b.kpi_id and r.grain = b.grain and r.block = b.block limit 1) r on true
    group by b.kpi_id order by b.kpi_id`.execute(tx);
  return rows;
}

/** Straight into blocks, which have nothing else in them. */
async function storeReported(tx: Db, figures: Fragment): Promise<void> {
  const said = COLUMNS.filter((column) => !ALIKE.has(column));
  // What is hashed for want of an estimate goes to disk and back.
  await sql`select set_config('enable_hashagg', 'off', true)`.execute(tx);
  await sql`insert into rollup (${BLOCK_KEY}, period, ${sql.raw(said.join(', '))})
    with ${RULES_NOW}, ${reported(figures, true)}
    select ${BLOCK_KEY}, array_agg(period), ${sql.raw(said.map(folded).join(', '))}
    from (select *, ${BLOCK} as block from reported order by ${BLOCK_KEY}, period) r
    group by ${BLOCK_KEY}`.execute(tx);
  await sql`select set_config('enable_hashagg', 'on', true)`.execute(tx);
}

/** Of figures that are reported for the first time, these are what a null array stands for. */
const ALIKE: ReadonlySet<string> = new Set(['revision', 'reported_in', 'reported_of', 'basis']);
