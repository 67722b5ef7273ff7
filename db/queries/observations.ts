/** Writes figures: staged row by row, then compared with what is in force and appended in one go. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Measures } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode } from '../codecs';
import { appendNotes, openNotes, SAME_NOTE } from './figure-notes';
import { refreshRollup } from './rollup';
import { type Fragment, tune } from './rollup-sql';

/** One row of a file, checked and with its references resolved. */
export interface StagedFigure {
  /** Line of the file, or position of the row in a request. */
  readonly line: number;
  /** Ordinal of the row: the figures of one row have one outcome. */
  readonly row: number;
  /** How many rows of the file were merged into this one. */
  readonly rows: number;
  readonly kpiId: number;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** Null when the row brings only a target. */
  readonly measures: Measures | null;
  readonly withdraw: boolean;
  /** The target of this period alone; `undefined` when the row says nothing of it. */
  readonly periodTarget: number | null | undefined;
}

export interface WriteOutcome {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
}

export interface ImportHead {
  readonly origin: string;
  readonly name: string | null;
  readonly actor: string;
  /** What the file is, and its first line as it stands there; null where there is no file. */
  readonly format: string | null;
  readonly header: string | null;
  /** The import that this one takes back. */
  readonly undoes?: number;
}

const KEY = ['kpi_id', 'grain', 'period_start', 'segment_id', 'place_id'] as const;

/** Any constant that differs from the migrations' one: writers of figures take turns. */
const WRITE_LOCK = 7_203_211_448;

/** A place to stage figures in, gone with the transaction. */
export async function openStaging(tx: Db): Promise<void> {
  await sql`create temp table incoming (
    value float8, numerator float8, denominator float8, n float8, sd float8,
    promoters float8, passives float8, detractors float8, target float8,
    line int not null, row_no int not null, rows int not null, kpi_id int not null, segment_id int not null,
    place_id int not null, period_start date not null, grain smallint not null,
    has_figure boolean not null, withdraw boolean not null, has_target boolean not null
  ) on commit drop`.execute(tx);
  await openNotes(tx);
}

export async function stageFigures(tx: Db, rows: readonly StagedFigure[]): Promise<void> {
  // As text: the driver would quote and escape number by number what needs neither.
  const column = (read: (row: StagedFigure) => number | string | boolean | null) => {
    let text = '';
    for (const row of rows) text += `${text === '' ? '' : ','}${read(row) ?? 'NULL'}`;
    return `{${text}}`;
  };
  const measure = (name: keyof Measures) => column((row) => row.measures?.[name] ?? null);
  await sql`insert into incoming select * from unnest(
    ${measure('value')}::float8[], ${measure('numerator')}::float8[],
    ${measure('denominator')}::float8[], ${measure('n')}::float8[], ${measure('sd')}::float8[],
    ${measure('promoters')}::float8[], ${measure('passives')}::float8[], ${measure('detractors')}::float8[],
    ${column((row) => row.periodTarget ?? null)}::float8[],
    ${column((row) => row.line)}::int[], ${column((row) => row.row)}::int[],
    ${column((row) => row.rows)}::int[],
    ${column((row) => row.kpiId)}::int[], ${column((row) => row.segmentId)}::int[],
    ${column((row) => row.placeId)}::int[], ${column((row) => row.periodStart)}::date[],
    ${column((row) => grainCode(row.grain))}::smallint[],
    ${column((row) => row.measures !== null || row.withdraw)}::boolean[],
    ${column((row) => row.withdraw)}::boolean[],
    ${column((row) => row.periodTarget !== undefined)}::boolean[])`.execute(tx);
}

/**
 * Waits for other writers, and gives the time of recording: the present, or just after the newest
 * write where a clock was set back, so that it grows from write to write.
 */
export async function takeWriteTurn(tx: Db, now: () => Date): Promise<Date> {
  await sql`select pg_advisory_xact_lock(${WRITE_LOCK}::bigint)`.execute(tx);
  const newest = await tx
    .selectFrom('import')
    .select(({ fn }) => fn.max('recorded_at').as('at'))
    .executeTakeFirst();
  const present = now();
  const after = newest?.at == null ? 0 : new Date(newest.at).getTime() + 1;
  return new Date(Math.max(present.getTime(), after));
}

/**
 * Compares what is staged with what is in force, appends what is new or differs as new revisions,
 * and brings the roll-up up to date. Each staged row counts as many times as rows were merged into it.
 */
export async function applyStaged(
  tx: Db,
  head: ImportHead,
  recordedAt: Date,
  refused: { readonly ignored: number; readonly rejected: number },
): Promise<WriteOutcome & { readonly importId: number }> {
  const { id } = await tx
    .insertInto('import')
    .values({ ...head, ...refused, recorded_at: recordedAt.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await compare(tx);
  await append(tx, id, recordedAt);
  await refreshRollup(tx);
  const outcome = await countOutcomes(tx);
  await tx.updateTable('import').set(outcome).where('id', '=', id).execute();
  return { ...outcome, importId: id };
}

/** What is staged beside what is in force: of each key the newest revision. */
async function compare(tx: Db): Promise<void> {
  await sql`analyze incoming`.execute(tx);
  const { rows } = await sql<{ figures: boolean; targets: boolean }>`
    select ${isBulk('observation')} as figures, ${isBulk('period_target')} as targets`.execute(tx);
  await tune(tx);
  await sql`create temp table compared on commit drop as
    select i.*, o.revision as figure_revision, t.revision as target_revision,
      case when not i.has_figure then null
        when o.revision is null then case when i.withdraw then 'unchanged' else 'accepted' end
        when i.withdraw or o.withdrawn then
          case when i.withdraw and o.withdrawn then 'unchanged' else 'superseded' end
        when (o.value, o.numerator, o.denominator, o.n, o.sd, o.promoters, o.passives, o.detractors)
          is not distinct from (i.value, i.numerator, i.denominator, i.n, i.sd, i.promoters, i.passives, i.detractors)
          and ${SAME_NOTE} then 'unchanged'
        else 'superseded' end as figure,
      case when not i.has_target then null
        when t.revision is null then 'accepted'
        when t.target is not distinct from i.target then 'unchanged'
        else 'superseded' end as goal
    from incoming i
    ${inForce('observation', 'o', sql`i.has_figure`, rows[0]?.figures === true)}
    ${inForce('period_target', 't', sql`i.has_target`, rows[0]?.targets === true)}`.execute(tx);
  await sql`analyze compared`.execute(tx);
}

type FigureTable = 'observation' | 'period_target';

/** So many rows staged that reading the whole stretch of the table is cheaper than finding each row. */
const isBulk = (table: FigureTable): Fragment =>
  sql`(select count(*) from incoming) > (select 0.2 * greatest(reltuples, 0) from pg_class
    where oid = ${sql.lit(table)}::regclass)`;

function inForce(table: FigureTable, alias: string, wanted: Fragment, bulk: boolean): Fragment {
  const same = sql.raw(KEY.map((column) => `f.${column} = i.${column}`).join(' and '));
  const key = sql.raw(KEY.map((column) => `f.${column}`).join(', '));
  if (!bulk) {
    return sql`left join lateral (select * from ${sql.table(table)} f where ${wanted} and ${same}
      order by f.revision desc limit 1) ${sql.raw(alias)} on true`;
  }
  return sql`left join (select distinct on (${key}) * from ${sql.table(table)} f
      where f.kpi_id in (select kpi_id from incoming)
        and f.period_start >= (select min(period_start) from incoming)
        and f.period_start <= (select max(period_start) from incoming)
      order by ${key}, f.revision desc) ${sql.raw(alias)}
    on ${wanted} and ${sql.raw(KEY.map((column) => `${alias}.${column} = i.${column}`).join(' and '))}`;
}

async function append(tx: Db, importId: number, recordedAt: Date): Promise<void> {
  const at = recordedAt.toISOString();
  await sql`insert into observation (value, numerator, denominator, n, sd, promoters, passives, detractors,
      recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, line, grain, withdrawn)
    select value, numerator, denominator, n, sd, promoters, passives, detractors,
      ${at}::timestamptz, ${importId}::bigint, kpi_id, segment_id, place_id, period_start,
      coalesce(figure_revision, 0) + 1, line, grain, withdraw
    from compared where figure in ('accepted', 'superseded')`.execute(tx);
  await appendNotes(tx);
  await sql`insert into period_target (target, recorded_at, import_id, kpi_id, segment_id, place_id,
      period_start, revision, line, grain)
    select target, ${at}::timestamptz, ${importId}::bigint, kpi_id, segment_id, place_id, period_start,
      coalesce(target_revision, 0) + 1, line, grain
    from compared where goal in ('accepted', 'superseded')`.execute(tx);
  await sql`create temp table touched on commit drop as
    select kpi_id, segment_id, place_id, grain, period_start
    from compared where figure in ('accepted', 'superseded')`.execute(tx);
}

async function countOutcomes(tx: Db): Promise<WriteOutcome> {
  const { rows } = await sql<{ outcome: keyof WriteOutcome; rows: number }>`
    select outcome, sum(rows)::bigint as rows from (
      select max(rows) as rows, case
        when bool_or(coalesce(figure, '') = 'superseded' or coalesce(goal, '') = 'superseded') then 'superseded'
        when bool_or(coalesce(figure, '') = 'accepted' or coalesce(goal, '') = 'accepted') then 'accepted'
        else 'unchanged' end as outcome
      from compared group by row_no) by_row
    group by outcome`.execute(tx);
  const counts = new Map(rows.map((row) => [row.outcome, row.rows]));
  return {
    accepted: counts.get('accepted') ?? 0,
    superseded: counts.get('superseded') ?? 0,
    unchanged: counts.get('unchanged') ?? 0,
  };
}
