/** Everything out, and into an empty installation: the same reads, as of now and as of then. */
import {
  ARCHIVED,
  type ArchivedFigure,
  type ArchivedTable,
  type ArchivedTarget,
  archivedFigures,
  archivedRows,
  archivedTargets,
  closeArchive,
  forgetLogged,
  insertArchived,
  insertFigures,
  insertTargets,
  isUntouched,
  openArchive,
} from '../../db/queries/archive';
import { loadCatalog } from '../../db/queries/catalog';
import { takeWriteTurn } from '../../db/queries/observations';
import { rebuildRollup } from '../../db/queries/rollup';
import { type Calendar, periodContaining } from '../domain/calendar';
import type { Measures } from '../domain/observation';
import { AppError, isAppError } from '../errors';
import {
  archiveHead,
  bad,
  type FigureLine,
  readArchive,
  type TargetLine,
} from '../import/archive-file';
import { type Context, demand } from './context';

/** Writes the archive piece by piece, all of it as of one moment. */
export async function exportArchive(
  context: Context,
  write: (text: string) => void,
): Promise<void> {
  demand(context, 'server.keep');
  const { db, now } = context;
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { catalog } = await loadCatalog(tx, null);
      const calendar = { fiscalYearStart: catalog.organisation.fiscalYearStart };
      write(archiveHead(now().toISOString()));
      for (const table of ARCHIVED) {
        for await (const rows of archivedRows(tx, table)) {
          write(rows.map((row) => `{"table":"${table}","row":${row}}\n`).join(''));
        }
      }
      for await (const some of archivedFigures(tx)) {
        write(
          some
            .map((each) => `${JSON.stringify({ figure: figureLine(each, calendar) })}\n`)
            .join(''),
        );
      }
      for await (const some of archivedTargets(tx)) {
        write(
          some
            .map((each) => `${JSON.stringify({ target: targetLine(each, calendar) })}\n`)
            .join(''),
        );
      }
    });
}

/** Without what is null, as most of it is. */
function figureLine(each: ArchivedFigure, calendar: Calendar) {
  const { measures, withdrawn, ...rest } = each;
  const said = Object.entries(measures).filter(([, value]) => value !== null);
  return {
    ...keyLine(rest, calendar),
    ...Object.fromEntries(said),
    ...(withdrawn ? { withdrawn } : {}),
  };
}

const targetLine = ({ target, ...rest }: ArchivedTarget, calendar: Calendar) => ({
  ...keyLine(rest, calendar),
  target,
});

function keyLine(key: Omit<ArchivedFigure, 'measures' | 'withdrawn'>, calendar: Calendar) {
  const { kpi, grain, start, ...rest } = key;
  const period = periodContaining(start, grain, calendar).key;
  const said = Object.entries(rest).filter(([, value]) => value !== null);
  return { kpi, period, grain, start, ...Object.fromEntries(said) };
}

export interface Restored {
  readonly kpis: number;
  readonly imports: number;
  /** Revisions of figures, and of targets that came with them. */
  readonly figures: number;
  readonly targets: number;
}

/**
 * Takes an archive into an installation where nothing was defined or reported: all of it, with its times
 * and numbers, or nothing. Keys of programs are not in it. Throws `AppError`: `not_empty`, `bad_archive`.
 */
export async function importArchive(
  context: Context,
  source: AsyncIterable<Uint8Array>,
): Promise<Restored> {
  demand(context, 'server.keep');
  const { db, now } = context;
  return db.transaction().execute(async (tx) => {
    await takeWriteTurn(tx, now);
    if (!(await isUntouched(tx))) {
      throw new AppError(
        'not_empty',
        'An archive goes into an empty installation, and here something is defined or reported already. Start one beside it: npm start -- --empty --data DIR',
        { status: 409 },
      );
    }
    await openArchive(tx);
    const restoring = new Restoring(tx);
    for await (const lines of readArchive(source)) {
      for (const { number, line } of lines) {
        if ('figure' in line) await restoring.figure(number, line.figure);
        else if ('target' in line) await restoring.target(number, line.target);
        else await restoring.row(number, line.table, line.row);
      }
    }
    const restored = await restoring.end();
    await closeArchive(tx);
    await rebuildRollup(tx);
    return restored;
  });
}

const BATCH = 5_000;

interface Held<Row> {
  readonly line: number;
  readonly rows: Row[];
}

/** Rows gathered and written some at a time; a table of what is agreed at one go, as its rows refer to each other. */
class Restoring {
  readonly #tx: Context['db'];
  #table: ArchivedTable = 'organisation';
  #logForgotten = false;
  #rows: Held<unknown> = { line: 0, rows: [] };
  #figures: Held<ArchivedFigure> = { line: 0, rows: [] };
  #targets: Held<ArchivedTarget> = { line: 0, rows: [] };
  readonly #counts = { kpis: 0, imports: 0, figures: 0, targets: 0 };

  constructor(tx: Context['db']) {
    this.#tx = tx;
  }

  async row(line: number, name: string, row: unknown): Promise<void> {
    const table = ARCHIVED.find((each) => each === name);
    if (table === undefined || ARCHIVED.indexOf(table) < ARCHIVED.indexOf(this.#table)) {
      throw bad(line, `a row of "${name.slice(0, 40)}" cannot stand there`);
    }
    const large = ['audit_log', 'import', 'refused_row', 'figure_note'].includes(table);
    if (table !== this.#table || (large && this.#rows.rows.length >= BATCH)) {
      await this.#flushRows();
      this.#rows = { line, rows: [] };
    }
    this.#table = table;
    this.#rows.rows.push(row);
    if (table === 'kpi') this.#counts.kpis += 1;
    if (table === 'import') this.#counts.imports += 1;
  }

  async figure(line: number, read: FigureLine): Promise<void> {
    const { value, numerator, denominator, n, sd, promoters, passives, detractors, ...rest } = read;
    const measures: Measures = {
      value,
      numerator,
      denominator,
      n,
      sd,
      promoters,
      passives,
      detractors,
    };
    if (this.#figures.rows.length === 0) this.#figures = { line, rows: [] };
    this.#figures.rows.push({ ...rest, measures });
    this.#counts.figures += 1;
    if (this.#figures.rows.length >= BATCH) await this.#flushFigures();
  }

  async target(line: number, read: TargetLine): Promise<void> {
    if (this.#targets.rows.length === 0) this.#targets = { line, rows: [] };
    this.#targets.rows.push(read);
    this.#counts.targets += 1;
    if (this.#targets.rows.length >= BATCH) await this.#flushTargets();
  }

  async end(): Promise<Restored> {
    await this.#flushFigures();
    await this.#flushTargets();
    return this.#counts;
  }

  async #flushRows(): Promise<void> {
    const { line, rows } = this.#rows;
    if (!this.#logForgotten && ARCHIVED.indexOf(this.#table) >= ARCHIVED.indexOf('audit_log')) {
      this.#logForgotten = true;
      await forgetLogged(this.#tx);
    }
    if (rows.length === 0) return;
    await fitting(line, async () => insertArchived(this.#tx, this.#table, rows));
    this.#rows = { line, rows: [] };
  }

  async #flushFigures(): Promise<void> {
    await this.#flushRows();
    const { line, rows } = this.#figures;
    if (rows.length === 0) return;
    const done = await fitting(line, async () => insertFigures(this.#tx, rows));
    if (done !== rows.length) throw unknown(line, rows.length);
    this.#figures = { line, rows: [] };
  }

  async #flushTargets(): Promise<void> {
    await this.#flushFigures();
    const { line, rows } = this.#targets;
    if (rows.length === 0) return;
    const done = await fitting(line, async () => insertTargets(this.#tx, rows));
    if (done !== rows.length) throw unknown(line, rows.length);
    this.#targets = { line, rows: [] };
  }
}

const unknown = (line: number, rows: number) =>
  bad(
    line,
    `of it and the ${rows - 1} after it, one names a KPI, segment or place that is not there`,
  );

/** What the database refuses of an archive is the archive's fault. */
async function fitting<T>(line: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) || !(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    if (!/^2[23]/.test(code)) throw error;
    throw bad(line, `it, or a row soon after it, does not fit (${error.message})`);
  }
}
