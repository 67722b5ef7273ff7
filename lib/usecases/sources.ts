/** Sources: said, changed, paused, asked for now, and seen. */
import { loadCatalog } from '../../db/queries/catalog';
import { setActor } from '../../db/queries/definitions';
import {
  askRun,
  deleteSource,
  findSource,
  insertSource,
  keepSealed,
  listRuns,
  lockSource,
  pauseSource as pause,
  planRun,
  listSources as readSources,
  updateSource,
} from '../../db/queries/sources';
import { parseCalendarDate } from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import type { Organisation } from '../domain/catalog';
import { overtakenBy } from '../domain/overtaken';
import { may } from '../domain/policy';
import {
  passwordScope,
  readSource,
  SOURCE_LABELS,
  type SourceFaults,
  type SourceSettings,
  type TypedSource,
  typedSource,
} from '../domain/source';
import { type PullWindow, pullWindow } from '../domain/source-time';
import type { CountedRun, SourceRecord, Tried } from '../domain/source-view';
import { AppError, isAppError } from '../errors';
import { slugOf } from '../import/wording';
import { type Context, demand, demandSight } from './context';
import { refuseOvertaken } from './overtaken';
import { surroundings } from './scope';
import { planned } from './sources/ending';
import { unknownSource } from './sources/pull';
import { tryOut } from './sources/try';
import { CHECKS, keptPassword, type SourceWorld, sealPassword } from './sources/world';

const PAGE = 50;

/** A password is shown to nobody, whoever changed it. */
const { password: _, ...CHANGED } = SOURCE_LABELS;

export async function listSources(context: Context): Promise<readonly SourceRecord[]> {
  demandSight(context, 'source.manage');
  return readSources(context.db);
}

/** Those among everything else that comes in; null for who has nothing to say of them. */
export async function shownSources(context: Context): Promise<readonly SourceRecord[] | null> {
  demandSight(context, 'read');
  return may(context.principal, 'source.manage') ? readSources(context.db) : null;
}

/** What is around the form of a new one. */
export async function newSourcePage(context: Context): ReturnType<typeof surroundings> {
  demandSight(context, 'source.manage');
  return surroundings(context);
}

export interface SourceView {
  readonly source: SourceRecord;
  readonly runs: readonly CountedRun[];
  /** Before which run the page that follows begins. */
  readonly next: number | null;
  /** What a pull would ask for today. */
  readonly window: PullWindow;
  readonly organisation: Organisation;
}

/** One source with its history. Throws `AppError('unknown_source')`. */
export async function findSourceView(
  context: Context,
  slug: string,
  { before = null }: { readonly before?: number | null } = {},
): Promise<SourceView> {
  demandSight(context, 'source.manage');
  const { db, now } = context;
  const source = await sourceAt(db, slug);
  const found = await listRuns(db, source.id, { before, limit: PAGE + 1 });
  const runs = found.slice(0, PAGE);
  const { organisation } = (await loadCatalog(db, null)).catalog;
  const today = dateInZone(now(), organisation.timeZone);
  return {
    source,
    runs,
    next: found.length > PAGE ? (runs.at(-1)?.id ?? null) : null,
    window: pullWindow(today, source.settings.lookBack, organisation),
    organisation,
  };
}

/**
 * Makes a source, or changes the one with that slug. A password that is left empty stays as it is, as long
 * as it goes to the same place. Throws `AppError('bad_source')` with the faults field by field, and 409
 * `overtaken` where it is not the source that the form was opened with, by the stamp that `seen` is of.
 */
export async function saveSource(
  context: Context,
  world: SourceWorld,
  slug: string | null,
  typed: TypedSource,
  seen?: string,
): Promise<string> {
  demand(context, 'source.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const present = now();
    if (slug !== null) await lockSource(tx, slug);
    const before = slug === null ? null : await sourceAt(tx, slug);
    if (before !== null && seen !== undefined) {
      refuseOvertaken(overtakenBy(seen, typedSource(before.settings), typed, CHANGED));
    }
    const settings = readOrRefuse(typed, before);
    const sealed = typed.password === '' ? null : sealPassword(world, settings, typed.password);
    const { organisation } = (await loadCatalog(tx, null)).catalog;
    const next = planned({ settings }, organisation, present);
    await setActor(tx, actor, present);
    if (before === null) {
      const named = slugOf(settings.name);
      // The address of the form that makes one.
      const made = named === 'new' ? 'new-source' : named;
      const id = await insertSource(tx, made, settings, next);
      if (id === null) throw badSource({ name: 'There is a source of this name. Choose another.' });
      await keepSealed(tx, id, sealed);
      return made;
    }
    await updateSource(tx, before.id, settings);
    if (sealed !== null) await keepSealed(tx, before.id, sealed);
    // A source that fails is asked again when its pause is over, unless its schedule is another one.
    const same = before.settings.schedule === settings.schedule;
    if (!same || before.nextRunAt === null) await planRun(tx, before.id, next);
    return before.slug;
  });
}

/** What comes of a source as typed, with the password that is kept where none is typed. Nothing is taken. */
export async function trySource(
  context: Context,
  world: SourceWorld,
  slug: string | null,
  typed: TypedSource,
): Promise<Tried> {
  demand(context, 'source.manage');
  const before = slug === null ? null : await sourceAt(context.db, slug);
  const settings = readOrRefuse(typed, before);
  const password =
    typed.password !== '' || before === null
      ? typed.password
      : await keptPassword(context, world, before);
  return tryOut(context, world, settings, password);
}

/** The same for a source as it is kept. */
export async function tryKeptSource(
  context: Context,
  world: SourceWorld,
  slug: string,
): Promise<Tried> {
  demand(context, 'source.manage');
  const source = await sourceAt(context.db, slug);
  const password = await keptPassword(context, world, source);
  return tryOut(context, world, source.settings, password);
}

/** What `saveSource` or `trySource` found wrong; null when an error is another one. */
export function sourceFaultsOf(error: unknown): SourceFaults | null {
  return isAppError(error) && error.code === 'bad_source' ? (error.details as SourceFaults) : null;
}

/** It goes with its history; what it brought stays. */
export async function removeSource(context: Context, slug: string): Promise<void> {
  demand(context, 'source.manage');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const source = await sourceAt(tx, slug);
    await setActor(tx, actor, now());
    await deleteSource(tx, source.id);
  });
}

/** Stops its schedule, or takes it up again from now on. */
export async function pauseSource(context: Context, slug: string, paused: boolean): Promise<void> {
  demand(context, 'source.manage');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const present = now();
    const source = await sourceAt(tx, slug);
    const { organisation } = (await loadCatalog(tx, null)).catalog;
    await setActor(tx, actor, present);
    await pause(tx, source.id, paused);
    if (!paused) await planRun(tx, source.id, planned(source, organisation, present));
  });
}

/** Has the server pull it now, from a day on where one is given: it is done in the background. */
export async function askPull(context: Context, slug: string, from: string): Promise<void> {
  demand(context, 'source.manage');
  const { db, actor, now } = context;
  const first = from.trim() === '' ? null : parseCalendarDate(from.trim());
  if (first === null && from.trim() !== '') {
    throw new AppError('bad_from', 'Give the first day as a date, such as 2026-01-01.', {
      status: 422,
    });
  }
  const source = await sourceAt(db, slug);
  await askRun(db, source.id, { at: now().toISOString(), from: first, by: actor });
}

async function sourceAt(db: Context['db'], slug: string): Promise<SourceRecord> {
  const source = await findSource(db, slug);
  if (source === null) throw unknownSource(slug);
  return source;
}

/** A kept password is sent where it was typed for, and nowhere else. */
function readOrRefuse(typed: TypedSource, before: SourceRecord | null): SourceSettings {
  const read = readSource(typed, CHECKS);
  if ('faults' in read) throw badSource(read.faults);
  const { settings } = read;
  const movedOn =
    before?.hasPassword === true &&
    typed.password === '' &&
    passwordScope(before.settings) !== passwordScope(settings);
  if (!movedOn) return settings;
  throw badSource({
    password:
      'The server, the user or the encryption is another one now. Type the password again: it is sent only where it was typed for.',
  });
}

function badSource(faults: SourceFaults): AppError {
  return new AppError('bad_source', Object.values(faults).join(' '), {
    status: 422,
    details: faults,
  });
}
