/** Which periods a change of a definition judges anew (rules: domain §4). */

import type { CalendarDate, Period } from './calendar';
import type { Kpi } from './catalog';
import type { Status } from './status';
import { accountableOn } from './target';
import type { Track } from './track';

export interface JudgedAnew {
  /** Periods with a figure that are over. */
  readonly of: number;
  /** Those whose status is another one, by what it was and becomes, most first. */
  readonly changes: readonly {
    readonly from: Status;
    readonly to: Status;
    readonly periods: number;
  }[];
  /** The first and the last of them; null when there are none. */
  readonly first: Period | null;
  readonly last: Period | null;
}

/**
 * Compares the judgements of one KPI before and after a change, period by period. Both tracks follow
 * the same figures at the same grain; a period without a figure is no judgement and counts nowhere.
 *
 * @example
 * judgedAnew(before, after, today)
 * // { of: 104, changes: [{ from: 'on_target', to: 'off_target', periods: 9 }], first: week38, last: week46 }
 */
export function judgedAnew(before: Track, after: Track, today: CalendarDate): JudgedAnew {
  const counts = new Map<string, { from: Status; to: Status; periods: number }>();
  const changed: Period[] = [];
  let of = 0;
  for (const { period, reading } of after.points) {
    if (reading?.measures.value == null || period.end >= today) continue;
    of += 1;
    const from = before.judgementIn(period)?.status;
    const to = after.judgementIn(period)?.status;
    if (from === undefined || to === undefined || from === to) continue;
    changed.push(period);
    const key = `${from} ${to}`;
    const known = counts.get(key) ?? { from, to, periods: 0 };
    known.periods += 1;
    counts.set(key, known);
  }
  return {
    of,
    changes: [...counts.values()].toSorted((a, b) => b.periods - a.periods),
    first: changed[0] ?? null,
    last: changed.at(-1) ?? null,
  };
}

/**
 * How many periods with a figure another team answers for after a change of accountability.
 *
 * @example periodsHandedOver(before, after, track) // 3
 */
export function periodsHandedOver(
  before: Pick<Kpi, 'accountable'>,
  after: Pick<Kpi, 'accountable'>,
  { points }: Pick<Track, 'points'>,
): number {
  return points.filter(
    ({ period: { start }, reading }) =>
      reading?.measures.value != null &&
      accountableOn(before, start) !== accountableOn(after, start),
  ).length;
}
