/** Status of one KPI in one period (rules: domain §4). */
import type { TargetBounds } from './catalog';
import type { CalendarDate, Period } from './calendar';
import type { Reading } from './observation';

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
