/** The value of one report, and of several taken together (rules: domain §3). */
import type { Aggregation } from './catalog';
import { type Measures, NO_MEASURES } from './observation';

/** Sum over all; null when one of them is null, or there is none. */
function sumOf(figures: readonly (number | null)[]): number | null {
  let sum: number | null = null;
  for (const figure of figures) {
    if (figure === null) return null;
    sum = (sum ?? 0) + figure;
  }
  return sum;
}

const ratioOf = (scale: number, numerator: number | null, denominator: number | null) =>
  numerator === null || denominator === null || denominator === 0
    ? null
    : (scale * numerator) / denominator;

function npsOf({ promoters, passives, detractors }: Measures): number | null {
  if (promoters === null || passives === null || detractors === null) return null;
  const all = promoters + passives + detractors;
  return all === 0 ? null : (100 * (promoters - detractors)) / all;
}

/**
 * The figures of one report with `value` worked out: scale × numerator / denominator for a ratio,
 * 100 × (promoters − detractors) / all for an NPS, as reported for all others. A value that a report
 * of a ratio or NPS carries besides is ignored. `value` is null when the denominator is 0.
 *
 * @example measuresOf('ratio', 100, { ...NO_MEASURES, numerator: 255, denominator: 412 }).value // 61.893…
 */
export function measuresOf(aggregation: Aggregation, scale: number, reported: Measures): Measures {
  if (aggregation === 'ratio') {
    return { ...reported, value: ratioOf(scale, reported.numerator, reported.denominator) };
  }
  return aggregation === 'nps' ? { ...reported, value: npsOf(reported) } : reported;
}

/**
 * Whether measures hold a figure that can be counted in: for a ratio both counts (0 of 0 is in, and
 * adds nothing), for an NPS all three, for a mean its value or an n of 0, else the value.
 *
 * @example isIn('ratio', { ...NO_MEASURES, numerator: 0, denominator: 0 }) // true
 */
export function isIn(aggregation: Aggregation, measures: Measures): boolean {
  const { value, numerator, denominator, n, promoters, passives, detractors } = measures;
  switch (aggregation) {
    case 'ratio':
      return numerator !== null && denominator !== null;
    case 'nps':
      return promoters !== null && passives !== null && detractors !== null;
    case 'mean':
      return value !== null || n === 0;
    default:
      return value !== null;
  }
}

/**
 * The figures of parts taken together; parts that hold no figure (`isIn`) are left out, so whether
 * enough of them are in is the caller's to say. `last` takes the last part, so parts in time stand
 * oldest first.
 *
 * - `sum`: Σ value. `min`, `max`: the smallest, the largest. `last`: the last. `none`: no value.
 * - `ratio`: Σ numerator and Σ denominator, value scale × one over the other; null when Σ denominator is 0.
 * - `mean`: Σ value·n / Σ n with n = Σ n; value and n null when a part was reported without n.
 * - `nps`: the three counts summed, value 100 × (Σ promoters − Σ detractors) / Σ all.
 *
 * What the aggregation does not carry is null, `sd` always: it cannot be had from the parts' own.
 *
 * @example
 * // ratio, scale 100: 1 of 2 and 9 of 10 → 10 of 12
 * measuresOver('ratio', 100, [half, ninety]).value // 83.33…, not the mean 70
 */
export function measuresOver(
  aggregation: Aggregation,
  scale: number,
  parts: readonly Measures[],
): Measures {
  const figures = parts.filter((part) => isIn(aggregation, part));
  switch (aggregation) {
    case 'none':
      return NO_MEASURES;
    case 'ratio': {
      const numerator = sumOf(figures.map((part) => part.numerator));
      const denominator = sumOf(figures.map((part) => part.denominator));
      const value = ratioOf(scale, numerator, denominator);
      return { ...NO_MEASURES, value, numerator, denominator };
    }
    case 'nps': {
      const counts = {
        ...NO_MEASURES,
        promoters: sumOf(figures.map((part) => part.promoters)),
        passives: sumOf(figures.map((part) => part.passives)),
        detractors: sumOf(figures.map((part) => part.detractors)),
      };
      return { ...counts, value: npsOf(counts) };
    }
    case 'mean': {
      const n = sumOf(figures.map((part) => part.n));
      const total = sumOf(figures.map((part) => weighted(part)));
      return { ...NO_MEASURES, value: ratioOf(1, total, n), n };
    }
    default:
      return { ...NO_MEASURES, value: valueOver(aggregation, values(figures)) };
  }
}

/** Value × n; null without n. A mean over nobody adds nothing, whatever its value says. */
const weighted = ({ value, n }: Measures): number | null =>
  n === 0 ? 0 : value === null || n === null ? null : value * n;

const values = (parts: readonly Measures[]): number[] =>
  parts.flatMap(({ value }) => (value === null ? [] : [value]));

function valueOver(
  aggregation: 'sum' | 'last' | 'min' | 'max',
  figures: readonly number[],
): number | null {
  if (figures.length === 0) return null;
  switch (aggregation) {
    case 'sum':
      return sumOf(figures);
    case 'last':
      return figures.at(-1) ?? null;
    case 'min':
      return figures.reduce((a, b) => Math.min(a, b));
    case 'max':
      return figures.reduce((a, b) => Math.max(a, b));
  }
}
