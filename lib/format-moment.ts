/** A moment as people who look for it in a log say it. */
import { periodContaining } from './domain/calendar';
import { dateInZone } from './domain/calendar-zone';

/**
 * The week, the day and the time, by clocks of a zone.
 *
 * @example formatWeekMoment('2026-11-17T02:10:00Z', 'Europe/Berlin', 'en-GB') // 'W47 Tue 03:10'
 */
export function formatWeekMoment(instant: string, timeZone: string, locale: string): string {
  const date = dateInZone(instant, timeZone);
  const week = periodContaining(date, 'week', { fiscalYearStart: 1 }).key.slice(-2);
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string) => clock.find((each) => each.type === type)?.value ?? '';
  return `W${week} ${part('weekday')} ${part('hour')}:${part('minute')}`;
}
