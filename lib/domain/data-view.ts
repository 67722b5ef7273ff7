/** What the pages about data show: whether figures come in, and whether they stay as they were. */
import type { PeriodKey } from './calendar';
import type { Organisation } from './catalog';
import type { Coverage } from './coverage';
import type { Freshness } from './freshness';
import type { ChangedAfter } from './restatement';

export interface ImportRef {
  readonly id: number;
  readonly origin: string;
  readonly name: string | null;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
}

/** One KPI's figures as they come in. */
export interface KpiData {
  readonly slug: string;
  readonly name: string;
  /** Where the definition says that its figures come from. */
  readonly source: string | null;
  readonly team: { readonly slug: string; readonly name: string };
  readonly freshness: Freshness;
  /** The newest period that has a figure; null without any. */
  readonly newest: PeriodKey | null;
  /** The newest period whose figure should be in. */
  readonly due: PeriodKey;
  readonly coverage: Coverage | null;
  readonly lastImport: ImportRef | null;
  readonly changed: ChangedAfter | null;
  /** Distances of `changed` are in points; else in percent. */
  readonly isRate: boolean;
}

/** One source of figures, by its door and the name of its files. */
export interface SourceData {
  readonly source: string;
  readonly imports: number;
  readonly figures: number;
  readonly last: { readonly id: number; readonly recordedAt: string };
  readonly openRows: number;
  readonly rates: ChangedAfter | null;
  readonly others: ChangedAfter | null;
}

export interface FeedView {
  readonly organisation: Organisation;
  readonly demo: boolean;
  /** All that are not retired, in the catalogue's order. */
  readonly kpis: readonly KpiData[];
  /** The one heard of last first. */
  readonly sources: readonly SourceData[];
  readonly open: {
    readonly rows: number;
    readonly imports: readonly (ImportRef & { readonly rejected: number })[];
  };
}

export const FRESHNESS_ORDER = ['stale', 'late', 'never', 'fresh'] as const;
