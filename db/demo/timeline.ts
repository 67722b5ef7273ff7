/**
 * The periods of the demo. All of its story is told in weeks back from the newest complete week,
 * which is 0, so that it lies in the last weeks whenever the demo is loaded.
 */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Period,
  periodContaining,
  shiftPeriod,
} from '../../lib/domain/calendar';

export const DEMO_WEEKS = 104;
export const DEMO_MONTHS = 24;

const CALENDAR: Calendar = { fiscalYearStart: 1 };

/** The `count` newest periods of a grain that are over on `today`, newest first. */
export function periodsBack(
  today: CalendarDate,
  grain: 'week' | 'month',
  count: number,
): readonly Period[] {
  const present = periodContaining(today, grain, CALENDAR);
  return Array.from({ length: count }, (_, back) => shiftPeriod(present, -1 - back, CALENDAR));
}

/** Monday of the week that lies so many weeks before the newest complete one. */
export function mondayBack(today: CalendarDate, weeksBack: number): CalendarDate {
  return addDays(periodContaining(today, 'week', CALENDAR).start, -7 * (weeksBack + 1));
}
