/** What came in: listed, looked into, and taken back. */
import {
  type ImportRecord,
  findImport as readImport,
  listImports as readImports,
} from '../../db/queries/imports';
import { takeWriteTurn } from '../../db/queries/observations';
import { listRefused, type RefusedRow } from '../../db/queries/refused-rows';
import { insertUndo, stageUndo, type UndoOutcome, undoFigures } from '../../db/queries/undo';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';
import { withheldFrom } from './scope';

const PAGE = 50;

/** The imports, the newest first, `next` being where the page that follows begins: `before`. */
export async function listImports(
  context: Context,
  {
    before = null,
    limit = PAGE,
  }: { readonly before?: number | null; readonly limit?: number } = {},
): Promise<{ readonly imports: readonly ImportRecord[]; readonly next: number | null }> {
  demandSight(context, 'read');
  const found = await readImports(context.db, { before, limit: limit + 1 });
  const imports = found.slice(0, limit);
  return { imports, next: found.length > limit ? (imports.at(-1)?.id ?? null) : null };
}

export interface ImportView {
  readonly import: ImportRecord;
  /** A page of the rows that were refused; 10,000 of an import are kept at most. */
  readonly refused: readonly RefusedRow[];
  /** The row after which the page that follows begins: `after`. */
  readonly next: number | null;
}

/** One import with a page of its refused rows. Throws `AppError('unknown_import')`. */
export async function findImport(
  context: Context,
  id: number,
  { after = 0, limit = PAGE }: { readonly after?: number; readonly limit?: number } = {},
): Promise<ImportView> {
  demandSight(context, 'read');
  const { db } = context;
  const { found } = await importAt(db, id);
  const rows = (await maySeeRefused(context))
    ? await listRefused(db, id, { after, limit: limit + 1 })
    : [];
  const refused = rows.slice(0, limit);
  return {
    import: found,
    refused,
    next: rows.length > limit ? (refused.at(-1)?.row ?? null) : null,
  };
}

export interface RefusedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * The refused rows of an import as a file of the kind that they came in, to be mended and sent again;
 * those of a workbook as CSV. It is the sender's own file: nothing in it is changed.
 */
export async function refusedFile(context: Context, id: number): Promise<RefusedFile> {
  demandSight(context, 'read');
  const { db } = context;
  const { found, header } = await importAt(db, id);
  if (!(await maySeeRefused(context))) throw unknownImport(id);
  const rows = await listRefused(db, id, { after: 0, limit: 10_000 });
  const names = rows.map(({ original }) => original);
  if (found.format === 'json' || found.format === 'ndjson') {
    const lines = names.map((text) => text.replaceAll(/\s*[\r\n]\s*/g, ' '));
    return refusedAs(id, 'ndjson', 'application/x-ndjson', lines);
  }
  const first = header === null ? [] : [header.replace(/[\r\n]+$/, '')];
  const [ending, type] =
    found.format === 'tsv' ? ['tsv', 'text/tab-separated-values'] : ['csv', 'text/csv'];
  return refusedAs(id, ending, type, [...first, ...names]);
}

function refusedAs(
  id: number,
  ending: string,
  type: string,
  lines: readonly string[],
): RefusedFile {
  return {
    name: `refused-rows-of-import-${id}.${ending}`,
    type: `${type}; charset=utf-8`,
    text: lines.map((line) => `${line}\n`).join(''),
  };
}

/** Thrown inside a transaction to leave it without a trace. */
class Looked extends Error {
  readonly outcome: UndoOutcome;

  constructor(outcome: UndoOutcome) {
    super('nothing was changed');
    this.outcome = outcome;
  }
}

export interface Undone extends UndoOutcome {
  /** Number of the undo, by which it can itself be taken back; null for a dry run. */
  readonly importId: number | null;
}

/**
 * Takes an import back in one transaction with the roll-up: what was in force before is reported anew,
 * a key that had nothing is emptied, and what a later import replaced stays. Nothing is deleted: looks
 * back as of before see what was seen then. An undo can be taken back in the same way.
 */
export async function undoImport(
  context: Context,
  id: number,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Undone> {
  (dryRun ? demandSight : demand)(context, 'imports.undo');
  const { db, actor, now } = context;
  try {
    return await db.transaction().execute(async (tx) => {
      const at = (await takeWriteTurn(tx, now)).toISOString();
      const { found } = await importAt(tx, id);
      refuseUndo(found);
      const outcome = await stageUndo(tx, found);
      if (outcome.restored + outcome.emptied === 0) throw nothingLeft(id);
      if (dryRun) throw new Looked(outcome);
      const importId = await insertUndo(tx, found, outcome, actor, at);
      await undoFigures(tx, importId, at);
      return { importId, ...outcome };
    });
  } catch (error) {
    if (error instanceof Looked) return { importId: null, ...error.outcome };
    throw error;
  }
}

async function importAt(db: Context['db'], id: number) {
  const found = Number.isSafeInteger(id) && id > 0 ? await readImport(db, id) : null;
  if (found !== null) return found;
  throw unknownImport(id);
}

const unknownImport = (id: number) =>
  new AppError('unknown_import', `There is no import ${id}. throughline imports lists them.`, {
    status: 404,
  });

/** Nobody knows of whom a row is that was refused: it may say what a team keeps to itself. */
async function maySeeRefused(context: Context): Promise<boolean> {
  return (await withheldFrom(context)).length === 0;
}

function refuseUndo({ id, demo, undoneBy }: ImportRecord): void {
  if (demo) {
    throw new AppError(
      'undo_of_demo',
      'The figures of the demo organisation go with it: throughline demo remove.',
      { status: 409 },
    );
  }
  if (undoneBy === null) return;
  throw new AppError(
    'undone_already',
    `Import ${id} was taken back by import ${undoneBy}. To have it again, undo ${undoneBy}.`,
    { status: 409 },
  );
}

function nothingLeft(id: number): AppError {
  return new AppError(
    'nothing_to_undo',
    `Nothing that import ${id} brought is in force: it changed nothing, or later imports replaced all of it.`,
    { status: 409 },
  );
}
