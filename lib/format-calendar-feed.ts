/** Actions as a calendar (RFC 5545), each a whole day on which it is due. */
import { addDays, type CalendarDate } from './domain/calendar';

export interface FeedEvent {
  /** The same for as long as it is the same thing. */
  readonly uid: string;
  readonly on: CalendarDate;
  readonly summary: string;
  readonly description: string;
  /** Counts changes. */
  readonly sequence: number;
  /** Where it can be looked at; an address without a host is left out. */
  readonly url: string | null;
}

const MOST_OCTETS = 75;
const encoder = new TextEncoder();

/**
 * The text of a calendar. Lines end with CRLF and are folded after 75 octets, never inside a
 * character (RFC 5545 3.1); commas, semicolons and line breaks in texts are escaped (3.3.11).
 *
 * @example calendarFeed({ name: 'Actions', events: [], stamp: new Date(0) }).split('\r\n')[0] // 'BEGIN:VCALENDAR'
 */
export function calendarFeed({
  name,
  events,
  stamp,
}: {
  readonly name: string;
  readonly events: readonly FeedEvent[];
  readonly stamp: Date;
}): string {
  const at = stamp.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Throughline//Actions//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => eventLines(event, at)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: FeedEvent, at: string): readonly string[] {
  const day = (date: CalendarDate) => date.replaceAll('-', '');
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${at}`,
    `DTSTART;VALUE=DATE:${day(event.on)}`,
    `DTEND;VALUE=DATE:${day(addDays(event.on, 1))}`,
    `SEQUENCE:${event.sequence}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.url === null ? [] : [`URL:${event.url}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\,;]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');

/** A line that goes on begins with a space, which counts. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MOST_OCTETS) {
      parts.push(part);
      part = '';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  parts.push(part);
  return parts.join('\r\n ');
}
