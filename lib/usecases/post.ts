/** What is sent: taken one at a time, carried, and recorded; and how that goes, for who looks after it. */

import { markTold } from '../../db/queries/follows';
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
import type { DigestAsked, ToldEntry } from '../domain/digest';
import {
  type Carried,
  type Carriers,
  type Channel,
  type Claimed,
  fitted,
  headerLine,
  type Letter,
  type MailCarrier,
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
    const ended = await carry(context, world, carriers, claimed);
    await record(context, claimed, ended);
    if (ended.is === 'there') sent++;
    if (ended.is === 'later' && ended.isDown) channels.delete(claimed.channel);
  }
  return sent;
}

const channelsOf = ({ mail, webhook }: Carriers): readonly Channel[] => [
  ...(mail === null ? [] : (['mail'] as const)),
  ...(webhook === null ? [] : (['webhook'] as const)),
];

/** How a try ended, with what is to be kept of it. */
type Ended = (Carried | { readonly is: 'dropped'; readonly problem: string }) & {
  readonly told?: readonly ToldEntry[];
};

const GONE: Ended = { is: 'dropped', problem: 'They come in no more.' };

async function carry(
  { db }: Context,
  world: PostWorld,
  carriers: Carriers,
  message: Claimed,
): Promise<Ended> {
  const { channel, messageId, person: id } = message;
  const { mail, webhook } = carriers;
  const content = contentOf(message, world);
  if (content === null) {
    return {
      is: 'refused',
      problem: 'It was sealed with another AUTH_SECRET than the present one.',
    };
  }
  if (channel === 'webhook') {
    return webhook === null ? GONE : webhook({ body: content, messageId });
  }
  const person = id === null ? null : await findPerson(db, { id });
  if (mail === null || person === null || !person.active || person.demo) return GONE;
  const to = { name: person.name, address: person.email };
  if (message.kind === 'digest')
    return carryDigest(mail, carriers, message, { ...to, id: person.id });
  const letter: Letter = JSON.parse(content);
  const { draw } = carriers;
  const drawn =
    draw === undefined
      ? []
      : await Promise.all((letter.charts ?? []).map((chart) => draw(chart).catch(() => null)));
  return mail({
    ...letter,
    ...fitted(
      letter,
      drawn.flatMap((each) => each ?? []),
    ),
    ...envelopeOf(message),
    to,
    stop: null,
  });
}

const envelopeOf = ({ messageId, queuedAt }: Claimed) => ({ messageId, at: queuedAt });

/** What it says is found out now, in the name of who gets it: they may have lost a right since it was written. */
async function carryDigest(
  mail: MailCarrier,
  { compose }: Carriers,
  message: Claimed,
  person: { readonly id: number; readonly name: string; readonly address: string },
): Promise<Ended> {
  if (compose === undefined) {
    return { is: 'later', problem: 'Nothing is here that writes digests.', isDown: false };
  }
  const asked: DigestAsked = JSON.parse(message.content);
  const composed = await compose(person.id, asked).catch(whyOf);
  // What is wrong with one digest holds up no other message.
  if ('why' in composed) return { is: 'later', problem: composed.why, isDown: false };
  const { letter, pictures, stop, told } = composed;
  if (letter === null) return { is: 'dropped', problem: 'Nothing of it was new to them.', told };
  const to = { name: person.name, address: person.address };
  const fit = fitted(letter, pictures);
  return { ...(await mail({ ...letter, ...fit, ...envelopeOf(message), to, stop })), told };
}

function contentOf({ content, sealed, cause }: Claimed, { secret }: PostWorld): string | null {
  if (!sealed) return content;
  const master = secret();
  const opened = master === null ? null : unseal(content, master, cause);
  return opened !== null && 'secret' in opened ? opened.secret : null;
}

const whyOf = (error: unknown) => ({
  why: headerLine(error instanceof Error ? error.message : 'It could not be written.'),
});

async function record({ db, now }: Context, message: Claimed, ended: Ended): Promise<void> {
  const present = now();
  const at = present.toISOString();
  switch (ended.is) {
    case 'there':
    case 'dropped': {
      const { told = [] } = ended;
      const problem = ended.is === 'dropped' ? ended.problem : null;
      const outcome = ended.is === 'dropped' ? 'dropped' : 'sent';
      // That it is there, and what was said in it, are known together or not at all.
      return db.transaction().execute(async (tx) => {
        await endMessage(tx, message.id, { at, outcome, problem });
        await markTold(tx, told);
      });
    }
    case 'refused':
      return endMessage(db, message.id, { at, outcome: 'failed', problem: ended.problem });
    case 'later':
      return postponeMessage(db, message, {
        dueAt: new Date(
          present.getTime() + retryMinutes(message.attempts) * MINUTE_MS,
        ).toISOString(),
        problem: ended.problem,
        isDown: ended.isDown,
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
