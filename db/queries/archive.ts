/** Everything that was ever agreed and reported, row by row, out of one installation and into an empty one. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import { MEASURES, type Measures } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode, grainOf } from '../codecs';
import { OF_INSTALLATION } from './installation';
import type { Fragment } from './rollup-sql';

/** Tables that are written as they are, in an order in which each refers to earlier ones only. */
export const ARCHIVED = [
  'organisation',
  'team',
  'journey',
  'stage',
  'moment',
  'dimension',
  'segment',
  'place',
  'kpi',
  'kpi_stage',
  'accountability',
  'contribution',
  'kpi_upstream',
  'target',
  'annotation',
  'slug_redirect',
  'import_profile',
  'review_series',
  'review',
  'review_item',
  'decision',
  'action',
  'check_in',
  'recognition',
  'minutes_link',
  'audit_log',
  'import',
  'refused_row',
  'figure_note',
] as const;
export type ArchivedTable = (typeof ARCHIVED)[number];

/** One revision of one key, with slugs instead of handles. */
export interface ArchivedFigure {
  readonly kpi: string;
  readonly grain: Grain;
  readonly start: CalendarDate;
  readonly segment: string | null;
  readonly place: string | null;
  readonly revision: number;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly import: number;
  readonly line: number | null;
  readonly measures: Measures;
  readonly withdrawn: boolean;
}

/** One revision of a period's own target; null withdrew it. */
export interface ArchivedTarget extends Omit<ArchivedFigure, 'measures' | 'withdrawn'> {
  readonly target: number | null;
}

const PAGE = 5_000;

/** The rows of a table as JSON, some at a time; secrets are in none of these tables. */
export async function* archivedRows(
  tx: Db,
  table: ArchivedTable,
): AsyncGenerator<readonly string[]> {
  const ours = table === 'audit_log' ? sql`where entity not in ${OF_INSTALLATION}` : sql``;
  for (let from = 0; ; from += PAGE) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(x)::text as row from ${sql.table(table)} x ${ours}
      order by ${sql.raw(ORDER[table] ?? 'id')} limit ${PAGE} offset ${from}`.execute(tx);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < PAGE) return;
  }
}

/** What tells the rows of a table apart, where that is no number. */
const ORDER: Readonly<Partial<Record<ArchivedTable, string>>> = {
  kpi_stage: 'kpi_id, stage_id',
  accountability: 'kpi_id, from_date',
  contribution: 'kpi_id, team_id',
  kpi_upstream: 'kpi_id, upstream_id',
  slug_redirect: 'entity, old_slug',
  refused_row: 'import_id, row_no',
  minutes_link: 'series_id, number',
  figure_note: 'kpi_id, grain, period_start, segment_id, place_id, revision',
};

interface KeyRow {
  readonly kpi_id: number;
  readonly segment_id: number;
  readonly place_id: number;
  readonly kpi: string;
  readonly grain: number;
  readonly start: string;
  readonly segment: string | null;
  readonly place: string | null;
  readonly revision: number;
  readonly recorded_at: string;
  readonly import_id: number;
  readonly line: number | null;
}

const KEY = sql.raw('x.kpi_id, x.grain, x.period_start, x.segment_id, x.place_id, x.revision');

/** A page of revisions after a key, in the order of the primary key. */
async function page<Row extends KeyRow>(
  tx: Db,
  table: 'observation' | 'period_target',
  columns: string,
  after: Row | undefined,
): Promise<readonly Row[]> {
  const beyond =
    after === undefined
      ? sql``
      : sql`where (${KEY}) > (${after.kpi_id}::int, ${after.grain}::smallint, ${after.start}::date,
          ${after.segment_id}::int, ${after.place_id}::int, ${after.revision}::int)`;
  const { rows } = await sql<Row>`
    select x.kpi_id, x.segment_id, x.place_id, k.slug as kpi, x.grain, x.period_start as start,
      s.slug as segment, p.slug as place, x.revision, x.recorded_at, x.import_id, x.line,
      ${sql.raw(columns)}
    from (select * from ${sql.table(table)} x ${beyond} order by ${KEY} limit ${PAGE}) x
    join kpi k on k.id = x.kpi_id left join segment s on s.id = x.segment_id
    left join place p on p.id = x.place_id order by ${KEY}`.execute(tx);
  return rows;
}

const keyOf = (row: KeyRow): Omit<ArchivedFigure, 'measures' | 'withdrawn'> => ({
  kpi: row.kpi,
  grain: grainOf(row.grain),
  start: row.start as CalendarDate,
  segment: row.segment,
  place: row.place,
  revision: row.revision,
  recordedAt: row.recorded_at,
  import: row.import_id,
  line: row.line,
});

type FigureRow = KeyRow & Measures & { readonly withdrawn: boolean };

export async function* archivedFigures(tx: Db): AsyncGenerator<readonly ArchivedFigure[]> {
  const columns =
    'value, numerator, denominator, n, sd, promoters, passives, detractors, x.withdrawn';
  for (let last: FigureRow | undefined; ; ) {
    const rows: readonly FigureRow[] = await page(tx, 'observation', columns, last);
    last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => ({
      ...keyOf(row),
      measures: {
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        n: row.n,
        sd: row.sd,
        promoters: row.promoters,
        passives: row.passives,
        detractors: row.detractors,
      },
      withdrawn: row.withdrawn,
    }));
  }
}

type TargetRow = KeyRow & { readonly target: number | null };

export async function* archivedTargets(tx: Db): AsyncGenerator<readonly ArchivedTarget[]> {
  for (let last: TargetRow | undefined; ; ) {
    const rows: readonly TargetRow[] = await page(tx, 'period_target', 'x.target', last);
    last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => ({ ...keyOf(row), target: row.target }));
  }
}

/** Whether nothing was ever defined or reported here. */
export async function isUntouched(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ untouched: boolean }>`
    select not exists (select 1 from team) and not exists (select 1 from journey)
      and not exists (select 1 from kpi) and not exists (select 1 from place)
      and not exists (select 1 from dimension) and not exists (select 1 from import) as untouched`.execute(
    tx,
  );
  return rows[0]?.untouched === true;
}

/** Before the first row: what the triggers will log of the rows is not what happened. */
export async function openArchive(tx: Db): Promise<void> {
  await sql`select set_config('throughline.maintenance', 'on', true)`.execute(tx);
  await sql`delete from organisation`.execute(tx);
}

/** After the last row of the catalogue and before the first of the log. */
export async function forgetLogged(tx: Db): Promise<void> {
  await sql`delete from audit_log where entity not in ${OF_INSTALLATION}`.execute(tx);
}

/** Rows as `archivedRows` gave them. The log gets numbers of its own, in its order. */
export async function insertArchived(
  tx: Db,
  table: ArchivedTable,
  rows: readonly unknown[],
): Promise<void> {
  const given = sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
  if (table === 'audit_log') {
    await sql`insert into audit_log (at, actor, action, entity, row_key, before, after)
      select at, actor, action, entity, row_key, before, after from ${given}`.execute(tx);
    return;
  }
  await sql`insert into ${sql.table(table)} overriding system value select * from ${given}`.execute(
    tx,
  );
}

function keyColumns(rows: readonly Omit<ArchivedFigure, 'measures' | 'withdrawn'>[]): Fragment {
  const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read);
  return sql`${column(({ kpi }) => kpi)}::text[], ${column(({ grain }) => grainCode(grain))}::smallint[],
    ${column(({ start }) => start)}::date[], ${column(({ segment }) => segment)}::text[],
    ${column(({ place }) => place)}::text[], ${column(({ revision }) => revision)}::int[],
    ${column(({ recordedAt }) => recordedAt)}::timestamptz[],
    ${column((row) => row.import)}::bigint[], ${column(({ line }) => line)}::int[]`;
}

const KEY_NAMES = 'kpi, grain, start, segment, place, revision, recorded_at, import_id, line';
const NAMED = sql.raw(`join kpi k on k.slug = f.kpi
  left join segment s on s.slug = f.segment and s.dimension_id = k.dimension_id
  left join place p on p.slug = f.place
  where (f.segment is null or s.id is not null) and (f.place is null or p.id is not null)`);
const INTO = sql.raw(
  'kpi_id, grain, period_start, segment_id, place_id, revision, recorded_at, import_id, line',
);
const FROM = sql.raw(`k.id, f.grain, f.start, coalesce(s.id, 0), coalesce(p.id, 0), f.revision,
  f.recorded_at, f.import_id, f.line`);

/** How many went in: fewer than were given where one names what is not there. */
export async function insertFigures(tx: Db, rows: readonly ArchivedFigure[]): Promise<number> {
  const names = sql.raw(MEASURES.join(', '));
  const columns = MEASURES.map((name) => sql`${rows.map((row) => row.measures[name])}::float8[]`);
  const done = await sql`insert into observation (${INTO}, ${names}, withdrawn)
    select ${FROM}, ${names}, withdrawn from unnest(${keyColumns(rows)}, ${sql.join(columns)},
      ${rows.map(({ withdrawn }) => withdrawn)}::boolean[]) as f(${sql.raw(KEY_NAMES)}, ${names}, withdrawn)
    ${NAMED}`.execute(tx);
  return Number(done.numAffectedRows ?? 0);
}

export async function insertTargets(tx: Db, rows: readonly ArchivedTarget[]): Promise<number> {
  const done = await sql`insert into period_target (${INTO}, target)
    select ${FROM}, f.target from unnest(${keyColumns(rows)},
      ${rows.map(({ target }) => target)}::float8[]) as f(${sql.raw(KEY_NAMES)}, target)
    ${NAMED}`.execute(tx);
  return Number(done.numAffectedRows ?? 0);
}

/** After the last row: what is added from now on gets numbers of its own. */
export async function closeArchive(tx: Db): Promise<void> {
  const numbered = ARCHIVED.filter(
    (table) => ORDER[table] === undefined && table !== 'organisation' && table !== 'audit_log',
  );
  for (const table of numbered) {
    await sql`select setval(pg_get_serial_sequence(${sql.lit(table)}, 'id'),
      coalesce((select max(id) from ${sql.table(table)}), 0) + 1, false)`.execute(tx);
  }
}
