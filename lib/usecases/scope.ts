/** What a reader looks at, resolved from an address: catalogue, journey, segment, and the present. */
import { type LoadedCatalog, loadCatalog } from '../../db/queries/catalog';
import { findVersion } from '../../db/queries/newest';
import { presentCatalog } from '../../db/queries/present-catalog';
import {
  type Calendar,
  type CalendarDate,
  daysBetween,
  type Grain,
  type Period,
  parsePeriodKey,
} from '../domain/calendar';
import { dateInZone, parseAsOf } from '../domain/calendar-zone';
import type { Catalog, Journey, Kpi, Place } from '../domain/catalog';
import { catalogWithout, withheldKpis, withheldTeams } from '../domain/withheld';
import { AppError } from '../errors';
import { type Context, contextOf, demandSight } from './context';

/** As it stands in an address; absent parts have their default. */
export interface ScopeQuery {
  readonly journey?: string | undefined;
  readonly period?: string | undefined;
  readonly segment?: string | undefined;
  readonly asOf?: string | undefined;
  /** Of the newest period, where none is named. */
  readonly grain?: Grain | undefined;
}

export interface Scope {
  readonly catalog: Catalog;
  readonly demo: boolean;
  readonly redirects: LoadedCatalog['redirects'];
  readonly calendar: Calendar;
  /** The present, or the moment looked at as of. */
  readonly now: Date;
  readonly today: CalendarDate;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
  /** As given. */
  readonly asOfText: string | null;
  /** Null is everyone. */
  readonly segment: {
    readonly id: number;
    readonly slug: string;
    readonly dimension: string;
  } | null;
  /** As asked for; null when the page may choose. */
  readonly period: Period | null;
  /** Of the period that the page chooses; null when the page chooses that too. */
  readonly grain: Grain | null;
}

/** Resolves an address. One query; with `asOf`, whose date is read in the organisation's zone, perhaps two. */
export async function resolveScope(context: Context, query: ScopeQuery): Promise<Scope> {
  demandSight(context, 'read');
  const asOfText = given(query.asOf);
  const present = context.now();
  const known: Context = asOfText === null ? context : await withVersion(context);
  const moment = asOfText === null ? null : momentOf(known.timeZone, asOfText);
  // A moment to come knows no more than the present does.
  const isPast = moment !== null && moment.getTime() < present.getTime();
  const now = isPast ? moment : present;
  const asOf = isPast ? moment.toISOString() : null;
  const loaded = await seenCatalog(known, asOf);
  const { catalog } = loaded;
  const calendar = { fiscalYearStart: catalog.organisation.fiscalYearStart };
  const today = dateInZone(now, catalog.organisation.timeZone);
  return {
    catalog,
    demo: loaded.demo,
    redirects: loaded.redirects,
    calendar,
    now,
    today,
    asOf,
    asOfText,
    segment: findSegment(catalog, given(query.segment)),
    period: findPeriod(calendar, given(query.period), today),
    grain: query.grain ?? null,
  };
}

/**
 * The catalogue as the principal may see it: the one place where what is withheld is taken out, for all
 * that reads figures asks a catalogue which there are. What one may see of the past is decided by what is
 * kept today. One query; with `asOf`, and where a team keeps its own, two more.
 */
export async function seenCatalog(
  context: Omit<Context, 'actor'>,
  asOf: string | null,
): Promise<LoadedCatalog> {
  demandSight(context, 'read');
  const { db, principal, now, catalogVersion } = context;
  const loaded = await (asOf === null ? presentCatalog(db, catalogVersion) : loadCatalog(db, asOf));
  const teams =
    asOf === null ? withheldTeams(principal, loaded.catalog.teams) : await withheldFrom(context);
  if (teams.length === 0) return loaded;
  const { catalog: present } = asOf === null ? loaded : await presentCatalog(db, catalogVersion);
  const hidden = withheldKpis(present, dateInZone(now(), present.organisation.timeZone), teams);
  const catalog = catalogWithout(loaded.catalog, hidden);
  const seen = new Set(catalog.kpis.map(({ slug }) => slug));
  const isSeen = ([name, slug]: readonly [string, string]) =>
    !name.startsWith('kpi ') || seen.has(slug);
  return { ...loaded, catalog, redirects: new Map([...loaded.redirects].filter(isSeen)) };
}

/** The teams whose silo KPIs the principal may not see. At most one query. */
export async function withheldFrom(
  context: Pick<Context, 'db' | 'principal' | 'withheld'>,
): Promise<readonly string[]> {
  return (
    context.withheld ?? withheldTeams(context.principal, (await findVersion(context.db)).teams)
  );
}

/** For what is held, mailed and kept for all in common: whoever does it, it shows what all may see. */
export function inCommon({ db, now, timeZone, catalogVersion }: Context): Context {
  return {
    ...contextOf(db, { kind: 'visitor' }, now),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(catalogVersion === undefined ? {} : { catalogVersion }),
  };
}

/** With what a look back is read by, which belongs together and is one query. */
async function withVersion(context: Context): Promise<Context> {
  const { timeZone, withheld } = context;
  if (timeZone !== undefined && withheld !== undefined) return context;
  const version = await findVersion(context.db);
  return {
    ...context,
    timeZone: version.timeZone,
    withheld: withheldTeams(context.principal, version.teams),
  };
}

function momentOf(timeZone: string | undefined, asOf: string): Date {
  const moment = timeZone === undefined ? null : parseAsOf(asOf, timeZone);
  if (moment !== null) return moment;
  throw new AppError(
    'bad_as_of',
    `asOf is "${asOf}"; give a date such as 2026-11-16 or an instant such as 2026-11-16T08:00:00Z.`,
  );
}

/** The journey asked for, else the first one; null when there is none at all. */
export function findJourney(catalog: Catalog, slug: string | undefined): Journey | null {
  const live = catalog.journeys.filter((journey) => !journey.retired);
  const asked = given(slug);
  if (asked === null) return live[0] ?? null;
  const found = live.find((journey) => journey.slug === asked);
  if (found !== undefined) return found;
  throw new AppError(
    'unknown_journey',
    `There is no journey "${asked}". ${
      live.length === 0
        ? 'None is defined yet.'
        : `There is: ${live.map((journey) => journey.slug).join(', ')}.`
    }`,
    { status: 404 },
  );
}

/** The KPI with that slug, retired or not. */
export function findKpi({ catalog }: Pick<Scope, 'catalog'>, slug: string): Kpi {
  const kpi = catalog.kpis.find((each) => each.slug === slug);
  if (kpi !== undefined) return kpi;
  throw new AppError('unknown_kpi', `There is no KPI "${slug}".`, { status: 404 });
}

/** The place asked for; null is everywhere. */
export function findPlace(catalog: Catalog, slug: string | undefined): Place | null {
  const asked = given(slug);
  if (asked === null) return null;
  const place = catalog.places.find((each) => each.slug === asked);
  if (place !== undefined) return place;
  throw new AppError('unknown_place', `There is no place "${asked}".`, { status: 404 });
}

/** Under a segment only KPIs that are broken down by its dimension have anything to say. */
export function assertBrokenDown(kpi: Kpi, { segment }: Pick<Scope, 'segment'>): void {
  if (segment === null || kpi.dimension === segment.dimension) return;
  throw new AppError(
    'not_broken_down',
    `${kpi.name} is not broken down by ${segment.dimension}; look at it for all, or at a KPI that is.`,
    { status: 404 },
  );
}

function findSegment(catalog: Catalog, slug: string | null): Scope['segment'] {
  if (slug === null || slug === 'all') return null;
  for (const { slug: dimension, segments } of catalog.dimensions) {
    const segment = segments.find((each) => each.slug === slug);
    if (segment !== undefined) return { id: segment.id, slug, dimension };
  }
  const known = catalog.dimensions.flatMap(({ segments }) => segments.map((each) => each.slug));
  throw new AppError(
    'unknown_segment',
    `There is no segment "${slug}". There is: ${['all', ...known].join(', ')}.`,
    { status: 404 },
  );
}

/** Further away nothing was ever measured, and the periods between would be too many to list. */
const FURTHEST_DAYS = 36_525;

function findPeriod(calendar: Calendar, key: string | null, today: CalendarDate): Period | null {
  if (key === null) return null;
  const period = parsePeriodKey(key, calendar);
  if (period !== null) {
    if (Math.abs(daysBetween(period.start, today)) <= FURTHEST_DAYS) return period;
    throw new AppError('bad_period', `period is "${key}", which is more than 100 years away.`);
  }
  throw new AppError(
    'bad_period',
    `period is "${key}", which names no period; give a key such as 2026-11-22, 2026-W47, 2026-11, ${
      calendar.fiscalYearStart === 1 ? '2026-Q4 or 2026' : 'FY2027-Q1 or FY2027'
    }.`,
  );
}

/** Empty parameters are those of a form left blank. */
function given(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}

/** What every page says besides what it shows: whose it is, and whether that is the demo. */
export async function surroundings(
  context: Context,
): Promise<Pick<Catalog, 'organisation'> & Pick<Scope, 'demo'>> {
  const { catalog, demo } = await resolveScope(context, {});
  return { organisation: catalog.organisation, demo };
}
