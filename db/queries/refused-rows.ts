/** Rows that an import did not take: kept as they stood in the file, so that they can be mended and sent again. */
import { sql } from 'kysely';

import type { Db } from '../client';

export interface RefusedRow {
  /** Ordinal among the rows of data, from 1. */
  readonly row: number;
  readonly line: number;
  /** The tidy column at fault; null when the row as a whole is. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  /** As it stood in the file, up to 4,000 letters. */
  readonly original: string;
}

const LONGEST = 4_000;

/** A text as the database can hold it. */
const kept = (text: string): string => text.slice(0, LONGEST).replaceAll('\0', '\ufffd');

/** A place for them while the import has no number, gone with the transaction. */
export async function openRefused(tx: Db): Promise<void> {
  await sql`create temp table refused (row_no int, line int, field text, code text, message text,
    original text) on commit drop`.execute(tx);
}

export async function stageRefused(tx: Db, rows: readonly RefusedRow[]): Promise<void> {
  const column = <T>(read: (row: RefusedRow) => T) => rows.map(read);
  await sql`insert into refused select * from unnest(
    ${column(({ row }) => row)}::int[], ${column(({ line }) => line)}::int[],
    ${column(({ field }) => (field === null ? null : kept(field)))}::text[],
    ${column(({ code }) => code)}::text[], ${column(({ message }) => kept(message))}::text[],
    ${column(({ original }) => kept(original))}::text[])`.execute(tx);
}

export async function keepRefused(tx: Db, importId: number): Promise<void> {
  await sql`insert into refused_row (import_id, row_no, line, field, code, message, original)
    select ${importId}::bigint, row_no, line, field, code, message, original from refused`.execute(
    tx,
  );
}

/** In the order of the file, from the row after `after` on. */
export async function listRefused(
  db: Db,
  importId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly RefusedRow[]> {
  const rows = await db
    .selectFrom('refused_row')
    .selectAll()
    .where('import_id', '=', importId)
    .where('row_no', '>', after)
    .orderBy('row_no')
    .limit(limit)
    .execute();
  return rows.map(({ row_no: row, line, field, code, message, original }) => ({
    row,
    line,
    field,
    code,
    message,
    original,
  }));
}
