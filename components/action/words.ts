/** How an action is said: by when, whether it is late, where it comes from. */
import type { ActionLine } from '@/lib/domain/action';
import { type CalendarDate, type PeriodKey, parsePeriodKey } from '@/lib/domain/calendar';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import { counted } from '@/lib/domain/wording';
import { formatDate, formatDayMonth, periodShort } from '@/lib/format-period';

/** A day near the present, without its year where it is the present one. */
export function dayText(date: CalendarDate, today: CalendarDate, locale: string): string {
  return date.slice(0, 4) === today.slice(0, 4)
    ? formatDayMonth(date, locale)
    : formatDate(date, locale);
}

/** "Stores · A. Ruiz". */
export function whoText({ team, person }: Pick<ActionLine, 'team' | 'person'>): string {
  return person === null ? team.name : `${team.name} · ${person}`;
}

/** "2 days late", or null. */
export function lateText({ daysLate }: Pick<ActionLine, 'daysLate'>): string | null {
  return daysLate === 0 ? null : `${counted(daysLate, 'day', 'days')} late`;
}

/** "due 27 Nov, was 20 Nov, moved once". */
export function dueText(
  action: Pick<ActionLine, 'due' | 'firstDue' | 'moved' | 'state' | 'closedOn'>,
  today: CalendarDate,
  locale: string,
): string {
  const on = (date: CalendarDate) => dayText(date, today, locale);
  if (action.state !== 'open' && action.closedOn !== null) {
    return `${action.state} ${on(action.closedOn)}, due ${on(action.due)}`;
  }
  const moved =
    action.moved === 0
      ? ''
      : `, was ${on(action.firstDue)}, moved ${action.moved === 1 ? 'once' : `${action.moved} times`}`;
  return `due ${on(action.due)}${moved}`;
}

/** "back within limits by W50". */
export function effectText(
  { effect, effectBy }: Pick<ActionLine, 'effect' | 'effectBy'>,
  today: CalendarDate,
  locale: string,
): string | null {
  if (effect === null) return null;
  return effectBy === null ? effect : `${effect} by ${dayText(effectBy, today, locale)}`;
}

/** "from the review of W45". */
export function originText(
  { openedIn }: Pick<ActionLine, 'openedIn'>,
  organisation: ShownOrganisation,
): string | null {
  return openedIn === null ? null : `from the review of ${shortOf(openedIn.period, organisation)}`;
}

const shortOf = (key: PeriodKey, organisation: ShownOrganisation): string => {
  const period = parsePeriodKey(key, organisation);
  return period === null ? key : periodShort(period, organisation.locale);
};
