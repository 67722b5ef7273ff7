/** Profiles that were kept by name. */
import { sql } from 'kysely';

import type { Db } from '../client';

export interface KeptProfile {
  readonly name: string;
  readonly text: string;
  /** Names of the columns of the file that it was made for; null where rows name their own. */
  readonly header: readonly string[] | null;
}

export async function listProfiles(db: Db): Promise<readonly KeptProfile[]> {
  return db
    .selectFrom('import_profile')
    .select(['name', 'text', 'header'])
    .orderBy('name')
    .execute();
}

/** False where the name is taken and `replace` is not said. */
export async function keepProfile(
  tx: Db,
  { name, text, header }: KeptProfile,
  { by, at, replace }: { readonly by: string; readonly at: Date; readonly replace: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into import_profile (name, text, header, kept_at, kept_by)
    values (${name}, ${text}, ${header === null ? null : JSON.stringify(header)}::jsonb,
      ${at.toISOString()}::timestamptz, ${by})
    on conflict (name) do update set text = excluded.text, header = excluded.header,
      kept_at = excluded.kept_at, kept_by = excluded.kept_by where ${replace}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteProfile(tx: Db, name: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from import_profile
    where name = ${name}`.execute(tx);
  return numAffectedRows === 1n;
}
