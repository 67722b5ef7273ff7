/** What is shown and answered about one KPI. */
import type { ActionLine } from './action';
import type { ActionSeen } from './action-judged';
import type { CalendarDate, Grain, Period, PeriodKey } from './calendar';
import type { Annotation, Kpi, Lens, Target, TargetBounds } from './catalog';
import type { ContrastView, Named, PeriodFrame, ShownOrganisation, TeamRef } from './contrast-view';
import type { Freshness } from './freshness';
import type { Choosable, KpiChoices } from './kpi-filter';
import type { Measures } from './observation';
import type { PhaseProposal } from './phase-proposal';
import type { Provenance } from './provenance';
import type { Sentence } from './sentence';
import type { ChartMethod, ChartPhase, Limits, Signal, Verdict } from './signals';
import type { SixTwelve } from './six-twelve';
import type { Spread } from './spread';
import type { Interval, Status } from './status';
import type { ToDate } from './to-date';

/** One period of a series. Figures are in the KPI's unit at full precision. */
export interface SeriesPoint {
  readonly period: PeriodKey;
  readonly start: CalendarDate;
  readonly measures: Measures;
  readonly interval: Interval | null;
  readonly inconclusive: boolean;
  readonly target: TargetBounds | null;
  readonly status: Status;
  readonly limits: Limits;
  readonly reported: { readonly in: number; readonly of: number } | null;
  readonly recordedAt: string | null;
  readonly revision: number | null;
  readonly inProgress: boolean;
  /** Marked by a signal: good or bad for the direction, or neither. */
  readonly mark: 'good' | 'bad' | 'neutral' | null;
}

export interface KpiSeries {
  readonly kpi: string;
  readonly unit: string;
  readonly grain: Grain;
  readonly method: ChartMethod;
  readonly points: readonly SeriesPoint[];
  readonly phases: readonly ChartPhase[];
  readonly signals: readonly Signal[];
  readonly verdict: Verdict;
}

export interface OwnerSpell {
  readonly team: TeamRef;
  readonly from: CalendarDate | null;
}

/** Whether figures come in on time. */
export interface FreshnessView {
  readonly state: Freshness;
  /** The newest period whose figure should be in. */
  readonly due: Period;
  /** The newest period that has a figure, due or not; null before the first. */
  readonly newest: Period | null;
}

/** The same KPI by week, month and to date, beside the year before. */
export interface RollUps extends SixTwelve {
  /** The day that running totals reach to. */
  readonly lastDay: CalendarDate;
  readonly toDate: readonly ToDate[];
}

/** Lists of a KPI's page that show their ends until they are asked for whole. */
export type KpiList = 'figures' | 'places';

export interface PlaceRef extends Named {
  readonly kind: string | null;
}

/** What is shown of a KPI wherever it is drawn: on its page, in embeds and in mail. */
export interface KpiShown {
  readonly organisation: ShownOrganisation;
  readonly kpi: Kpi;
  readonly frame: Pick<PeriodFrame, 'period' | 'asOf' | 'now'>;
  readonly segment: string;
  readonly segments: readonly Named[];
  /** Null is everywhere. */
  readonly place: PlaceRef | null;
  /** The period that is spoken of; null without any figure. */
  readonly judged: Period | null;
  readonly status: Status;
  readonly value: number | null;
  readonly target: TargetBounds | null;
  /** The finding in words. */
  readonly sentence: Sentence;
  /** What a screen reader speaks for the chart. */
  readonly chartName: string;
  readonly series: KpiSeries;
  readonly freshness: FreshnessView;
  readonly annotations: readonly Annotation[];
  /** Actions on it, open and closed, the most urgent first. */
  readonly actions: readonly ActionLine[];
}

/** All that its page shows. */
export interface KpiView extends KpiShown {
  readonly demo: boolean;
  readonly frame: PeriodFrame;
  readonly segmentDimension: string | null;
  /** Places that have a figure for the period. */
  readonly places: readonly PlaceRef[];
  readonly previousValue: number | null;
  readonly interval: Interval | null;
  readonly inconclusive: boolean;
  /** How often its target was met, and what its usual level makes of it; empty where nothing is known. */
  readonly record: Sentence;
  /** A change that the chart asks to be marked. */
  readonly proposal: PhaseProposal | null;
  /** Null without figures. */
  readonly rollUps: RollUps | null;
  /** Null at a place, and where fewer than two places have a figure. */
  readonly spread: Spread | null;
  readonly provenance: Provenance;
  /** What long lists of the page the reader wants whole; null for none. */
  readonly open: KpiList | null;
  readonly answers: TeamRef;
  readonly owners: readonly OwnerSpell[];
  readonly shares: readonly TeamRef[];
  readonly stages: readonly (Named & {
    readonly journey: Named;
    readonly critical: boolean;
    readonly reliability: boolean;
  })[];
  readonly moment: Named | null;
  /** Dated targets, newest first; those reported period by period are in the series. */
  readonly targets: readonly Target[];
  readonly upstream: readonly (Named & {
    readonly evidence: 'suspected' | 'proven';
    readonly note: string | null;
  })[];
  readonly downstream: readonly Named[];
  readonly actions: readonly KpiAction[];
}

/** An action on a KPI, with what was seen after it. */
export interface KpiAction extends ActionLine {
  /** What its chart says since it was done; null where it is not. */
  readonly seen: ActionSeen | null;
}

/** A KPI in a list. */
export interface KpiListItem extends Choosable {
  readonly lens: Lens;
  /** The team asked for answers for it, or shares it; null when no team was asked for. */
  readonly part: 'answers' | 'shares' | null;
}

export interface KpiListView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly frame: PeriodFrame;
  readonly segment: string;
  readonly dimensions: ContrastView['dimensions'];
  readonly withheld: ContrastView['withheld'];
  readonly team: TeamRef | null;
  readonly stage:
    | (Named & { readonly owner: string | null; readonly promise: string | null })
    | null;
  readonly lens: 'silo' | 'experience' | null;
  readonly choices: KpiChoices;
  /** What can be chosen. */
  readonly teams: readonly Named[];
  readonly stages: readonly (Named & { readonly journey: string })[];
  readonly items: readonly KpiListItem[];
  /** How many there are of the team, stage and lens, before anything else is asked. */
  readonly of: number;
  /** Number of the page asked for, from 1; the list itself is whole. */
  readonly page: number;
}
