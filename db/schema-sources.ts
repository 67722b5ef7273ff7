/** Tables of the databases that figures are pulled from. */
import type { Generated, GeneratedAlways } from 'kysely';

export interface SourceTables {
  source: {
    id: GeneratedAlways<number>;
    slug: string;
    name: string;
    host: string;
    port: number;
    database: string;
    username: string;
    tls: string;
    certificate: string | null;
    query: string;
    look_back: number;
    look_back_unit: string;
    schedule: string | null;
    profile: string | null;
    timeout_seconds: number;
    most_rows: number;
    paused: Generated<boolean>;
  };
  source_secret: { source_id: number; sealed: string };
  source_state: {
    source_id: number;
    next_run_at: string | null;
    asked_at: Generated<string | null>;
    asked_from: Generated<string | null>;
    asked_by: Generated<string | null>;
    failures: Generated<number>;
    failing_since: Generated<string | null>;
  };
  source_run: {
    id: GeneratedAlways<number>;
    source_id: number;
    actor: string;
    started_at: string;
    seen_at: string;
    ended_at: Generated<string | null>;
    outcome: Generated<string | null>;
    from_date: string;
    to_date: string;
    rows: Generated<number>;
    import_id: Generated<number | null>;
    problem: Generated<string | null>;
  };
}
