/** What is to be sent: written with what causes it, taken by one sender at a time, recorded when it is there. */
import { sql } from 'kysely';

import type {
  Channel,
  Claimed,
  Outgoing,
  PostKind,
  PostLine,
  PostSummary,
} from '../../lib/domain/post';
import type { Db } from '../client';

/** Writes messages down, in the transaction of what causes them; how many of them are new. */
export async function queueMessages(
  tx: Db,
  messages: readonly Outgoing[],
  at: string,
): Promise<number> {
  if (messages.length === 0) return 0;
  const written = await tx
    .insertInto('outbox')
    .values(
      messages.map((message) => ({
        cause: message.cause,
        kind: message.kind,
        channel: message.channel,
        person_id: message.person,
        content: message.content,
        sealed: message.sealed,
        queued_at: at,
        due_at: at,
        expires_at: message.expiresAt,
      })),
    )
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .execute();
  return written.length;
}

interface ClaimedRow {
  readonly id: number;
  readonly cause: string;
  readonly message_id: string;
  readonly kind: string;
  readonly channel: string;
  readonly person_id: number | null;
  readonly content: string;
  readonly sealed: boolean;
  readonly queued_at: string;
  readonly attempts: number;
}

/** The next message that is due, for the one who asks, until the lease is over; null where there is none. */
export async function claimMessage(
  db: Db,
  {
    at,
    until,
    channels,
  }: { readonly at: string; readonly until: string; readonly channels: readonly Channel[] },
): Promise<Claimed | null> {
  const { rows } = await sql<ClaimedRow>`
    update outbox set leased_until = ${until}::timestamptz, attempts = attempts + 1
    where id = (select id from outbox where ended_at is null and channel = any(${[...channels]}::text[])
      and due_at <= ${at}::timestamptz and expires_at > ${at}::timestamptz
      and (leased_until is null or leased_until <= ${at}::timestamptz)
      order by due_at, id limit 1 for update skip locked)
    returning id, cause, message_id, kind, channel, person_id, content, sealed, queued_at, attempts`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: row.id,
    cause: row.cause,
    messageId: row.message_id,
    kind: row.kind as PostKind,
    channel: row.channel as Channel,
    person: row.person_id,
    content: row.content,
    sealed: row.sealed,
    queuedAt: row.queued_at,
    attempts: row.attempts,
  };
}

/** A message has come to its end. What it said goes; why and to whom stays, so that it is not sent again. */
export async function endMessage(
  db: Db,
  id: number,
  end: {
    readonly at: string;
    readonly outcome: 'sent' | 'failed' | 'dropped';
    readonly problem: string | null;
  },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({
      ended_at: end.at,
      outcome: end.outcome,
      problem: end.problem,
      content: null,
      leased_until: null,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * A try failed; the message is due again later. Nothing else of the channel is tried before, where that
 * would not get through either.
 */
export async function postponeMessage(
  db: Db,
  { id, channel, attempts }: Pick<Claimed, 'id' | 'channel' | 'attempts'>,
  later: { readonly dueAt: string; readonly problem: string; readonly isDown: boolean },
): Promise<void> {
  await sql`update outbox set due_at = ${later.dueAt}::timestamptz, problem = ${later.problem}, leased_until = null
    where id = ${id} and attempts = ${attempts} and ended_at is null`.execute(db);
  if (!later.isDown) return;
  await sql`update outbox set due_at = ${later.dueAt}::timestamptz where channel = ${channel}
    and ended_at is null and leased_until is null and due_at < ${later.dueAt}::timestamptz`.execute(
    db,
  );
}

/** Ends what is no use any more, and was not sent. */
export async function endExpired(db: Db, at: string): Promise<void> {
  await sql`update outbox set ended_at = ${at}::timestamptz, outcome = 'failed', content = null, leased_until = null,
      problem = coalesce(problem, 'Nothing was there that could send it.')
    where ended_at is null and expires_at <= ${at}::timestamptz
      and (leased_until is null or leased_until <= ${at}::timestamptz)`.execute(db);
}

/** Ends the invitations of somebody that still wait: what they say is none any more. */
export async function dropInvitations(tx: Db, person: number, at: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({
      ended_at: at,
      outcome: 'dropped',
      problem: 'A newer link took its place.',
      content: null,
      leased_until: null,
    })
    .where('person_id', '=', person)
    .where('kind', '=', 'invitation')
    .where('ended_at', 'is', null)
    .execute();
}

/** Takes all leases back: where nobody else has the database, who held them is gone. */
export async function endLeases(db: Db): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ leased_until: null })
    .where('leased_until', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
}

/** When the next message can be taken; null where none waits. RFC 3339. */
export async function nextDue(db: Db, channels: readonly Channel[]): Promise<string | null> {
  const { rows } = await sql<{ due: string | null }>`
    select min(greatest(due_at, leased_until)) as due from outbox
    where ended_at is null and channel = any(${[...channels]}::text[])`.execute(db);
  return rows[0]?.due ?? null;
}

/** The newest, whatever became of them. */
export async function listMessages(db: Db, limit: number): Promise<readonly PostLine[]> {
  const rows = await lines(db)
    // A digest with nothing new in it is none.
    .where(sql<boolean>`not (o.kind = 'digest' and o.outcome is not distinct from 'dropped')`)
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** After so many tries it is more than a server that starts anew. */
const WORTH_SAYING = 3;

/** What was tried in vain for a while and still waits, or never arrived since a moment. */
export async function listStuck(db: Db, since: string): Promise<readonly PostLine[]> {
  const rows = await lines(db)
    .where(({ eb, and, or }) =>
      or([
        and([eb('o.ended_at', 'is', null), eb('o.attempts', '>=', WORTH_SAYING)]),
        and([eb('o.outcome', '=', 'failed'), eb('o.ended_at', '>=', since)]),
      ]),
    )
    .orderBy('o.id')
    .execute();
  return rows.map(lineOf);
}

const lines = (db: Db) =>
  db
    .selectFrom('outbox as o')
    .leftJoin('person as p', 'p.id', 'o.person_id')
    .select(['o.id', 'o.kind', 'o.channel', 'p.email', 'o.queued_at', 'o.ended_at', 'o.outcome'])
    .select(['o.attempts', 'o.due_at', 'o.problem']);

function lineOf(row: Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]): PostLine {
  return {
    id: row.id,
    kind: row.kind as PostKind,
    channel: row.channel as Channel,
    to: row.email,
    queuedAt: row.queued_at,
    endedAt: row.ended_at,
    outcome: row.outcome as PostLine['outcome'],
    attempts: row.attempts,
    dueAt: row.due_at,
    problem: row.problem,
  };
}

type PostCounts = Omit<PostSummary, 'lines'>;

/** What failed for good counts since a moment. */
export async function countMessages(db: Db, since: string): Promise<PostCounts> {
  const { rows } = await sql<PostCounts>`select
      count(*) filter (where ended_at is null)::int as waiting,
      count(*) filter (where ended_at is null and problem is not null)::int as failing,
      count(*) filter (where outcome = 'failed' and ended_at >= ${since}::timestamptz)::int as failed
    from outbox where ended_at is null or ended_at >= ${since}::timestamptz`.execute(db);
  return rows[0] ?? { waiting: 0, failing: 0, failed: 0 };
}

const ofMinutes = (review: number) =>
  sql<boolean>`starts_with(cause, ${`minutes:${review}:`}) and outcome is distinct from 'dropped'`;

/** To whom the minutes of a review went, or are on their way: ids. */
export async function listMinutesReaders(db: Db, review: number): Promise<readonly number[]> {
  const { rows } = await sql<{ person: number }>`select person_id as person from outbox
    where person_id is not null and ${ofMinutes(review)} order by id`.execute(db);
  return rows.map(({ person }) => person);
}

/** To how many. */
export async function countMinutes(db: Db, review: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from outbox where ${ofMinutes(review)}`.execute(db);
  return rows[0]?.count ?? 0;
}
