/** Natural limits as drawn: never outside what the unit allows (rules: domain §7). */
import type { Kpi } from './catalog';
import type { Limits } from './signals';

/** The least and the most that a KPI's figure can be; infinite where its unit sets no end. */
function unitRange(
  kpi: Pick<Kpi, 'aggregation' | 'counts' | 'scale' | 'unit'>,
): readonly [number, number] {
  if (kpi.aggregation === 'nps') return [-100, 100];
  if (kpi.aggregation === 'ratio' && kpi.counts) return [0, kpi.scale];
  if (kpi.unit === 'count') return [0, Number.POSITIVE_INFINITY];
  return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

/**
 * The limits clipped to what the unit allows. Only for drawing and for words about the usual range:
 * rules and verdicts use the limits as computed. Null stays null.
 *
 * @example
 * displayLimits({ aggregation: 'ratio', counts: true, scale: 100, unit: '%' }, { lower: 97.2, upper: 100.8, … })
 * // { lower: 97.2, upper: 100 }
 */
export function displayLimits(
  kpi: Pick<Kpi, 'aggregation' | 'counts' | 'scale' | 'unit'>,
  limits: Pick<Limits, 'lower' | 'upper'> | undefined,
): { readonly lower: number | null; readonly upper: number | null } {
  const [least, most] = unitRange(kpi);
  const clip = (value: number | null | undefined) =>
    value == null ? null : Math.min(most, Math.max(least, value));
  return { lower: clip(limits?.lower), upper: clip(limits?.upper) };
}
