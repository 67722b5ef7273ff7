/** Everything that the contrast page shows; the API gives a part of the same object. */

import type { NextStep } from './action';
import type { CalendarDate, Grain, Period, PeriodKey } from './calendar';
import type { Direction, Journey, Lens, Organisation, TargetBounds } from './catalog';
import type { Contrast, TrendPoint } from './contrast';
import type { Overdue } from './freshness';
import type { ScorecardStatus } from './scorecard';
import type { Sentence } from './sentence';
import type { Signal } from './signals';
import type { Status } from './status';

export interface Named {
  readonly slug: string;
  readonly name: string;
}

/** What formatting needs to know of the organisation. */
export type ShownOrganisation = Pick<
  Organisation,
  'name' | 'locale' | 'timeZone' | 'fiscalYearStart' | 'thresholds'
>;

export interface TeamRef extends Named {
  readonly lead: string | null;
}

/** What a page needs to move through time, and to say what it shows. */
export interface PeriodFrame {
  readonly period: Period;
  readonly state: 'over' | 'in_progress';
  readonly previous: PeriodKey | null;
  readonly next: PeriodKey | null;
  /** Grains that KPIs of the journey can be looked at in, finest first. */
  readonly grains: readonly { readonly grain: Grain; readonly period: PeriodKey }[];
  /** A newer period that has some figures but is not shown by default. */
  readonly filling: { readonly period: Period; readonly in: number; readonly of: number } | null;
  /** As given in the address; null is now. */
  readonly asOf: string | null;
  /** Instant of the present or of `asOf`: RFC 3339. */
  readonly now: string;
  readonly newestFigureAt: string | null;
  /** KPIs that ever reported and now lack the newest figure that is due. */
  readonly overdue: Overdue;
}

export interface MissingFigure {
  readonly kpi: Named;
  readonly team: TeamRef;
  /** Slugs of the stages that it is mapped to. */
  readonly stages: readonly string[];
  readonly lens: Lens;
  readonly status: 'no_data' | 'not_yet_due';
  /** Last day on which it could come in time. */
  readonly dueOn: CalendarDate;
}

/** A stage with what its column needs besides its scorecard. */
export interface StageColumn extends Named {
  readonly owner: string | null;
  readonly promise: string | null;
  /** Experience shares over the trend's periods, oldest first. */
  readonly history: readonly (number | null)[];
  /** First period of the unbroken run of the present status; null when it is good, or has none. */
  readonly since: PeriodKey | null;
  /** The run reaches back to the first period of the trend: it may be older. */
  readonly sinceAtLeast: boolean;
  /** Slug and status of the KPI that gives its reliability; null when none does. */
  readonly reliabilityKpi: { readonly slug: string; readonly status: Status } | null;
  readonly status: ScorecardStatus;
}

/** One KPI worth a line: a signal, or a miss without one. */
export interface BoardItem {
  readonly kpi: Named;
  readonly stages: readonly (Named & { readonly critical: boolean })[];
  readonly status: Status;
  /** Period judged; another than the page's for a KPI of a coarser grain. */
  readonly period: PeriodKey;
  readonly unit: string;
  readonly decimals: number;
  readonly direction: Direction;
  readonly value: number | null;
  /** Value of the period before; null when there is none. */
  readonly previousValue: number | null;
  readonly target: TargetBounds | null;
  /** Natural limits at the newest point. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Last periods for the small chart, oldest first, ending with the one looked at. */
  readonly points: readonly {
    readonly period: PeriodKey;
    readonly value: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly target: number | null;
    readonly signal: 'good' | 'bad' | 'neutral' | null;
  }[];
  /** Null for a miss without a signal. */
  readonly signal: Signal | null;
  readonly sentence: Sentence;
  /** Of its open actions the most urgent; null without any. */
  readonly step: NextStep | null;
  readonly accountable: TeamRef;
  readonly contributing: readonly TeamRef[];
}

export interface SignalBoard {
  /** New bad signals, and standing bad ones without an action on time; critical first. */
  readonly actOn: readonly BoardItem[];
  /** Standing bad ones whose actions are all on time. */
  readonly inHand: readonly BoardItem[];
  /** New and standing good ones. */
  readonly good: readonly BoardItem[];
  /** New and standing ones without a good side (directions `range` and `none`). */
  readonly changed: readonly BoardItem[];
  /** Misses inside the usual range: leave alone. */
  readonly routine: readonly BoardItem[];
  /** Misses with too little history to tell a signal from noise. */
  readonly untold: readonly BoardItem[];
  readonly newCount: number;
  readonly standingCount: number;
  /** How many pure noise would give. */
  readonly budget: { readonly kpis: number; readonly new: number; readonly standing: number };
}

/** A team with what it answers for besides its own scorecard. */
export interface ContrastTeamRef extends TeamRef {
  /** Of the journey's customer KPIs that it answers for, how many are off target. */
  readonly customerMisses: number;
}

export interface ContrastView {
  readonly organisation: ShownOrganisation;
  /** The demo organisation is shown. */
  readonly demo: boolean;
  readonly journeys: readonly Named[];
  readonly journey: Pick<Journey, 'slug' | 'name'>;
  readonly frame: PeriodFrame;
  readonly segment: string;
  /** Under a segment: KPIs that are not broken down by its dimension, and so count nowhere; else null. */
  readonly leftOut: {
    readonly kpis: number;
    readonly of: number;
    readonly dimension: string;
  } | null;
  readonly dimensions: readonly (Named & { readonly segments: readonly Named[] })[];
  /** Teams that keep silo KPIs from the reader: these are in no list and no count of the page. */
  readonly withheld: readonly Named[];
  readonly headline: Sentence;
  readonly lead: Sentence;
  readonly figures: {
    readonly in: number;
    readonly of: number;
    readonly missing: readonly MissingFigure[];
  };
  readonly contrast: Contrast;
  /** Which stage is worst for customers, and since when; null where none is off target. */
  readonly worst: Sentence | null;
  readonly teams: readonly ContrastTeamRef[];
  /** Teams that take part in no stage of any journey. */
  readonly untouched: readonly TeamRef[];
  readonly stages: readonly StageColumn[];
  readonly trend: readonly TrendPoint[];
  readonly board: SignalBoard;
}
