/** What of something is news to who follows it: an episode is told when it begins and when it ends. */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Period,
  parsePeriodKey,
  periodContaining,
} from './calendar';
import { instantInZone } from './calendar-zone';
import type { TargetBounds } from './catalog';
import type { Named } from './contrast-view';
import type { ScorecardStatus } from './scorecard';
import type { Side, Signal } from './signals';
import type { Status } from './status';

/** What is written to a person, before it is known what it says. */
export type DigestAsked =
  /** Of a review, by its id. */
  | { readonly review: number }
  /** Of a week without reviews, by its key. */
  | { readonly week: string };

/** One signal, from its first period on. Days are the first of its first and the last of its last period. */
export type Episode = {
  readonly side: Side;
  /** For the direction; null where neither way is better. */
  readonly good: boolean | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

type Judged = Extract<Status, 'on_target' | 'at_risk' | 'off_target'>;

/** A KPI of what is followed, as it stands. */
export interface StandingKpi extends Named {
  /** Of the period looked at; without one nothing is known of its episode. */
  readonly hasFigure: boolean;
  /** Null where it has no signal that is new or standing. */
  readonly episode: Episode | null;
  /** The finding in words, without a full stop. */
  readonly said: string;
}

/** How something that is followed stands. */
export interface Standing {
  readonly status: Status | ScorecardStatus;
  /** Of a KPI alone; null for none. */
  readonly target: TargetBounds | null;
  readonly kpis: readonly StandingKpi[];
}

/** What was said of it, as it is kept: JSON. */
export type Told = {
  /** The last that was judged; null before the first. */
  readonly status: Judged | null;
  readonly target: TargetBounds | null;
  /** Those that were live, by the KPI's slug. */
  readonly episodes: Readonly<Record<string, Episode>>;
};

/** What was said of something that is followed, to be kept. */
export interface ToldEntry {
  /** Id of the following. */
  readonly follow: number;
  /** Of the period looked at: by the month things stand otherwise than by the week. */
  readonly grain: string;
  readonly told: Told;
}

export type News =
  | { readonly is: 'began'; readonly kpi: StandingKpi; readonly episode: Episode }
  | { readonly is: 'over'; readonly kpi: StandingKpi; readonly episode: Episode }
  | { readonly is: 'status'; readonly from: Judged; readonly to: Judged }
  | {
      readonly is: 'target';
      readonly from: TargetBounds | null;
      readonly to: TargetBounds | null;
    };

export interface Heard {
  readonly news: readonly News[];
  /** To be kept once it was said. */
  readonly told: Told;
}

/**
 * A signal as an episode; null for none, or for one that is past.
 *
 * @example episodeOf({ side: 'below', good: false, from: '2026-W44', to: '2026-W47', … }, calendar)
 * // { side: 'below', good: false, from: '2026-10-26', to: '2026-11-22' }
 */
export function episodeOf(
  signal: Pick<Signal, 'side' | 'good' | 'from' | 'to' | 'state'> | null | undefined,
  calendar: Calendar,
): Episode | null {
  if (signal == null || signal.state === 'past') return null;
  const from = parsePeriodKey(signal.from, calendar);
  const to = parsePeriodKey(signal.to, calendar);
  if (from === null || to === null) return null;
  return { side: signal.side, good: signal.good, from: from.start, to: to.end };
}

/**
 * What is new since somebody heard of it last, and what is to be kept of that. Who never heard is told of
 * nothing: how it stands is where they begin. An episode goes on while the signal is on the same side and
 * began no later than a day after it was told; else it is another one. Where a figure is missing, an episode
 * neither begins nor ends, and a status that is not judged changes nothing.
 *
 * @example heardOf(told, standing).news.map(({ is }) => is) // ['began', 'status']
 */
export function heardOf(before: Told | null, now: Standing): Heard {
  const status = judgedOf(now.status) ?? before?.status ?? null;
  const known = before?.episodes ?? {};
  const heard = now.kpis.map((kpi) => ({ kpi, ...episodeHeard(known[kpi.slug] ?? null, kpi) }));
  const told: Told = {
    status,
    target: now.target,
    episodes: Object.fromEntries(
      heard.flatMap(({ kpi, live }) => (live === null ? [] : [[kpi.slug, live]])),
    ),
  };
  if (before === null) return { news: [], told };
  const news: News[] = heard.flatMap(({ kpi, began, over }): News[] => [
    ...(began === null ? [] : [{ is: 'began' as const, kpi, episode: began }]),
    ...(over === null ? [] : [{ is: 'over' as const, kpi, episode: over }]),
  ]);
  if (before.status !== null && status !== null && before.status !== status) {
    news.push({ is: 'status', from: before.status, to: status });
  }
  if (!sameBounds(before.target, now.target)) {
    news.push({ is: 'target', from: before.target, to: now.target });
  }
  return { news, told };
}

function judgedOf(status: Standing['status']): Judged | null {
  return status === 'on_target' || status === 'at_risk' || status === 'off_target' ? status : null;
}

interface EpisodeHeard {
  readonly began: Episode | null;
  readonly over: Episode | null;
  /** To be kept. */
  readonly live: Episode | null;
}

function episodeHeard(before: Episode | null, { hasFigure, episode }: StandingKpi): EpisodeHeard {
  if (!hasFigure) return { began: null, over: null, live: before };
  if (episode === null) return { began: null, over: before, live: null };
  const goesOn =
    before !== null && before.side === episode.side && episode.from <= addDays(before.to, 1);
  // The end of one is no news beside the beginning of another.
  return { began: goesOn ? null : episode, over: null, live: episode };
}

const BOUNDS = ['target', 'atRisk', 'low', 'high', 'margin'] as const;

function sameBounds(a: TargetBounds | null, b: TargetBounds | null): boolean {
  return BOUNDS.every((name) => (a?.[name] ?? null) === (b?.[name] ?? null));
}

/** Minutes after midnight. */
const MORNING = 6 * 60;
/** Figures of a week are late from the fourth day after it on: by Thursday they are in, or will not be. */
const AFTER_DAYS = 3;

/** A week's digest: of which week, and from when on it is due. */
export interface DigestWeek {
  /** The last that is over. */
  readonly week: Period;
  readonly from: Date;
}

/**
 * The weekly digest that is due: of the last week, from Thursday at six in the morning on, on the
 * organisation's clocks; until then that of the week before.
 *
 * @example digestWeek('2026-11-26', new Date('2026-11-26T07:00:00Z'), 'Europe/London', calendar).week.key // '2026-W47'
 */
export function digestWeek(
  today: CalendarDate,
  now: Date,
  timeZone: string,
  calendar: Calendar,
): DigestWeek {
  const dueIn = (day: CalendarDate): DigestWeek => {
    const present = periodContaining(day, 'week', calendar);
    return {
      week: periodContaining(addDays(present.start, -1), 'week', calendar),
      from: instantInZone(addDays(present.start, AFTER_DAYS), MORNING, timeZone),
    };
  };
  const asked = dueIn(today);
  return now >= asked.from ? asked : dueIn(addDays(today, -7));
}
