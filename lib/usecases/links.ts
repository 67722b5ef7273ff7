/** Links that let somebody in once: the first administrator, who was invited, who forgot a password. */
import { setActor } from '../../db/queries/definitions';
import {
  findPerson,
  hasPeople,
  insertPerson,
  setPassword,
  updatePerson,
} from '../../db/queries/people';
import {
  endSessions,
  findLink,
  insertAttempt,
  insertLink,
  useLink,
} from '../../db/queries/sessions';
import { hashOf } from '../crypto/api-key';
import { hashPassword } from '../crypto/password';
import { isToken, makeToken } from '../crypto/token';
import { type Caller, passwordFault, readEmail, readPersonName } from '../domain/person';
import { AppError, isAppError } from '../errors';
import { type Context, demand } from './context';

const FIRST_LINK_MS = 86_400_000;

/**
 * A link for the first administrator, in the place of an earlier one; null where there are people. To
 * be given to whoever may read the server's terminal, or removed the demo that was open to them.
 */
export async function firstLink(context: Context): Promise<string | null> {
  demand(context, 'person.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    if (await hasPeople(tx)) return null;
    const token = makeToken();
    const at = now();
    await insertLink(tx, {
      hash: hashOf(token),
      person: null,
      createdAt: at.toISOString(),
      createdBy: actor,
      expiresAt: new Date(at.getTime() + FIRST_LINK_MS).toISOString(),
    });
    return token;
  });
}

type World = Pick<Context, 'db' | 'now'>;

/** Whose link it is; null for the first administrator's. Throws `AppError('unknown_link')`. */
export async function linkOwner(
  { db, now }: World,
  token: string,
): Promise<{ readonly email: string; readonly name: string } | null> {
  const link = isToken(token) ? await findLink(db, hashOf(token), now().toISOString()) : null;
  if (link === null) throw unknownLink();
  if (link.person === null) {
    if (await hasPeople(db)) throw unknownLink();
    return null;
  }
  const person = await findPerson(db, { id: link.person });
  if (person === null || !person.active) throw unknownLink();
  return { email: person.email, name: person.name };
}

/** As it was typed; the e-mail counts for the first administrator alone. */
export interface TypedWelcome {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export type WelcomeFaults = Readonly<Partial<Record<keyof TypedWelcome, string>>>;

/**
 * Takes a link: sets the password and ends what was open elsewhere. The person who comes in; throws
 * `AppError('bad_welcome')` with the faults field by field, and `unknown_link`.
 */
export async function takeLink(
  world: World,
  token: string,
  typed: TypedWelcome,
  { address }: Caller,
): Promise<number> {
  const owner = await linkOwner(world, token);
  const { email, name } = readWelcome(typed, owner);
  const hash = await hashPassword(typed.password);
  const { db, now } = world;
  return db.transaction().execute(async (tx) => {
    const present = now();
    const at = present.toISOString();
    if (!(await useLink(tx, hashOf(token), at))) throw unknownLink();
    await setActor(tx, email, present);
    const person = owner === null ? null : await findPerson(tx, { email });
    const id =
      person?.id ??
      (await insertPerson(tx, {
        ...{ email, name, role: 'administrator' },
        ...{ createdAt: at, createdBy: email },
      }));
    if (id === null) throw alreadyInvited();
    if (person !== null) {
      await updatePerson(tx, id, { name });
      await endSessions(tx, id, at);
    }
    await setPassword(tx, id, hash, at);
    await insertAttempt(tx, {
      ...{ at, method: 'link', account: email, address, person: id },
      refused: null,
    });
    return id;
  });
}

/** What `takeLink` found wrong; null when an error is another one. */
export function welcomeFaultsOf(error: unknown): WelcomeFaults | null {
  return isAppError(error) && error.code === 'bad_welcome'
    ? (error.details as WelcomeFaults)
    : null;
}

function readWelcome(
  typed: TypedWelcome,
  owner: { readonly email: string; readonly name: string } | null,
): { readonly email: string; readonly name: string } {
  const email = owner?.email ?? readEmail(typed.email);
  const name = readPersonName(typed.name);
  const password = passwordFault(typed.password, email ?? '');
  if (email !== null && name !== null && password === null) return { email, name };
  const faults: WelcomeFaults = {
    ...(email === null ? { email: 'This is no e-mail address.' } : {}),
    ...(name === null ? { name: 'Give a name of at most 80 letters.' } : {}),
    ...(password === null ? {} : { password }),
  };
  throw new AppError('bad_welcome', Object.values(faults).join(' '), {
    status: 422,
    details: faults,
  });
}

/** The first administrator's link, in the name of somebody who has one of their own. */
function alreadyInvited(): AppError {
  const faults: WelcomeFaults = {
    email:
      'Somebody with this e-mail was invited. Take the link of that invitation, or another e-mail.',
  };
  return new AppError('bad_welcome', faults.email ?? '', { status: 422, details: faults });
}

function unknownLink(): AppError {
  return new AppError(
    'unknown_link',
    'This link is none, was used already, or is over. Whoever sent it can make another.',
    { status: 404 },
  );
}
