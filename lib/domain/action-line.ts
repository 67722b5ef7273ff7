/** An action typed in one line, as in "Roll back receiving screen, Stores, Fri". */
import { oneLine } from './action-request';
import { readWhen, type WhenFacts } from './action-when';
import type { CalendarDate } from './calendar';
import type { Team } from './catalog';

export interface LineFacts extends WhenFacts {
  /** Those that live. */
  readonly teams: readonly Pick<Team, 'slug' | 'name' | 'lead'>[];
  /** Others who may do something, by name, with the slug of their team where it is known. */
  readonly people?: readonly { readonly name: string; readonly team: string | null }[];
}

/** What a line was understood to say; null for what it does not. */
export interface UnderstoodLine {
  readonly text: string;
  /** Slug. */
  readonly team: string | null;
  readonly person: string | null;
  readonly due: CalendarDate | null;
}

/**
 * Takes a line apart: who and when are looked for in its parts between commas from the end, then in
 * its last words, and what is left is what is to be done. A team is named by its name, its slug, or
 * the beginning or the last word of its name; a person by their name or surname, and stands for their team. What names two
 * things names none. Nothing is thrown away: words that are not understood stay in the text.
 *
 * @example
 * readLine('Roll back receiving screen, Stores, Fri', facts)
 * // { text: 'Roll back receiving screen', team: 'stores', person: null, due: '2026-11-27' }
 */
export function readLine(line: string, facts: LineFacts): UnderstoodLine {
  const found: Found = { team: null, person: null, due: null };
  const [first = '', ...rest] = oneLine(line).split(/\s*[,;]\s*/);
  const kept: string[] = [];
  for (const part of rest.toReversed()) {
    if (kept.length > 0 || !take(part, found, facts)) kept.unshift(part);
  }
  const head = kept.length === 0 ? fromEnds(first, found, facts) : first;
  const text = [head, ...kept].filter((part) => part !== '').join(', ');
  return { text, ...found };
}

interface Found {
  team: string | null;
  person: string | null;
  due: CalendarDate | null;
}

/** Whether a part says who, when, or both, and nothing else. */
function take(part: string, found: Found, facts: LineFacts): boolean {
  if (takeWhen(part, found, facts) || takeWho(part, found, facts)) return true;
  const words = part.split(' ');
  for (let at = 1; at < words.length; at += 1) {
    const left = words.slice(0, at).join(' ');
    const right = words.slice(at).join(' ');
    for (const [who, when] of [
      [left, right],
      [right, left],
    ] as const) {
      const trial = { ...found };
      if (takeWho(who, trial, facts) && takeWhen(when, trial, facts)) {
        Object.assign(found, trial);
        return true;
      }
    }
  }
  return false;
}

function takeWhen(part: string, found: Found, facts: LineFacts): boolean {
  if (found.due !== null) return false;
  const due = readWhen(part, facts);
  if (due === null) return false;
  found.due = due;
  return true;
}

function takeWho(part: string, found: Found, facts: LineFacts): boolean {
  const who = readWho(part, facts);
  if (who === null) return false;
  if (who.person !== null && found.person !== null) return false;
  if (who.team !== null && found.team !== null && who.team !== found.team) return false;
  found.team ??= who.team;
  found.person ??= who.person;
  return true;
}

/** A line without commas: "Stores: roll back the screen by Fri", "Roll it back @Stores tomorrow". */
function fromEnds(text: string, found: Found, facts: LineFacts): string {
  let rest = text;
  const heading = /^([^:]{2,40}):\s+(.+)$/.exec(rest);
  if (heading?.[1] !== undefined && heading[2] !== undefined && takeWho(heading[1], found, facts)) {
    rest = heading[2];
  }
  for (let again = true; again; ) {
    again = false;
    const words = rest.split(' ');
    for (const length of [4, 3, 2, 1]) {
      const tail = words.slice(-length).join(' ');
      if (words.length <= length || !isMarked(tail)) continue;
      if (!takeWhen(tail, found, facts) && !takeWho(tail, found, facts)) continue;
      rest = words.slice(0, -length).join(' ');
      again = true;
      break;
    }
  }
  return rest;
}

/** Inside a sentence a name is only meant as one where it is marked: "@Stores", "by Fri", "tomorrow". */
function isMarked(words: string): boolean {
  return /^(@|by\s|until\s|before\s|due\s|today$|tomorrow$|in\s\d|20\d\d-|w\d{1,2}$)/i.test(words);
}

function readWho(
  part: string,
  { teams, people = [] }: LineFacts,
): { readonly team: string | null; readonly person: string | null } | null {
  const said = folded(part.replace(/^@/, '').replace(/^(?:for|by)\s+/i, ''));
  if (said === '') return null;
  const team =
    teams.find(({ slug, name }) => folded(name) === said || slug === said) ??
    only(teams.filter(({ name }) => said.length >= 3 && isNamedSo(folded(name), said)));
  if (team !== undefined) return { team: team.slug, person: null };
  const leads = teams.flatMap(({ slug, lead }) =>
    lead === null ? [] : [{ name: lead, team: slug as string | null }],
  );
  const named = [...leads, ...people].filter(({ name }) => isNamed(folded(name), said));
  const names = new Set(named.map(({ name }) => name));
  const [person] = named;
  if (person === undefined || names.size > 1) return null;
  // Who leads two teams says nothing of which is meant.
  const theirs = new Set(named.map((each) => each.team));
  return { person: person.name, team: theirs.size === 1 ? person.team : null };
}

const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** By its beginning, or by its last word. */
const isNamedSo = (name: string, said: string): boolean =>
  name.startsWith(said) || name.split(' ').at(-1) === said;

/** By the whole name, or by the surname. */
function isNamed(name: string, said: string): boolean {
  return name === said || (said.length >= 3 && name.split(' ').at(-1) === said);
}

/** Without accents, case and signs, so that "O'Neill" is found however it is typed. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
