/** Schedules: five fields of cron in a time zone, daylight saving included. */
import cronParser from 'cron-parser';

/** No seconds, which the parser would take as a sixth field, and no names such as `@daily`. */
const FIVE_FIELDS = /^[\w*,/\-#?]+(\s+[\w*,/\-#?]+){4}$/;

/** What is wrong with a schedule, as a sentence with its cure; null when nothing is. */
export function scheduleFault(cron: string): string | null {
  const cure = 'Give minute, hour, day, month and weekday, such as 10 3 * * 1-5.';
  if (!FIVE_FIELDS.test(cron.trim())) return `A schedule has five fields. ${cure}`;
  try {
    cronParser.parseExpression(cron.trim(), { tz: 'UTC' }).next();
    return null;
  } catch {
    return `“${cron.trim().slice(0, 40)}” is no schedule. ${cure}`;
  }
}

/**
 * The next moment after one, by clocks of the zone. An hour that is left out in spring is made up for
 * after it, one that comes twice in autumn counts once, unless the schedule names every hour.
 */
export function nextRun(cron: string, timeZone: string, after: Date): Date {
  return cronParser
    .parseExpression(cron.trim(), { tz: timeZone, currentDate: after })
    .next()
    .toDate();
}
