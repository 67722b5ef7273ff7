/** Natural limits of process behaviour charts: XmR by means or medians, Laney's p′ (rules: domain §7). */
import type { ChartMethod, ChartPoint, LimitState } from './signals';

/** Fewer reported points than this in a phase: a run chart, no limits. */
export const FEWEST_POINTS = 6;
/** Limits lock on this many reported points. */
export const BASELINE_POINTS = 20;

/**
 * How far the limits lie from the centre, and the upper limit of the range, in moving ranges.
 * The exact 3/d₂ and D₄ are 2.6596 and 3.2665; the rounded ones are those that the books print,
 * and so those that a reader can check by hand (Wheeler, *Making Sense of Data*).
 */
const XMR_FACTORS = {
  mean: { limits: 2.66, range: 3.268 },
  median: { limits: 3.145, range: 3.865 },
} as const;

/** d₂ for two points: the mean range of two draws from a normal distribution, in its deviations. */
const MEAN_RANGE_OF_TWO = 1.128;

/** Limits of an XmR chart, all in the unit of the values. */
export interface XmrLimits {
  readonly center: number;
  readonly lower: number;
  readonly upper: number;
  /** Upper limit of the moving range. */
  readonly rangeUpper: number;
  /** Mean or median of the moving ranges. */
  readonly movingRange: number;
}

/** A count out of a count: 94 parcels on time of 100. */
export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a p′ chart keeps of its baseline. */
export interface PPrimeBaseline {
  /** Σ numerators / Σ denominators, strictly between 0 and 1. */
  readonly share: number;
  /** How much more (above 1) or less the shares vary than coin tosses would: Laney's σz. */
  readonly sigmaZ: number;
}

/**
 * The part of a phase that its limits rest on, from its values by period, null where missing.
 *
 * `end` is exclusive and counts missing periods too; `state` says how far the limits can be
 * trusted; `reported` is how many values the whole phase has. With all of 26 points reported,
 * `end` is 20 and the state `locked`; with 12 of 15 reported, `end` is 15 and the state `trial`.
 */
export function baseline(values: readonly (number | null)[]): {
  readonly end: number;
  readonly reported: number;
  readonly state: LimitState;
} {
  let reported = 0;
  let end = values.length;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null) continue;
    reported++;
    if (reported === BASELINE_POINTS) end = i + 1;
  }
  if (reported >= BASELINE_POINTS) return { end, reported, state: 'locked' };
  return { end, reported, state: reported < FEWEST_POINTS ? 'too_little_history' : 'trial' };
}

/**
 * Whether a point counts on a chart of this method: it has a finite value and, for p′, counts
 * with a denominator above 0. A value without counts is as good as missing on a p′ chart, for it
 * could have no limits of its own.
 *
 * A point `{ value: 94, numerator: 94, denominator: 0 }` is reported on `xmr`, not on `p_prime`.
 */
export function isReported(point: ChartPoint, method: ChartMethod): boolean {
  if (point.value === null || !Number.isFinite(point.value)) return false;
  return method !== 'p_prime' || countsOf(point) !== null;
}

/**
 * The counts of a point on a p′ chart; null where it has no value (a figure may be withheld
 * though its counts are known), or where its counts are missing or out of nothing.
 *
 * `{ value: 94, numerator: 47, denominator: 50 }` → `{ numerator: 47, denominator: 50 }`.
 */
export function countsOf(point: ChartPoint): Counts | null {
  const { value, numerator = null, denominator = null } = point;
  if (value === null || numerator === null || denominator === null) return null;
  if (!Number.isFinite(numerator) || !Number.isFinite(denominator) || denominator <= 0) return null;
  return { numerator, denominator };
}

/**
 * Limits of an XmR chart (individuals and moving ranges) from baseline values of consecutive
 * periods, null where a period is missing: centre ± 2.66 mean moving ranges, or with medians
 * ± 3.145. A moving range is taken only between neighbours that are both there; none is screened.
 * Null without two such neighbours: then nothing is known of how the process varies.
 *
 * Source: Wheeler, *Making Sense of Data*; NIST/SEMATECH e-Handbook 6.3.2.2.
 * Its 49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1 → 50.81, 45.815 to 55.805, range 6.137.
 */
export function xmrLimits(
  values: readonly (number | null)[],
  by: 'mean' | 'median',
): XmrLimits | null {
  const present = values.filter((value) => value !== null);
  const ranges = neighbourDifferences(values);
  if (ranges.length === 0) return null;
  const average = by === 'mean' ? mean : median;
  const factors = XMR_FACTORS[by];
  const center = average(present);
  const movingRange = average(ranges);
  return {
    center,
    lower: center - factors.limits * movingRange,
    upper: center + factors.limits * movingRange,
    rangeUpper: factors.range * movingRange,
    movingRange,
  };
}

/**
 * What a p′ chart needs of its baseline: p̄ = Σ numerators / Σ denominators and
 * σz = mean |Δz| / 1.128, where z is a share's distance from p̄ in the deviations
 * √(p̄(1 − p̄)/n) that coin tosses would give it. Null entries are missing periods and break
 * the pairs. Null when p̄ is 0 or 1 (no share can then be told from another), or without two
 * neighbours.
 *
 * Source: Laney, "Improved control charts for attributes", Quality Engineering 14(4), 2002.
 * 50 of 100, 60 of 100, 40 of 100 → p̄ 0.5, z 0 2 −2, mean |Δz| 3, σz 2.6596.
 */
export function pPrimeBaseline(counts: readonly (Counts | null)[]): PPrimeBaseline | null {
  let numerators = 0;
  let denominators = 0;
  for (const point of counts) {
    if (point === null) continue;
    numerators += point.numerator;
    denominators += point.denominator;
  }
  const share = numerators / denominators;
  if (!(share > 0 && share < 1)) return null;
  const scores = counts.map((point) =>
    point === null
      ? null
      : (point.numerator / point.denominator - share) / tossDeviation(share, point.denominator),
  );
  const differences = neighbourDifferences(scores);
  if (differences.length === 0) return null;
  return { share, sigmaZ: mean(differences) / MEAN_RANGE_OF_TWO };
}

/**
 * Limits of a p′ chart at a point with this denominator, as shares: p̄ ± 3·s·σz. They may lie
 * below 0 or above 1; they are clipped where they are drawn, not where they are judged.
 *
 * p̄ 0.9529, σz 10.64, 280,443 patients → 0.9401 to 0.9657.
 */
export function pPrimeLimits(
  from: PPrimeBaseline,
  denominator: number,
): { readonly lower: number; readonly upper: number } {
  const reach = 3 * tossDeviation(from.share, denominator) * from.sigmaZ;
  return { lower: from.share - reach, upper: from.share + reach };
}

/** Standard deviation of a share of `n` independent tosses. */
function tossDeviation(share: number, n: number): number {
  return Math.sqrt((share * (1 - share)) / n);
}

function neighbourDifferences(values: readonly (number | null)[]): number[] {
  const differences: number[] = [];
  let previous: number | null = null;
  for (const value of values) {
    if (value !== null && previous !== null) differences.push(Math.abs(value - previous));
    previous = value;
  }
  return differences;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
