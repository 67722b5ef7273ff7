/** The last periods of a page: what was judged in each of them, and how long a state has held. */
import { type Calendar, type Period, type PeriodKey, shiftPeriod } from './calendar';
import type { ScorecardStatus } from './scorecard';
import type { Judgement, Status } from './status';
import type { Track } from './track';

/** Pages look back over at most so many periods. */
export const TREND_PERIODS = 26;

/**
 * The periods up to the one looked at, oldest first: from the first that has figures, at most 26.
 * Without any figure, the one looked at alone.
 *
 * @example trendPeriods(week46, week '2026-W44', calendar).map(({ key }) => key)
 * // ['2026-W44', '2026-W45', '2026-W46']
 */
export function trendPeriods(
  looked: Period,
  earliest: Period | null,
  calendar: Calendar,
): readonly Period[] {
  const periods: Period[] = [looked];
  while (periods.length < TREND_PERIODS) {
    const first = periods[0] ?? looked;
    if (earliest === null || first.start <= earliest.start) break;
    periods.unshift(shiftPeriod(first, -1, calendar));
  }
  return periods;
}

/**
 * What each KPI is judged in the view of a period, by its slug; one that has no period to judge
 * there is not in it.
 *
 * @example judgementsIn(tracks, week46).get('delivered-on-promised-day')?.status // 'off_target'
 */
export function judgementsIn(
  tracks: Iterable<Pick<Track, 'kpi' | 'judgementIn'>>,
  period: Period,
): ReadonlyMap<string, Judgement> {
  const judgements = new Map<string, Judgement>();
  for (const track of tracks) {
    const judgement = track.judgementIn(period);
    if (judgement !== null) judgements.set(track.kpi.slug, judgement);
  }
  return judgements;
}

/** One period of a run; null where nothing was said at all. */
export interface Stood<S extends Status | ScorecardStatus = Status> {
  readonly period: PeriodKey;
  readonly status: S | null;
}

/** Two facts about a state that are said apart: since when it holds, and how often it was bad. */
export interface Standing {
  /** First period of the unbroken run of the present status; null without periods. */
  readonly since: PeriodKey | null;
  /** The run reaches back to the first of the periods: it may be older. */
  readonly sinceAtLeast: boolean;
  /** How many of the periods were off target, at risk, and judged at all. */
  readonly offTarget: number;
  readonly atRisk: number;
  readonly judged: number;
  /** How many periods were looked at. */
  readonly of: number;
}

/**
 * Since when the newest status holds without a break, and how often each bad one was met over all
 * the periods, which are consecutive and oldest first. A period without a judgement breaks a run
 * and is not counted as judged.
 *
 * @example
 * standingOf([on W43, off W44, off W45, off W46])
 * // { since: '2026-W44', sinceAtLeast: false, offTarget: 3, atRisk: 0, judged: 4, of: 4 }
 */
export function standingOf(stood: readonly Stood<Status | ScorecardStatus>[]): Standing {
  const present = stood.at(-1)?.status ?? null;
  const before = stood.findLastIndex(({ status }) => (status ?? null) !== present);
  const count = (wanted: Status) => stood.filter(({ status }) => status === wanted).length;
  const offTarget = count('off_target');
  const atRisk = count('at_risk');
  return {
    since: stood[before + 1]?.period ?? null,
    sinceAtLeast: before < 0,
    offTarget,
    atRisk,
    judged: offTarget + atRisk + count('on_target'),
    of: stood.length,
  };
}
