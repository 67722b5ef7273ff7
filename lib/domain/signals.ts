/** Process behaviour charts: limits, signals and verdicts (rules: domain §7). */
import type { PeriodKey } from './calendar';

/** One point of a chart. Points stand for consecutive periods: a missing period is there with a null value. */
export interface ChartPoint {
  readonly period: PeriodKey;
  /** In the KPI's unit; null when missing or `too_few`. */
  readonly value: number | null;
  /** Only for counts out of counts. */
  readonly numerator?: number | null;
  readonly denominator?: number | null;
}

/** How limits are computed: XmR by means or medians, or Laney's p′ for counts out of counts. */
export type ChartMethod = 'xmr' | 'xmr_median' | 'p_prime';

/** The three rules by their numbers in domain §7; there are no others. */
export type Rule = 1 | 2 | 3;
export type Side = 'above' | 'below';

/**
 * Why a phase is a run chart: too few points reported; none of them next to another, so that no
 * moving range exists; or counts that are all none or all of the whole, which leave p′ no width.
 */
export type RunReason = 'few_points' | 'no_neighbours' | 'all_or_nothing';

export type LimitState = 'locked' | 'trial' | 'too_little_history';

/**
 * Limits that hold at one point; all null in a run chart. At a missing point of a p′ chart only
 * the centre is known, since the others depend on its denominator.
 */
export interface Limits {
  readonly center: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly state: LimitState;
}

export interface ChartPhase {
  readonly from: PeriodKey;
  readonly to: PeriodKey;
  readonly method: ChartMethod | 'run';
  /** Null unless the method is `run`. */
  readonly runReason: RunReason | null;
  /** How many of its points are reported. */
  readonly reported: number;
  readonly center: number | null;
  /** Null for p′, whose limits differ from point to point. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Upper limit of the moving range; null for p′ and run charts. */
  readonly rangeUpper: number | null;
  readonly state: LimitState;
}

export interface Signal {
  /** Rules 1 to 3 that held at any of its points, ascending. */
  readonly rules: readonly Rule[];
  readonly from: PeriodKey;
  readonly to: PeriodKey;
  readonly side: Side;
  /** Null for directions `range` and `none`. */
  readonly good: boolean | null;
  /** At the chart's last point: `new` in its first period, `standing` after, `past` when it does not reach it. */
  readonly state: 'new' | 'standing' | 'past';
}

export interface Verdict {
  readonly variation: 'improving' | 'worsening' | 'steady' | 'changed' | null;
  readonly assurance: 'will_hit' | 'hit_or_miss' | 'will_miss' | null;
}

export interface ProcessChart {
  readonly phases: readonly ChartPhase[];
  /** One entry a point, in the points' order. */
  readonly limits: readonly Limits[];
  /**
   * By first point; of two that begin together, the one on the newest point's side comes last.
   * So the last that is `new` or `standing` is the newest.
   */
  readonly signals: readonly Signal[];
  /** True when the last 12 points or more lie on one side of the centre: a new phase may be proposed. */
  readonly proposesPhase: boolean;
}
