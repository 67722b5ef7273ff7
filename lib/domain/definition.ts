/** What a definition file says, parsed and with defaults filled in. */
import type {
  Annotation,
  Catalog,
  Dimension,
  Journey,
  Kpi,
  Moment,
  Organisation,
  Place,
  Segment,
  Stage,
  Target,
  Team,
} from './catalog';

export type Defined<T> = Omit<T, 'id'>;

/** `Partial`, for settings that were left out of a file (never undefined by name). */
export type Some<T> = { readonly [K in keyof T]?: T[K] };

export interface DefinedDimension extends Omit<Dimension, 'id' | 'segments'> {
  readonly segments: readonly Defined<Segment>[];
}

export type DefinedEntity = 'team' | 'journey' | 'stage' | 'moment' | 'place' | 'kpi';

/** An entity that used another slug before; the old one leads to the new. */
export interface Rename {
  readonly entity: DefinedEntity;
  readonly from: string;
  readonly to: string;
}

/**
 * A definition. An entity that the file names is said whole (what it leaves out has its default);
 * an entity that it does not name stays as it is. `retired: true` retires.
 */
export interface Definition {
  readonly organisation: Some<Organisation>;
  readonly teams: readonly Defined<Team>[];
  readonly journeys: readonly Defined<Journey>[];
  readonly stages: readonly Defined<Stage>[];
  readonly moments: readonly Defined<Moment>[];
  readonly dimensions: readonly DefinedDimension[];
  readonly places: readonly Defined<Place>[];
  /** A KPI whose file names one accountable team without a date has the one entry `{team, from: null}`. */
  readonly kpis: readonly Defined<Kpi>[];
  readonly targets: readonly Target[];
  readonly annotations: readonly Defined<Annotation>[];
  readonly renames: readonly Rename[];
}

/** A catalogue as far as a definition can say it: no handles of the database. A `Catalog` is one. */
export interface DefinedCatalog
  extends Pick<Catalog, 'organisation' | 'targets'>,
    Pick<
      Definition,
      'teams' | 'journeys' | 'stages' | 'moments' | 'dimensions' | 'places' | 'kpis' | 'annotations'
    > {}

export interface MergeOptions {
  /** Retire what the file does not name, and drop targets and annotations that it does not name. */
  readonly prune: boolean;
  /** One team without a day is who answered from the beginning, and not a handover. */
  readonly correctsOwners?: boolean;
}
