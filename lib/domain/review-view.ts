/** What the pages of reviews show. */
import type { ActionLine } from './action';
import type { ActionChoices, UnderstoodAction } from './action-view';
import type { CalendarDate, Period, PeriodKey } from './calendar';
import type { DueCheckIn } from './check-in';
import type { BoardItem, Named, ShownOrganisation, TeamRef } from './contrast-view';
import type { ReviewSeries, RhythmEntry } from './review';
import type { MinutesLink, Review, ReviewItem, Thanks } from './review-record';
import type { StageKpi } from './stage-view';

/** An item of the list beside the one that fills the screen. */
export interface AgendaLine extends ReviewItem {
  /** From 1. */
  readonly number: number;
  /** What is said of it in a few words. */
  readonly subtitle: string;
}

/** A figure that the review showed and that is another one by now, in the KPI's unit. */
export interface Restated {
  readonly kpi: Named;
  readonly period: PeriodKey;
  readonly shown: number | null;
  readonly known: number | null;
  readonly unit: string;
  readonly decimals: number;
}

/** What fills the screen. */
export interface ShownItem {
  readonly line: AgendaLine;
  /** The one KPI of a signal, with its chart. */
  readonly kpi: StageKpi | null;
  readonly checkIn: DueCheckIn | null;
  /** The KPIs of a folded item. */
  readonly items: readonly BoardItem[];
  readonly watermelons: readonly { readonly team: TeamRef; readonly stage: Named }[];
  /** Of the KPI, or all that were promised. */
  readonly actions: readonly ActionLine[];
  /** What could be thanked for: sustained good signals. */
  readonly suggested: readonly BoardItem[];
  readonly restated: Restated | null;
}

export interface ReviewView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly today: CalendarDate;
  readonly now: string;
  readonly series: ReviewSeries;
  readonly journey: Named;
  readonly period: Period;
  readonly meetsAt: string;
  /** Periods of the reviews before and after, where there are any. */
  readonly before: PeriodKey | null;
  readonly after: PeriodKey | null;
  readonly review: Review;
  readonly agenda: readonly AgendaLine[];
  readonly shown: ShownItem;
  /** The item that the chair shows. */
  readonly current: AgendaLine | null;
  /** Teams that have still to check in. */
  readonly missing: readonly TeamRef[];
  readonly teams: ReadonlyMap<string, string>;
  readonly choices: ActionChoices;
  readonly understood: UnderstoodAction | null;
  /** The meeting's own figures. */
  readonly own: {
    readonly signalSeconds: number;
    readonly spentSeconds: number;
    readonly plannedMinutes: number;
    readonly kept: number;
    readonly late: number;
  };
}

/** A review that is not open yet. */
export interface ReviewAhead {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly series: ReviewSeries;
  readonly journey: Named;
  readonly period: Period;
  readonly meetsAt: string;
  readonly before: PeriodKey | null;
  readonly after: PeriodKey | null;
  /** What its agenda would be now. */
  readonly agenda: readonly {
    readonly title: string;
    readonly subtitle: string;
    readonly minutes: number;
  }[];
  readonly missing: readonly TeamRef[];
  /** The period is over. */
  readonly canOpen: boolean;
}

export interface MinutesView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly series: ReviewSeries;
  readonly period: Period;
  readonly before: PeriodKey | null;
  readonly after: PeriodKey | null;
  readonly links: readonly MinutesLink[];
  readonly restated: readonly Restated[];
  /** To how many people they went by mail. */
  readonly mailed: number;
}

export interface ReviewsView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly journeys: readonly Named[];
  readonly now: string;
  readonly series: readonly {
    readonly series: ReviewSeries;
    readonly journey: Named;
    readonly entries: readonly RhythmEntry[];
  }[];
  readonly thanks: readonly Thanks[];
}
