/** How many of a KPI's figures are in, of those that are due. Apart from status, which judges what they say. */
import {
  type Calendar,
  type CalendarDate,
  type Grain,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import type { Kpi } from './catalog';
import { newestDuePeriod } from './freshness';

/** How far back figures are counted: about half a year, and longer where periods are long. */
const LOOKED_BACK: Readonly<Record<Grain, number>> = {
  day: 28,
  week: 26,
  month: 13,
  quarter: 8,
  year: 3,
};

export interface Coverage {
  readonly in: number;
  readonly of: number;
}

/**
 * Periods with a figure, of those that were due: the newest 28 days, 26 weeks, 13 months, 8 quarters or
 * 3 years that are, and none before the first figure. Null where there is no figure, or none is due yet.
 *
 * @example
 * // Weekly, W45 is the newest due, the first figure is of W40, W43 is missing:
 * coverage(kpi, starts, '2026-11-18', calendar) // { in: 5, of: 6 }
 */
export function coverage(
  kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>,
  figures: readonly CalendarDate[],
  today: CalendarDate,
  calendar: Calendar,
): Coverage | null {
  const first = figures.reduce<CalendarDate | null>(
    (least, each) => (least === null || each < least ? each : least),
    null,
  );
  if (first === null) return null;
  const there = new Set(figures);
  const firstPeriod = periodContaining(first, kpi.grain, calendar);
  let period: Period = newestDuePeriod(kpi, today, calendar);
  let [found, due] = [0, 0];
  while (due < LOOKED_BACK[kpi.grain] && period.start >= firstPeriod.start) {
    due += 1;
    if (there.has(period.start)) found += 1;
    period = shiftPeriod(period, -1, calendar);
  }
  return due === 0 ? null : { in: found, of: due };
}
