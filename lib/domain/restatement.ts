/** Figures that changed after they were first known: "shown 71 %, now known 68 %". */
import type { CalendarDate, Grain } from './calendar';
import type { Measures } from './observation';
import { counted } from './wording';

/** What was said of a figure at one time. */
export interface SaidOnce {
  /** As reported; all null where it was withdrawn. */
  readonly measures: Measures;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly importId: number;
}

/** A figure whose first report said something else than its newest. */
export interface RestatedFigure {
  readonly kpiId: number;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** Slugs; null is everyone, and everywhere. */
  readonly segment: string | null;
  readonly place: string | null;
  readonly first: SaidOnce;
  readonly now: SaidOnce;
  /** Of the newest report, from 2. */
  readonly revision: number;
  /** Of the first report: see `sourceName`. */
  readonly source: string;
}

/** How many figures of a KPI or a source were changed, and how far: in points for rates, in percent for others. */
export interface ChangedAfter {
  readonly figures: number;
  /** Of them, those that were withdrawn, which are no distance from anything. */
  readonly gone: number;
  /** Null where no two values can be compared. */
  readonly median: number | null;
  readonly largest: number | null;
}

/**
 * How far a figure was moved: in points for a rate, else in percent of what was first said. Null where
 * either is missing, and in percent where the first is not above 0. The rule that the pages' counts rest
 * on, said once more for one figure.
 *
 * @example movedBy({ first: 71, now: 68, isRate: true }) // 3; as a count of orders 4.2254 (percent)
 */
export function movedBy({
  first,
  now,
  isRate,
}: {
  readonly first: number | null;
  readonly now: number | null;
  readonly isRate: boolean;
}): number | null {
  if (first === null || now === null) return null;
  if (isRate) return Math.abs(now - first);
  return first > 0 ? (100 * Math.abs(now - first)) / first : null;
}

const DOORS: ReadonlyMap<string, string> = new Map([
  ['file', 'files'],
  ['api', 'over HTTP'],
  ['entry', 'entered by hand'],
  ['demo', 'demo organisation'],
  ['undo', 'imports taken back'],
]);

/**
 * A source in words, from the text that it is counted by: its door, and the name of its files without
 * their digits, or whoever sent it.
 *
 * @example sourceName('file:week-#.csv') // 'files “week-#.csv”'; 'entry:' gives 'entered by hand'
 */
export function sourceName(source: string): string {
  const at = source.indexOf(':');
  const [door, name] = [source.slice(0, at), source.slice(at + 1)];
  const words = DOORS.get(door) ?? door;
  if (name === '') return words;
  if (door === 'source') return `source ${name}`;
  return door === 'file' ? `${words} “${name}”` : `${words}, ${name}`;
}

/**
 * How many figures changed after they were first known, in words.
 *
 * @example changedText({ figures: 14, gone: 2 }) // '14 figures, 2 of them withdrawn'
 */
export function changedText({ figures, gone }: Pick<ChangedAfter, 'figures' | 'gone'>): string {
  const withdrawn =
    gone === 0 ? '' : gone === figures ? ', withdrawn' : `, ${gone} of them withdrawn`;
  return `${counted(figures, 'figure', 'figures')}${withdrawn}`;
}
