/** What came in, and from where: one row an import, with its outcomes. */
import { sql } from 'kysely';

import type { Db } from '../client';

export interface ImportRecord {
  readonly id: number;
  /** `file`, `api`, `demo`, `undo`, … */
  readonly origin: string;
  readonly name: string | null;
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly format: string | null;
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly demo: boolean;
  /** The import that this one took back; null for others. */
  readonly undoes: number | null;
  /** The import that took this one back; null while it stands. */
  readonly undoneBy: number | null;
}

interface Row extends Omit<ImportRecord, 'recordedAt' | 'undoneBy'> {
  readonly recorded_at: string;
  readonly undone_by: number | null;
  readonly header: string | null;
}

const IMPORTS = sql`select i.*, u.id as undone_by from import i left join import u on u.undoes = i.id`;

const recordOf = (row: Row): ImportRecord => ({
  id: row.id,
  origin: row.origin,
  name: row.name,
  actor: row.actor,
  recordedAt: row.recorded_at,
  format: row.format,
  accepted: row.accepted,
  superseded: row.superseded,
  unchanged: row.unchanged,
  ignored: row.ignored,
  rejected: row.rejected,
  demo: row.demo,
  undoes: row.undoes,
  undoneBy: row.undone_by,
});

/** The newest first; those before `before` where it is given. */
export async function listImports(
  db: Db,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly ImportRecord[]> {
  const { rows } = await sql<Row>`${IMPORTS}
    where ${before}::bigint is null or i.id < ${before}::bigint
    order by i.id desc limit ${limit}`.execute(db);
  return rows.map(recordOf);
}

/** With the first line of its file; null where there is no such import. */
export async function findImport(
  db: Db,
  id: number,
): Promise<{ readonly found: ImportRecord; readonly header: string | null } | null> {
  const { rows } = await sql<Row>`${IMPORTS} where i.id = ${id}::bigint`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { found: recordOf(row), header: row.header };
}
