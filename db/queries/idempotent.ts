/** Answers that were given, so that the same request a second time is not done a second time. */
import { sql } from 'kysely';

import type { Db } from '../client';

export interface Asked {
  readonly keyId: number;
  /** What the caller calls the request. */
  readonly name: string;
  readonly bodyHash: string;
}

export interface GivenAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly text: string;
}

const KEPT_MS = 86_400_000;
/** Any constant of its own: the first half of an advisory lock. */
const LOCK = 7_203;

/**
 * Holds the request until the transaction ends; false when another holds it, which means that it is
 * being answered at this moment. Answers older than a day go.
 */
export async function holdRequest(tx: Db, { keyId, name }: Asked, now: Date): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK}, hashtext(${`${keyId} ${name}`})) as held`.execute(tx);
  if (rows[0]?.held !== true) return false;
  const gone = new Date(now.getTime() - KEPT_MS).toISOString();
  // Those that another request is taking away are left to it: nobody waits for that.
  await sql`delete from idempotent_answer a using (
      select key_id, name from idempotent_answer where at < ${gone}::timestamptz
      for update skip locked) old
    where a.key_id = old.key_id and a.name = old.name`.execute(tx);
  return true;
}

export async function findAnswer(tx: Db, { keyId, name }: Asked): Promise<GivenAnswer | null> {
  const row = await tx
    .selectFrom('idempotent_answer')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { bodyHash: row.body_hash, status: row.status, text: row.answer };
}

export async function keepAnswer(
  tx: Db,
  { keyId, name, bodyHash }: Asked,
  { status, text }: Pick<GivenAnswer, 'status' | 'text'>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('idempotent_answer')
    .values({
      key_id: keyId,
      name,
      body_hash: bodyHash,
      at: now.toISOString(),
      status,
      answer: text,
    })
    .execute();
}
