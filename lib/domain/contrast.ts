/** Silo scorecards against experience scorecards over one journey and period (rules: domain §5, §6). */
import type { PeriodKey } from './calendar';
import type { Scorecard, ScorecardStatus, StageScorecard } from './scorecard';

export interface ContrastTeam {
  readonly slug: string;
  readonly name: string;
  readonly parent: string | null;
  readonly silo: Scorecard;
  /** Mean experience share of the journey's stages it takes part in; null when there is none. */
  readonly sharedScore: number | null;
  /** 100 × (silo share − shared score). */
  readonly gapPoints: number | null;
  /** Slugs of the stages it takes part in, in the journey's order. */
  readonly stages: readonly string[];
}

export interface ContrastStage {
  readonly slug: string;
  readonly name: string;
  readonly experience: StageScorecard;
  /** 0 to 1; null when not measured. */
  readonly reliability: number | null;
}

export interface ContrastCell {
  readonly team: string;
  readonly stage: string;
  /** `own`: the team's silo KPIs mapped to the stage; `overall`: its whole silo scorecard, as it has none there. */
  readonly basis: 'own' | 'overall';
  readonly status: ScorecardStatus;
  readonly share: number | null;
  readonly watermelon: boolean;
}

/** What one customer lives through: all shares 0 to 1; null when no stage is measured. */
export interface Chain {
  readonly independent: number | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly measured: number;
  readonly stages: number;
  /** Slugs of the stages without a reliability figure. */
  readonly missingStages: readonly string[];
}

export interface Contrast {
  readonly journey: string;
  readonly teams: readonly ContrastTeam[];
  /** Pooled scorecards of parents whose children take part: headings, in no mean. */
  readonly headings: readonly { readonly slug: string; readonly name: string; readonly silo: Scorecard }[];
  readonly stages: readonly ContrastStage[];
  readonly cells: readonly ContrastCell[];
  /** Means over rows and stages whose scorecard is not `no_data`; null when empty. */
  readonly siloShare: number | null;
  readonly stageShare: number | null;
  readonly alignmentGapPoints: number | null;
  readonly chain: Chain;
  /** Slugs of teams that take part in no stage of any journey. */
  readonly untouched: readonly string[];
}

export interface TrendPoint {
  readonly period: PeriodKey;
  readonly siloShare: number | null;
  readonly stageShare: number | null;
}
