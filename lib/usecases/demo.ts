/** The demo organisation: an invented retailer, to look at before one's own figures are there. */
import { demoDefinition } from '../../db/demo/definition';
import { DEMO_SEED, demoObservations } from '../../db/demo/observations';
import { JOURNEY } from '../../db/demo/organisation';
import { loadCatalog } from '../../db/queries/catalog';
import { setActor, writeDefinition } from '../../db/queries/definitions';
import {
  countDemo,
  type DemoCounts,
  deleteDemo,
  insertHistory,
  isDemoLoaded,
  isEmpty,
  listHolders,
  listTaken,
} from '../../db/queries/demo';
import { takeWriteTurn } from '../../db/queries/observations';
import { insertSeries } from '../../db/queries/series-writes';
import { addDays, type CalendarDate } from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import { checkDefinition } from '../domain/definition-check';
import type { ReadSeries } from '../domain/series-request';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';

/** Whoever loads it, the log says that the demo wrote it. */
const ACTOR = 'demo';
const DAY_MS = 86_400_000;

/**
 * Adds the demo organisation up to the last complete week. Its past is recorded as if it had been
 * reported week by week, so that looking back as of then works. The organisation's settings become
 * the demo's only where nothing was defined yet.
 */
export async function loadDemo(
  context: Context,
): Promise<{ readonly kpis: number; readonly figures: number }> {
  demand(context, 'demo.change');
  const { db, now } = context;
  return db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    if (await isDemoLoaded(tx)) {
      throw new AppError('demo_there', 'The demo organisation is there already.', { status: 409 });
    }
    const first = await isEmpty(tx);
    const { catalog } = await loadCatalog(tx, null);
    const today = dateInZone(at, catalog.organisation.timeZone);
    const whole = demoDefinition(today);
    const definition = first ? whole : { ...whole, organisation: {} };
    await refuseTaken(tx, definition);
    const faults = checkDefinition(definition, catalog);
    if (faults.length > 0)
      throw new Error(`the demo is not well defined: ${JSON.stringify(faults)}`);
    const figures = [...demoObservations(today, DEMO_SEED)].filter(
      (figure) => figure.recordedAt <= at.toISOString(),
    );
    const [oldest] = figures;
    const newest = figures.at(-1);
    if (oldest === undefined || newest === undefined) throw new Error('the demo has no figures');
    await setActor(tx, ACTOR, new Date(new Date(oldest.recordedAt).getTime() - DAY_MS));
    await writeDefinition(tx, definition, true);
    await insertHistory(tx, figures, ACTOR, newest.recordedAt);
    await insertSeries(tx, await demoSeries(tx, today), { demo: true });
    return { kpis: definition.kpis.length, figures: figures.length };
  });
}

/** Its executives meet on Mondays about the week before; those of the last two weeks are expected. */
async function demoSeries(tx: Context['db'], today: CalendarDate): Promise<ReadSeries> {
  const { catalog } = await loadCatalog(tx, null);
  const journey = catalog.journeys.find(({ slug }) => slug === JOURNEY);
  if (journey === undefined) throw new Error('the demo has a journey');
  return {
    slug: 'weekly-review',
    name: 'Weekly review',
    journeyId: journey.id,
    cadence: 'week',
    weekday: 1,
    startsAt: '09:00',
    timeZone: catalog.organisation.timeZone,
    chair: 'D. Osei, COO',
    members: ['I. Marchetti, CMO', 'R. Kimura, CDO', 'M. Falk, CPO'],
    from: addDays(today, -14),
  };
}

export interface DemoState {
  /** What of the demo is there; null when it is not loaded. */
  readonly counts: DemoCounts | null;
  /** What is one's own and refers to it: while there is any, it cannot be removed. */
  readonly holders: readonly string[];
  readonly locale: string;
}

/** Whether the demo is there, and what removing it would take away. */
export async function demoState(context: Context): Promise<DemoState> {
  demandSight(context, 'demo.change');
  const { db } = context;
  const [loaded, { catalog }] = await Promise.all([isDemoLoaded(db), loadCatalog(db, null)]);
  const { locale } = catalog.organisation;
  if (!loaded) return { counts: null, holders: [], locale };
  const [counts, holders] = await Promise.all([countDemo(db), listHolders(db)]);
  return { counts, holders, locale };
}

/** Takes away the demo and nothing else; refused while something of one's own refers to it. */
export async function removeDemo(context: Context): Promise<void> {
  demand(context, 'demo.change');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    if (!(await isDemoLoaded(tx))) {
      throw new AppError('no_demo', 'There is no demo organisation to remove.', { status: 409 });
    }
    const holders = await listHolders(tx);
    if (holders.length > 0) {
      throw new AppError(
        'demo_in_use',
        `The demo cannot be removed while something else refers to it: ${holders.slice(0, 5).join('; ')}${
          holders.length > 5 ? `; and ${holders.length - 5} more` : ''
        }. Change that first.`,
        { status: 409, details: holders },
      );
    }
    await setActor(tx, actor, at);
    await deleteDemo(tx);
  });
}

async function refuseTaken(
  tx: Context['db'],
  definition: ReturnType<typeof demoDefinition>,
): Promise<void> {
  const slugs = (entities: readonly { readonly slug: string }[]) =>
    entities.map(({ slug }) => slug);
  const taken = await listTaken(tx, {
    team: slugs(definition.teams),
    journey: slugs(definition.journeys),
    stage: slugs(definition.stages),
    moment: slugs(definition.moments),
    dimension: slugs(definition.dimensions),
    place: slugs(definition.places),
    kpi: slugs(definition.kpis),
  });
  if (taken.length === 0) return;
  throw new AppError(
    'demo_collides',
    `The demo would overwrite what is yours: ${taken.slice(0, 5).join(', ')}${taken.length > 5 ? ' …' : ''}. Load it into an empty installation.`,
    { status: 409 },
  );
}
