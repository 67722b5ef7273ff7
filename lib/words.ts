/** How sentences write periods, dates and figures for one organisation, seen from one period. */
import {
  type Calendar,
  type CalendarDate,
  type Period,
  type PeriodKey,
  parsePeriodKey,
} from './domain/calendar';
import type { Kpi, Organisation } from './domain/catalog';
import { grainNoun } from './domain/wording';
import { formatNumber, formatValue } from './format';
import { formatDayMonth, periodShort } from './format-period';

export interface Words {
  readonly periodName: (period: PeriodKey) => string;
  readonly dateName: (date: CalendarDate) => string;
  readonly present: string;
  readonly points: (points: number) => string;
  readonly valueOf: (kpi: Pick<Kpi, 'unit' | 'decimals'>, value: number) => string;
}

/**
 * The words of a page that looks at one period. A period of another year carries its year.
 *
 * @example words(organisation, calendar, week47of2026).periodName('2025-W50') // 'W50 2025'
 */
export function words(
  { locale }: Pick<Organisation, 'locale'>,
  calendar: Calendar,
  looked: Period,
): Words {
  return {
    periodName: (key) => shortName(key, locale, calendar, looked),
    dateName: (date) => formatDayMonth(date, locale),
    present: `this ${grainNoun(looked.grain, 'singular')}`,
    points: (points) => formatNumber(points, 1, locale),
    valueOf: ({ unit, decimals }, value) => formatValue(value, unit, decimals, locale),
  };
}

/** A short name of a period, with its year where that is not the one looked at. */
export function shortName(
  key: PeriodKey,
  locale: string,
  calendar: Calendar,
  looked: Period,
): string {
  const period = parsePeriodKey(key, calendar);
  if (period === null) return key;
  const short = periodShort(period, locale);
  const year = yearOf(period);
  return year === yearOf(looked) || short.includes(year) ? short : `${short} ${year}`;
}

/** Weeks are named by their own year, which may differ from that of their first day. */
function yearOf(period: Period): string {
  return period.grain === 'week' ? period.key.slice(0, 4) : period.start.slice(0, 4);
}
