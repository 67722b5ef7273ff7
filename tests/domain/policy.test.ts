/** Who may do what: the whole table, said once more by hand. */
import { describe, expect, it } from 'vitest';

import { ACTIONS, type Action, allowedTeams, lineOf, may, maySome } from '../../lib/domain/policy';
import { actorOf, isRole, type Principal, ROLES, type Role } from '../../lib/domain/principal';

const person = (role: Role, teams: readonly string[] = []): Principal => ({
  kind: 'person',
  id: 7,
  email: 'zoe@shop.example',
  name: 'Zoë',
  role,
  teams,
  demo: false,
  session: 1,
});
const key = (scope: 'read' | 'write', teams: readonly string[] | null = null): Principal => ({
  kind: 'key',
  key: { name: 'nightly', scope, teams },
});

/** Operations has the depots, and they have one in the north. */
const TEAMS = [
  { slug: 'operations', parent: null },
  { slug: 'depots', parent: 'operations' },
  { slug: 'depot-north', parent: 'depots' },
  { slug: 'shops', parent: null },
];

const WHO = {
  nobody: { kind: 'nobody' },
  visitor: { kind: 'visitor' },
  viewer: person('viewer'),
  'lead of depots': person('lead', ['depots']),
  steward: person('steward'),
  executive: person('executive'),
  administrator: person('administrator'),
  'reading key': key('read'),
  'writing key': key('write'),
  "depots' key": key('write', ['depots']),
  operator: { kind: 'operator', name: 'cli:zoë' },
} as const satisfies Readonly<Record<string, Principal>>;
const NAMES = Object.keys(WHO) as readonly (keyof typeof WHO)[];

/** In the order of WHO: a all, d what the depots answer for, - nothing. */
const MATRIX: Readonly<Record<Action, string>> = {
  read: '-aaaaaaaaaa',
  'silo.see': '---daaa-ada',
  'figures.write': '---da-a-ada',
  'imports.undo': '----a-a---a',
  'change.mark': '---daaa---a',
  'catalogue.change': '----a-a-ada',
  'target.set': '----aaa-ada',
  'review.record': '---daaa---a',
  'review.close': '-----aa---a',
  'embed.make': '---daaa---a',
  'source.manage': '----a-a---a',
  'key.manage': '------a---a',
  'person.manage': '------a---a',
  'log.read': '------a---a',
  'demo.change': '------a---a',
  'server.watch': '------aaaaa',
  'server.keep': '------a---a',
};

describe('who may do what', () => {
  it('is said of every action and everybody', () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...ACTIONS].sort());
    for (const line of Object.values(MATRIX)) expect(line).toHaveLength(NAMES.length);
    const roles = Object.values(WHO).flatMap((who) => (who.kind === 'person' ? [who.role] : []));
    expect(roles).toEqual(ROLES);
  });

  it.each(ACTIONS.flatMap((action) => NAMES.map((name, at) => ({ action, name, at }))))(
    '$name: $action',
    ({ action, name, at }) => {
      const said = MATRIX[action][at];
      const who = WHO[name];
      const lines = { all: null, north: 'depot-north', depots: 'depots', shops: 'shops' };
      const answers = Object.values(lines).map((team) =>
        may(who, action, team === null ? null : lineOf(TEAMS, team)),
      );
      const expected =
        said === 'a'
          ? [true, true, true, true]
          : said === 'd'
            ? [false, true, true, false]
            : [false, false, false, false];
      expect(answers).toEqual(expected);
      expect(maySome(who, action)).toBe(said !== '-');
    },
  );

  it('a lead of a team leads what is below it, and not what is above', () => {
    expect(lineOf(TEAMS, 'depot-north')).toEqual(['depot-north', 'depots', 'operations']);
    expect(may(person('lead', ['depots']), 'change.mark', lineOf(TEAMS, 'operations'))).toBe(false);
    expect(may(person('lead', []), 'change.mark', lineOf(TEAMS, 'depots'))).toBe(false);
  });

  it('teams are of no use to other roles, nor to a key whose teams are gone', () => {
    expect(allowedTeams(person('viewer', ['depots']), 'change.mark')).toEqual([]);
    expect(allowedTeams(key('write', []), 'figures.write')).toEqual([]);
    expect(maySome(key('write', []), 'figures.write')).toBe(false);
  });
});

describe('names', () => {
  it('of those who act are told apart', () => {
    const names = Object.values(WHO).map(actorOf);
    expect(new Set(names)).toEqual(
      new Set(['nobody', 'visitor', 'zoe@shop.example', 'key:nightly', 'cli:zoë']),
    );
  });

  it('of roles are five', () => {
    expect(['steward', 'Steward', 'root', '', '__proto__'].map(isRole)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
