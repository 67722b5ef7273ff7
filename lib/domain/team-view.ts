/** Everything that the pages of teams show; the API gives the same facts. */
import type { ActionLine } from './action';
import type { CalendarDate, Grain, PeriodKey } from './calendar';
import type { Lens, MomentKind, UpstreamLink } from './catalog';
import type { ContrastCell } from './contrast';
import type { BoardItem, ContrastView, Named, TeamRef } from './contrast-view';
import type { Freshness } from './freshness';
import type { GapGroup } from './gap-work';
import type { SightLine } from './line-of-sight';
import type { Thanks } from './review-record';
import type { Scorecard, ScorecardStatus, StageScorecard } from './scorecard';
import type { Sentence } from './sentence';
import type { StandingStage } from './stage-column';
import type { Status } from './status';

/** A team answers for a KPI, or shares one that another answers for. */
export type Part = 'answers' | 'shares';

/** A miss that a KPI feeds, as far as is suspected or proven. */
export interface FedMiss {
  readonly kpi: Named;
  readonly status: Status;
  /** Proven only when every link between the two is. */
  readonly evidence: UpstreamLink['evidence'];
  readonly stages: readonly Named[];
}

/** A KPI as one team has to do with it. */
export interface TeamKpi extends BoardItem {
  readonly lens: Lens;
  readonly part: Part;
  /** On target, and no signal: nothing to say about it. */
  readonly steady: boolean;
  /**
   * Its status in each of the last periods, oldest first. Null where there is none to give: before its
   * first figure, or, for a coarser KPI, in a view in which none of its periods closes.
   */
  readonly marks: readonly { readonly period: PeriodKey; readonly status: Status | null }[];
  /** Misses that it is upstream of, reached past nothing that is on target. */
  readonly feeds: readonly FedMiss[];
  /** Of the present or as-of moment, not of the period looked at. */
  readonly freshness: Freshness;
  /** Its own grain, where that is coarser than the one looked at; else null. */
  readonly coarserGrain: Grain | null;
}

/** A team's own KPIs in a stage, as the contrast counts them. */
export interface TeamCell extends Pick<ContrastCell, 'basis' | 'status' | 'share' | 'watermelon'> {
  readonly onTarget: number;
  readonly due: number;
}

/** A stage that the team takes part in. */
export interface TeamStage extends StandingStage {
  readonly experience: StageScorecard;
  readonly cell: TeamCell;
  /** Its own silo KPIs there. */
  readonly own: readonly Named[];
  /** KPIs of what customers get there that it answers for. */
  readonly answers: readonly Named[];
  /** KPIs there that others answer for and it shares. */
  readonly shares: readonly Named[];
}

/** A moment of truth that the team's work touches, with the ways that lead there. */
export interface TouchedMoment extends Named {
  readonly stage: Named;
  readonly kind: MomentKind;
  readonly aim: 'reliability' | 'wow';
  readonly critical: boolean;
  readonly status: ScorecardStatus;
  readonly lines: readonly (SightLine & {
    readonly part: Part;
    /** Of `from` and every step, in order. */
    readonly kpis: readonly (Named & { readonly status: Status | null })[];
  })[];
}

/** What a team owes of one KPI's figures, as of now. */
export interface OwedFigure {
  readonly kpi: Named;
  readonly freshness: Freshness;
  readonly grain: Grain;
  /** Newest period of its own grain that has a figure. */
  readonly newest: PeriodKey | null;
  /** Periods of its own grain without a figure whose lag has passed, oldest first, at most the last 12. */
  readonly missing: readonly PeriodKey[];
  /** How many are missing; null when no figure was ever reported. */
  readonly missingCount: number | null;
  /** Last day on which the oldest missing figure could have come in time; null when none is missing. */
  readonly dueSince: CalendarDate | null;
  /** The next figure to come, and the last day on which it is in time. */
  readonly next: { readonly period: PeriodKey; readonly dueOn: CalendarDate };
  readonly answers: TeamRef;
}

/** A team in a list of teams. */
export interface TeamRow extends TeamRef {
  /** `pooled`: a parent with all teams below it; `itself`: a parent's own KPIs alone. */
  readonly kind: 'team' | 'pooled' | 'itself';
  /** 0 at the top. */
  readonly depth: number;
  readonly silo: Scorecard;
  /** As in the contrast; null for a pooled heading, and where either side has no data. */
  readonly sharedScore: number | null;
  readonly gapPoints: number | null;
  /** Stages of the journey that it takes part in, in the journey's order. */
  readonly stages: readonly (Named & {
    readonly status: ScorecardStatus;
    readonly watermelon: boolean;
  })[];
  /** Neither it nor a team below it takes part in any stage of any journey. */
  readonly touchesNothing: boolean;
}

interface JourneyPage
  extends Pick<
    ContrastView,
    | 'organisation'
    | 'demo'
    | 'journeys'
    | 'frame'
    | 'segment'
    | 'leftOut'
    | 'dimensions'
    | 'withheld'
  > {
  /** Null when no journey is defined yet. */
  readonly journey: Named | null;
  readonly headline: Sentence;
  readonly lead: Sentence;
}

export interface TeamListView extends JourneyPage {
  /** Depth first. */
  readonly rows: readonly TeamRow[];
}

export interface TeamView extends JourneyPage {
  readonly team: TeamRef;
  /** The teams above, the top one first. */
  readonly above: readonly TeamRef[];
  /** A parent: itself where it has KPIs or takes part, and the teams below it; else empty. */
  readonly below: readonly TeamRow[];
  /** All teams to choose from, depth first. */
  readonly teams: readonly (Named & { readonly depth: number })[];
  /** Of a parent, pooled with all teams below it. */
  readonly silo: Scorecard;
  readonly sharedScore: number | null;
  readonly gapPoints: number | null;
  /** Stages of other journeys that it takes part in. */
  readonly elsewhere: readonly { readonly journey: Named; readonly stages: number }[];
  /** Of the KPIs it answers for, in the period looked at. */
  readonly figures: ContrastView['figures'];
  /** Worse than usual, and its own or shared. */
  readonly broken: readonly TeamKpi[];
  /** How many silo KPIs it answers for, also those that the segment leaves out. */
  readonly ownKpis: number;
  /** Its silo scorecard, worst first. */
  readonly silos: readonly TeamKpi[];
  /** What customers get that it answers for. */
  readonly experience: readonly TeamKpi[];
  /** KPIs of others that it shares. */
  readonly shares: readonly TeamKpi[];
  /** Worst first. */
  readonly stages: readonly TeamStage[];
  readonly touches: readonly TouchedMoment[];
  readonly owed: readonly OwedFigure[];
  readonly gaps: readonly GapGroup[];
  readonly touchesNothing: boolean;
  /** Open actions of the team and those below it, the most urgent first. */
  readonly actions: readonly ActionLine[];
  /** What it was thanked for, or credited with, in the last year. */
  readonly thanks: readonly Thanks[];
}
