/** Keys of programs. The triggers on the tables write each change to the audit log; secrets are not in them. */
import { sql } from 'kysely';

import type { ApiKey, KeyScope } from '../../lib/domain/access';
import type { Db } from '../client';

export interface NewKey
  extends Pick<ApiKey, 'prefix' | 'name' | 'scope' | 'createdAt' | 'createdBy' | 'expiresAt'> {
  readonly hash: string;
  /** Handles of teams; null is all. */
  readonly teamIds: readonly number[] | null;
}

export async function insertKey(tx: Db, key: NewKey): Promise<void> {
  const { id } = await tx
    .insertInto('api_key')
    .values({
      prefix: key.prefix,
      name: key.name,
      scope: key.scope,
      limited: key.teamIds !== null,
      created_at: key.createdAt,
      created_by: key.createdBy,
      expires_at: key.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('api_key_secret').values({ key_id: id, hash: key.hash }).execute();
  const teams = (key.teamIds ?? []).map((team) => ({ key_id: id, team_id: team }));
  if (teams.length > 0) await tx.insertInto('api_key_team').values(teams).execute();
}

interface KeyRow {
  readonly id: number;
  readonly prefix: string;
  readonly name: string;
  readonly scope: string;
  readonly limited: boolean;
  readonly created_at: string;
  readonly created_by: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly used_at: string | null;
  readonly hash: string;
  readonly teams: readonly string[];
}

const KEYS = sql`select k.*, s.used_at, s.hash, coalesce((
    select array_agg(t.slug order by t.slug) from api_key_team m join team t on t.id = m.team_id
    where m.key_id = k.id), '{}') as teams
  from api_key k join api_key_secret s on s.key_id = k.id`;

const keyOf = (row: KeyRow): ApiKey => ({
  id: row.id,
  prefix: row.prefix,
  name: row.name,
  scope: row.scope as KeyScope,
  teams: row.limited ? row.teams : null,
  createdAt: row.created_at,
  createdBy: row.created_by,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  usedAt: row.used_at,
});

/** All that were ever made, the newest first. */
export async function listKeys(db: Db): Promise<readonly ApiKey[]> {
  const { rows } = await sql<KeyRow>`${KEYS} order by k.id desc`.execute(db);
  return rows.map(keyOf);
}

/** The key with that prefix and its hash; null when there is none. */
export async function findKey(
  db: Db,
  prefix: string,
): Promise<{ readonly key: ApiKey; readonly hash: string } | null> {
  const { rows } = await sql<KeyRow>`${KEYS} where k.prefix = ${prefix}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { key: keyOf(row), hash: row.hash };
}

/** Keys that write for a team write for the one that it becomes part of as well: its KPIs pass there. */
export async function carryTeamKeys(tx: Db, from: string, into: string): Promise<void> {
  await sql`insert into api_key_team (key_id, team_id)
    select m.key_id, n.id from api_key_team m join team t on t.id = m.team_id, team n
    where t.slug = ${from} and n.slug = ${into}
    on conflict do nothing`.execute(tx);
}

/** How many keys that are still good are limited to a team. */
export async function countTeamKeys(db: Db, team: string): Promise<number> {
  const { rows } = await sql<{ keys: number }>`
    select count(*)::int as keys from api_key_team m join team t on t.id = m.team_id
    join api_key k on k.id = m.key_id where t.slug = ${team} and k.revoked_at is null`.execute(db);
  return rows[0]?.keys ?? 0;
}

export async function revokeKey(tx: Db, id: number, at: string): Promise<void> {
  await tx.updateTable('api_key').set({ revoked_at: at }).where('id', '=', id).execute();
}

export async function markUsed(db: Db, id: number, at: string): Promise<void> {
  await db.updateTable('api_key_secret').set({ used_at: at }).where('key_id', '=', id).execute();
}
