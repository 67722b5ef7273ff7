/** Whole numbers shared out so that they add up again. */
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import { round } from './figures';
import type { Random } from './random';

export interface Part {
  readonly slug: string;
  readonly size: number;
  /** How often things go wrong there, 1 being as often as elsewhere. */
  readonly misses: number;
}

/**
 * `total` as whole numbers in proportion to `weights`, none above its cap: largest remainders
 * first, then in order. What caps leave over goes to the first parts with room.
 */
export function apportion(
  total: number,
  weights: readonly number[],
  caps: readonly number[] = weights.map(() => total),
): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : 0));
  const shares = exact.map((value, i) => Math.min(Math.floor(value), caps[i] ?? 0));
  let left = total - shares.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  while (left > 0) {
    const before = left;
    for (const { i } of order) {
      if (left > 0 && (shares[i] ?? 0) < (caps[i] ?? 0)) {
        shares[i] = (shares[i] ?? 0) + 1;
        left -= 1;
      }
    }
    if (left === before) throw new RangeError(`${total} does not fit under the caps.`);
  }
  return shares;
}

/** The measures of each part, in the parts' order; counts add up to the total exactly. */
export function splitMeasures(
  total: Measures,
  parts: readonly Part[],
  random: Random,
): readonly Measures[] {
  const { value, numerator, denominator, n, promoters, passives, detractors } = total;
  const noisy = (of: number) =>
    parts.map((part) => part.size * (1 + 0.6 * Math.sqrt(parts.length / of) * random.normal()));
  if (numerator !== null && denominator !== null) {
    return splitCounts(numerator, apportion(denominator, noisy(denominator)), parts, random);
  }
  if (promoters !== null && passives !== null && detractors !== null) {
    const all = promoters + passives + detractors;
    return splitNps(promoters, detractors, apportion(all, noisy(all)), parts, random);
  }
  if (value !== null && n !== null) {
    const sizes = apportion(n, noisy(n));
    return sizes.map((size, i) => ({
      ...total,
      n: size,
      value: round(value + (parts[i]?.misses ?? 1) - 1 + 0.1 * random.normal(), 2),
    }));
  }
  if (value === null) return parts.map(() => NO_MEASURES);
  const shares = apportion(
    value,
    chances(
      parts,
      parts.map((part) => part.size),
      value,
      random,
    ),
  );
  return shares.map((share) => ({ ...NO_MEASURES, value: share }));
}

/** What goes wrong (or whichever side is the smaller) is shared out, and so never exceeds its part. */
function splitCounts(
  numerator: number,
  denominators: readonly number[],
  parts: readonly Part[],
  random: Random,
): readonly Measures[] {
  const denominator = denominators.reduce((a, b) => a + b, 0);
  const countsMisses = 2 * numerator > denominator;
  const few = countsMisses ? denominator - numerator : numerator;
  const shares = apportion(few, chances(parts, denominators, few, random), denominators);
  return denominators.map((of, i) => {
    const share = shares[i] ?? 0;
    return { ...NO_MEASURES, numerator: countsMisses ? of - share : share, denominator: of };
  });
}

function splitNps(
  promoters: number,
  detractors: number,
  sizes: readonly number[],
  parts: readonly Part[],
  random: Random,
): readonly Measures[] {
  const against = apportion(detractors, chances(parts, sizes, detractors, random), sizes);
  const room = sizes.map((size, i) => size - (against[i] ?? 0));
  const fans = parts.map((part) => ({ ...part, misses: 1 / part.misses }));
  const forUs = apportion(promoters, chances(fans, sizes, promoters, random), room);
  return sizes.map((size, i) => ({
    ...NO_MEASURES,
    promoters: forUs[i] ?? 0,
    detractors: against[i] ?? 0,
    passives: size - (forUs[i] ?? 0) - (against[i] ?? 0),
  }));
}

/** Expected share of each part, with the noise of counting. */
function chances(
  parts: readonly Part[],
  sizes: readonly number[],
  few: number,
  random: Random,
): readonly number[] {
  const usual = parts.map((part, i) => (sizes[i] ?? 0) * part.misses);
  const sum = usual.reduce((a, b) => a + b, 0);
  return usual.map((weight) => {
    const expected = sum > 0 ? (few * weight) / sum : 0;
    return Math.max(0, expected + Math.sqrt(expected) * random.normal());
  });
}
