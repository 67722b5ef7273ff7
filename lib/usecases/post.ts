/** What is sent: taken one at a time, carried, and recorded; and how that goes, for who looks after it. */
import {
  claimMessage,
  countMessages,
  endExpired,
  endLeases,
  endMessage,
  listMessages,
  nextDue,
  postponeMessage,
} from '../../db/queries/outbox';
import { findPerson } from '../../db/queries/people';
import { unseal } from '../crypto/sealed';
import {
  type Carried,
  type Carriers,
  type Channel,
  type Claimed,
  type Letter,
  type PostSummary,
  type PostWorld,
  retryMinutes,
} from '../domain/post';
import { type Context, demand, demandSight } from './context';

const MINUTE_MS = 60_000;
/** A sender that gave no sign for so long is gone: the message is sent again. */
const LEASE_MS = 5 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
const SHOWN = 30;

/**
 * Sends what is due; how much of it arrived. What fails waits longer each time, and until it is no use any
 * more. A process that dies between sending and recording leaves its lease behind, and the message is sent
 * again under the same id: at most one copy too many for each death, and never none.
 */
export async function sendDue(
  context: Context,
  world: PostWorld,
  carriers: Carriers,
  signal: AbortSignal,
): Promise<number> {
  demand(context, 'server.keep');
  const { db, now } = context;
  await endExpired(db, now().toISOString());
  const channels = new Set(channelsOf(carriers));
  let sent = 0;
  while (channels.size > 0 && !signal.aborted) {
    const at = now();
    const claimed = await claimMessage(db, {
      at: at.toISOString(),
      until: new Date(at.getTime() + LEASE_MS).toISOString(),
      channels: [...channels],
    });
    if (claimed === null) break;
    const carried = await carry(context, world, carriers, claimed);
    await record(context, claimed, carried);
    if (carried?.is === 'there') sent++;
    if (carried?.is === 'later' && carried.isDown) channels.delete(claimed.channel);
  }
  return sent;
}

const channelsOf = ({ mail, webhook }: Carriers): readonly Channel[] => [
  ...(mail === null ? [] : (['mail'] as const)),
  ...(webhook === null ? [] : (['webhook'] as const)),
];

/** Null where nobody is there who may have it. */
async function carry(
  { db }: Context,
  world: PostWorld,
  { mail, webhook }: Carriers,
  message: Claimed,
): Promise<Carried | null> {
  const { channel, messageId, queuedAt, person: id } = message;
  const content = contentOf(message, world);
  if (content === null) {
    return {
      is: 'refused',
      problem: 'It was sealed with another AUTH_SECRET than the present one.',
    };
  }
  if (channel === 'webhook') {
    return webhook === null ? null : webhook({ body: content, messageId });
  }
  const person = id === null ? null : await findPerson(db, { id });
  if (mail === null || person === null || !person.active || person.demo) return null;
  const letter: Letter = JSON.parse(content);
  const to = { name: person.name, address: person.email };
  return mail({ ...letter, to, messageId, at: queuedAt });
}

function contentOf({ content, sealed, cause }: Claimed, { secret }: PostWorld): string | null {
  if (!sealed) return content;
  const master = secret();
  const opened = master === null ? null : unseal(content, master, cause);
  return opened !== null && 'secret' in opened ? opened.secret : null;
}

async function record(
  { db, now }: Context,
  message: Claimed,
  carried: Carried | null,
): Promise<void> {
  const present = now();
  const at = present.toISOString();
  switch (carried?.is) {
    case 'there':
      return endMessage(db, message.id, { at, outcome: 'sent', problem: null });
    case 'refused':
      return endMessage(db, message.id, { at, outcome: 'failed', problem: carried.problem });
    case 'later':
      return postponeMessage(db, message, {
        dueAt: new Date(
          present.getTime() + retryMinutes(message.attempts) * MINUTE_MS,
        ).toISOString(),
        problem: carried.problem,
        isDown: carried.isDown,
      });
    case undefined:
      return endMessage(db, message.id, {
        at,
        outcome: 'dropped',
        problem: 'They come in no more.',
      });
  }
}

/** When there is something to send next; null while nothing waits. RFC 3339. */
export async function nextPost(context: Context, carriers: Carriers): Promise<string | null> {
  demand(context, 'server.keep');
  return nextDue(context.db, channelsOf(carriers));
}

/** Gives free what was being sent when the process ended that alone had the database. */
export async function freePost(context: Context): Promise<void> {
  demand(context, 'server.keep');
  await endLeases(context.db);
}

/** What was sent, waits and failed. Two queries. */
export async function postPage({ db, now, ...context }: Context): Promise<PostSummary> {
  demandSight(context, 'person.manage');
  const since = new Date(now().getTime() - WEEK_MS).toISOString();
  const [counts, lines] = await Promise.all([countMessages(db, since), listMessages(db, SHOWN)]);
  return { ...counts, lines };
}
