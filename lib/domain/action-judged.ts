/**
 * What was seen of a KPI after an action on it was done. That one followed the other is all that is
 * ever said: figures of one KPI cannot tell what made them.
 */
import type { Action } from './action';
import { type Calendar, type CalendarDate, type PeriodKey, parsePeriodKey } from './calendar';
import type { ProcessChart } from './signals';
import { counted } from './wording';

/** A KPI's chart as far as it says what came after: periods that are over, in order. */
export interface ChartSeen {
  readonly points: readonly { readonly period: PeriodKey; readonly value: number | null }[];
  readonly chart: {
    readonly limits: readonly Pick<ProcessChart['limits'][number], 'lower' | 'upper'>[];
    readonly signals: readonly Pick<ProcessChart['signals'][number], 'good' | 'from'>[];
  };
}

export type ActionSeen =
  /** A good signal began at or after the day on which it was done; `inTime` is null where no period was named. */
  | { readonly kind: 'followed'; readonly from: PeriodKey; readonly inTime: boolean | null }
  /** None in so many periods with figures that began since. */
  | { readonly kind: 'none'; readonly reported: number; readonly expected: Expected | null }
  /** No figure since, or none yet of the day by which it is expected. */
  | { readonly kind: 'too_early'; readonly reported: number };

/** How the figure of the period by which the effect was expected lay. */
export interface Expected {
  readonly period: PeriodKey;
  readonly within: boolean;
}

type Done = Pick<Action, 'state' | 'closedOn' | 'effectBy'>;

/**
 * What followed an action that was done; null for one that is open, dropped, or about no chart. The
 * period in which it was done counts for a signal, as it was not over; only later ones count as figures
 * since. Without such a figure, or before the figures reach the day by which the effect is expected, it
 * is too early to say, and never "no".
 *
 * @example
 * seenAfter({ state: 'done', closedOn: '2026-11-20', effectBy: null }, chart, calendar)
 * // { kind: 'followed', from: '2026-W49', inTime: null }
 */
export function seenAfter(action: Done, seen: ChartSeen, calendar: Calendar): ActionSeen | null {
  const { state, closedOn, effectBy } = action;
  if (state !== 'done' || closedOn === null) return null;
  const endOf = (key: PeriodKey): CalendarDate | null => parsePeriodKey(key, calendar)?.end ?? null;
  const followed = seen.chart.signals.find(
    ({ good, from }) => good === true && (endOf(from) ?? '') >= closedOn,
  );
  if (followed !== undefined) {
    const { from } = followed;
    return {
      kind: 'followed',
      from,
      inTime: effectBy === null ? null : (endOf(from) ?? '') <= effectBy,
    };
  }
  const figures = seen.points.flatMap(({ period, value }) => {
    const found = value === null ? null : parsePeriodKey(period, calendar);
    return found === null ? [] : [found];
  });
  const reported = figures.filter(({ start }) => start > closedOn).length;
  const last = figures.at(-1)?.end ?? null;
  if (reported === 0 || (effectBy !== null && (last === null || last < effectBy))) {
    return { kind: 'too_early', reported };
  }
  return { kind: 'none', reported, expected: expectedOf(effectBy, seen, calendar) };
}

function expectedOf(
  effectBy: CalendarDate | null,
  { points, chart }: ChartSeen,
  calendar: Calendar,
): Expected | null {
  if (effectBy === null) return null;
  const at = points.findIndex(({ period }) => {
    const found = parsePeriodKey(period, calendar);
    return found !== null && found.start <= effectBy && effectBy <= found.end;
  });
  const point = points[at];
  const limits = chart.limits[at];
  if (point?.value == null || limits === undefined) return null;
  const { lower, upper } = limits;
  if (lower === null && upper === null) return null;
  const within =
    (lower === null || point.value >= lower) && (upper === null || point.value <= upper);
  return { period: point.period, within };
}

/** How periods are written, and what one of the chart is called. */
export interface SeenWords {
  readonly periodName: (key: PeriodKey) => string;
  readonly noun: { readonly singular: string; readonly plural: string };
}

/**
 * The same in words, without a capital and a full stop.
 *
 * @example seenText({ kind: 'none', reported: 4, expected: null }, words) // 'no good signal in 4 weeks since'
 */
export function seenText(seen: ActionSeen, { periodName, noun }: SeenWords): string {
  switch (seen.kind) {
    case 'followed': {
      const when = seen.inTime === null ? '' : seen.inTime ? ', in time' : ', later than expected';
      return `a good signal followed, from ${periodName(seen.from)} on${when}`;
    }
    case 'too_early':
      return seen.reported === 0
        ? 'too early to say: no figure since'
        : 'too early to say: no good signal yet, and the figure by which it is expected is not in';
    case 'none': {
      const since = `no good signal in ${counted(seen.reported, noun.singular, noun.plural)} since`;
      if (seen.expected === null) return since;
      const { period, within } = seen.expected;
      return `${since}; in ${periodName(period)}, by when it was expected, the figure lay ${within ? 'within' : 'outside'} its usual range`;
    }
  }
}
