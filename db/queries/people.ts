/** People. The triggers on the tables write each change to the audit log; secrets are not in them. */
import { sql } from 'kysely';

import type { Person } from '../../lib/domain/person';
import type { Role } from '../../lib/domain/principal';
import type { Db } from '../client';

interface PersonRow {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
  readonly issuer: string | null;
  readonly demo: boolean;
  readonly password: boolean;
  readonly teams: readonly string[];
  readonly seen_at: string | null;
}

const PEOPLE = sql`select p.id, p.email, p.name, p.role, p.active, p.issuer, p.demo,
    exists (select 1 from person_secret s where s.person_id = p.id) as password,
    coalesce((select array_agg(t.slug order by t.slug) from person_team m
      join team t on t.id = m.team_id where m.person_id = p.id), '{}') as teams,
    (select max(seen_at) from person_session s where s.person_id = p.id) as seen_at
  from person p`;

const personOf = (row: PersonRow): Person => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role as Role,
  teams: row.teams,
  active: row.active,
  password: row.password,
  provider: row.issuer !== null,
  demo: row.demo,
  seenAt: row.seen_at,
});

/** All, by name; the demo's are none of them. */
export async function listPeople(db: Db): Promise<readonly Person[]> {
  const { rows } = await sql<PersonRow>`
    ${PEOPLE} where not p.demo order by p.active desc, lower(p.name), p.id`.execute(db);
  return rows.map(personOf);
}

export type PersonKey =
  | { readonly id: number }
  | { readonly email: string }
  | { readonly issuer: string; readonly subject: string };

export async function findPerson(db: Db, key: PersonKey): Promise<Person | null> {
  const where =
    'id' in key
      ? sql`p.id = ${key.id}`
      : 'email' in key
        ? sql`p.email = ${key.email}`
        : sql`p.issuer = ${key.issuer} and p.subject = ${key.subject}`;
  const { rows } = await sql<PersonRow>`${PEOPLE} where ${where}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : personOf(row);
}

export interface NewPerson extends Pick<Person, 'email' | 'name' | 'role'> {
  readonly createdAt: string;
  readonly createdBy: string;
  readonly demo?: boolean;
}

/** The handle of the new person; null where the e-mail is somebody's already. */
export async function insertPerson(tx: Db, person: NewPerson): Promise<number | null> {
  const row = await tx
    .insertInto('person')
    .values({
      email: person.email,
      name: person.name,
      role: person.role,
      created_at: person.createdAt,
      created_by: person.createdBy,
      demo: person.demo ?? false,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function updatePerson(
  tx: Db,
  id: number,
  change: Partial<Pick<Person, 'name' | 'role' | 'active'>>,
): Promise<void> {
  await tx.updateTable('person').set(change).where('id', '=', id).execute();
}

/** From now on the provider's account is this person's. */
export async function linkPerson(
  tx: Db,
  id: number,
  provider: { readonly issuer: string; readonly subject: string },
): Promise<void> {
  await tx.updateTable('person').set(provider).where('id', '=', id).execute();
}

/** Leaves alone what is there already, so that the log has what changed. */
export async function setPersonTeams(tx: Db, id: number, teams: readonly string[]): Promise<void> {
  await sql`delete from person_team m using team t
    where m.team_id = t.id and m.person_id = ${id} and not t.slug = any(${teams}::text[])`.execute(
    tx,
  );
  await sql`insert into person_team (person_id, team_id)
    select ${id}, id from team where slug = any(${teams}::text[])
    on conflict do nothing`.execute(tx);
}

/**
 * Whether somebody has an account that was ever taken up, by a password or at a provider: who was invited
 * and has not come in yet could not let anybody in. The demo's people have none.
 */
export const HAS_PEOPLE = sql<boolean>`exists (select 1 from person p where not p.demo
  and (p.issuer is not null or exists (select 1 from person_secret s where s.person_id = p.id)))`;

export async function hasPeople(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select ${HAS_PEOPLE} as there`.execute(db);
  return rows[0]?.there ?? false;
}

/** How many could let others in, besides one. */
export async function countOtherAdministrators(tx: Db, id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from person
    where role = 'administrator' and active and not demo and id <> ${id}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The hash of somebody's password; null without one. */
export async function findPassword(db: Db, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('person_secret')
    .select('password')
    .where('person_id', '=', id)
    .executeTakeFirst();
  return row?.password ?? null;
}

export async function setPassword(tx: Db, id: number, password: string, at: string): Promise<void> {
  const values = { password, changed_at: at };
  await tx
    .insertInto('person_secret')
    .values({ person_id: id, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute();
}
