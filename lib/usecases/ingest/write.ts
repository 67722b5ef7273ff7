/** Rows to revisions, within a transaction that another has opened. */
import { listReplaced, listZeroTargets, seriesAfter } from '../../../db/queries/import-warnings';
import { FigureWriter } from '../../../db/queries/observations';
import {
  keepRefused,
  openRefused,
  type RefusedRow,
  stageRefused,
} from '../../../db/queries/refused-rows';
import type { StagedFigure } from '../../../db/queries/staging';
import { writableKpis } from '../../domain/access';
import { dateInZone } from '../../domain/calendar-zone';
import type { ImportWarning } from '../../domain/import-warning-facts';
import { ImportWarnings } from '../../domain/import-warnings';
import { allowedTeams } from '../../domain/policy';
import { type ImportLookup, importLookup } from '../../import/lookup';
import type { ImportRow } from '../../import/observations';
import { delimited, type Table } from '../../import/table';
import { type Context, demandSome } from '../context';
import { seenCatalog } from '../scope';
import { resolver } from './resolve';

export interface IngestOptions {
  readonly head: {
    /** `file`, `api`. */
    readonly origin: string;
    readonly name: string | null;
    /** Where the rows come from, so that refused ones can be given back as they were. */
    readonly table?: Pick<Table, 'format' | 'headerText' | 'header'>;
  };
  /** Compare and count, and change nothing. */
  readonly dryRun: boolean;
  /** Refuse everything when any row is refused. */
  readonly atomic: boolean;
  /** What a person wrote beside a figure, by the ordinal of its row; '' says that there is no note any more. */
  readonly notes?: ReadonlyMap<number, string>;
  readonly signal?: AbortSignal;
  /** Waited for between pieces of the rows, so that others in the process come first. */
  readonly giveWay?: () => Promise<void>;
  /** Called for each refused row as it is met. */
  readonly onRejected?: (row: Extract<ImportRow, { kind: 'rejected' }>) => void;
  /** Called now and then with the rows read so far. */
  readonly onProgress?: (rows: number) => void;
  /** First and last in the transaction: what is to hold with the figures, or not at all. */
  readonly begin?: (context: Context) => Promise<void>;
  readonly settle?: (context: Context, outcome: Ingested) => Promise<void>;
}

/** Every row of the source is exactly one of these five. */
export interface IngestOutcome {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
}

export interface Ingested extends IngestOutcome {
  /** Number of the import, by which it is found and taken back; null where nothing was written. */
  readonly importId: number | null;
  /** What looks wrong in what is new, and was taken all the same. */
  readonly warnings: readonly ImportWarning[];
}

export type RowsOf = (lookup: ImportLookup) => AsyncIterable<readonly ImportRow[]>;

/** Figures written at one go: enough that a round costs little by itself, few enough to let others in between. */
const ROUND = 20_000;
const REFUSED_BATCH = 500;
/** Kept of one import; all are counted. */
const MOST_REFUSED = 10_000;

/** Thrown inside a transaction to leave it without a trace. */
export class Undo extends Error {
  readonly outcome: Ingested;

  constructor(outcome: Ingested) {
    super('nothing was written');
    this.outcome = outcome;
  }
}

/** Throws `Undo` for a dry run, and for `atomic` with a refused row. */
export async function writeRows(
  context: Context,
  rowsOf: RowsOf,
  options: IngestOptions,
): Promise<Ingested> {
  demandSome(context, 'figures.write');
  const { db: tx, actor, now, principal } = context;
  await options.begin?.(context);
  const { catalog } = await seenCatalog(context, null);
  const today = dateInZone(now(), catalog.organisation.timeZone);
  const { origin, name, table } = options.head;
  const head = { origin, name, actor, format: table?.format ?? null, header: headerOf(table) };
  const writer = new FigureWriter(tx, now, head);
  await writer.open(options.notes);
  const counts = { ignored: 0, rejected: 0 };
  const refused = new Refused(tx);
  let batch: StagedFigure[] = [];
  let read = 0;
  const resolve = resolver(catalog);
  // Written while the next rows are read.
  let writing: Promise<void> = Promise.resolve();
  const lookup = importLookup(
    catalog,
    writableKpis(catalog, allowedTeams(principal, 'figures.write'), today),
  );
  for await (const some of rowsOf(lookup)) {
    options.signal?.throwIfAborted();
    await options.giveWay?.();
    for (const row of some) {
      read += row.kind === 'observation' ? row.rows : 1;
      if (row.kind === 'ignored') counts.ignored += 1;
      else if (row.kind === 'rejected') {
        counts.rejected += 1;
        options.onRejected?.(row);
        refused.add(row);
      } else resolve(row, batch);
    }
    if (batch.length >= ROUND || refused.isFull) {
      await writing;
      await refused.stage();
    }
    if (batch.length >= ROUND) {
      writing = writer.write(batch);
      // Its failure is met where it is awaited, be it that reading fails before.
      writing.catch(() => undefined);
      batch = [];
      options.onProgress?.(read);
    }
  }
  await writing;
  options.signal?.throwIfAborted();
  if (batch.length > 0) await writer.write(batch);
  const { importId, recordedAt, ...written } = await writer.end(counts);
  await refused.keep(importId);
  const warnings = await warningsOf(tx, lookup, { importId, recordedAt });
  const outcome = { ...written, ...counts, warnings };
  if (options.dryRun || (options.atomic && counts.rejected > 0)) {
    throw new Undo({ ...outcome, importId: null });
  }
  options.signal?.throwIfAborted();
  const settled = { ...outcome, importId };
  await options.settle?.(context, settled);
  return settled;
}

async function warningsOf(
  tx: Context['db'],
  { calendar }: ImportLookup,
  written: Parameters<typeof seriesAfter>[1],
): Promise<readonly ImportWarning[]> {
  const warnings = new ImportWarnings(calendar);
  warnings.zeros(await listZeroTargets(tx));
  warnings.replaced(await listReplaced(tx));
  for await (const some of seriesAfter(tx, written)) warnings.after(some);
  return warnings.all();
}

function headerOf(table: IngestOptions['head']['table']): string | null {
  if (table === undefined) return null;
  return table.format === 'xlsx' ? delimited(table.header) : table.headerText;
}

/** Keeps refused rows aside until the import has a number: some at a time, and not without end. */
class Refused {
  readonly #tx: Context['db'];
  #batch: RefusedRow[] = [];
  #seen = 0;
  #opened = false;

  constructor(tx: Context['db']) {
    this.#tx = tx;
  }

  add(row: RefusedRow): void {
    this.#seen += 1;
    if (this.#seen <= MOST_REFUSED) this.#batch.push(row);
  }

  get isFull(): boolean {
    return this.#batch.length >= REFUSED_BATCH;
  }

  async stage(): Promise<void> {
    if (this.#batch.length === 0) return;
    if (!this.#opened) await openRefused(this.#tx);
    this.#opened = true;
    await stageRefused(this.#tx, this.#batch);
    this.#batch = [];
  }

  async keep(importId: number): Promise<void> {
    await this.stage();
    if (this.#opened) await keepRefused(this.#tx, importId);
  }
}
