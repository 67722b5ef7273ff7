/** Takes an import back: what was in force before it comes back as a new revision of each key. */
import { sql } from 'kysely';

import { MEASURES } from '../../lib/domain/observation';
import type { Db } from '../client';
import { restoreNotes } from './figure-notes';
import type { ImportRecord } from './imports';
import { refreshRollup } from './rollup';
import type { Fragment } from './rollup-sql';

/** Counted in figures and targets, each by itself. */
export interface UndoOutcome {
  /** They say again what they said before. */
  readonly restored: number;
  /** There was nothing before, and there is nothing now. */
  readonly emptied: number;
  /** A later import replaced them, and they stay as they are. */
  readonly kept: number;
}

const KEY = sql.raw('kpi_id, grain, period_start, segment_id, place_id');
const FIGURES = MEASURES.join(', ');

/**
 * What the import wrote, with what was there before it and whether it is still in force. All that one
 * import wrote has its time of recording, by which it is found.
 */
function written(
  table: 'observation' | 'period_target',
  columns: string,
  { id, recordedAt }: Pick<ImportRecord, 'id' | 'recordedAt'>,
): Fragment {
  const sameKey = (other: string) =>
    sql.raw(
      ['kpi_id', 'grain', 'period_start', 'segment_id', 'place_id']
        .map((column) => `${other}.${column} = w.${column}`)
        .join(' and '),
    );
  const before = sql.raw(
    columns
      .split(', ')
      .map((column) => `p.${column}`)
      .join(', '),
  );
  return sql`select w.kpi_id, w.grain, w.period_start, w.segment_id, w.place_id,
      n.revision as newest, n.import_id = w.import_id as in_force, p.revision as before,
      p.revision is null as first, ${before}
    from ${sql.table(table)} w
    join lateral (select revision, import_id from ${sql.table(table)} n where ${sameKey('n')}
      order by n.revision desc limit 1) n on true
    left join lateral (select * from ${sql.table(table)} p where ${sameKey('p')}
      and p.revision < w.revision order by p.revision desc limit 1) p on true
    where w.import_id = ${id}::bigint and w.recorded_at = ${recordedAt}::timestamptz`;
}

/** Finds out what there is to take back; `undoFigures` then does it, in the same transaction. */
export async function stageUndo(
  tx: Db,
  undone: Pick<ImportRecord, 'id' | 'recordedAt'>,
): Promise<UndoOutcome> {
  await sql`create temp table undone_figure on commit drop as
    ${written('observation', `${FIGURES}, withdrawn`, undone)}`.execute(tx);
  await sql`create temp table undone_target on commit drop as
    ${written('period_target', 'target', undone)}`.execute(tx);
  const { rows } = await sql<UndoOutcome>`
    select count(*) filter (where in_force and not empty)::int as restored,
      count(*) filter (where in_force and empty)::int as emptied,
      count(*) filter (where not in_force)::int as kept
    from (select in_force, first or withdrawn as empty from undone_figure
      union all select in_force, first or target is null from undone_target) u`.execute(tx);
  const [counted] = rows;
  if (counted === undefined) throw new Error('the count of what is taken back is missing');
  return counted;
}

/** Appends the revisions and brings the roll-up up to date. */
export async function undoFigures(tx: Db, importId: number, recordedAt: string): Promise<void> {
  const appended = sql`${recordedAt}::timestamptz, ${importId}::bigint, newest + 1`;
  await sql`insert into observation (${KEY}, ${sql.raw(FIGURES)}, withdrawn, recorded_at, import_id, revision)
    select ${KEY}, ${sql.raw(FIGURES)}, coalesce(withdrawn, true), ${appended}
    from undone_figure where in_force`.execute(tx);
  await restoreNotes(tx);
  await sql`insert into period_target (${KEY}, target, recorded_at, import_id, revision)
    select ${KEY}, target, ${appended} from undone_target where in_force`.execute(tx);
  await sql`create temp table touched on commit drop as
    select kpi_id, segment_id, place_id, grain, period_start from undone_figure where in_force`.execute(
    tx,
  );
  await refreshRollup(tx);
}

export async function insertUndo(
  tx: Db,
  undone: Pick<ImportRecord, 'id' | 'name'>,
  { restored, emptied, kept }: UndoOutcome,
  actor: string,
  recordedAt: string,
): Promise<number> {
  const { id } = await tx
    .insertInto('import')
    .values({
      origin: 'undo',
      name: `import ${undone.id}${undone.name === null ? '' : ` (${undone.name})`}`,
      actor,
      recorded_at: recordedAt,
      superseded: restored + emptied,
      unchanged: kept,
      undoes: undone.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
