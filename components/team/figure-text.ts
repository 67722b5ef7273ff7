/** A KPI's figure as lists of a team write it. */
import type { BoardItem } from '@/lib/domain/contrast-view';
import { withUnit } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';

/** `84.0 %`, with as many digits as show on which side of its target it lies; or that there is none. */
export function figureText(
  item: Pick<BoardItem, 'value' | 'target' | 'decimals' | 'direction' | 'unit'>,
  locale: string,
): string {
  const { value, target, decimals, direction, unit } = item;
  if (value === null) return 'no figure';
  return withUnit(formatAgainstTarget(value, target, decimals, direction, locale), unit, locale);
}
