/** Figures of many years, made in the server; the roll-up of them is the product's own. */
import { sql } from 'kysely';

import type { Db } from '../../db/client';
import { refreshRollup } from '../../db/queries/rollup';
import { addDays, type CalendarDate } from '../../lib/domain/calendar';
import type { BenchKpi } from './organisation';

/** Weeks that are recorded and rolled up in one transaction. */
const WEEKS_AT_ONCE = 52;

export interface Load {
  readonly kpis: readonly BenchKpi[];
  readonly segments: number;
  readonly weeks: number;
  /** First day of the newest week. */
  readonly newest: CalendarDate;
}

export interface Loaded {
  readonly figures: number;
  /** Milliseconds. */
  readonly appending: number;
  readonly rollingUp: number;
}

/**
 * Fills a database whose KPIs are defined: each week recorded on the Tuesday after it, so that one
 * can look back. The same figures at any time and on any server, counted from the newest week.
 */
export async function loadFigures(
  db: Db,
  load: Load,
  onProgress: (text: string) => void,
): Promise<Loaded> {
  let figures = 0;
  let appending = 0;
  let rollingUp = 0;
  for (let oldest = load.weeks; oldest > 0; oldest -= WEEKS_AT_ONCE) {
    const youngest = Math.max(oldest - WEEKS_AT_ONCE, 0);
    await db.transaction().execute(async (tx) => {
      const start = performance.now();
      figures += await append(tx, load, oldest - 1, youngest);
      const appended = performance.now();
      await refreshRollup(tx);
      appending += appended - start;
      rollingUp += performance.now() - appended;
    });
    onProgress(
      `${figures.toLocaleString('en')} figures: ${seconds(appending)} to append, ${seconds(rollingUp)} to roll up`,
    );
  }
  // What the server would do by itself, though in the middle of a measurement.
  for (const table of ['observation', 'rollup']) {
    await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
  }
  await sql`analyze`.execute(db);
  return { figures, appending, rollingUp };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Three even figures of 0 to 1 for each row, from one hash. */
const even = (hash: string, piece: number) =>
  `((${hash} >> ${20 * piece}) & 1048575) / 1048575.0::float8`;
/** From −1 to 1, near 0 more often. */
const around = (hash: string) => `(${even(hash, 0)} + ${even(hash, 1)} - 1)`;

/**
 * What a week does to a KPI everywhere, what it does in one segment, and what a new way of working
 * has changed for every fifth KPI.
 */
const FACTOR = sql.raw(`1 + 0.04 * ${around('week_hash')} + 0.08 * ${around('cell_hash')}
  + case when (kpi_no - 1) % 5 = 0 then 0.03 * ((ago + 103) / 130 % 2) else 0 end`);
const SIZE = sql.raw(`200 + round(400 * ${even('cell_hash', 2)})`);

/** Appends the weeks from so many ago to so many ago; gives the number of figures. */
async function append(
  tx: Db,
  { kpis, segments, newest }: Load,
  oldest: number,
  youngest: number,
): Promise<number> {
  const column = <T>(read: (kpi: BenchKpi) => T) => kpis.map(read);
  await checkReferences(tx, false);
  const { numAffectedRows } = await sql`
    with week as (
      insert into import (origin, actor, recorded_at, accepted)
      select 'file', 'cli:bench', ${addDays(newest, 8)}::date - 7 * ago + time '06:00',
        ${kpis.length * segments}::bigint
      from generate_series(${oldest}::integer, ${youngest}::integer, -1) as ago
      returning id as import_id, recorded_at, recorded_at::date - 8 as period_start,
        (${addDays(newest, 8)}::date - recorded_at::date) / 7 as ago),
    kpi_of as (
      select k.id as kpi_id, f.* from unnest(${column(({ slug }) => slug)}::text[],
        ${column(({ aggregation }) => aggregation)}::text[], ${column(({ level }) => level)}::float8[],
        ${column(({ everyoneReported }) => everyoneReported)}::boolean[]
      ) with ordinality as f(slug, aggregation, level, everyone, kpi_no) join kpi k on k.slug = f.slug),
    cell as (
      select kpi_id, kpi_no, aggregation, level, import_id, recorded_at, period_start, ago,
        case when everyone and s.position = ${segments - 1} then 0 else s.id end as segment_id,
        hashint8extended(kpi_no * 100000 + ago, 1) as week_hash,
        hashint8extended((kpi_no * 100000 + ago) * 1000 + s.position, 2) as cell_hash
      from week cross join kpi_of cross join segment s),
    figure as materialized (select cell.*, ${FACTOR} as factor, ${SIZE} as size from cell),
    part as (
      select figure.*, least(round(size * level * factor), size) as hits,
        round(size * (1 + level * factor) / 2) as promoters
      from figure)
    insert into observation (value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, line, grain, withdrawn)
    select case when aggregation not in ('ratio', 'nps') then round((level * factor)::numeric, 2) end,
      case when aggregation = 'ratio' then hits end, case when aggregation = 'ratio' then size end,
      case when aggregation = 'mean' then size end, null,
      case when aggregation = 'nps' then promoters end,
      case when aggregation = 'nps' then floor((size - promoters) / 3) end,
      case when aggregation = 'nps' then size - promoters - floor((size - promoters) / 3) end,
      recorded_at, import_id, kpi_id, segment_id, 0, period_start, 1, null, 2, false
    from part order by period_start, kpi_id, segment_id`.execute(tx);
  await checkReferences(tx, true);
  await sql`create temp table touched on commit drop as
    select kpi_id, segment_id, place_id, grain, period_start from observation
    where period_start >= ${addDays(newest, -7 * oldest)}::date
      and period_start <= ${addDays(newest, -7 * youngest)}::date`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/**
 * Looking up KPI and import of each figure takes more than half of the time, and here both come from
 * their tables. Only a superuser may leave it out; for others it just takes longer.
 */
async function checkReferences(tx: Db, wanted: boolean): Promise<void> {
  await sql`select set_config('session_replication_role', ${wanted ? 'origin' : 'replica'}, true)
    from pg_user where usename = current_user and usesuper`.execute(tx);
}
