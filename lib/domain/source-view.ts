/** A source with what is going on with it, as its pages and the command line show it. */
import type { SourceSettings } from './source';
import type { PullWindow } from './source-time';

export const RUN_OUTCOMES = ['done', 'failed', 'stopped', 'lost'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export interface SourceRun {
  readonly id: number;
  /** Who asked for it; `source:SLUG` is the schedule. */
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** Null while it runs. */
  readonly endedAt: string | null;
  readonly outcome: RunOutcome | null;
  /** First day asked for. */
  readonly from: string;
  /** First day no longer asked for. */
  readonly to: string;
  /** Rows that came. */
  readonly rows: number;
  readonly importId: number | null;
  /** What went wrong, and what to do about it; null where nothing did. */
  readonly problem: string | null;
}

/** What became of its rows: of an import that a run led to. */
export interface RunCounts {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
}

export type CountedRun = SourceRun & { readonly counts: RunCounts | null };

export interface SourceRecord {
  readonly id: number;
  readonly slug: string;
  readonly settings: SourceSettings;
  readonly paused: boolean;
  /** Whether a password is kept. */
  readonly hasPassword: boolean;
  /** When it is pulled next, by its schedule or after a pause; null is never by itself. */
  readonly nextRunAt: string | null;
  /** Since when somebody wants it at once; null where nobody does. */
  readonly askedAt: string | null;
  /** Failed so many times in a row. */
  readonly failures: number;
  readonly failingSince: string | null;
  /** The newest run, which may still go on. */
  readonly lastRun: CountedRun | null;
  /** When it last went well; null is never. */
  readonly lastDoneAt: string | null;
}

/**
 * When a source is due: as soon as somebody asks for it, else by its schedule unless it is paused. Null is
 * never.
 *
 * @example dueAt({ paused: true, nextRunAt: '2026-11-23T02:10:00.000Z', askedAt: null }) // null
 */
export function dueAt(
  source: Pick<SourceRecord, 'paused' | 'nextRunAt' | 'askedAt'>,
): string | null {
  if (source.askedAt !== null) return source.askedAt;
  return source.paused ? null : source.nextRunAt;
}

export interface TriedRow {
  /** From 1. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly as: 'taken' | 'refused' | 'left out';
  /** The figures of a row that is taken, or why another is not. */
  readonly says: string;
}

export interface Tried {
  readonly window: PullWindow;
  readonly columns: readonly string[];
  /** The first rows. */
  readonly rows: readonly TriedRow[];
  /** How many came, of which no more than a thousand are asked for. */
  readonly count: number;
}
