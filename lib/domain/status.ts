/** Status of one KPI in one period (rules: domain §4). */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Grain,
  isCoarser,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import type { Aggregation, Direction, Kpi, TargetBounds } from './catalog';
import { type Measures, NO_MEASURES, type Reading } from './observation';

export const JUDGED_STATUSES = ['on_target', 'at_risk', 'off_target'] as const;
export type JudgedStatus = (typeof JUDGED_STATUSES)[number];
/** Why nothing can be judged; none of these is ever drawn as good. */
export const UNJUDGED_STATUSES = ['no_target', 'not_yet_due', 'no_data', 'too_few'] as const;
export type UnjudgedStatus = (typeof UNJUDGED_STATUSES)[number];
export type Status = JudgedStatus | UnjudgedStatus;

/** A 95 % interval in the KPI's unit. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is said of one KPI for one period. */
export interface Judgement {
  readonly kpi: string;
  /** The period judged: the one looked at, or for a coarser KPI its newest that is over and due. */
  readonly period: Period;
  /** True when the KPI's own grain is coarser than the one looked at. */
  readonly coarser: boolean;
  readonly status: Status;
  /** Counts in scorecards: the period is over, a target is in effect, it has a direction, and a figure or its lag has passed. */
  readonly due: boolean;
  /** Due, and has a figure. */
  readonly judged: boolean;
  readonly reading: Reading | null;
  readonly target: TargetBounds | null;
  readonly interval: Interval | null;
  /** The interval straddles the target. */
  readonly inconclusive: boolean;
  /** Last day of the reporting lag. */
  readonly dueOn: CalendarDate;
}

/** Days of a grain's default reporting lag. */
const DEFAULT_LAG_DAYS: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 3,
  month: 7,
  quarter: 14,
  year: 30,
};

/** How far back a coarser KPI is looked for, in periods of its own grain. */
const MOST_PERIODS_BACK = 2;

/** Two figures closer than this, relative to the larger, are the same: 0.1 + 0.2 meets 0.3. */
const RELATIVE_TOLERANCE = 1e-9;

/**
 * Days after a period's end until a missing figure counts: the KPI's own, else the default of its
 * grain (1, 3, 7, 14, 30). The lag is the KPI's in every view: the week of a daily KPI is complete
 * when the figure of its last day is due.
 *
 * @example reportingLagDays({ grain: 'week', reportingLagDays: null }) // 3
 */
export function reportingLagDays(kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>): number {
  return kpi.reportingLagDays ?? DEFAULT_LAG_DAYS[kpi.grain];
}

/**
 * Last day of the reporting lag: on it a missing figure is still `not_yet_due`, on the day after it
 * is `no_data`.
 *
 * @example dueOn({ grain: 'week', reportingLagDays: null }, week '2026-W46') // '2026-11-18'
 */
export function dueOn(kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>, period: Period): CalendarDate {
  return addDays(period.end, reportingLagDays(kpi));
}

/**
 * Whether a period is over: its last day is before today. On its last day it is in progress.
 *
 * @example isOver(week '2026-W47', '2026-11-22') // false, that Sunday belongs to it
 */
export function isOver(period: Period, today: CalendarDate): boolean {
  return period.end < today;
}

/**
 * The period that a KPI is judged by when another is looked at. For a KPI of the same or a finer
 * grain that is the one looked at (it is rolled up). For a coarser KPI it is the newest of its own
 * periods that is over, is due (it has a figure, or its lag has passed), and ends on or before the
 * end of the one looked at; counted back from its period that holds that end, at most two. Null
 * when there is none: the KPI is not judged in that view.
 *
 * @example
 * // A monthly KPI looked at in 2026-W45 (2 to 8 November), today 2026-11-22:
 * periodToJudge(kpi, week45, today, () => false, calendar) // 2026-10, as its 7 days have passed
 */
export function periodToJudge(
  kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>,
  looked: Period,
  today: CalendarDate,
  hasFigure: (period: Period) => boolean,
  calendar: Calendar,
): Period | null {
  if (!isCoarser(kpi.grain, looked.grain)) return looked;
  const around = periodContaining(looked.end, kpi.grain, calendar);
  for (let back = 0; back <= MOST_PERIODS_BACK; back += 1) {
    const period = shiftPeriod(around, -back, calendar);
    if (period.end > looked.end || !isOver(period, today)) continue;
    if (dueOn(kpi, period) < today || hasFigure(period)) return period;
  }
  return null;
}

/** a ≥ b, or so close below that the difference is one of floating point. */
function reaches(a: number, b: number, scale = Math.max(Math.abs(a), Math.abs(b))): boolean {
  return a >= b - RELATIVE_TOLERANCE * scale;
}

/**
 * Status of a value against a target, at full precision with a relative tolerance of 1e-9; never
 * from rounded figures. `higher`: on target from the target up, at risk from the at-risk limit up.
 * `lower` mirrors it. `range`: on target from low to high (a side without a bound is open), at risk
 * within the margin outside. Without an at-risk limit or margin nothing is at risk.
 *
 * Null when nothing can be judged: direction `none`, no bound for the direction, or a value that is
 * no number.
 *
 * @example statusOfValue(0.1 + 0.2, { ...noBounds, target: 0.3 }, 'lower') // 'on_target'
 */
export function statusOfValue(
  value: number,
  bounds: TargetBounds,
  direction: Direction,
): JudgedStatus | null {
  if (!Number.isFinite(value)) return null;
  switch (direction) {
    case 'none':
      return null;
    case 'higher':
      return statusFrom(bounds, (limit) => reaches(value, limit));
    case 'lower':
      return statusFrom(bounds, (limit) => reaches(-value, -limit));
    case 'range':
      return statusInRange(value, bounds);
  }
}

function statusFrom(
  { target, atRisk }: TargetBounds,
  meets: (limit: number) => boolean,
): JudgedStatus | null {
  if (target === null) return null;
  if (meets(target)) return 'on_target';
  return atRisk !== null && meets(atRisk) ? 'at_risk' : 'off_target';
}

function statusInRange(value: number, { low, high, margin }: TargetBounds): JudgedStatus | null {
  if (low === null && high === null) return null;
  const within = (by: number): boolean => {
    // The limit low − margin may be nearly 0 where neither part is, so the parts set the scale.
    const scale = (bound: number): number => Math.max(Math.abs(value), Math.abs(bound), by);
    return (
      (low === null || reaches(value, low - by, scale(low))) &&
      (high === null || reaches(-value, -(high + by), scale(high)))
    );
  };
  if (within(0)) return 'on_target';
  return margin !== null && within(margin) ? 'at_risk' : 'off_target';
}

/**
 * How many answers a survey's figure rests on: the denominator of a ratio, all answers of an NPS,
 * else n. Null where it was not said.
 *
 * @example answersOf('nps', { ...NO_MEASURES, promoters: 220, passives: 120, detractors: 72 }) // 412
 */
export function answersOf(aggregation: Aggregation, measures: Measures): number | null {
  if (aggregation === 'ratio') return measures.denominator;
  if (aggregation !== 'nps') return measures.n;
  const { promoters, passives, detractors } = measures;
  return promoters === null || passives === null || detractors === null
    ? null
    : promoters + passives + detractors;
}

/**
 * Whether a figure is what too few customers say: kind `perception` with fewer answers than
 * `smallestN`. Where n was not said the figure is taken as it was published: unknown is not few.
 *
 * @example isTooFew({ kind: 'perception', aggregation: 'mean' }, { ...NO_MEASURES, n: 9 }, 10) // true
 */
export function isTooFew(
  kpi: Pick<Kpi, 'kind' | 'aggregation'>,
  measures: Measures,
  smallestN: number,
): boolean {
  if (kpi.kind !== 'perception') return false;
  const answers = answersOf(kpi.aggregation, measures);
  return answers !== null && answers < smallestN;
}

/** What `judge` needs: facts that others have looked up. */
export interface JudgeInput {
  readonly kpi: Pick<
    Kpi,
    'slug' | 'grain' | 'reportingLagDays' | 'kind' | 'aggregation' | 'direction'
  >;
  readonly looked: Period;
  /** From `periodToJudge`. */
  readonly period: Period;
  /** Of `period`; null when nothing was reported. */
  readonly reading: Reading | null;
  /** In effect on the first day of `period`; null when there is none. */
  readonly bounds: TargetBounds | null;
  readonly today: CalendarDate;
  readonly interval: Interval | null;
  /** The interval straddles the target. */
  readonly inconclusive: boolean;
  readonly smallestN: number;
  /** `all` for everyone and everywhere; `part` for a segment or a place. */
  readonly scope: 'all' | 'part';
}

/**
 * What is said of one KPI for one period. The first that holds decides:
 *
 * 1. the period is in progress → `not_yet_due`, whatever is in so far;
 * 2. a survey with too few answers → `too_few`; for a segment or place the figure is taken out of
 *    the judgement (only n stays), also where the period is in progress or there is no target;
 * 3. direction `none`, or no target for the direction → `no_target`, whether a figure is in or not;
 * 4. no figure (nothing reported, or a value that cannot be said) → `not_yet_due` until the lag has
 *    passed, then `no_data`, which is due and so counts as missed;
 * 5. else the value's status, due and judged.
 *
 * @example
 * // Weekly, target 95, W46 ended on 15 November, nothing reported:
 * judge({ …, today: '2026-11-18' }).status // 'not_yet_due'
 * judge({ …, today: '2026-11-19' }).status // 'no_data', due
 */
export function judge(input: JudgeInput): Judgement {
  const { kpi, period, reading, bounds } = input;
  const tooFew = reading !== null && isTooFew(kpi, reading.measures, input.smallestN);
  const hidden = tooFew && input.scope === 'part';
  const status = statusOf(input, tooFew);
  const judged = status === 'on_target' || status === 'at_risk' || status === 'off_target';
  return {
    kpi: kpi.slug,
    period,
    coarser: isCoarser(kpi.grain, input.looked.grain),
    status,
    due: judged || status === 'no_data',
    judged,
    reading: hidden ? withoutFigure(reading, kpi.aggregation) : reading,
    target: bounds,
    interval: hidden ? null : input.interval,
    inconclusive: judged && input.inconclusive,
    dueOn: dueOn(kpi, period),
  };
}

function statusOf({ kpi, period, reading, bounds, today }: JudgeInput, tooFew: boolean): Status {
  if (!isOver(period, today)) return 'not_yet_due';
  if (tooFew) return 'too_few';
  // Any value shows whether the bounds have one for the direction.
  if (bounds === null || statusOfValue(0, bounds, kpi.direction) === null) return 'no_target';
  const value = reading?.measures.value ?? null;
  const status = value === null ? null : statusOfValue(value, bounds, kpi.direction);
  return status ?? (today > dueOn(kpi, period) ? 'no_data' : 'not_yet_due');
}

/** A few answers of a small group could be told apart; only how many there are may be shown. */
function withoutFigure(reading: Reading, aggregation: Aggregation): Reading {
  const n = answersOf(aggregation, reading.measures);
  return { ...reading, measures: { ...NO_MEASURES, n } };
}
