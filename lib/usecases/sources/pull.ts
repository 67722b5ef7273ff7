/** A pull: what a source says of some days, read to its end, then written as any file is. */
import { readForeign } from '../../../db/foreign';
import { loadCatalog } from '../../../db/queries/catalog';
import {
  beginRun,
  endRun,
  findAsked,
  listDue,
  noteOutcome,
  seeRun,
} from '../../../db/queries/source-runs';
import { findSource, slugOfSource } from '../../../db/queries/sources';
import type { CalendarDate } from '../../domain/calendar';
import { dateInZone } from '../../domain/calendar-zone';
import { bindQuery } from '../../domain/source-query';
import { type PullWindow, pullWindow } from '../../domain/source-time';
import { dueAt } from '../../domain/source-view';
import { AppError, isAppError } from '../../errors';
import { readObservations } from '../../import/observations';
import { type Profile, tableProfile } from '../../import/profile';
import { parseProfile } from '../../import/profile-file';
import { RowSpool } from '../../import/row-spool';
import type { Table } from '../../import/table';
import { type Context, contextOf, demand, operator } from '../context';
import { type Ingested, writeRows } from '../ingest/write';
import { type Begun, noteFailure, noteStop, planned } from './ending';
import { keptPassword, type SourceWorld, serverOf } from './world';

/** A million rows of figures have some 60 MB. */
const MOST_BYTES = 256 * 1_048_576;
const SIGN_OF_LIFE_MS = 15_000;

export interface Pulled {
  readonly rows: number;
  readonly window: PullWindow;
  /** Null where no row came. */
  readonly outcome: Ingested | null;
}

export interface PullOptions {
  readonly signal: AbortSignal;
  /** First day asked for, instead of as far back as ever. */
  readonly from?: CalendarDate | null;
  /** Called for each refused row as it is met. */
  readonly onRejected?: (row: { readonly message: string }) => void;
}

/**
 * Pulls a source now. Throws `AppError('pulling')` where it is being pulled already, and what went wrong
 * as an `AppError`, which is noted with the source too. Nothing is written then.
 */
export async function pullSource(
  context: Context,
  world: SourceWorld,
  slug: string,
  options: PullOptions,
): Promise<Pulled> {
  demand(context, 'source.manage');
  const begun = await begin(context, slug, options.from ?? null);
  const spool = new RowSpool();
  const signs = setInterval(() => {
    seeRun(context.db, begun.run, context.now().toISOString()).catch(() => undefined);
  }, SIGN_OF_LIFE_MS);
  signs.unref();
  try {
    await fetchRows(context, world, begun, spool, options.signal);
    const outcome = await write(context, world, begun, spool, options);
    return { rows: spool.rows, window: begun.window, outcome };
  } catch (error) {
    if (options.signal.aborted && !isAppError(error)) await noteStop(context, begun, spool.rows);
    else await noteFailure(context, begun, spool.rows, error);
    throw error;
  } finally {
    clearInterval(signs);
    await spool.dispose();
  }
}

/** Pulls a source where it is due; false where it is not, or gone. */
export async function pullDue(
  context: Context,
  world: SourceWorld,
  id: number,
  signal: AbortSignal,
): Promise<boolean> {
  demand(context, 'source.manage');
  const slug = await slugOfSource(context.db, id);
  const source = slug === null ? null : await findSource(context.db, slug);
  const due = source === null ? null : dueAt(source);
  if (source === null || due === null || Date.parse(due) > context.now().getTime()) {
    return false;
  }
  const asked = await findAsked(context.db, id);
  const actor = asked === null ? `source:${source.slug}` : asked.by;
  const from = asked?.from ?? null;
  // Who asked might change the source itself: as much as its schedule may, they may.
  const acting = contextOf(context.db, operator(actor), context.now);
  await pullSource(acting, world, source.slug, { signal, from });
  return true;
}

/** When each source is due. */
export async function listDuePulls(context: Context) {
  demand(context, 'source.manage');
  return listDue(context.db);
}

async function begin(
  { db, actor, now }: Context,
  slug: string,
  from: CalendarDate | null,
): Promise<Begun> {
  return db.transaction().execute(async (tx) => {
    const source = await findSource(tx, slug);
    if (source === null) throw unknownSource(slug);
    const { organisation } = (await loadCatalog(tx, null)).catalog;
    const present = now();
    const today = dateInZone(present, organisation.timeZone);
    const usual = pullWindow(today, source.settings.lookBack, organisation);
    if (from !== null && from >= usual.to) {
      throw new AppError('bad_from', `A pull asks for days before ${usual.to}; give one of them.`, {
        status: 422,
      });
    }
    const window = { ...usual, from: from ?? usual.from };
    const begunAt = present.toISOString();
    const run = await beginRun(tx, source.id, { actor, at: begunAt, window });
    if (run !== null) return { run, begunAt, source, organisation, window };
    throw new AppError('pulling', `${source.settings.name} is being pulled at this moment.`, {
      status: 409,
    });
  });
}

async function fetchRows(
  context: Context,
  world: SourceWorld,
  { source, organisation, window }: Begun,
  spool: RowSpool,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = source;
  const { text, parameters } = bindQuery(settings.query);
  const values = parameters.map((parameter) => window[parameter]);
  const server = serverOf(settings, await keptPassword(context, world, source));
  const query = { text, values, timeZone: organisation.timeZone };
  const limits = { allowed: world.allowed, mostBytes: MOST_BYTES, signal };
  await readForeign(server, query, limits, async (rows, columns) => {
    if (spool.rows + rows.length > settings.mostRows) throw tooManyRows(settings.mostRows);
    await spool.add(rows, columns);
    return true;
  });
}

function tooManyRows(most: number): AppError {
  return new AppError(
    'source_failed',
    `The query gives more than ${most.toLocaleString('en')} rows. Ask for fewer days, or allow more rows.`,
    { status: 422 },
  );
}

/** Figures, their import and the end of the run are there together or not at all. */
async function write(
  context: Context,
  { giveWay }: SourceWorld,
  begun: Begun,
  spool: RowSpool,
  { signal, onRejected }: PullOptions,
): Promise<Ingested | null> {
  const { run, begunAt, source, organisation } = begun;
  const { settings } = source;
  const table = spool.rows === 0 ? null : await spool.table();
  return context.db.transaction().execute(async (tx) => {
    const within = { ...context, db: tx };
    const profile = table === null ? null : profileOf(settings.profile, table);
    const outcome =
      table === null || profile === null
        ? null
        : await writeRows(within, (lookup) => readObservations(table, profile, lookup), {
            head: { origin: 'source', name: settings.name, table },
            dryRun: false,
            atomic: false,
            signal,
            ...(giveWay === undefined ? {} : { giveWay }),
            ...(onRejected === undefined ? {} : { onRejected }),
          });
    const present = context.now();
    const ended = await endRun(tx, run, {
      at: present.toISOString(),
      outcome: 'done',
      rows: spool.rows,
      importId: outcome?.importId ?? null,
      problem: null,
    });
    if (!ended) throw takenForLost();
    await noteOutcome(tx, source.id, {
      nextRunAt: planned(source, organisation, present),
      failures: 0,
      failingSince: null,
      answered: begunAt,
    });
    return outcome;
  });
}

function takenForLost(): AppError {
  return new AppError(
    'taken_for_lost',
    'It gave no sign of life for so long that it was taken for lost. Nothing of it was taken.',
    { status: 409 },
  );
}

function profileOf(text: string | null, table: Table): Profile {
  if (text === null) return tableProfile(table);
  const read = parseProfile(text);
  if ('profile' in read) return read.profile;
  throw new AppError('bad_profile', 'The profile of the source cannot be read. Open its form.');
}

export function unknownSource(slug: string): AppError {
  return new AppError('unknown_source', `There is no source “${slug.slice(0, 80)}”.`, {
    status: 404,
  });
}
