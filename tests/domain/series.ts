/** Short ways to write a chart's points in tests. */
import type { PeriodKey } from '../../lib/domain/calendar';
import type { Direction } from '../../lib/domain/catalog';
import { processChart } from '../../lib/domain/process-chart';
import type { ChartMethod, ChartPoint, Limits, ProcessChart } from '../../lib/domain/signals';

/** Period `1` is the first point: published examples count from 1. */
export function periodOf(index: number): PeriodKey {
  return String(index + 1) as PeriodKey;
}

export function series(values: readonly (number | null)[]): ChartPoint[] {
  return values.map((value, i) => ({ period: periodOf(i), value }));
}

/** Counts out of counts, in percent; null is a missing period. */
export function shares(counts: readonly (readonly [number, number] | null)[]): ChartPoint[] {
  return counts.map((count, i) => {
    const [numerator, denominator] = count ?? [null, null];
    const value =
      numerator === null || denominator === null ? null : (100 * numerator) / denominator;
    return { period: periodOf(i), value, numerator, denominator };
  });
}

export function chartOf(
  values: readonly (number | null)[],
  options: {
    readonly phaseStarts?: readonly number[];
    readonly method?: ChartMethod;
    readonly direction?: Direction;
  } = {},
): ProcessChart {
  const { phaseStarts = [], method = 'xmr', direction = 'higher' } = options;
  return processChart(series(values), { phaseStarts, method, direction });
}

/** The same limits at each of `count` points. */
export function fixedLimits(
  count: number,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): Limits[] {
  const limits: Limits = { center: (lower + upper) / 2, lower, upper, state: 'locked' };
  return Array.from({ length: count }, () => limits);
}

/**
 * Twenty quiet points around 10 with a mean moving range of 2: they lock the limits at 4.68 to
 * 15.32, and no rule holds among them.
 */
export const QUIET: readonly number[] = Array.from({ length: 20 }, (_, i) =>
  i % 2 === 0 ? 9 : 11,
);
