/** How new the figures are, for the bar of every page. */
import type { ContrastView, PeriodFrame } from '@/lib/domain/contrast-view';
import { isOverdue } from '@/lib/domain/freshness';
import { formatInstant, timeAgo } from '@/lib/format-period';
import type { HeaderProps } from './header';

export function newestFigure(
  { newestFigureAt, now, overdue }: Pick<PeriodFrame, 'newestFigureAt' | 'now' | 'overdue'>,
  { timeZone, locale }: ContrastView['organisation'],
): HeaderProps['newest'] {
  if (newestFigureAt === null) return null;
  const recorded = formatInstant(newestFigureAt, timeZone, locale);
  return {
    text: `Newest figure ${timeAgo(newestFigureAt, new Date(now), locale)}`,
    title: `recorded ${recorded}`,
    late: isOverdue(overdue)
      ? `Figures are late: ${overdue.kpis} of ${overdue.of} KPIs lack the newest figure that is due. The last that came in was recorded ${recorded}.`
      : null,
  };
}
