/** Dates written out in English, by chrono: "4 Dec", "in 2 weeks", "next Friday". */
import { casual, en } from 'chrono-node';

import { type CalendarDate, epochDay, parseCalendarDate } from '../domain/calendar';

const DAY_MS = 86_400_000;

/**
 * The day that a text names, seen from a day and looking forward; null where any of its words is no
 * part of a date. `locale` decides whether 4/12 is in April or December. No clock and no time zone
 * takes part: dates are counted at noon in UTC.
 */
export function typedDate(text: string, today: CalendarDate, locale: string): CalendarDate | null {
  const reader = locale === 'en-US' ? casual : en.GB;
  const noon = new Date(epochDay(today) * DAY_MS + DAY_MS / 2);
  const [found] = reader.parse(text, { instant: noon, timezone: 'UTC' }, { forwardDate: true });
  if (found === undefined || found.text.length !== text.trim().length) return null;
  // A time of the day names no day.
  if (/\b(?:hours?|hrs?|minutes?|mins?|seconds?|now)\b/i.test(text)) return null;
  if (!found.start.isCertain('day') && !found.start.isCertain('weekday')) return null;
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) =>
    found.start.get(part),
  );
  const two = (number: number | null | undefined) => String(number ?? 0).padStart(2, '0');
  return parseCalendarDate(`${String(year ?? 0).padStart(4, '0')}-${two(month)}-${two(day)}`);
}
