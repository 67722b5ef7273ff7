/**
 * Instants and calendar dates in a time zone (rules: domain §2). Only here does a time zone take
 * part; offsets and daylight saving come from the platform's copy of the IANA database.
 */
import { type CalendarDate, dateOfEpochDay, epochDay, parseCalendarDate } from './calendar';
import { dayOfCivil } from './civil-day';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Zones have been up to 15 h 56 min from UTC (Manila until 1844). */
const FARTHEST_OFFSET_MS = 16 * HOUR_MS;

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

/** What clocks in the zone show at an instant, as if it were UTC: milliseconds since 1970-01-01. */
function localMs(instantMs: number, timeZone: string): number {
  const at: Record<string, string> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(instantMs)) at[type] = value;
  const part = (name: string): number => Number(at[name]);
  const year = at['era'] === 'BC' ? 1 - part('year') : part('year');
  const seconds = part('hour') * 3600 + part('minute') * 60 + part('second');
  // Offsets are whole seconds, so the fraction is the same in every zone.
  const fraction = ((instantMs % 1000) + 1000) % 1000;
  return dayOfCivil(year, part('month'), part('day')) * DAY_MS + seconds * 1000 + fraction;
}

const offsetMs = (instantMs: number, timeZone: string): number =>
  localMs(instantMs, timeZone) - instantMs;

/**
 * Whether the platform knows a time zone by this IANA name. A bare offset such as `+01:00` is no
 * name: it knows no daylight saving.
 *
 * @example isTimeZone('Europe/Berlin') // true; isTimeZone('Mars/Olympus') is false
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar date at an instant in a time zone. A text is an RFC 3339 instant, a number
 * milliseconds since 1970. `RangeError` for an instant or a zone that does not exist.
 *
 * @example dateInZone('2026-11-01T03:30:00Z', 'America/New_York') // '2026-10-31'
 */
export function dateInZone(instant: Date | number | string, timeZone: string): CalendarDate {
  const ms = typeof instant === 'string' ? parseInstant(instant)?.getTime() : Number(instant);
  if (ms === undefined || !Number.isFinite(ms)) throw new RangeError(`${instant} is no instant.`);
  return dateOfEpochDay(Math.floor(localMs(ms, timeZone) / DAY_MS));
}

/**
 * The last millisecond of a calendar date in a time zone, daylight saving included. Where clocks go
 * back over midnight it is the second time; a date that a zone left out (Apia, 2011-12-30) ends with
 * the date before it.
 *
 * @example endOfDate('2026-11-01', 'America/New_York') // 2026-11-02T04:59:59.999Z, after 25 hours
 */
export function endOfDate(date: CalendarDate, timeZone: string): Date {
  const midnight = (epochDay(date) + 1) * DAY_MS;
  const before = midnight - FARTHEST_OFFSET_MS;
  const after = midnight + FARTHEST_OFFSET_MS;
  const offsetBefore = offsetMs(before, timeZone);
  const offsetAfter = offsetMs(after, timeZone);
  if (offsetBefore === offsetAfter) return new Date(midnight - offsetBefore - 1);
  const change = changeBetween(before, after, offsetBefore, timeZone);
  return midnight - offsetAfter > change
    ? new Date(midnight - offsetAfter - 1)
    : new Date(Math.min(midnight - offsetBefore, change) - 1);
}

/** The first instant with another offset; in so short a time there is no more than one change. */
function changeBetween(from: number, to: number, offsetFrom: number, timeZone: string): number {
  let same = from;
  let other = to;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMs(middle, timeZone) === offsetFrom) same = middle;
    else other = middle;
  }
  return other;
}

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Digits beyond milliseconds are cut off; a leap second is no instant here. */
function parseInstant(text: string): Date | null {
  const found = RFC_3339.exec(text);
  const date = parseCalendarDate(found?.[1] ?? '');
  if (!found || date === null) return null;
  const [hour, minute, second] = [Number(found[2]), Number(found[3]), Number(found[4])];
  const fraction = Number((found[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const ahead = found[6] === undefined ? 0 : Number(found[7]) * 60 + Number(found[8]);
  const minutes = hour * 60 + minute - (found[6] === '-' ? -ahead : ahead);
  return new Date(epochDay(date) * DAY_MS + minutes * 60_000 + second * 1000 + fraction);
}

/**
 * The moment that an `asOf` names: a date means its end in the zone, an RFC 3339 instant itself.
 * Null for any other text, and before the year 1000 or after 8999, where no period can be named.
 *
 * @example parseAsOf('2026-11-22', 'Europe/Berlin') // 2026-11-22T22:59:59.999Z
 */
export function parseAsOf(text: string, timeZone: string): Date | null {
  if (text < '1000' || text >= '9000') return null;
  const date = parseCalendarDate(text);
  return date === null ? parseInstant(text) : endOfDate(date, timeZone);
}

/**
 * The instant at which clocks in a zone show a time on a date, in minutes after midnight. Where they
 * show it twice it is the first; where they skip it, the time that they show instead.
 *
 * @example instantInZone('2026-11-23', 540, 'Pacific/Auckland') // 2026-11-22T20:00:00Z
 */
export function instantInZone(date: CalendarDate, minutes: number, timeZone: string): Date {
  const local = epochDay(date) * DAY_MS + minutes * 60_000;
  const before = offsetMs(local - FARTHEST_OFFSET_MS, timeZone);
  const first = local - before;
  if (localMs(first, timeZone) === local) return new Date(first);
  const after = offsetMs(local + FARTHEST_OFFSET_MS, timeZone);
  const second = local - after;
  return new Date(localMs(second, timeZone) === local ? second : first);
}
