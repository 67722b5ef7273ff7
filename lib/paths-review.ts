/** The addresses of actions, check-ins and reviews. */
import { query } from './paths';

export interface ActionFilter {
  readonly team?: string | null;
  /** A name. */
  readonly person?: string | null;
  readonly stage?: string | null;
  readonly kpi?: string | null;
  /** `late`, `done`, `dropped` or `all`; absent, those that are open. */
  readonly state?: string | null;
}

/**
 * The list of actions, narrowed; with a line that was typed, what it is understood to say.
 *
 * @example actionsPath({ team: 'stores', state: 'late' }) // '/actions?team=stores&state=late'
 */
export function actionsPath(
  filter: ActionFilter = {},
  look: { readonly line?: string | null; readonly page?: number; readonly notice?: string } = {},
): string {
  const { team, person, stage, kpi, state } = filter;
  const { line, page = 1, notice } = look;
  return `/actions${query({ team, person, stage, kpi, state, line, page: page === 1 ? null : String(page), notice })}`;
}

/** The same actions as a calendar that calendar programs follow; with the key of whom it reads for. */
export function actionsCalendarPath(
  { team, person, stage, kpi }: ActionFilter,
  key: string | null,
): string {
  return `/actions.ics${query({ team, person, stage, kpi, key })}`;
}

/** The form of a new action, with what is known of it filled in. */
export function newActionPath(
  known: {
    readonly line?: string | null;
    readonly team?: string | null;
    readonly kpi?: string | null;
    readonly stage?: string | null;
    readonly moment?: string | null;
    readonly review?: number | null;
    readonly back?: string | null;
  } = {},
): string {
  const { review, ...rest } = known;
  return `/actions/new${query({ ...rest, review: review == null ? null : String(review) })}`;
}

/** One action: to be changed, done, dropped. */
export function actionPath(
  id: number,
  look: { readonly back?: string | null; readonly review?: number | null } = {},
): string {
  const { back, review } = look;
  return `/actions/${id}${query({ back, review: review == null ? null : String(review) })}`;
}

/**
 * Where a form goes back to: a page of ours, whatever the address asked for.
 *
 * @example returnPath('https://elsewhere.example', '/actions') // '/actions'
 */
export function returnPath(asked: string | undefined, otherwise: string): string {
  return asked !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(asked) ? asked : otherwise;
}

/** What teams have to say of their figures, by team and period. */
export function checkInsPath(
  look: { readonly team?: string | null; readonly period?: string | null } = {},
): string {
  return `/check-ins${query(look)}`;
}

/** The form of a check-in: of a KPI, by a team, for a period. */
export function checkInPath(
  kpi: string,
  look: {
    readonly period?: string | null;
    readonly team?: string | null;
    readonly back?: string | null;
  } = {},
): string {
  return `/check-ins/${encodeURIComponent(kpi)}${query(look)}`;
}

/** The reviews, and their series. */
export function reviewsPath(
  look: { readonly series?: string | null; readonly notice?: string } = {},
): string {
  return `/reviews${query(look)}`;
}

/** The form of a series. */
export function seriesPath(slug?: string): string {
  return slug === undefined
    ? '/reviews/series'
    : `/reviews/series?series=${encodeURIComponent(slug)}`;
}

export interface ReviewLook {
  readonly series?: string | null;
  /** Number of the item that fills the screen, from 1. */
  readonly item?: number | null;
  /** A line that was typed, to be understood before it is saved. */
  readonly line?: string | null;
  /** `yes` shows items to all who follow. */
  readonly lead?: string | null;
}

/**
 * A review of a period, at one of its items.
 *
 * @example reviewPath('2026-W47', { item: 2 }) // '/reviews/2026-W47?item=2'
 */
export function reviewPath(period: string, look: ReviewLook = {}): string {
  const { item, ...rest } = look;
  return `/reviews/${period}${query({ ...rest, item: item == null ? null : String(item) })}`;
}

/** The minutes of a review that was closed. */
export function minutesPath(period: string, series?: string | null): string {
  return `/reviews/${period}/minutes${query({ series })}`;
}

/** The same as Markdown. */
export function minutesMarkdownPath(period: string, series?: string | null): string {
  return `/reviews/${period}/minutes.md${query({ series })}`;
}

/** The same on paper, as a PDF; A4 where nothing else is said. */
export function minutesPdfPath(
  period: string,
  look: { readonly series?: string | null; readonly paper?: 'letter' | null } = {},
): string {
  return `/reviews/${period}/minutes.pdf${query(look)}`;
}

/** What changes in a review, as it happens. */
export function reviewEventsPath(period: string, series?: string | null): string {
  return `/reviews/${period}/events${query({ series })}`;
}

/** The form that thanks a team or a person, with what is known filled in. */
export function thanksPath(
  known: {
    readonly team?: string | null;
    readonly kpi?: string | null;
    readonly moment?: string | null;
    readonly review?: number | null;
    readonly back?: string | null;
  } = {},
): string {
  const { review, ...rest } = known;
  return `/thanks${query({ ...rest, review: review == null ? null : String(review) })}`;
}

/**
 * Who keeps which moments in a year, by its key.
 *
 * @example thanksYearPath('FY2027') // '/thanks/FY2027'
 */
export function thanksYearPath(year: string): string {
  return `/thanks/${year}`;
}
