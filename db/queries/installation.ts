/** What the audit log holds of this installation alone. */
import { sql } from 'kysely';

import type { Fragment } from './rollup-sql';

/** Entities that say nothing of what is measured: they do not travel with an archive, and are no news. */
export const OF_INSTALLATION: Fragment = sql.raw(
  "('api_key', 'api_key_team', 'person', 'person_team', 'source', 'embed')",
);
