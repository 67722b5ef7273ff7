/** What is kept of a review besides its figures. */
import type { AgendaKind } from './agenda';
import type { CalendarDate, Grain } from './calendar';
import type { ReviewHead, ReviewSeries } from './review';

export const ITEM_STATES = ['open', 'done', 'parked', 'skipped'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export interface ReviewItem {
  readonly id: number;
  readonly key: string;
  readonly kind: AgendaKind;
  readonly title: string;
  /** Slugs. */
  readonly kpis: readonly string[];
  /** Planned. */
  readonly minutes: number;
  readonly state: ItemState;
  readonly note: string;
  readonly noteVersion: number;
  readonly noteBy: string | null;
  /** The decision that is asked for, and by whom. */
  readonly asked: string | null;
  readonly askedBy: string | null;
  readonly addedBy: string | null;
  readonly spentSeconds: number;
}

export interface Decision {
  readonly id: number;
  readonly item: number | null;
  readonly text: string;
  readonly proposedBy: string | null;
  readonly present: readonly string[];
  readonly at: string;
  readonly by: string;
}

export interface CheckIn {
  readonly id: number;
  /** Slugs. */
  readonly kpi: string;
  readonly team: string;
  readonly grain: Grain;
  readonly start: CalendarDate;
  readonly happened: string;
  readonly why: string;
  readonly next: string;
  /** The last day of the period in which it should be back. */
  readonly backBy: CalendarDate | null;
  readonly at: string;
  readonly by: string;
  readonly version: number;
}

export interface Thanks {
  readonly id: number;
  readonly team: string;
  readonly person: string | null;
  readonly text: string;
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly moment: string | null;
  readonly evidence: string | null;
  /** Slugs of the teams that share it. */
  readonly credited: readonly string[];
  readonly review: number | null;
  readonly at: string;
  readonly by: string;
}

export interface Review extends ReviewHead {
  readonly openedAt: string;
  readonly openedBy: string;
  readonly present: readonly string[];
  /** Id of the item that the chair shows; null before the first. */
  readonly current: number | null;
  readonly itemSince: string | null;
  readonly closedBy: string | null;
  readonly version: number;
  readonly items: readonly ReviewItem[];
  readonly decisions: readonly Decision[];
  readonly thanks: readonly Thanks[];
}

export interface MinutesLink {
  readonly number: number;
  readonly review: number;
  readonly kind: 'minutes' | 'correction';
  /** Canonical JSON. */
  readonly content: string;
  readonly hashBefore: string | null;
  readonly hash: string;
  readonly at: string;
  readonly by: string;
}

/** A series with the reviews that were held, and one of them whole. */
export interface ReviewFile {
  readonly series: ReviewSeries;
  readonly heads: readonly ReviewHead[];
  readonly review: Review | null;
  /** Minutes of the one, and corrections to them. */
  readonly links: readonly MinutesLink[];
}
