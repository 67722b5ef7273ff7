/** Coming in, being known, and leaving. Everybody may ask; what they get is who they are. */
import { findPassword, findPerson } from '../../db/queries/people';
import {
  closeAttempt,
  countRefusals,
  endSession,
  findKnown,
  insertAttempt,
  insertSession,
  markSeen,
} from '../../db/queries/sessions';
import { hashOf } from '../crypto/api-key';
import { isPassword } from '../crypto/password';
import { isToken, makeToken } from '../crypto/token';
import {
  type Caller,
  idleSince,
  type Person,
  readEmail,
  SESSION_MS,
  type SignInMethod,
} from '../domain/person';
import type { PersonPrincipal, Principal } from '../domain/principal';
import { isThrottled, WINDOW_MS } from '../domain/throttle';
import { AppError } from '../errors';
import type { Context } from './context';

type World = Pick<Context, 'db' | 'now'>;

/** How exactly its last use is known. */
const SEEN_MS = 300_000;

/**
 * The person with that e-mail and password. Throws `AppError('refused')`, the same whether there is no
 * such person, the password is another, or they may come in no more; and `AppError('too_many')`, for
 * anybody whom an address or an account was refused for too often.
 */
export async function checkPassword(
  { db, now }: World,
  typed: { readonly email: string; readonly password: string },
  { address }: Caller,
): Promise<Person> {
  const email = readEmail(typed.email);
  const account = (email ?? typed.email.trim().toLowerCase()).slice(0, 254);
  const present = now();
  const at = present.toISOString();
  const since = new Date(present.getTime() - WINDOW_MS).toISOString();
  // Written before it is counted: of many at once each sees those before it.
  const attempt = await insertAttempt(db, {
    ...{ at, method: 'password', account, address, person: null },
    refused: 'wrong',
  });
  if (isThrottled(await countRefusals(db, { account, address }, since))) {
    await closeAttempt(db, attempt, { person: null, refused: 'throttled' });
    throw tooMany();
  }
  const person = email === null ? null : await findPerson(db, { email });
  const known = person === null || person.demo ? null : await findPassword(db, person.id);
  const right = await isPassword(typed.password, known);
  if (person !== null && right && person.active) {
    await closeAttempt(db, attempt, { person: person.id, refused: null });
    return person;
  }
  const refused = person === null ? 'unknown' : right ? 'inactive' : 'wrong';
  await closeAttempt(db, attempt, { person: person?.id ?? null, refused });
  throw new AppError(
    'refused',
    'That e-mail and password do not belong together here. Look again, or ask whoever administers this installation for a new link.',
    { status: 401 },
  );
}

function tooMany(): AppError {
  return new AppError(
    'too_many',
    'There were too many tries that failed. Wait a quarter of an hour, or ask whoever administers this installation for a new link.',
    { status: 429, details: { retryAfter: WINDOW_MS / 1000 } },
  );
}

/** A new session of somebody; its token is given here and never again. */
export async function startSession(
  { db, now }: World,
  person: number,
  how: { readonly method: SignInMethod; readonly idToken?: string | null },
  { address, agent }: Caller,
): Promise<string> {
  const token = makeToken();
  const at = now();
  await insertSession(db, {
    hash: hashOf(token),
    person,
    method: how.method,
    startedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + SESSION_MS).toISOString(),
    address,
    agent: agent?.slice(0, 300) ?? null,
    idToken: how.idToken ?? null,
  });
  return token;
}

/** What the installation says of itself to those who are not known. */
export interface Standing {
  /** Nobody has taken up an account: a link at the terminal makes the first administrator. */
  readonly isUnclaimed: boolean;
  /** It shows the demo to whoever sits at this machine. */
  readonly isOpenDemo: boolean;
}

/**
 * Who asks with a session's token, and how the installation stands. One query; once in some minutes
 * a second, which notes the session's use. `local`: it answers to this machine alone, on its own
 * database and without a provider, so that the demo may be open.
 */
export async function whoIs(
  { db, now }: World,
  token: string | null,
  local: boolean,
): Promise<{ readonly principal: Principal; readonly standing: Standing }> {
  const present = now();
  const hash = token !== null && isToken(token) ? hashOf(token) : null;
  const at = present.toISOString();
  const known = await findKnown(db, hash, { now: at, idleSince: idleSince(present) });
  const standing: Standing = {
    isUnclaimed: !known.hasPeople,
    isOpenDemo: local && known.demoLoaded && !known.hasPeople,
  };
  const { person } = known;
  if (person === null || (person.demo && !standing.isOpenDemo)) {
    return { principal: { kind: standing.isOpenDemo ? 'visitor' : 'nobody' }, standing };
  }
  const { seenAt, ...rest } = person;
  if (present.getTime() - Date.parse(seenAt) > SEEN_MS) await markSeen(db, person.session, at);
  const principal: PersonPrincipal = { kind: 'person', ...rest };
  return { principal, standing };
}

/** A person without a session, for what reads in their name; null where they come in no more. One query. */
export async function whoReads(
  { db }: Pick<World, 'db'>,
  id: number,
): Promise<PersonPrincipal | null> {
  const person = await findPerson(db, { id });
  if (person === null || !person.active || person.demo) return null;
  const { email, name, role, teams, demo } = person;
  return { kind: 'person', id, email, name, role, teams, demo, session: 0 };
}

/** Ends the session with that token; what the provider is to hear of it, null if it was not its. */
export async function signOut(
  { db, now }: World,
  token: string,
): Promise<{ readonly idToken: string | null }> {
  const ended = await endSession(db, { hash: hashOf(token) }, now().toISOString());
  return { idToken: ended?.idToken ?? null };
}
