/** The tables of what is to be sent, and of what people want sent. */
import type { Generated, GeneratedAlways } from 'kysely';

export interface OutboxSchema {
  outbox: {
    id: GeneratedAlways<number>;
    cause: string;
    message_id: Generated<string>;
    kind: string;
    channel: string;
    person_id: number | null;
    content: string | null;
    sealed: Generated<boolean>;
    queued_at: string;
    due_at: string;
    expires_at: string;
    attempts: Generated<number>;
    leased_until: Generated<string | null>;
    problem: Generated<string | null>;
    ended_at: Generated<string | null>;
    outcome: Generated<string | null>;
  };
  follow: {
    id: GeneratedAlways<number>;
    person_id: number;
    kpi_id: number | null;
    stage_id: number | null;
    team_id: number | null;
    since: string;
    told: Generated<unknown>;
  };
  digest_choice: {
    person_id: number;
    missed: boolean;
    followed: boolean;
  };
}
