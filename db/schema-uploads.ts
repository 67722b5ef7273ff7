/** Tables of files that come through the browser. */
import type { Generated, GeneratedAlways } from 'kysely';

export interface UploadTables {
  import_profile: {
    id: GeneratedAlways<number>;
    name: string;
    text: string;
    /** Names of the columns of the file that it was made for. */
    header: readonly string[] | null;
    kept_at: string;
    kept_by: string;
  };
  upload: {
    id: GeneratedAlways<number>;
    file: string;
    name: string;
    size: number;
    actor: string;
    received_at: string;
    status: Generated<string>;
    task: Generated<string | null>;
    asked_at: Generated<string | null>;
    attempts: Generated<number>;
    profile: Generated<string | null>;
    profile_name: Generated<string | null>;
    atomic: Generated<boolean>;
    checked: Generated<unknown>;
    problem: Generated<string | null>;
    import_id: Generated<number | null>;
    asker: Generated<unknown>;
  };
}
