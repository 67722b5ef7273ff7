/** A target in few words, where there is no room for "95.0 or more". */
import type { Direction, TargetBounds } from '@/lib/domain/catalog';
import { formatTarget } from '@/lib/format-compare';

/** `95.0`, for a range `2.0–4.0`; null where no target is in effect. */
export function targetText(
  target: TargetBounds | null,
  direction: Direction,
  decimals: number,
  locale: string,
): string | null {
  if (target === null || direction === 'none') return null;
  const written = (value: number) => formatTarget(value, decimals, locale);
  if (direction === 'range') {
    if (target.low === null || target.high === null) return null;
    return `${written(target.low)}–${written(target.high)}`;
  }
  return target.target === null ? null : written(target.target);
}

/** How far a miss is no worse than at risk: `at risk down to 92.0`; null without such a limit. */
export function riskText(
  target: TargetBounds | null,
  direction: Direction,
  decimals: number,
  locale: string,
): string | null {
  if (target === null || direction === 'none') return null;
  const written = (value: number) => formatTarget(value, decimals, locale);
  if (direction === 'range') {
    return target.margin === null ? null : `at risk within ${written(target.margin)} outside it`;
  }
  if (target.atRisk === null) return null;
  return `at risk ${direction === 'higher' ? 'down' : 'up'} to ${written(target.atRisk)}`;
}

/** Said wherever a reader might take more for better. */
export function directionText(direction: Direction): string | null {
  return direction === 'lower' ? 'lower is better' : null;
}
