/** What warnings look at, and how they are said. */
import {
  type Calendar,
  type CalendarDate,
  type Grain,
  type PeriodKey,
  periodContaining,
} from './calendar';
import type { Direction } from './catalog';

export type WarningKind = 'zero_target' | 'far_off' | 'year_to_date';

export interface ImportWarning {
  readonly kind: WarningKind;
  /** Slug. */
  readonly kpi: string;
  /** The first period in question. */
  readonly period: PeriodKey;
  /** How many figures or targets of the KPI are. */
  readonly figures: number;
  /** What is odd, and what to do if it is wrong. */
  readonly message: string;
}

/** One KPI in one segment and place; slugs, null is everyone and everywhere. */
export interface WarnedSeries {
  readonly kpi: string;
  readonly direction: Direction;
  readonly grain: Grain;
  readonly segment: string | null;
  readonly place: string | null;
}

/** Targets of 0 that are new, each with the figure of its period; null where there is none. */
export interface ZeroTargets extends WarnedSeries {
  readonly points: readonly { readonly start: CalendarDate; readonly value: number | null }[];
}

/** Figures in force after the import, oldest first. */
export interface SeriesAfter extends WarnedSeries {
  readonly points: readonly {
    readonly start: CalendarDate;
    readonly value: number | null;
    /** The import brought it. */
    readonly fresh: boolean;
  }[];
}

/** Figures that replaced others: what was there, and what is there now; oldest first. */
export interface Replaced extends WarnedSeries {
  readonly points: readonly {
    readonly start: CalendarDate;
    readonly before: number;
    readonly after: number;
  }[];
}

/** What was found in one series. */
export interface Found {
  readonly series: WarnedSeries;
  readonly period: PeriodKey;
  readonly figures: number;
  readonly tell: (figures: number) => string;
}

/**
 * Segment and place as a sentence names them after the period; nothing for the whole.
 *
 * @example whereOf({ ...series, segment: null, place: 'yard-1' }) // ' (yard-1)'
 */
export function whereOf({ segment, place }: WarnedSeries): string {
  const parts = [segment, place].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Key of the period that begins there. */
export const keyOf = (start: CalendarDate, grain: Grain, calendar: Calendar): PeriodKey =>
  periodContaining(start, grain, calendar).key;

/** Days from the first day of a period to that of the next, at most. */
export const LONGEST_STEP: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
};
