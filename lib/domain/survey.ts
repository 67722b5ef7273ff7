/** How far a survey's figure can be trusted: 95 % intervals (rules: domain §4, surveys). */
import type { Direction, TargetBounds } from './catalog';
import type { Interval } from './status';
import { spanMeets } from './target-span';

/** 97.5th percentile of the normal distribution; printed as 1.96. */
const Z = 1.959963984540054;

/** Below this many answers an NPS has no interval: the normal approximation does not hold. */
const FEWEST_NPS_ANSWERS = 30;

/**
 * The 95 % interval of a share by Wilson's score, as shares 0 to 1. `successes` need not be a
 * whole number (weighted answers). Null without answers, or where the figures are no count out of
 * a count.
 *
 * Source: Wilson, J. Amer. Statist. Assoc. 22, 1927. 255 of 412 → 0.571 to 0.665;
 * 0 of 10 → 0 to 0.278.
 */
export function wilsonInterval(successes: number, n: number): Interval | null {
  if (!(n > 0 && successes >= 0 && successes <= n) || !Number.isFinite(n)) return null;
  const share = successes / n;
  const z2n = Z ** 2 / n;
  const middle = (share + z2n / 2) / (1 + z2n);
  const reach = (Z / (1 + z2n)) * Math.sqrt((share * (1 - share)) / n + z2n / (4 * n));
  // At 0 and n the exact end is 0 and 1; rounding must not move it.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - reach),
    high: successes === n ? 1 : Math.min(1, middle + reach),
  };
}

/**
 * Net promoter score in points, −100 to 100: 100 × (promoters − detractors) / all answers; null
 * without answers. Counts need not be whole numbers.
 *
 * 220 promoters, 120 passives, 72 detractors → 35.922.
 */
export function npsScore(promoters: number, passives: number, detractors: number): number | null {
  const shares = npsShares(promoters, passives, detractors);
  return shares === null ? null : 100 * (shares.promoters - shares.detractors);
}

/**
 * Standard error of a net promoter score in points: 100·√((p + d − (p − d)²)/n); null without
 * answers.
 *
 * Source: the variance of a score of 1, 0 or −1. 220, 120, 72 → 3.7510.
 */
export function npsStandardError(
  promoters: number,
  passives: number,
  detractors: number,
): number | null {
  const shares = npsShares(promoters, passives, detractors);
  if (shares === null) return null;
  const difference = shares.promoters - shares.detractors;
  const variance = shares.promoters + shares.detractors - difference ** 2;
  return 100 * Math.sqrt(Math.max(0, variance) / shares.n);
}

/**
 * The 95 % interval of a net promoter score in points: the score ± 1.96 standard errors. It may
 * reach beyond ±100; it is clipped where it is shown. Null below 30 answers.
 *
 * 220, 120, 72 → 35.9 ± 7.4, that is 28.5 to 43.3.
 */
export function npsInterval(
  promoters: number,
  passives: number,
  detractors: number,
): Interval | null {
  if (promoters + passives + detractors < FEWEST_NPS_ANSWERS) return null;
  const score = npsScore(promoters, passives, detractors);
  const error = npsStandardError(promoters, passives, detractors);
  if (score === null || error === null) return null;
  return { low: score - Z * error, high: score + Z * error };
}

/**
 * The 95 % interval of a mean, in its unit: mean ± 1.96·sd/√n, where `sd` is the standard
 * deviation of the single answers. Null when `sd` or `n` is unknown, or with fewer than two
 * answers, which have no spread.
 *
 * Mean 4.2, sd 0.9, n 100 → 4.0236 to 4.3764.
 */
export function meanInterval(mean: number, sd: number | null, n: number | null): Interval | null {
  if (sd === null || n === null || !(sd >= 0) || !(n >= 2)) return null;
  const reach = (Z * sd) / Math.sqrt(n);
  return Number.isFinite(reach) ? { low: mean - reach, high: mean + reach } : null;
}

/**
 * Whether a survey cannot tell a hit from a miss: its interval holds values that would be on
 * target and values that would not. Interval and bounds are in the same unit. False without an
 * interval, without a target, and for direction `none`; there is then nothing to be unsure about.
 *
 * 57.1 to 66.5 against 60, `higher` → true; against 57 → false; against 66.5 → true, since only
 * its upper end meets the target.
 */
export function isInconclusive(
  interval: Interval | null,
  bounds: TargetBounds | null,
  direction: Direction,
): boolean {
  if (interval === null || bounds === null) return false;
  return spanMeets(interval.low, interval.high, bounds, direction) === 'some';
}

function npsShares(
  promoters: number,
  passives: number,
  detractors: number,
): {
  readonly promoters: number;
  readonly detractors: number;
  readonly n: number;
} | null {
  const n = promoters + passives + detractors;
  if (!(n > 0 && promoters >= 0 && passives >= 0 && detractors >= 0)) return null;
  return { promoters: promoters / n, detractors: detractors / n, n };
}
