/** Every address of a page, built in one place. Absent parts stay out of the query. */

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

/** The page of one KPI. */
export function kpiPath(slug: string, view: View = {}): string {
  return `/kpis/${encodeURIComponent(slug)}${query({
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
  })}`;
}

export interface KpiFilter {
  readonly team?: string;
  readonly stage?: string;
  readonly lens?: 'silo' | 'experience';
}

/** The list of KPIs, narrowed to a team, a stage, or what counts in a scorecard. */
export function kpisPath(filter: KpiFilter, view: View = {}): string {
  return `/kpis${query({
    ...filter,
    journey: view.journey,
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
  })}`;
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

/** Who answers for which KPI, who shares it, and what nobody measures; narrowed like the list of KPIs. */
export function accountabilityPath(view: View = {}, filter: KpiFilter = {}): string {
  return `/accountability${query({
    ...filter,
    journey: view.journey,
    period: view.period,
    segment: shown(view.segment),
    asOf: view.asOf,
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

function query(parameters: Readonly<Record<string, string | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
