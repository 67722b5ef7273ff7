/** The addresses of what came in: imports, their refused rows, and the way back. */
import { query } from './paths';

/**
 * The imports, the newest first; those before one of them, by its number.
 *
 * @example dataPath(120) // '/data?before=120'
 */
export function dataPath(before: number | null = null): string {
  return `/data${query({ before: before === null ? null : String(before) })}`;
}

/**
 * One import, with the rows that it refused after a row.
 *
 * @example importPath(7, { after: 50 }) // '/data/imports/7?after=50'
 */
export function importPath(
  id: number,
  {
    after = null,
    notice = null,
  }: { readonly after?: number | null; readonly notice?: string | null } = {},
): string {
  return `/data/imports/${id}${query({ after: after === null ? null : String(after), notice })}`;
}

/** What taking an import back would do, and the button that does it. */
export function undoPath(id: number): string {
  return `/data/imports/${id}/undo`;
}

/** The refused rows of an import as a file, to be mended and sent again. */
export function refusedPath(id: number): string {
  return `/data/imports/${id}/refused`;
}

/** What the grid of manual entry shows. */
export interface EnterLook {
  readonly team?: string | undefined;
  readonly q?: string | undefined;
  readonly grain?: string | undefined;
  readonly segment?: string | undefined;
  readonly place?: string | undefined;
  readonly periods?: string | undefined;
  readonly until?: string | undefined;
  readonly page?: string | undefined;
}

/** What the address of the grid may say. */
export const ENTER_PARAMETERS = [
  'team',
  'q',
  'grain',
  'segment',
  'place',
  'periods',
  'until',
  'page',
] as const;

/**
 * The grid in which figures are entered by hand.
 *
 * @example enterPath({ team: 'web', grain: 'week' }) // '/data/enter?team=web&grain=week'
 */
export function enterPath(look: EnterLook = {}): string {
  const { team, q, grain, segment, place, periods, until, page } = look;
  return `/data/enter${query({
    team,
    q,
    grain,
    segment: segment === 'all' ? null : segment,
    place,
    periods,
    until,
    page: page === '1' ? null : page,
  })}`;
}

/** What the list of KPIs' figures is narrowed to. */
export interface FreshnessLook {
  readonly q?: string | undefined;
  readonly team?: string | undefined;
  /** `fresh`, `late`, `stale`, `never`, or `waiting` for late and stale ones. */
  readonly state?: string | undefined;
  readonly page?: string | undefined;
}

/**
 * Whether each KPI's figures come in.
 *
 * @example freshnessPath({ state: 'waiting' }) // '/data/freshness?state=waiting'
 */
export function freshnessPath({ q, team, state, page }: FreshnessLook = {}): string {
  return `/data/freshness${query({ q, team, state, page: page === '1' ? null : page })}`;
}

/** What the list of changed figures is narrowed to. */
export interface RestatementsLook {
  readonly kpi?: string | undefined;
  readonly team?: string | undefined;
  /** See `sourceName`. */
  readonly source?: string | undefined;
  readonly page?: string | undefined;
}

/**
 * Figures that say something else than when they were first known.
 *
 * @example restatementsPath({ kpi: 'clicks' }) // '/data/restatements?kpi=clicks'
 */
export function restatementsPath({ kpi, team, source, page }: RestatementsLook = {}): string {
  return `/data/restatements${query({ kpi, team, source, page: page === '1' ? null : page })}`;
}

/** What the trail of changes is narrowed to. */
export interface AuditLook {
  readonly who?: string | undefined;
  readonly kind?: string | undefined;
  readonly thing?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
}

export const AUDIT_PARAMETERS = ['who', 'kind', 'thing', 'from', 'to', 'after'] as const;

/**
 * Who changed what, and when.
 *
 * @example auditPath({ kind: 'target' }) // '/settings/audit?kind=target'
 */
export function auditPath({ who, kind, thing, from, to, after }: AuditLook = {}): string {
  return `/settings/audit${query({ who, kind, thing, from, to, after })}`;
}

/** The same to take away, whole. */
export function auditFilePath(
  format: 'csv' | 'ndjson',
  { who, kind, thing, from, to }: AuditLook,
): string {
  return `/settings/audit.${format}${query({ who, kind, thing, from, to })}`;
}

/** Databases that figures are pulled from. */
export function sourcesPath(): string {
  return '/data/sources';
}

export function newSourcePath(): string {
  return '/data/sources/new';
}

/**
 * One source with its history, before a run.
 *
 * @example sourcePath('sales-warehouse', { before: 120 }) // '/data/sources/sales-warehouse?before=120'
 */
export function sourcePath(
  slug: string,
  {
    before = null,
    notice = null,
  }: { readonly before?: number | null; readonly notice?: string | null } = {},
): string {
  return `/data/sources/${slug}${query({ before: before === null ? null : String(before), notice })}`;
}

/** The form of a source, or what removing it does. */
export function sourcePartPath(slug: string, part: 'change' | 'remove'): string {
  return `/data/sources/${slug}/${part}`;
}
