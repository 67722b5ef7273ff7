/** A schedule (five fields of cron) in words. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A cron expression as a sentence part. One that is too contrived for words is given as it is; whether it
 * is one at all is not judged here.
 *
 * @example scheduleWords('10 3 * * 1-5') // 'Monday to Friday at 03:10'
 * @example scheduleWords('0 7 1 * *') // 'on day 1 of every month at 07:00'
 */
export function scheduleWords(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const time = timeWords(minute, hour);
  const days = dayWords(day, weekday);
  const months = monthWords(month);
  if (time === null || days === null || months === null) return `by the schedule ${cron.trim()}`;
  const every = days === '' ? (time.startsWith('at') ? `every day ${time}` : time) : null;
  return [every ?? `${days} ${time}`, months].filter((part) => part !== '').join(' ');
}

function timeWords(minute: string, hour: string): string | null {
  const minutes = numbers(minute, 59);
  const hours = numbers(hour, 23);
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (hour === '*') {
    if (minute === '*') return 'every minute';
    if (step !== undefined && 60 % Number(step) === 0) return `every ${step} minutes`;
    if (minutes === null) return null;
    return minutes.length === 1 && minutes[0] === 0
      ? 'every hour, on the hour'
      : `every hour at minute ${listed(minutes.map(String))}`;
  }
  if (minutes?.length !== 1) return null;
  const [at = 0] = minutes;
  if (everyHours !== undefined && 24 % Number(everyHours) === 0) {
    return `every ${everyHours} hours at minute ${at}`;
  }
  const range = /^(\d+)-(\d+)$/.exec(hour);
  if (range !== null) {
    return `every hour from ${clock(Number(range[1]), at)} to ${clock(Number(range[2]), at)}`;
  }
  return hours === null ? null : `at ${listed(hours.map((each) => clock(each, at)))}`;
}

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** Empty for every day. Day of month and of week together mean either, which nobody expects: no words. */
function dayWords(day: string, weekday: string): string | null {
  if (day === '*' && weekday === '*') return '';
  if (day === '*') return weekdayWords(weekday.toLowerCase());
  if (weekday !== '*') return null;
  if (day.toUpperCase() === 'L') return 'on the last day of every month';
  const days = numbers(day, 31);
  if (days === null) return null;
  return `on ${days.length === 1 ? 'day' : 'days'} ${listed(days.map(String))} of every month`;
}

function weekdayWords(text: string): string | null {
  const range = /^([\da-z]+)-([\da-z]+)$/.exec(text);
  if (range !== null) {
    const [first, last] = [weekdayName(range[1] ?? ''), weekdayName(range[2] ?? '')];
    return first === null || last === null ? null : `${first} to ${last}`;
  }
  const names = text.split(',').map(weekdayName);
  const known = names.filter((name) => name !== null);
  return known.length === names.length ? listed(known.map((name) => `${name}s`)) : null;
}

function weekdayName(text: string): string | null {
  const index = /^[0-7]$/.test(text) ? Number(text) % 7 : DAY_NAMES.indexOf(text);
  return DAYS[index] ?? null;
}

/** Empty for every month. */
function monthWords(month: string): string | null {
  if (month === '*') return '';
  const months = numbers(month, 12);
  const names = months?.map((each) => MONTHS[each - 1]) ?? [undefined];
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? `in ${listed(known)}` : null;
}

/** A list of plain numbers; null for anything else. */
function numbers(text: string, largest: number): readonly number[] | null {
  const parts = text.split(',');
  const fits = parts.every((part) => /^\d{1,2}$/.test(part) && Number(part) <= largest);
  return fits ? parts.map(Number) : null;
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
