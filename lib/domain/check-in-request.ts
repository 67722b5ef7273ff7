/** A check-in as typed: read, or refused field by field. */
import { readUntil } from './action-request';
import type { Calendar, CalendarDate } from './calendar';

export interface TypedCheckIn {
  readonly happened: string;
  readonly why: string;
  readonly next: string;
  /** Key of a period, or a date. */
  readonly backBy: string;
}

export type CheckInFaults = { readonly [field in keyof TypedCheckIn]?: string };

export interface ReadCheckIn {
  readonly happened: string;
  readonly why: string;
  readonly next: string;
  readonly backBy: CalendarDate | null;
}

const LONGEST = 1_000;

/**
 * A check-in as typed, or what is wrong with it. What happened has to be said; the rest may stay blank.
 *
 * @example readCheckIn({ happened: '', why: '', next: '', backBy: '' }, calendar) // { faults: { happened: '…' } }
 */
export function readCheckIn(
  typed: TypedCheckIn,
  calendar: Calendar,
): { readonly checkIn: ReadCheckIn } | { readonly faults: CheckInFaults } {
  const faults: { -readonly [field in keyof TypedCheckIn]?: string } = {};
  const text = (name: 'happened' | 'why' | 'next') => {
    const said = typed[name].replaceAll('\r\n', '\n').trim();
    if (said.length > LONGEST) {
      faults[name] = `This has ${said.length} characters; at most ${LONGEST} are kept.`;
    }
    return said;
  };
  const [happened, why, next] = [text('happened'), text('why'), text('next')];
  if (happened === '') faults.happened = 'Say what happened, in a sentence or two.';
  const backBy = readUntil(typed.backBy, calendar);
  if (backBy === undefined) {
    faults.backBy = 'Give a period such as 2026-W50, or a date such as 2026-12-11.';
  }
  if (Object.keys(faults).length > 0) return { faults };
  return { checkIn: { happened, why, next, backBy: backBy ?? null } };
}
