/** Tables of reviews as the database has them. */
import type { Generated, GeneratedAlways } from 'kysely';

interface Acted {
  at: string;
  actor: string;
}

export interface ReviewSchema {
  review_series: {
    id: GeneratedAlways<number>;
    slug: string;
    name: string;
    journey_id: number;
    cadence: number;
    weekday: number;
    starts_at: string;
    time_zone: string;
    chair: string | null;
    members: Generated<readonly string[]>;
    from_date: string;
    retired: Generated<boolean>;
    demo: Generated<boolean>;
  };
  review: {
    id: GeneratedAlways<number>;
    series_id: number;
    period_start: string;
    as_of: string;
    opened_at: string;
    opened_by: string;
    present: Generated<readonly string[]>;
    current_item: number | null;
    item_since: string | null;
    closed_at: Generated<string | null>;
    closed_by: Generated<string | null>;
    version: Generated<number>;
  };
  review_item: {
    id: GeneratedAlways<number>;
    review_id: number;
    key: string;
    kind: string;
    title: string;
    kpi_ids: Generated<readonly number[]>;
    minutes: number;
    position: number;
    state: Generated<string>;
    note: Generated<string>;
    note_version: Generated<number>;
    note_by: Generated<string | null>;
    asked: Generated<string | null>;
    asked_by: Generated<string | null>;
    added_by: Generated<string | null>;
    spent_seconds: Generated<number>;
  };
  decision: Acted & {
    id: GeneratedAlways<number>;
    review_id: number;
    item_id: number | null;
    text: string;
    proposed_by: string | null;
    present: readonly string[];
  };
  action: {
    id: GeneratedAlways<number>;
    text: string;
    team_id: number;
    person: string | null;
    due: string;
    first_due: string;
    moved: Generated<number>;
    kpi_id: number | null;
    stage_id: number | null;
    moment_id: number | null;
    effect: string | null;
    effect_by: string | null;
    state: Generated<string>;
    outcome: Generated<string | null>;
    opened_at: string;
    opened_by: string;
    opened_in: number | null;
    closed_at: Generated<string | null>;
    closed_by: Generated<string | null>;
    closed_in: Generated<number | null>;
    version: Generated<number>;
    demo: Generated<boolean>;
  };
  check_in: Acted & {
    id: GeneratedAlways<number>;
    kpi_id: number;
    team_id: number;
    grain: number;
    period_start: string;
    happened: string;
    why: string;
    next: string;
    back_by: string | null;
    version: Generated<number>;
    demo: Generated<boolean>;
  };
  recognition: Acted & {
    id: GeneratedAlways<number>;
    team_id: number;
    person: string | null;
    text: string;
    kpi_id: number | null;
    stage_id: number | null;
    moment_id: number | null;
    evidence: string | null;
    credited: readonly string[];
    review_id: number | null;
    demo: Generated<boolean>;
  };
  minutes_link: Acted & {
    series_id: number;
    number: number;
    review_id: number;
    kind: string;
    content: string;
    hash_before: string | null;
    hash: string;
  };
}
