/** How new the figures are, for the bar of every page. */
import type { ContrastView, PeriodFrame } from '@/lib/domain/contrast-view';
import { formatInstant, timeAgo } from '@/lib/format-period';
import type { HeaderProps } from './header';

export function newestFigure(
  { newestFigureAt, now }: Pick<PeriodFrame, 'newestFigureAt' | 'now'>,
  { timeZone, locale }: ContrastView['organisation'],
): HeaderProps['newest'] {
  if (newestFigureAt === null) return null;
  return {
    text: `Newest figure ${timeAgo(newestFigureAt, new Date(now), locale)}`,
    title: `recorded ${formatInstant(newestFigureAt, timeZone, locale)}`,
  };
}
