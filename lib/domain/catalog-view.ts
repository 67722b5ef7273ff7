/** What the pages of the catalogue show. */
import type { CalendarDate } from './calendar';
import type { Organisation, Target } from './catalog';
import type { FormAddress } from './catalog-form';
import type { EntryKind, FormSection } from './entry';

interface Shown {
  readonly organisation: Organisation;
  /** Whether the demo is loaded. */
  readonly demo: boolean;
}

export interface CatalogOverview extends Shown {
  readonly kinds: readonly {
    readonly kind: EntryKind;
    readonly live: number;
    readonly retired: number;
  }[];
  readonly journeys: readonly JourneyLine[];
}

export interface JourneyLine {
  readonly slug: string;
  readonly name: string;
  readonly stages: number;
  readonly moments: number;
}

export interface CatalogListView extends Shown {
  readonly kind: EntryKind;
  /** What the list was narrowed to; empty for all. */
  readonly q: string;
  /** Those that live first; at most `MOST_ROWS`. */
  readonly rows: readonly CatalogRow[];
  readonly of: number;
}

export interface CatalogRow {
  readonly slug: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
  readonly retired: boolean;
}

export interface OutlineMoment {
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly critical: boolean;
  readonly priority: number | null;
  readonly retired: boolean;
}

export interface OutlineStage {
  readonly slug: string;
  readonly name: string;
  readonly promise: string | null;
  readonly owner: string | null;
  readonly retired: boolean;
  readonly moments: readonly OutlineMoment[];
}

export interface OwnerLine {
  readonly team: string;
  readonly name: string;
  readonly from: CalendarDate | null;
  /** Whether it answers today. */
  readonly present: boolean;
}

export interface TargetLine {
  readonly name: string;
  readonly target: Target;
  /** For whom, in words; empty for everyone and everywhere. */
  readonly scope: string;
}

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export interface FormPageView extends Shown {
  readonly address: FormAddress;
  readonly title: string;
  readonly lead: string | null;
  readonly crumbs: readonly Crumb[];
  readonly sections: readonly FormSection[];
  readonly stamp: string | null;
  /** What the button says. */
  readonly submit: string;
  /** Where one goes who leaves the form. */
  readonly back: string;
  /** Of a journey. */
  readonly outline: readonly OutlineStage[] | null;
  /** Of a KPI. */
  readonly dated: {
    readonly slug: string;
    readonly unit: string;
    readonly decimals: number;
    readonly judged: boolean;
    readonly owners: readonly OwnerLine[];
    readonly targets: readonly TargetLine[];
  } | null;
  /** Of a team that lives: that it can be merged, and what it holds. */
  readonly merge: string | null;
  /** Of a new journey from a template: what it brings. */
  readonly preview:
    | readonly {
        readonly name: string;
        readonly promise: string;
        readonly moments: readonly string[];
      }[]
    | null;
}
