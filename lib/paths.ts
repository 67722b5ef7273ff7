/** Every address of a page, built in one place. Absent parts stay out of the query. */

/** The pages that stand in the bar of every page, in its order. */
export const PAGES = [
  { name: 'Contrast', href: '/' },
  { name: 'Stages', href: '/stages' },
  { name: 'Teams', href: '/teams' },
  { name: 'KPIs', href: '/kpis' },
  { name: 'Moments', href: '/moments' },
  { name: 'Reviews', href: '/reviews' },
  { name: 'Actions', href: '/actions' },
  { name: 'Accountability', href: '/accountability' },
  { name: 'Methods', href: '/methods' },
  { name: 'Data', href: '/data' },
  { name: 'Catalogue', href: '/settings' },
] as const;

/** What a reader looks at, and carries from page to page. */
export interface View {
  readonly journey?: string | null;
  /** Key of a period; it names the grain as well. */
  readonly period?: string | null;
  /** `all` is left out. */
  readonly segment?: string | null;
  /** A date or an instant. */
  readonly asOf?: string | null;
}

/**
 * The contrast page.
 *
 * @example contrastPath({ period: '2026-W46', segment: 'all' }) // '/?period=2026-W46'
 */
export function contrastPath(view: View = {}): string {
  return `/${query({ ...view, segment: shown(view.segment) })}`;
}

/** What a reader of a KPI's page looks at besides. */
export interface KpiLook extends View {
  /** Slug; absent is everywhere. */
  readonly place?: string | null;
  /** Key of the period whose figure is opened. */
  readonly figure?: string | null;
  /** The list of the page that is shown whole, `figures` or `places`; absent, both show their ends. */
  readonly open?: string | null;
}

/**
 * The page of one KPI, at one of its places where one is named.
 *
 * @example kpiPath('damaged-on-arrival', { place: 'store-08' }) // '/kpis/damaged-on-arrival?place=store-08'
 */
export function kpiPath(slug: string, look: KpiLook = {}): string {
  return `/kpis/${encodeURIComponent(slug)}${kpiQuery(look)}`;
}

/** Formats that tables can be taken away in. */
export type DownloadFormat = 'csv' | 'xlsx';

/** The figures of a KPI as they were reported, to take away. */
export function kpiFiguresPath(slug: string, format: DownloadFormat, look: KpiLook = {}): string {
  return `/kpis/${encodeURIComponent(slug)}/figures.${format}${kpiQuery(look)}`;
}

/** The series of a KPI from the API. */
export function kpiSeriesPath(
  slug: string,
  series: { readonly grain: string } & Pick<KpiLook, 'segment' | 'place' | 'asOf'>,
): string {
  return `/api/v1/kpis/${encodeURIComponent(slug)}/series${query({
    grain: series.grain,
    segment: shown(series.segment),
    place: series.place,
    asOf: series.asOf,
  })}`;
}

/** The form that marks a change on a KPI's chart, with what is known of it filled in. */
export function kpiChangePath(
  slug: string,
  known: {
    readonly date?: string;
    readonly restarts?: boolean;
    /** Where the form goes back to; the page of the KPI where nothing is said. */
    readonly back?: string;
  } = {},
): string {
  return `/kpis/${encodeURIComponent(slug)}/change${query({
    date: known.date,
    restarts: known.restarts === true ? 'yes' : null,
    back: known.back,
  })}`;
}

function kpiQuery({ period, segment, place, figure, open, asOf }: KpiLook): string {
  return query({ period, segment: shown(segment), place, figure, open, asOf });
}

export interface KpiFilter {
  readonly team?: string;
  readonly stage?: string;
  readonly lens?: 'silo' | 'experience';
  readonly kind?: string;
  readonly status?: string;
  readonly signal?: string;
  readonly freshness?: string;
  /** Text to be found. */
  readonly q?: string;
  readonly sort?: string;
}

/** What the address of a list of KPIs may say. */
export const KPI_LIST_PARAMETERS = [
  'period',
  'segment',
  'asOf',
  'team',
  'stage',
  'lens',
  'kind',
  'status',
  'signal',
  'freshness',
  'q',
  'sort',
  'page',
] as const;

/**
 * The list of KPIs, narrowed to a team, a stage, or what counts in a scorecard.
 *
 * @example kpisPath({ status: 'off_target' }, {}, 2) // '/kpis?status=off_target&page=2'
 */
export function kpisPath(filter: KpiFilter, view: View = {}, page = 1): string {
  return `/kpis${kpisQuery(filter, view, page)}`;
}

/** The same list to take away. */
export function kpisDownloadPath(format: DownloadFormat, filter: KpiFilter, view: View): string {
  return `/kpis.${format}${kpisQuery(filter, view)}`;
}

function kpisQuery(filter: KpiFilter, view: View, page = 1): string {
  return query({
    ...filter,
    journey: view.journey,
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
    page: page === 1 ? null : String(page),
  });
}

/** The page of one stage. */
export function stagePath(slug: string, view: View = {}): string {
  return `/stages/${encodeURIComponent(slug)}${carried(view)}`;
}

/** All stages of a journey. */
export function stagesPath(view: View = {}): string {
  return `/stages${carried(view)}`;
}

/** The page of one team. */
export function teamPath(slug: string, view: View = {}): string {
  return `/teams/${encodeURIComponent(slug)}${carried(view)}`;
}

/** All teams. */
export function teamsPath(view: View = {}): string {
  return `/teams${carried(view)}`;
}

export interface MomentFilter {
  readonly kind?: string | undefined;
  readonly aim?: string | undefined;
  readonly critical?: string | undefined;
  readonly stage?: string | undefined;
}

/**
 * The register of moments of truth, narrowed to some of them.
 *
 * @example momentsPath({ period: '2026-W46' }, { critical: 'yes' }) // '/moments?critical=yes&period=2026-W46'
 */
export function momentsPath(view: View = {}, filter: MomentFilter = {}): string {
  const { kind, aim, critical, stage } = filter;
  return `/moments${query({ kind, aim, critical, stage, ...view, segment: shown(view.segment) })}`;
}

/** Which part of long lists a reader of accountability looks at. */
export interface MapLook {
  /** Of the map, from 1. */
  readonly page?: number;
  /** The kind of gap that is listed whole. */
  readonly gap?: string | null;
}

/** Who answers for which KPI, who shares it, and what nobody measures; narrowed like the list of KPIs. */
export function accountabilityPath(
  view: View = {},
  filter: KpiFilter = {},
  { page = 1, gap }: MapLook = {},
): string {
  return `/accountability${query({
    ...filter,
    journey: view.journey,
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
    page: page === 1 ? null : String(page),
    gap,
  })}`;
}

/**
 * The rules in plain words, at one of them.
 *
 * @example methodsPath('usual-range') // '/methods#usual-range'
 */
export function methodsPath(rule?: string): string {
  return rule === undefined ? '/methods' : `/methods#${rule}`;
}

/**
 * What has these words in its name.
 *
 * @example findPath('delivery') // '/find?q=delivery'
 */
export function findPath(question?: string): string {
  return `/find${query({ q: question })}`;
}

/** What is being edited, as the addresses of the catalogue name it. */
export const CATALOG_LISTS = {
  organisation: 'organisation',
  journey: 'journeys',
  stage: 'stages',
  moment: 'moments',
  team: 'teams',
  kpi: 'kpis',
  dimension: 'dimensions',
  place: 'places',
} as const;

type CatalogKind = keyof typeof CATALOG_LISTS;

/** What has just been done, said on the page that follows. */
export type Notice = 'saved' | 'created' | 'unchanged' | 'merged' | 'removed' | 'moved';

/** The catalogue: everything that is agreed, to be edited. */
export function catalogPath(said: { readonly notice?: Notice } = {}): string {
  return `/settings${query(said)}`;
}

/**
 * All entries of a kind.
 *
 * @example catalogListPath('team') // '/settings/teams'
 */
export function catalogListPath(
  kind: CatalogKind,
  said: { readonly q?: string; readonly notice?: Notice } = {},
): string {
  return `/settings/${CATALOG_LISTS[kind]}${query(said)}`;
}

/**
 * The form of an entry.
 *
 * @example entryPath('team', 'web', { notice: 'saved' }) // '/settings/teams/web?notice=saved'
 */
export function entryPath(
  kind: CatalogKind,
  slug: string,
  said: { readonly notice?: Notice } = {},
): string {
  if (kind === 'organisation') return `/settings/organisation${query(said)}`;
  return `/settings/${CATALOG_LISTS[kind]}/${encodeURIComponent(slug)}${query(said)}`;
}

/** The form of a new entry: of a stage in a journey, of a moment in a stage, of a journey from a template. */
export function newEntryPath(
  kind: CatalogKind,
  known: { readonly within?: string; readonly template?: string } = {},
): string {
  return `/settings/new/${kind}${query(known)}`;
}

/** The form of what is dated in an entry: who answers, a target, a merger. */
export function entryPartPath(
  kind: CatalogKind,
  slug: string,
  part: 'owner' | 'target' | 'merge',
  known: { readonly target?: string } = {},
): string {
  return `/settings/${CATALOG_LISTS[kind]}/${encodeURIComponent(slug)}/${part}${query(known)}`;
}

/** The demo: what it is, to be loaded and removed. */
export function demoPath(): string {
  return '/settings/demo';
}

/** The first hour: what is done and what is next. */
export function startPath(): string {
  return '/start';
}

function carried(view: View): string {
  return query({
    journey: view.journey,
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
  });
}

function shown(segment: string | null | undefined): string | null {
  return segment === undefined || segment === 'all' ? null : segment;
}

export function query(parameters: Readonly<Record<string, string | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
