/** Who may come in: invited, given a role, let go; and where they are signed in. */
import { loadCatalog } from '../../db/queries/catalog';
import { setActor } from '../../db/queries/definitions';
import { dropInvitations, queueMessages } from '../../db/queries/outbox';
import {
  countOtherAdministrators,
  findPerson,
  insertPerson,
  type PersonKey,
  listPeople as readPeople,
  setPersonTeams,
  updatePerson,
} from '../../db/queries/people';
import {
  endSession,
  endSessions,
  insertLink,
  listAttempts,
  listSessions,
} from '../../db/queries/sessions';
import { hashOf } from '../crypto/api-key';
import { seal } from '../crypto/sealed';
import { makeToken } from '../crypto/token';
import type { Catalog, Organisation } from '../domain/catalog';
import {
  idleSince,
  type Person,
  type PersonSession,
  readEmail,
  readPersonName,
  type SignInAttempt,
} from '../domain/person';
import type { PostWorld } from '../domain/post';
import { isRole, type Role } from '../domain/principal';
import { AppError } from '../errors';
import { invitationLetter } from '../format-mail-invitation';
import { welcomePath } from '../paths-people';
import { type Context, demand, demandSight } from './context';

/** An invitation waits so long. */
export const LINK_DAYS = 7;
const DAY_MS = 86_400_000;
const TRAIL = 50;

export interface PeopleView {
  readonly organisation: Organisation;
  readonly demo: boolean;
  readonly people: readonly Person[];
  readonly sessions: readonly PersonSession[];
  /** The last that came in or were refused, the newest first. */
  readonly trail: readonly SignInAttempt[];
  /** To lead. */
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
  readonly now: string;
}

/** Everybody, with what is known of their coming and going. Four queries. */
export async function peoplePage(context: Context): Promise<PeopleView> {
  demandSight(context, 'person.manage');
  const { db, now } = context;
  const present = now();
  const at = { now: present.toISOString(), idleSince: idleSince(present) };
  const [{ catalog, demo }, people, sessions, trail] = await Promise.all([
    loadCatalog(db, null),
    readPeople(db),
    listSessions(db, at),
    listAttempts(db, TRAIL),
  ]);
  return {
    organisation: catalog.organisation,
    demo,
    people,
    sessions,
    trail,
    teams: catalog.teams
      .filter(({ retired }) => !retired)
      .map(({ slug, name }) => ({ slug, name })),
    now: at.now,
  };
}

export async function listPeople(context: Context): Promise<readonly Person[]> {
  demandSight(context, 'person.manage');
  return readPeople(context.db);
}

/** As it was typed. */
export interface TypedPerson {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly teams: readonly string[];
}

export interface Invited {
  readonly email: string;
  readonly token: string;
  /** The link is on its way to them by mail, too. */
  readonly mailed: boolean;
}

/** Invites somebody. The link that lets them in once is given here and never again. */
export async function invite(
  context: Context,
  typed: TypedPerson,
  world: PostWorld | null = null,
): Promise<Invited> {
  demand(context, 'person.manage');
  const { db, actor, now } = context;
  const email = readEmail(typed.email);
  if (email === null) throw bad(`"${typed.email.trim()}" is no e-mail address.`);
  const name = typed.name.trim() === '' ? (email.split('@', 1)[0] ?? '') : typed.name;
  const readable = readPersonName(name);
  if (readable === null) throw bad('A name has at most 80 letters, on one line.');
  return db.transaction().execute(async (tx) => {
    const at = now();
    const { catalog } = await loadCatalog(tx, null);
    const { role, teams } = readRole(typed, catalog);
    await setActor(tx, actor, at);
    const id = await insertPerson(tx, {
      ...{ email, name: readable, role },
      ...{ createdAt: at.toISOString(), createdBy: actor },
    });
    if (id === null) {
      throw new AppError('person_there', `${email} has an account already.`, { status: 409 });
    }
    await setPersonTeams(tx, id, teams);
    const token = await makeLink(tx, id, actor, at);
    const person = { id, name: readable };
    const mailed = await mailLink(tx, world, catalog.organisation, person, token, at);
    return { email, token, mailed };
  });
}

/** A new link for somebody who is there already: earlier ones are none from now on. */
export async function renewLink(
  context: Context,
  key: PersonKey,
  world: PostWorld | null = null,
): Promise<Invited> {
  demand(context, 'person.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const person = await personAt(tx, key);
    if (!person.active) throw bad(`${person.email} comes in no more. Let them in again first.`);
    const at = now();
    const token = await makeLink(tx, person.id, actor, at);
    const { organisation } = (await loadCatalog(tx, null)).catalog;
    const mailed = await mailLink(tx, world, organisation, person, token, at);
    return { email: person.email, token, mailed };
  });
}

async function makeLink(
  tx: Context['db'],
  person: number,
  actor: string,
  at: Date,
): Promise<string> {
  const token = makeToken();
  await insertLink(tx, {
    hash: hashOf(token),
    person,
    createdAt: at.toISOString(),
    createdBy: actor,
    expiresAt: new Date(at.getTime() + LINK_DAYS * DAY_MS).toISOString(),
  });
  return token;
}

/** False where no mail is set up, or nothing to seal the link by while it waits. */
async function mailLink(
  tx: Context['db'],
  world: PostWorld | null,
  { name: organisation, locale }: Organisation,
  person: { readonly id: number; readonly name: string },
  token: string,
  at: Date,
): Promise<boolean> {
  await dropInvitations(tx, person.id, at.toISOString());
  const secret = world?.mail === true ? world.secret() : null;
  if (world === null || secret === null) return false;
  const cause = `invitation:${hashOf(token)}`;
  const letter = invitationLetter({
    ...{ organisation, locale, name: person.name, days: LINK_DAYS },
    link: world.origin + welcomePath(token),
  });
  const message = {
    ...({ cause, kind: 'invitation', channel: 'mail', person: person.id, sealed: true } as const),
    content: seal(JSON.stringify(letter), secret, cause),
    expiresAt: new Date(at.getTime() + LINK_DAYS * DAY_MS).toISOString(),
  };
  await queueMessages(tx, [message], at.toISOString());
  return true;
}

/** Gives somebody a role, with the teams that they lead. It holds from their next request on. */
export async function setRole(
  context: Context,
  key: PersonKey,
  typed: Pick<TypedPerson, 'role' | 'teams'>,
): Promise<Person> {
  demand(context, 'person.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const person = await personAt(tx, key);
    const { catalog } = await loadCatalog(tx, null);
    const { role, teams } = readRole(typed, catalog);
    if (role !== 'administrator') await keepOne(tx, person);
    await setActor(tx, actor, now());
    await updatePerson(tx, person.id, { role });
    await setPersonTeams(tx, person.id, teams);
    return { ...person, role, teams };
  });
}

/** Lets somebody in no more, and ends their sessions; or lets them in again. */
export async function setActive(
  context: Context,
  key: PersonKey,
  active: boolean,
): Promise<Person> {
  demand(context, 'person.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const person = await personAt(tx, key);
    const at = now();
    if (!active) await keepOne(tx, person);
    await setActor(tx, actor, at);
    await updatePerson(tx, person.id, { active });
    if (!active) await endSessions(tx, person.id, at.toISOString());
    return { ...person, active };
  });
}

/** Ends one session of somebody, or all. */
export async function endPersonSession(
  context: Context,
  person: number,
  session: number | null,
): Promise<void> {
  demand(context, 'person.manage');
  const { db, now } = context;
  const at = now().toISOString();
  if (session === null) await endSessions(db, person, at);
  else await endSession(db, { id: session, person }, at);
}

async function personAt(tx: Context['db'], key: PersonKey): Promise<Person> {
  const person = await findPerson(tx, key);
  if (person !== null && !person.demo) return person;
  throw new AppError('unknown_person', 'There is no such person here.', { status: 404 });
}

/** Somebody must be left who can let others in. */
async function keepOne(tx: Context['db'], person: Person): Promise<void> {
  if (person.role !== 'administrator' || !person.active) return;
  if ((await countOtherAdministrators(tx, person.id)) > 0) return;
  throw new AppError(
    'last_administrator',
    `${person.name} is the only administrator. Make somebody else one first.`,
    { status: 409 },
  );
}

function readRole(
  { role, teams }: Pick<TypedPerson, 'role' | 'teams'>,
  catalog: Catalog,
): { readonly role: Role; readonly teams: readonly string[] } {
  if (!isRole(role)) {
    throw bad(
      `There is no role "${role}". The roles are viewer, lead, steward, executive and administrator.`,
    );
  }
  const unknown = teams.find((slug) => !catalog.teams.some((team) => team.slug === slug));
  if (unknown !== undefined) throw bad(`There is no team "${unknown}".`);
  if (role !== 'lead') return { role, teams: [] };
  if (teams.length === 0) throw bad('A team lead leads at least one team. Choose it.');
  return { role, teams };
}

const bad = (message: string) => new AppError('bad_person', message, { status: 422 });
