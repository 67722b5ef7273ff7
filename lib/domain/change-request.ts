/** A change that somebody marks on a KPI's chart: what was typed, read or refused. */
import { type CalendarDate, daysBetween, parseCalendarDate } from './calendar';
import type { Annotation } from './catalog';

/** As typed into the form. */
export interface TypedChange {
  readonly date: string;
  /** What changed. */
  readonly text: string;
  /** Why. */
  readonly reason: string;
  readonly restartsLimits: boolean;
}

/** What is wrong with a field, and what to do about it. */
export type ChangeFaults = { readonly [field in 'date' | 'text' | 'reason']?: string };

export interface ChangeFacts {
  readonly today: CalendarDate;
  /** Changes that are marked on the KPI already. */
  readonly marked: readonly Pick<Annotation, 'date' | 'text'>[];
}

export type ReadChange =
  | {
      readonly change: Pick<Annotation, 'date' | 'text' | 'restartsLimits'> & {
        readonly reason: string;
      };
    }
  | { readonly faults: ChangeFaults };

/** What fits above a chart, and what is still read. */
export const LONGEST_CHANGE_TEXT = 80;
export const LONGEST_REASON = 500;

const FURTHEST_DAYS = 36_525;

/**
 * A change as typed, or what is wrong with it, field by field. A change has a day that is not to
 * come, says what changed in a line, and why; the same one is not marked twice. Spaces at the ends and
 * line breaks within mean nothing.
 *
 * @example
 * readChange({ date: '2026-10-26', text: 'New receiving screen', reason: '', restartsLimits: true }, facts)
 * // { faults: { reason: 'Say why it was changed: …' } }
 */
export function readChange(typed: TypedChange, facts: ChangeFacts): ReadChange {
  const date = parseCalendarDate(typed.date.trim());
  const text = oneLine(typed.text);
  const reason = oneLine(typed.reason);
  const dateFault = faultOfDate(date, facts.today);
  const textFault = faultOfText(text) ?? (date === null ? null : twice(date, text, facts));
  const reasonFault = faultOfReason(reason);
  if (date === null || dateFault !== null || textFault !== null || reasonFault !== null) {
    return {
      faults: {
        ...(dateFault === null ? {} : { date: dateFault }),
        ...(textFault === null ? {} : { text: textFault }),
        ...(reasonFault === null ? {} : { reason: reasonFault }),
      },
    };
  }
  return { change: { date, text, reason, restartsLimits: typed.restartsLimits } };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function faultOfDate(date: CalendarDate | null, today: CalendarDate): string | null {
  if (date === null) return 'Give the day of the change as a date, such as 2026-10-26.';
  if (date > today) return `That day is to come. Give one up to today, ${today}.`;
  return daysBetween(date, today) > FURTHEST_DAYS
    ? 'That day is more than 100 years ago. Check the year.'
    : null;
}

function faultOfText(text: string): string | null {
  if (text === '') return 'Say what changed, in a few words: “New receiving screen”.';
  return text.length > LONGEST_CHANGE_TEXT
    ? `This has ${text.length} characters and has to fit on the chart: at most ${LONGEST_CHANGE_TEXT}. The reason has room for more.`
    : null;
}

function faultOfReason(reason: string): string | null {
  if (reason === '') return 'Say why it was changed: whoever reads the chart in a year will ask.';
  return reason.length > LONGEST_REASON
    ? `This has ${reason.length} characters; at most ${LONGEST_REASON} are kept.`
    : null;
}

function twice(date: CalendarDate, text: string, { marked }: ChangeFacts): string | null {
  return marked.some((each) => each.date === date && each.text === text)
    ? 'This is marked already on that day.'
    : null;
}
