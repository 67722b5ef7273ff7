/** Coming in by way of a provider (OpenID Connect), and, while it is open, of the demo. */
import { setActor } from '../../db/queries/definitions';
import { isDemoLoaded } from '../../db/queries/demo';
import {
  findPerson,
  hasPeople,
  insertPerson,
  linkPerson,
  setPersonTeams,
  updatePerson,
} from '../../db/queries/people';
import { insertAttempt } from '../../db/queries/sessions';
import { type GroupRule, roleOfGroups } from '../domain/group-roles';
import {
  type Caller,
  type Person,
  readEmail,
  readPersonName,
  type SignInMethod,
} from '../domain/person';
import type { Role } from '../domain/principal';
import { AppError } from '../errors';
import type { Context } from './context';

type World = Pick<Context, 'db' | 'now'>;

/** What the provider says, after it was checked that the provider says it. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** Only an e-mail that the provider has checked tells who was invited here. */
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly groups: readonly string[];
}

/**
 * The person whom the provider brings. With rules, role and teams are what their groups give at each
 * sign-in, and who is given none is refused; without, who was invited comes in, with the role that they
 * have here. Throws `AppError('provider_refused')`.
 */
export async function personOfProvider(
  { db, now }: World,
  claims: Claims,
  rules: readonly GroupRule[] | null,
  { address }: Caller,
): Promise<Person> {
  const at = now();
  const email = claims.email === null ? null : readEmail(claims.email);
  const account = (email ?? claims.subject).slice(0, 254);
  const outcome = await db.transaction().execute(async (tx) => {
    await setActor(tx, `provider:${account}`, at);
    const found = await findOrMake(tx, claims, email, rules, at);
    if (typeof found === 'string') return found;
    if (!found.active) return 'inactive';
    const given = rules === null ? null : roleOfGroups(rules, claims.groups);
    if (given === null) return found;
    await updatePerson(tx, found.id, { role: given.role });
    await setPersonTeams(tx, found.id, given.teams);
    return { ...found, ...given };
  });
  const refused = typeof outcome === 'string' ? outcome : null;
  const person = typeof outcome === 'string' ? null : outcome.id;
  await insertAttempt(db, {
    ...{ at: at.toISOString(), method: 'provider', account, address },
    ...{ person, refused },
  });
  if (typeof outcome !== 'string') return outcome;
  throw new AppError(
    'provider_refused',
    'The provider knows you, and this installation does not.',
    {
      status: 403,
    },
  );
}

async function findOrMake(
  tx: Context['db'],
  { issuer, subject, emailVerified, name, groups }: Claims,
  email: string | null,
  rules: readonly GroupRule[] | null,
  at: Date,
): Promise<Person | string> {
  const given = rules === null ? null : roleOfGroups(rules, groups);
  if (rules !== null && given === null) return 'no group';
  const known = await findPerson(tx, { issuer, subject });
  if (known !== null) return known;
  if (email === null) return 'no e-mail';
  const invited = await findPerson(tx, { email });
  if (invited !== null) {
    if (!emailVerified || invited.provider || invited.demo) return 'e-mail of another';
    await linkPerson(tx, invited.id, { issuer, subject });
    return invited;
  }
  if (given === null) return 'not invited';
  const id = await insertPerson(tx, {
    ...{ email, name: readPersonName(name ?? '') ?? email, role: given.role },
    ...{ createdAt: at.toISOString(), createdBy: 'provider' },
  });
  if (id === null) return 'e-mail of another';
  await linkPerson(tx, id, { issuer, subject });
  return (await findPerson(tx, { id })) ?? 'unknown';
}

/** Notes that the provider sent somebody back who is not let in: an answer altered, replayed, too late. */
export async function noteRefused(
  { db, now }: World,
  method: SignInMethod,
  refused: string,
  { address }: Caller,
): Promise<void> {
  await insertAttempt(db, {
    ...{ at: now().toISOString(), method, account: '', address },
    ...{ person: null, refused: refused.slice(0, 200) },
  });
}

const DEMO_PEOPLE = {
  viewer: 'A viewer',
  lead: 'A team lead',
  steward: 'A data steward',
  executive: 'An executive',
  administrator: 'An administrator',
} as const satisfies Record<Role, string>;

/** Whom a team lead of the demo leads. */
const DEMO_TEAM = 'stores';

/** An invented person with a role, to look at the demo with. Throws where it is not open. */
export async function demoPerson(
  { db, now }: World,
  role: Role,
  local: boolean,
  { address }: Caller,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (!local || !(await isDemoLoaded(tx)) || (await hasPeople(tx))) {
      throw new AppError('no_demo_people', 'There is nothing at this address.', { status: 404 });
    }
    const at = now();
    const email = `${role}@demo.invalid`;
    await setActor(tx, 'demo', at);
    const made = await insertPerson(tx, {
      ...{ email, name: DEMO_PEOPLE[role], role, demo: true },
      ...{ createdAt: at.toISOString(), createdBy: 'demo' },
    });
    const id = made ?? (await findPerson(tx, { email }))?.id;
    if (id === undefined) throw new Error('the person of the demo that was just made is not there');
    if (made !== null && role === 'lead') await setPersonTeams(tx, id, [DEMO_TEAM]);
    await insertAttempt(tx, {
      ...{ at: at.toISOString(), method: 'demo', account: email, address },
      ...{ person: id, refused: null },
    });
    return id;
  });
}
