/** Who of those that are named in words is a person of the installation, and gets mail. */

import type { Catalog } from './catalog';
import { type Person, readEmail } from './person';
import { lineOf } from './policy';

type Known = Pick<Person, 'id' | 'email' | 'name' | 'role' | 'teams' | 'active' | 'demo'>;

/** Who may be written to at all: the demo's people have invented addresses. */
const isReached = ({ active, demo }: Known): boolean => active && !demo;

const plain = (name: string): string =>
  name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/**
 * The person that a text means: by e-mail, alone or as `Name <address>`, or by a name that only one person
 * has; what follows a comma is their office. Null where it is nobody, or could be several.
 *
 * @example personMeant('Ana Ruiz, COO', people)?.email // 'ana@shop.example'
 */
export function personMeant<P extends Known>(text: string, people: readonly P[]): P | null {
  const reached = people.filter(isReached);
  const address = readEmail(/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text);
  if (address !== null) return reached.find(({ email }) => email === address) ?? null;
  for (const name of [plain(text), plain(text.split(',', 1)[0] ?? '')]) {
    const named = reached.filter((person) => name !== '' && plain(person.name) === name);
    if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  }
  return null;
}

/**
 * Who leads a team: the team leads of it, else of the nearest team above it that has any.
 *
 * @example leadsOf('depot', people, teams) // those of `depot`, or of `ops` where `depot` has none
 */
export function leadsOf<P extends Known>(
  team: string,
  people: readonly P[],
  teams: readonly Pick<Catalog['teams'][number], 'slug' | 'parent'>[],
): readonly P[] {
  const leads = people.filter((person) => isReached(person) && person.role === 'lead');
  for (const each of lineOf(teams, team)) {
    const found = leads.filter((person) => person.teams.includes(each));
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Who of those that a series names was not at a review. Somebody may be named in two ways: who is present
 * under one of them was there.
 *
 * @example absentFrom({ named: ['Ana, COO', 'Zoë'], present: ['Ana'] }, people).map(({ name }) => name) // ['Zoë']
 */
export function absentFrom<P extends Known>(
  { named, present }: { readonly named: readonly string[]; readonly present: readonly string[] },
  people: readonly P[],
): readonly P[] {
  const there = new Set(present.map(plain));
  const here = new Set(present.flatMap((text) => personMeant(text, people)?.id ?? []));
  const missing = named.flatMap((text) =>
    there.has(plain(text)) ? [] : (personMeant(text, people) ?? []),
  );
  const byId = new Map(missing.map((person) => [person.id, person]));
  return [...byId.values()].filter(({ id }) => !here.has(id));
}

/**
 * Whom minutes go to, each once: chair and members of the series, and who owns an action of the review; a
 * team's action without a person goes to those who lead the team. Names that fit nobody, or several, are
 * left out: they are nobody's right to guess.
 *
 * @example minutesRecipients({ named: ['Ana'], actions: [{ person: null, team: 'stores' }] }, people, teams)
 */
export function minutesRecipients<P extends Known>(
  concerned: {
    readonly named: readonly string[];
    readonly actions: readonly { readonly person: string | null; readonly team: string }[];
  },
  people: readonly P[],
  teams: readonly Pick<Catalog['teams'][number], 'slug' | 'parent'>[],
): readonly P[] {
  const found = [
    ...concerned.named.flatMap((text) => personMeant(text, people) ?? []),
    ...concerned.actions.flatMap(({ person, team }) =>
      person === null ? leadsOf(team, people, teams) : (personMeant(person, people) ?? []),
    ),
  ];
  return [...new Map(found.map((person) => [person.id, person])).values()];
}
