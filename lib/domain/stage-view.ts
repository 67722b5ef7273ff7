/** Everything that a stage's page shows, and the short list of stages; the API gives the same facts. */

import type { Gap } from './accountability';
import type { ActionLine } from './action';
import type { CalendarDate, Grain, PeriodKey } from './calendar';
import type { Direction, Kind, Lens, Moment, TargetBounds, UpstreamLink } from './catalog';
import type { ContrastCell } from './contrast';
import type {
  BoardItem,
  ContrastView,
  Named,
  PeriodFrame,
  ShownOrganisation,
  StageColumn,
  TeamRef,
} from './contrast-view';
import type { Thanks } from './review-record';
import type { ScorecardStatus, StageScorecard } from './scorecard';
import type { Sentence } from './sentence';
import type { ChartPhase } from './signals';
import type { Coincidence } from './stage-change';
import type { Interval, Status } from './status';
import type { Standing } from './trend';

/** A stage in the strip of its journey. */
export interface StageMark extends Named {
  readonly status: ScorecardStatus;
}

/** One period of a KPI's chart, in the KPI's unit; limits are as drawn. */
export interface ChartedPoint {
  readonly period: PeriodKey;
  /** Null when missing, or when too few answered. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly center: number | null;
  readonly target: number | null;
  readonly range: { readonly low: number | null; readonly high: number | null } | null;
  readonly signal: 'good' | 'bad' | 'neutral' | null;
  readonly inProgress: boolean;
  readonly reported: { readonly in: number; readonly of: number } | null;
}

/** A KPI of a stage with its chart. */
export interface StageKpi extends BoardItem {
  /** Of the period judged. */
  readonly grain: Grain;
  readonly lens: Lens;
  readonly kind: Kind;
  /** For this stage. */
  readonly critical: boolean;
  /** Its value is the share of customers for whom this stage went right. */
  readonly reliability: boolean;
  readonly interval: Interval | null;
  /** How many answered a survey; null for all else. */
  readonly answers: number | null;
  /** Asks for nothing: may be folded away. */
  readonly steady: boolean;
  readonly standing: Standing;
  /** What was marked on its chart at about the time at which its signal for the worse began. */
  readonly change: Coincidence | null;
  readonly chart: {
    /** What a screen reader speaks. */
    readonly name: string;
    readonly points: readonly ChartedPoint[];
    readonly phases: readonly Pick<ChartPhase, 'from' | 'to' | 'state'>[];
    readonly annotations: readonly { readonly periodIndex: number; readonly text: string }[];
  };
}

/** KPIs of one kind: what customers say, what we do, customers as an asset. */
export interface StageKpiGroup {
  readonly kind: Kind;
  readonly onTarget: number;
  readonly due: number;
  /** Misses first, critical ones before others; then what signals or lacks something. */
  readonly shown: readonly StageKpi[];
  readonly steady: readonly StageKpi[];
}

/** A KPI on the way from where a miss starts to where the customer feels it. */
export interface OriginStep {
  readonly kpi: Named;
  readonly team: TeamRef;
  readonly status: Status;
  readonly value: number | null;
  readonly unit: string;
  readonly decimals: number;
  readonly direction: Direction;
  readonly target: TargetBounds | null;
  /** What its chart says, without a full stop. */
  readonly said: Sentence;
  /**
   * `start`: it misses or signals, and nothing known above it does. `link`: between start and end.
   * `end`: the KPI of this stage. `feeder`: feeds one of them, beside the way.
   */
  readonly role: 'start' | 'link' | 'end' | 'feeder';
  /** The start and the end at once: nothing above it breaks. */
  readonly alone: boolean;
  /** Misses, or signals for the worse. */
  readonly broken: boolean;
  /** Signals for the worse. */
  readonly signalling: boolean;
  /** What was marked on its chart at about the time at which that began. */
  readonly change: Coincidence | null;
  /** What it feeds; null for the end. */
  readonly link: {
    readonly feeds: Named;
    readonly evidence: UpstreamLink['evidence'];
    readonly note: string | null;
  } | null;
}

/** Where the break of one KPI of the stage starts. */
export interface StageOrigin {
  /** The KPI of this stage. */
  readonly of: Named;
  /** In reading order: each stands before what it feeds, the KPI of this stage last. */
  readonly steps: readonly OriginStep[];
  /** Every link from the start to it is; where it is the start itself, nothing is proven. */
  readonly proven: boolean;
  readonly finding: Sentence;
  /** Other KPIs of this stage that break and are fed by it. */
  readonly carries: readonly (Named & { readonly evidence: UpstreamLink['evidence'] })[];
}

/** A team that takes part in the stage. */
export interface StageTeam extends TeamRef {
  /** How many KPIs of this stage it answers for, and how many more it shares. */
  readonly answers: number;
  readonly shares: number;
  readonly basis: ContrastCell['basis'];
  readonly status: ScorecardStatus;
  /** Of its own KPIs here; of its whole scorecard where it has none here. */
  readonly onTarget: number;
  readonly due: number;
  readonly watermelon: boolean;
}

/** A silo KPI mapped to the stage. */
export interface StageSiloKpi extends BoardItem {
  readonly steady: boolean;
  /** The KPI on the way of a miss that it feeds, although it is on target itself. */
  readonly greenUpstreamOf: (Named & { readonly evidence: UpstreamLink['evidence'] }) | null;
}

/** A moment of truth with its status: that of its worst KPI; null where nothing measures it. */
export interface MomentState
  extends Pick<Moment, 'slug' | 'name' | 'kind' | 'aim' | 'critical' | 'priority' | 'trigger'> {
  readonly status: ScorecardStatus | null;
  /** First period of the unbroken run of the present status; null when it is good, or unmeasured. */
  readonly since: PeriodKey | null;
  readonly sinceAtLeast: boolean;
}

export interface StageMoment extends MomentState {
  readonly kpis: readonly Named[];
}

/** What someone marked on charts of the stage's KPIs. */
export interface StageNote {
  readonly date: CalendarDate;
  readonly text: string;
  readonly restartsLimits: boolean;
  readonly kpis: readonly Named[];
}

/** A gap of the stage, with the sentence that says it. */
export interface StageGap {
  readonly gap: Gap;
  readonly sentence: Sentence;
}

/** What every page about stages of one journey shows. */
interface JourneyView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly journeys: readonly Named[];
  readonly journey: Named;
  readonly frame: PeriodFrame;
  readonly segment: string;
  readonly dimensions: ContrastView['dimensions'];
  readonly leftOut: ContrastView['leftOut'];
  readonly withheld: ContrastView['withheld'];
}

export interface StageView extends JourneyView {
  readonly stage: Named & { readonly promise: string | null; readonly owner: string | null };
  /** All stages of the journey, in its order. */
  readonly strip: readonly StageMark[];
  readonly scorecard: StageScorecard;
  readonly column: StageColumn;
  readonly standing: Standing;
  readonly finding: Sentence;
  /** How often it was bad, apart from since when it is. */
  readonly history: Sentence | null;
  /** For how many customers the stage went right. */
  readonly reliability: Sentence;
  /** 0 to 1; null when not measured. */
  readonly reliabilityShare: number | null;
  readonly figures: ContrastView['figures'];
  readonly origins: readonly StageOrigin[];
  readonly groups: readonly StageKpiGroup[];
  readonly silo: readonly StageSiloKpi[];
  readonly siloCount: { readonly onTarget: number; readonly due: number };
  readonly teams: readonly StageTeam[];
  readonly moments: readonly StageMoment[];
  readonly notes: readonly StageNote[];
  readonly gaps: readonly StageGap[];
  /** Those that are open. */
  readonly actions: readonly ActionLine[];
  /** For moments that were kept here, in the last year. */
  readonly thanks: readonly Thanks[];
}

/** A line of the list of stages. */
export interface StageLine extends StageColumn {
  readonly scorecard: StageScorecard;
  /** 0 to 1; null when not measured. */
  readonly reliabilityShare: number | null;
  readonly standing: Standing;
  readonly criticalMisses: readonly Named[];
  readonly teams: number;
}

export interface StagesView extends JourneyView {
  readonly finding: Sentence;
  /** The lowest share, with whom it is; null where stages do not differ. */
  readonly lowest: Sentence | null;
  readonly figures: ContrastView['figures'];
  readonly lines: readonly StageLine[];
}
