/** When those are reminded who have to check in before a review. */
import type { Period } from './calendar';
import { addDays } from './calendar';
import { instantInZone } from './calendar-zone';
import { meetingInstant, type ReviewSeries } from './review';

const HOUR_MS = 3_600_000;
/** Nobody is written to before, and figures that come in the night are there. Minutes after midnight. */
const MORNING = 6 * 60;

/** From its beginning on, and before its end, a reminder is of use. */
export interface ReminderWindow {
  readonly from: Date;
  readonly to: Date;
}

/**
 * From when to when those are reminded of a review: so many hours before it meets, but not before six in
 * the morning after its period, on the clocks of the series, because figures are not all there before; an
 * hour before it meets at the latest. Hours are hours that pass, whatever clocks do meanwhile.
 *
 * @example
 * reminderWindow(week '2026-W47', { weekday: 2, startsAt: '09:00', timeZone: 'Europe/London' }, 24)
 * // from Monday 2026-11-23T09:00Z to Tuesday 2026-11-24T09:00Z
 */
export function reminderWindow(
  period: Period,
  series: Pick<ReviewSeries, 'weekday' | 'startsAt' | 'timeZone'>,
  hours: number,
): ReminderWindow {
  const to = meetingInstant(period, series);
  const wanted = to.getTime() - hours * HOUR_MS;
  const morning = instantInZone(addDays(period.end, 1), MORNING, series.timeZone).getTime();
  const latest = to.getTime() - HOUR_MS;
  return { from: new Date(Math.max(wanted, Math.min(morning, latest))), to };
}
