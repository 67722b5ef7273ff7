/** Where people are signed in, the links that let them in once, and who tried. */
import { sql } from 'kysely';

import type { PersonSession, SignInAttempt, SignInMethod } from '../../lib/domain/person';
import type { Role } from '../../lib/domain/principal';
import type { Db } from '../client';
import { HAS_PEOPLE } from './people';

export interface NewSession
  extends Pick<
    PersonSession,
    'person' | 'method' | 'startedAt' | 'expiresAt' | 'address' | 'agent'
  > {
  readonly hash: string;
  readonly idToken: string | null;
}

export async function insertSession(tx: Db, session: NewSession): Promise<number> {
  const { id } = await tx
    .insertInto('person_session')
    .values({
      hash: session.hash,
      person_id: session.person,
      method: session.method,
      started_at: session.startedAt,
      seen_at: session.startedAt,
      expires_at: session.expiresAt,
      address: session.address,
      agent: session.agent,
      id_token: session.idToken,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return Number(id);
}

/** Who asks by a session, and what is known of the installation: all that a request needs, at once. */
export interface Known {
  readonly person: {
    readonly id: number;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly teams: readonly string[];
    readonly demo: boolean;
    readonly session: number;
    readonly seenAt: string;
  } | null;
  readonly hasPeople: boolean;
  readonly demoLoaded: boolean;
}

/** One query. A session that ended, or was not used since `idleSince`, is none; nor is one of who left. */
export async function findKnown(
  db: Db,
  hash: string | null,
  { now, idleSince }: { readonly now: string; readonly idleSince: string },
): Promise<Known> {
  const { rows } = await sql<{
    has_people: boolean;
    demo_loaded: boolean;
    session: number | null;
    seen_at: string;
    id: number;
    email: string;
    name: string;
    role: string;
    teams: readonly string[];
    demo: boolean;
  }>`
    select ${HAS_PEOPLE} as has_people,
      exists (select 1 from kpi where demo) as demo_loaded,
      s.id as session, s.seen_at, p.id, p.email, p.name, p.role, p.demo,
      coalesce((select array_agg(t.slug order by t.slug) from person_team m
        join team t on t.id = m.team_id where m.person_id = p.id), '{}') as teams
    from (select 1) one
    left join (person_session s join person p on p.id = s.person_id and p.active)
      on s.hash = ${hash} and s.ended_at is null and s.expires_at > ${now} and s.seen_at > ${idleSince}`.execute(
    db,
  );
  const [row] = rows;
  return {
    hasPeople: row?.has_people ?? false,
    demoLoaded: row?.demo_loaded ?? false,
    person:
      row === undefined || row.session === null
        ? null
        : {
            id: row.id,
            email: row.email,
            name: row.name,
            role: row.role as Role,
            teams: row.role === 'lead' ? row.teams : [],
            demo: row.demo,
            session: Number(row.session),
            seenAt: row.seen_at,
          },
  };
}

export async function markSeen(db: Db, id: number, at: string): Promise<void> {
  await db.updateTable('person_session').set({ seen_at: at }).where('id', '=', id).execute();
}

/** Ends a session by its hash or its number; what the provider needs to hear of it, if it was its. */
export async function endSession(
  tx: Db,
  key: { readonly hash: string } | { readonly id: number; readonly person: number },
  at: string,
): Promise<{ readonly idToken: string | null } | null> {
  const where =
    'hash' in key ? sql`hash = ${key.hash}` : sql`id = ${key.id} and person_id = ${key.person}`;
  const { rows } = await sql<{ id_token: string | null }>`
    with ended as (select id, id_token from person_session where ${where} and ended_at is null for update)
    update person_session s set ended_at = ${at}, id_token = null from ended
    where s.id = ended.id returning ended.id_token`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { idToken: row.id_token };
}

/** Ends all sessions of somebody, but for one where it is named. */
export async function endSessions(
  tx: Db,
  person: number,
  at: string,
  except: number | null = null,
): Promise<void> {
  await sql`update person_session set ended_at = ${at}, id_token = null
    where person_id = ${person} and ended_at is null
      and id is distinct from ${except}::bigint`.execute(tx);
}

/** Those that are open, the last used first. */
export async function listSessions(
  db: Db,
  { now, idleSince }: { readonly now: string; readonly idleSince: string },
): Promise<readonly PersonSession[]> {
  const rows = await db
    .selectFrom('person_session')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince)
    .orderBy('seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: Number(row.id),
    person: row.person_id,
    method: row.method as SignInMethod,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    address: row.address,
    agent: row.agent,
  }));
}

export interface NewLink {
  readonly hash: string;
  /** Null: for the first administrator. */
  readonly person: number | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
}

/** A new link, in the place of earlier ones for the same person. */
export async function insertLink(tx: Db, link: NewLink): Promise<void> {
  await sql`delete from one_time_link where person_id is not distinct from ${link.person}::int`.execute(
    tx,
  );
  await tx
    .insertInto('one_time_link')
    .values({
      hash: link.hash,
      person_id: link.person,
      created_at: link.createdAt,
      created_by: link.createdBy,
      expires_at: link.expiresAt,
    })
    .execute();
}

/** The link, while it is good; null for any other. */
export async function findLink(
  db: Db,
  hash: string,
  now: string,
): Promise<{ readonly person: number | null } | null> {
  const row = await db
    .selectFrom('one_time_link')
    .select('person_id')
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined ? null : { person: row.person_id };
}

/** Whether it was good until now: of two at a time one is the first. */
export async function useLink(tx: Db, hash: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface NewAttempt extends Omit<SignInAttempt, 'id'> {
  readonly person: number | null;
}

export async function insertAttempt(db: Db, attempt: NewAttempt): Promise<number> {
  const { id } = await db
    .insertInto('sign_in')
    .values({
      at: attempt.at,
      method: attempt.method,
      account: attempt.account,
      address: attempt.address,
      person_id: attempt.person,
      refused: attempt.refused,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return Number(id);
}

export async function closeAttempt(
  db: Db,
  id: number,
  outcome: { readonly person: number | null; readonly refused: string | null },
): Promise<void> {
  await db
    .updateTable('sign_in')
    .set({ person_id: outcome.person, refused: outcome.refused })
    .where('id', '=', id)
    .execute();
}

export interface Refusals {
  /** For this account, from this address. */
  readonly both: number;
  readonly account: number;
  readonly address: number;
}

/** Refused passwords since a moment; for an account those after its owner last came in. */
export async function countRefusals(
  db: Db,
  { account, address }: Pick<SignInAttempt, 'account' | 'address'>,
  since: string,
): Promise<Refusals> {
  const { rows } = await sql<Refusals>`
    select count(*) filter (where account = ${account} and address = ${address})::int as both,
      count(*) filter (where account = ${account})::int as account,
      count(*) filter (where address = ${address})::int as address
    from sign_in where method = 'password' and refused is not null and at > ${since}
      and (account = ${account} or address = ${address})`.execute(db);
  return rows[0] ?? { both: 0, account: 0, address: 0 };
}

/** The trail, the newest first. */
export async function listAttempts(db: Db, limit: number): Promise<readonly SignInAttempt[]> {
  const rows = await db
    .selectFrom('sign_in')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: Number(row.id),
    at: row.at,
    method: row.method as SignInMethod,
    account: row.account,
    address: row.address,
    refused: row.refused,
  }));
}
