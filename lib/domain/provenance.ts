/** Where figures come from: every report of them, with its time and source. */
import type { CalendarDate, Grain, PeriodKey } from './calendar';
import type { Measures } from './observation';

/** A file, a call of the API, or another source of figures. */
export interface Origin {
  /** `file`, `api`, `demo`, … */
  readonly kind: string;
  /** Of the file, or what the source calls itself; null where it said nothing. */
  readonly name: string | null;
  readonly actor: string;
}

/** One report of one key: what it said, when, and from where. */
export interface Revision {
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** Slugs; null is everyone, and everywhere. */
  readonly segment: string | null;
  readonly place: string | null;
  /** From 1 for the first report of the key. */
  readonly revision: number;
  /** It emptied the key; then all measures are null. */
  readonly withdrawn: boolean;
  readonly measures: Measures;
  /** A survey's figure with too few answers in a segment or place: not shown. */
  readonly hidden: boolean;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly origin: Origin;
  /** Number of the import that brought it. */
  readonly importId: number;
  /** Line of the file, or position in the request. */
  readonly line: number | null;
  /** What the person who reported it wrote beside it. */
  readonly note: string | null;
}

/** What an import did with its rows. */
export interface ImportSaid {
  readonly importId: number;
  readonly origin: Origin;
  readonly recordedAt: string;
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
}

export interface Provenance {
  /** Reports of the shown key itself in its newest periods, by first day, newest revision first. */
  readonly byPeriod: Readonly<Record<string, readonly Revision[]>>;
  /** The import that brought the newest figure of the KPI; null without figures. */
  readonly newest: ImportSaid | null;
  /** One figure opened: everything that was ever reported for it and its parts. */
  readonly opened: {
    readonly period: PeriodKey;
    /** Newest periods first, then by segment and place, newest revision first. */
    readonly revisions: readonly Revision[];
    /** How many there are, where not all are listed. */
    readonly total: number;
  } | null;
}

/**
 * Where a figure comes from in few words.
 *
 * @example originText({ kind: 'file', name: 'week-46.csv', actor: 'zoë' }, 12) // 'file week-46.csv, line 12'
 */
export function originText({ kind, name }: Origin, line: number | null): string {
  const source = [ORIGINS.get(kind) ?? kind, name].filter((part) => part !== null).join(' ');
  // What was typed has no lines that anybody could look up.
  return line === null || kind === 'entry' ? source : `${source}, line ${line}`;
}

const ORIGINS: ReadonlyMap<string, string> = new Map([
  ['api', 'API'],
  ['demo', 'demo organisation'],
  ['entry', 'entered by hand'],
  ['undo', 'undo of'],
]);

/**
 * Reports by the first day of their period, the newest revision first.
 *
 * @example revisionsByPeriod(revisions)['2026-11-09']?.map(({ revision }) => revision) // [2, 1]
 */
export function revisionsByPeriod(revisions: readonly Revision[]): Provenance['byPeriod'] {
  const grouped: Record<string, Revision[]> = {};
  for (const each of revisions.toSorted((a, b) => b.revision - a.revision)) {
    grouped[each.periodStart] = [...(grouped[each.periodStart] ?? []), each];
  }
  return grouped;
}
