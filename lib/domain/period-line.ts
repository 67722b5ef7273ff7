/** Consecutive periods of one grain, built once and shared by all series of that grain. */
import {
  type Calendar,
  type CalendarDate,
  type Grain,
  type Period,
  periodsBetween,
} from './calendar';

export interface PeriodLine {
  readonly grain: Grain;
  /** Consecutive, oldest first. */
  readonly periods: readonly Period[];
  /** Position of the period that begins on a date; -1 when none does. */
  readonly indexOf: (start: CalendarDate) => number;
}

/**
 * The periods from `first` to `last`, both included, with their positions.
 *
 * @example periodLine(week '2026-W44', week '2026-W46', calendar).indexOf('2026-11-09') // 2
 */
export function periodLine(first: Period, last: Period, calendar: Calendar): PeriodLine {
  const periods = periodsBetween(first, last, calendar);
  const positions = new Map(periods.map((period, index) => [period.start, index]));
  return { grain: first.grain, periods, indexOf: (start) => positions.get(start) ?? -1 };
}
