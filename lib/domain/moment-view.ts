/** The register of moments of truth: what it shows, and how it may be narrowed. */
import type { MomentKind } from './catalog';
import type { BoardItem, ContrastView, Named, TeamRef } from './contrast-view';
import type { Sentence } from './sentence';
import type { MomentState, StageView } from './stage-view';

/** As it stands in an address; absent is all. */
export interface MomentFilter {
  readonly kind?: MomentKind;
  readonly aim?: 'reliability' | 'wow';
  readonly critical?: 'yes' | 'no';
  /** Slug. */
  readonly stage?: string;
}

/** A moment with its stage, its KPIs and who answers for them. */
export interface MomentItem extends MomentState {
  readonly stage: Named;
  readonly kpis: readonly BoardItem[];
  /** Teams that answer for its KPIs, each once. */
  readonly answers: readonly TeamRef[];
}

/** How many moments of a journey are prioritised, against what one can hold. */
export interface Prioritised {
  readonly count: number;
  readonly fewest: number;
  readonly most: number;
}

export interface MomentsView
  extends Pick<
    StageView,
    | 'organisation'
    | 'demo'
    | 'journeys'
    | 'journey'
    | 'frame'
    | 'segment'
    | 'dimensions'
    | 'leftOut'
    | 'withheld'
  > {
  readonly finding: Sentence;
  readonly prioritised: Prioritised;
  readonly priority: Sentence;
  readonly figures: ContrastView['figures'];
  readonly filter: MomentFilter;
  /** That pass the filter, most pressing first. */
  readonly items: readonly MomentItem[];
  /** How many there are without a filter. */
  readonly of: number;
  readonly stages: readonly Named[];
  /** How many of each kind, without a filter. */
  readonly kinds: Readonly<Record<MomentKind, number>>;
}
