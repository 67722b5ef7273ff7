/** A change that was marked on a KPI's chart shortly before its signal began: a coincidence in time. */
import {
  type Calendar,
  type CalendarDate,
  type Grain,
  type PeriodKey,
  parsePeriodKey,
  periodContaining,
  periodsBetween,
  shiftPeriod,
} from './calendar';
import type { Annotation } from './catalog';
import type { Signal } from './signals';

/** What is marked up to so many periods before a signal is said beside it. */
const NEAR = 2;

/** Two things that began at about the same time; that one caused the other is not said. */
export interface Coincidence {
  readonly date: CalendarDate;
  readonly text: string;
  /** First period of what began. */
  readonly from: PeriodKey;
  /** Of that period. */
  readonly grain: Grain;
  /** Periods from the one that holds the date to that one: 0, 1 or 2. */
  readonly after: number;
}

type Note = Pick<Annotation, 'date' | 'text'>;

/**
 * The newest of some marked changes that lies in the period with which something began, or in one
 * of the two before it; null where none does, or the period is none.
 *
 * @example
 * changeNear('2026-W43', [{ date: '2026-10-12', text: 'New receiving screen' }], calendar)
 * // { date: '2026-10-12', text: 'New receiving screen', from: '2026-W43', grain: 'week', after: 1 }
 */
export function changeNear(
  from: PeriodKey,
  notes: readonly Note[],
  calendar: Calendar,
): Coincidence | null {
  const began = parsePeriodKey(from, calendar);
  if (began === null) return null;
  const earliest = shiftPeriod(began, -NEAR, calendar).start;
  const [newest] = notes
    .filter(({ date }) => date >= earliest && date <= began.end)
    .toSorted((a, b) => (a.date < b.date ? 1 : -1));
  if (newest === undefined) return null;
  const { date, text } = newest;
  const { grain } = began;
  const marked = periodContaining(date, grain, calendar);
  return { date, text, from, grain, after: periodsBetween(marked, began, calendar).length - 1 };
}

/**
 * The change beside which the signal of a KPI began; null without a signal, or without such a change.
 *
 * @example changeBefore('promise-date-kept', signal, annotations, calendar)?.after // 1
 */
export function changeBefore(
  kpi: string,
  signal: Pick<Signal, 'from'> | null,
  annotations: readonly Annotation[],
  calendar: Calendar,
): Coincidence | null {
  if (signal === null) return null;
  return changeNear(
    signal.from,
    annotations.filter((note) => note.kpi === kpi),
    calendar,
  );
}

interface Changed {
  readonly change: Coincidence | null;
}

/**
 * What was marked when a KPI of the stage, or one on the way up from it, began to signal.
 *
 * @example stageChanges({ groups, origins }).map(({ text }) => text) // ['New receiving screen']
 */
export function stageChanges({
  groups,
  origins,
}: {
  readonly groups: readonly { readonly shown: readonly Changed[] }[];
  readonly origins: readonly { readonly steps: readonly Changed[] }[];
}): readonly Coincidence[] {
  return [
    ...groups.flatMap(({ shown }) => shown),
    ...origins.flatMap(({ steps }) => steps),
  ].flatMap(({ change }) => change ?? []);
}
