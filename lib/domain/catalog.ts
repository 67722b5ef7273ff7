/**
 * The catalogue: what an organisation has agreed on. Journeys, stages and moments; the teams;
 * the KPIs with their owners and targets. Facts only: no figure and no judgement lives here.
 *
 * Entities refer to each other by slug; `id` is the database's handle and means nothing outside `db`.
 */
import type { CalendarDate, Grain } from './calendar';

export type { Grain } from './calendar';

export const AGGREGATIONS = ['sum', 'ratio', 'mean', 'nps', 'last', 'min', 'max', 'none'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const DIRECTIONS = ['higher', 'lower', 'range', 'none'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const LENSES = ['silo', 'experience', 'both'] as const;
export type Lens = (typeof LENSES)[number];

export const KINDS = ['perception', 'operation', 'asset'] as const;
export type Kind = (typeof KINDS)[number];

export const MOMENT_KINDS = ['zero', 'first', 'second', 'ultimate'] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];

/** Settings of the organisation that a judgement depends on. */
export interface Organisation {
  readonly name: string;
  /** IANA time zone name; turns timestamps into calendar dates and nothing else. */
  readonly timeZone: string;
  /** BCP 47 tag for numbers and dates on pages. */
  readonly locale: string;
  /** 1 (January) to 12. */
  readonly fiscalYearStart: number;
  readonly thresholds: ScorecardThresholds;
  /** Below this n a `perception` figure is `too_few`. */
  readonly smallestN: number;
  /** Centre and limits of XmR charts by means (2.66) or medians (3.145). */
  readonly limits: 'mean' | 'median';
}

/** Shares from 0 to 1. */
export interface ScorecardThresholds {
  readonly onTarget: number;
  readonly atRisk: number;
  readonly coverage: number;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Slug of the team above, null at the top. */
  readonly parent: string | null;
  /** The lead's name; null when nobody is named. */
  readonly lead: string | null;
  /** Its silo KPIs are for the team and executives: see `withheld`. */
  readonly siloWithheld: boolean;
  readonly retired: boolean;
}

export interface Journey {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly retired: boolean;
}

export interface Stage {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Slug of the journey. */
  readonly journey: string;
  /** Order within the journey, from 0. */
  readonly position: number;
  readonly promise: string | null;
  /** Who owns the stage across teams: a name or a role such as "COO"; null is a gap. */
  readonly owner: string | null;
  readonly retired: boolean;
}

export interface Moment {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Slug of the stage. */
  readonly stage: string;
  readonly kind: MomentKind;
  readonly aim: 'reliability' | 'wow';
  readonly critical: boolean;
  /** Rank among the prioritised moments, from 1; null when not prioritised. */
  readonly priority: number | null;
  /** Events that trigger it, in words ("third contact in 30 days"). */
  readonly trigger: string | null;
  readonly retired: boolean;
}

export interface Dimension {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly id: number;
  /** Unique within its dimension; never `all`. */
  readonly slug: string;
  readonly name: string;
  readonly retired: boolean;
}

export interface Place {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Kind of place in words ("store", "depot"); null when not said. */
  readonly kind: string | null;
  readonly retired: boolean;
}

/** A KPI mapped to a stage. */
export interface StageMapping {
  /** Slug of the stage. */
  readonly stage: string;
  /** A miss of this KPI puts the stage off target. */
  readonly critical: boolean;
  /** This KPI's value is the share of customers for whom the stage went right. */
  readonly reliability: boolean;
}

/** Who answers for a KPI from a date on, until the next entry. */
export interface Accountability {
  /** Slug of the team. */
  readonly team: string;
  /** First day; null means from the beginning. */
  readonly from: CalendarDate | null;
}

export interface UpstreamLink {
  /** Slug of the KPI that feeds this one. */
  readonly kpi: string;
  readonly evidence: 'suspected' | 'proven';
  readonly note: string | null;
}

/** A target from a date on, for a grain, for everyone or one segment or place. */
export interface Target {
  /** Slug of the KPI. */
  readonly kpi: string;
  readonly grain: Grain;
  /** Slug within the KPI's dimension; null is everyone. */
  readonly segment: string | null;
  /** Slug; null is everywhere. */
  readonly place: string | null;
  readonly from: CalendarDate;
  /** Last day on which it holds; null while open. */
  readonly ends: CalendarDate | null;
  readonly bounds: TargetBounds;
}

/** `higher` and `lower` use target and atRisk; `range` uses low, high and margin. In the KPI's unit. */
export interface TargetBounds {
  readonly target: number | null;
  readonly atRisk: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly margin: number | null;
}

export interface Kpi {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** What is measured, in words. */
  readonly definition: string | null;
  /** Where the figures come from, in words. */
  readonly source: string | null;
  readonly unit: string;
  /** Multiplies numerator/denominator of a ratio: 100 for `%`. */
  readonly scale: number;
  readonly decimals: number;
  readonly grain: Grain;
  readonly aggregation: Aggregation;
  /** Counts out of counts: Laney's p′ chart, and a numerator above its denominator is refused. */
  readonly counts: boolean;
  readonly direction: Direction;
  readonly lens: Lens;
  readonly kind: Kind;
  readonly weight: number;
  /** Days after a period's end until a missing figure counts; null is the default of the grain. */
  readonly reportingLagDays: number | null;
  /** Slug of the one dimension its segments belong to. */
  readonly dimension: string | null;
  /** Slug of the moment it measures. */
  readonly moment: string | null;
  /** Oldest first; the first entry has `from: null`. */
  readonly accountable: readonly [Accountability, ...Accountability[]];
  /** Slugs of the teams that share it. */
  readonly contributing: readonly string[];
  readonly stages: readonly StageMapping[];
  readonly upstream: readonly UpstreamLink[];
  readonly retired: boolean;
}

/** A note on a KPI's chart, which may start a new phase of its limits. */
export interface Annotation {
  readonly id: number;
  /** Slug of the KPI. */
  readonly kpi: string;
  readonly date: CalendarDate;
  /** What changed. */
  readonly text: string;
  /** Why, in words; null where nobody said. */
  readonly reason: string | null;
  readonly restartsLimits: boolean;
}

/** What is left of a KPI for one who may not see it: where it counts, so that nothing is said of what it counts in. */
export type WithheldKpi = Pick<
  Kpi,
  'id' | 'lens' | 'kind' | 'moment' | 'accountable' | 'contributing' | 'stages' | 'retired'
>;

/** Everything that was agreed, as of one moment. */
export interface Catalog {
  readonly organisation: Organisation;
  readonly teams: readonly Team[];
  /** In the order in which they were defined. */
  readonly journeys: readonly Journey[];
  /** Sorted by journey, then position. */
  readonly stages: readonly Stage[];
  readonly moments: readonly Moment[];
  readonly dimensions: readonly Dimension[];
  readonly places: readonly Place[];
  readonly kpis: readonly Kpi[];
  readonly targets: readonly Target[];
  readonly annotations: readonly Annotation[];
  /** In place of the KPIs that were taken out for one who may not see them; absent where none were. */
  readonly withheld?: readonly WithheldKpi[];
}
