/** What a chart says about the process, apart from this period's status (rules: domain §7). */
import type { Direction, TargetBounds } from './catalog';
import type { Limits, ProcessChart, Signal, Verdict } from './signals';
import type { Status } from './status';
import { spanMeets } from './target-span';

/** The chart's last point, as far as a verdict needs it. */
export interface LastPoint {
  /** In the KPI's unit; null when missing, and then nothing is said. */
  readonly value: number | null;
  readonly direction: Direction;
  /** Bounds in effect for its period; null without a target. */
  readonly target: TargetBounds | null;
}

/**
 * The newest signal that reaches the chart's last point; null when none does.
 *
 * With a run of eight below since W40 and, in W47, a point above the upper limit: the one of W47.
 */
export function liveSignal(chart: ProcessChart): Signal | null {
  return chart.signals.findLast((signal) => signal.state !== 'past') ?? null;
}

/**
 * Whether the process moves, and whether it can be trusted to meet its target.
 *
 * *Variation*: `improving` or `worsening` by the newest signal that is new or standing, `changed`
 * where the direction does not say what is good, `steady` without a signal; null without limits
 * or when the last point is missing, for then nobody knows whether a signal lasts.
 *
 * *Assurance*: `will_hit` when every value within the limits meets the target (a value on a limit
 * included), `will_miss` when none does, else `hit_or_miss`. A range needs both limits within it,
 * or both beyond it on one side. Null under a signal, with trial limits or none, without a target,
 * for direction `none`, and when the last point is missing. For p′ the last point's limits count.
 *
 * Locked limits 45.8 to 55.8, `higher`, no signal: target 45 → steady, `will_hit`; 50 →
 * `hit_or_miss`; 56 → `will_miss`.
 */
export function verdict(chart: ProcessChart, last: LastPoint): Verdict {
  const limits = chart.limits.at(-1);
  if (limits === undefined || last.value === null || limits.state === 'too_little_history') {
    return { variation: null, assurance: null };
  }
  const signal = liveSignal(chart);
  if (signal !== null) return { variation: variationOf(signal), assurance: null };
  return { variation: 'steady', assurance: assuranceOf(limits, last) };
}

/**
 * Whether a miss is no news: the figure misses its target, at risk or off it, while limits are
 * locked and no signal is new or standing. Asking "why this period?" then asks about noise. If
 * the verdict is `will_miss` as well, only another process or another target will help.
 *
 * Limits 45.8 to 55.8, target 50, value 48 → true; value 44 (outside) → false.
 */
export function isRoutineVariation(chart: ProcessChart, status: Status): boolean {
  if (status !== 'off_target' && status !== 'at_risk') return false;
  return chart.limits.at(-1)?.state === 'locked' && liveSignal(chart) === null;
}

function variationOf({ good }: Signal): Verdict['variation'] {
  if (good === null) return 'changed';
  return good ? 'improving' : 'worsening';
}

const ASSURANCE = { all: 'will_hit', some: 'hit_or_miss', none: 'will_miss' } as const;

function assuranceOf(limits: Limits, { direction, target }: LastPoint): Verdict['assurance'] {
  const { lower, upper, state } = limits;
  if (state !== 'locked' || lower === null || upper === null || target === null) return null;
  const meets = spanMeets(lower, upper, target, direction);
  return meets === null ? null : ASSURANCE[meets];
}
