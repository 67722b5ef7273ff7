/** How much of a stretch of values meets a target (rules: domain §4, §7). */
import type { Direction, TargetBounds } from './catalog';
import { statusOfValue } from './status';

/** All values of the stretch are on target, some are, or none is. */
export type SpanMeets = 'all' | 'some' | 'none';

/**
 * How much of the stretch from `low` to `high`, both ends included and in the unit of the bounds,
 * would be on target: the question behind an inconclusive survey and behind assurance. It asks the
 * status of values, so hit and miss mean the same here as there. Null without a bound for the
 * direction, or where an end is no number.
 *
 * @example spanMeets(57.1, 66.5, { ...noBounds, target: 60 }, 'higher') // 'some'
 * @example spanMeets(5, 20, { ...noBounds, low: 8, high: 12 }, 'range') // 'some': its middle
 */
export function spanMeets(
  low: number,
  high: number,
  bounds: TargetBounds,
  direction: Direction,
): SpanMeets | null {
  const atLow = statusOfValue(low, bounds, direction);
  const atHigh = statusOfValue(high, bounds, direction);
  if (atLow === null || atHigh === null) return null;
  const lowHits = atLow === 'on_target';
  const highHits = atHigh === 'on_target';
  if (lowHits && highHits) return 'all';
  if (lowHits || highHits) return 'some';
  const around =
    direction === 'range' &&
    bounds.low !== null &&
    bounds.high !== null &&
    low < bounds.low &&
    high > bounds.high;
  return around ? 'some' : 'none';
}
