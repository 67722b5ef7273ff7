/** Empties an installation, so that one database serves many histories. */
import { sql } from 'kysely';

import type { Db } from '../../db/client';

const TABLES = [
  'audit_log',
  'outbox',
  'follow',
  'digest_choice',
  'upload',
  'import_profile',
  'minutes_link',
  'recognition',
  'check_in',
  'action',
  'decision',
  'review_item',
  'review',
  'review_series',
  'sign_in',
  'one_time_link',
  'person_session',
  'person_secret',
  'person_team',
  'person',
  'idempotent_answer',
  'embed_use',
  'embed_secret',
  'embed',
  'api_key_team',
  'api_key_secret',
  'api_key',
  'source_run',
  'source_state',
  'source_secret',
  'source',
  'refused_row',
  'rollup',
  'figure_note',
  'period_target',
  'observation',
  'import',
  'slug_redirect',
  'annotation',
  'target',
  'kpi_upstream',
  'contribution',
  'accountability',
  'kpi_stage',
  'kpi',
  'place',
  'segment',
  'dimension',
  'moment',
  'stage',
  'journey',
  'team',
  'organisation',
];

/** Everything goes, what is append-only too: no product code can do that. */
export async function reset(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ name: string }>`select table_name as name
      from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
        and table_name not in ('schema_migration', 'data_version')`.execute(tx);
    const unknown = rows.filter(({ name }) => !TABLES.includes(name));
    if (unknown.length > 0) throw new Error(`reset forgets ${unknown.map(({ name }) => name)}`);
    await sql`select set_config('throughline.maintenance', 'on', true),
      set_config('throughline.now', '2000-01-01T00:00:00Z', true)`.execute(tx);
    // The embedded database takes a hundred times longer to truncate a small table than to empty it.
    for (const table of TABLES) await sql`delete from ${sql.table(table)}`.execute(tx);
    await sql`insert into organisation (name, time_zone, locale, fiscal_year_start, on_target_share,
        at_risk_share, coverage_share, smallest_n, limits)
      values ('Your organisation', 'UTC', 'en-GB', 1, 0.8, 0.6, 0.5, 10, 'mean')`.execute(tx);
    await sql`delete from audit_log`.execute(tx);
  });
}
