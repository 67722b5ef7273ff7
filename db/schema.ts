/** Tables as the database has them: snake_case and numeric codes stay inside `db`. */
import type { Generated, GeneratedAlways } from 'kysely';
import type { EmbedTables } from './schema-embeds';
import type { OutboxSchema } from './schema-outbox';
import type { ReviewSchema } from './schema-reviews';
import type { SourceTables } from './schema-sources';
import type { UploadTables } from './schema-uploads';

interface Slugged {
  id: GeneratedAlways<number>;
  slug: string;
  name: string;
  position: Generated<number>;
  demo: Generated<boolean>;
}

interface Retirable {
  retired: Generated<boolean>;
}

export interface OrganisationTable {
  id: Generated<number>;
  name: string;
  time_zone: string;
  locale: string;
  fiscal_year_start: number;
  on_target_share: number;
  at_risk_share: number;
  coverage_share: number;
  smallest_n: number;
  limits: 'mean' | 'median';
}

interface TeamTable extends Slugged, Retirable {
  parent_id: number | null;
  lead: string | null;
  silo_withheld: Generated<boolean>;
}

interface StageTable extends Slugged, Retirable {
  journey_id: number;
  promise: string | null;
  owner: string | null;
}

interface MomentTable extends Slugged, Retirable {
  stage_id: number;
  kind: string;
  aim: string;
  critical: boolean;
  priority: number | null;
  trigger: string | null;
}

interface SegmentTable extends Slugged, Retirable {
  dimension_id: number;
}

interface PlaceTable extends Slugged, Retirable {
  kind: string | null;
}

interface KpiTable extends Slugged, Retirable {
  definition: string | null;
  source: string | null;
  unit: string;
  scale: number;
  decimals: number;
  grain: number;
  aggregation: string;
  counts: boolean;
  direction: string;
  lens: string;
  kind: string;
  weight: number;
  reporting_lag_days: number | null;
  dimension_id: number | null;
  moment_id: number | null;
}

export interface MeasureColumns {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  sd: number | null;
  promoters: number | null;
  passives: number | null;
  detractors: number | null;
}

export interface FigureKey {
  kpi_id: number;
  segment_id: number;
  place_id: number;
  grain: number;
  period_start: string;
}

interface Recorded {
  recorded_at: string;
  import_id: number;
  line: number | null;
  revision: number;
}

interface ObservationTable extends MeasureColumns, FigureKey, Recorded {
  withdrawn: Generated<boolean>;
}

interface PeriodTargetTable extends FigureKey, Recorded {
  target: number | null;
}

/** Arrays of one length, with an element for each period; read through `queries/readings`. */
interface RollupTable extends Omit<FigureKey, 'period_start'> {
  block: number;
  period: readonly number[];
  recorded_at: readonly number[];
}

export interface Schema
  extends EmbedTables,
    OutboxSchema,
    ReviewSchema,
    SourceTables,
    UploadTables {
  organisation: OrganisationTable;
  team: TeamTable;
  journey: Slugged & Retirable;
  stage: StageTable;
  moment: MomentTable;
  dimension: Slugged;
  segment: SegmentTable;
  place: PlaceTable;
  kpi: KpiTable;
  kpi_stage: {
    kpi_id: number;
    stage_id: number;
    critical: boolean;
    reliability: boolean;
    position: Generated<number>;
  };
  accountability: { kpi_id: number; from_date: string; team_id: number };
  contribution: { kpi_id: number; team_id: number; position: Generated<number> };
  kpi_upstream: {
    kpi_id: number;
    upstream_id: number;
    evidence: string;
    note: string | null;
    position: Generated<number>;
  };
  target: {
    id: GeneratedAlways<number>;
    kpi_id: number;
    grain: number;
    segment_id: number | null;
    place_id: number | null;
    from_date: string;
    ends: string | null;
    target: number | null;
    at_risk: number | null;
    low: number | null;
    high: number | null;
    margin: number | null;
  };
  annotation: {
    id: GeneratedAlways<number>;
    kpi_id: number;
    date: string;
    text: string;
    reason: string | null;
    restarts_limits: Generated<boolean>;
  };
  slug_redirect: { entity: string; old_slug: string; new_slug: string };
  import: {
    id: GeneratedAlways<number>;
    origin: string;
    name: string | null;
    actor: string;
    recorded_at: string;
    accepted: Generated<number>;
    superseded: Generated<number>;
    unchanged: Generated<number>;
    ignored: Generated<number>;
    rejected: Generated<number>;
    demo: Generated<boolean>;
    undoes: Generated<number | null>;
    format: Generated<string | null>;
    /** The first line of the file; null where its rows name their own columns. */
    header: Generated<string | null>;
  };
  refused_row: {
    import_id: number;
    row_no: number;
    line: number;
    field: string | null;
    code: string;
    message: string;
    original: string;
  };
  api_key: {
    id: GeneratedAlways<number>;
    prefix: string;
    name: string;
    scope: string;
    limited: Generated<boolean>;
    created_at: string;
    created_by: string;
    expires_at: string | null;
    revoked_at: Generated<string | null>;
  };
  api_key_secret: { key_id: number; hash: string; used_at: Generated<string | null> };
  api_key_team: { key_id: number; team_id: number };
  idempotent_answer: {
    key_id: number;
    name: string;
    body_hash: string;
    at: string;
    status: number;
    answer: string;
  };
  person: {
    id: GeneratedAlways<number>;
    email: string;
    name: string;
    role: string;
    active: Generated<boolean>;
    issuer: Generated<string | null>;
    subject: Generated<string | null>;
    created_at: string;
    created_by: string;
    demo: Generated<boolean>;
  };
  person_team: { person_id: number; team_id: number };
  person_secret: { person_id: number; password: string; changed_at: string };
  person_session: {
    id: GeneratedAlways<number>;
    hash: string;
    person_id: number;
    method: string;
    started_at: string;
    seen_at: string;
    expires_at: string;
    ended_at: Generated<string | null>;
    address: string | null;
    agent: string | null;
    id_token: string | null;
  };
  one_time_link: {
    hash: string;
    person_id: number | null;
    created_at: string;
    created_by: string;
    expires_at: string;
    used_at: Generated<string | null>;
  };
  sign_in: {
    id: GeneratedAlways<number>;
    at: string;
    method: string;
    account: string;
    address: string;
    person_id: number | null;
    refused: string | null;
  };
  data_version: {
    one: Generated<boolean>;
    stamp: Generated<string>;
    catalog: Generated<string>;
  };
  observation: ObservationTable;
  period_target: PeriodTargetTable;
  figure_note: FigureKey & { revision: number; note: string };
  rollup: RollupTable;
  audit_log: {
    id: GeneratedAlways<number>;
    at: string;
    actor: string;
    action: string;
    entity: string;
    row_key: string;
    before: unknown;
    after: unknown;
  };
}
