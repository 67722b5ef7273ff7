/** When a source is asked, again after a failure, and for which days. */
import {
  type Calendar,
  type CalendarDate,
  type Grain,
  periodContaining,
  shiftPeriod,
} from './calendar';

export interface LookBack {
  readonly count: number;
  readonly unit: Grain;
}

/** Days asked for: `from` is the first, `to` the first that is no longer one. */
export interface PullWindow {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/**
 * The days that a pull asks for: the last so many periods that are over, so that figures which were
 * corrected since arrive. The period in progress is left to the next pulls.
 *
 * @example
 * pullWindow('2026-11-18', { count: 2, unit: 'week' }, { fiscalYearStart: 1 })
 * // { from: '2026-11-02', to: '2026-11-16' }: weeks 45 and 46
 */
export function pullWindow(
  today: CalendarDate,
  { count, unit }: LookBack,
  calendar: Calendar,
): PullWindow {
  const present = periodContaining(today, unit, calendar);
  return { from: shiftPeriod(present, -count, calendar).start, to: present.start };
}

const FIRST_PAUSE_MINUTES = 5;
const LONGEST_PAUSE_MINUTES = 360;

/**
 * Minutes until a source that failed so many times in a row is asked again: 5, then twice as long each
 * time, 6 hours at most. The schedule counts again after the first success.
 *
 * @example [1, 2, 3, 20].map(backOffMinutes) // [5, 10, 20, 360]
 */
export function backOffMinutes(failures: number): number {
  const doubled = FIRST_PAUSE_MINUTES * 2 ** Math.max(0, failures - 1);
  return Math.min(LONGEST_PAUSE_MINUTES, doubled);
}
