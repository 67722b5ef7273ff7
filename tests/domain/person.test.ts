/** What people type of themselves, how often they may try, and what a provider's groups give. */
import { describe, expect, it } from 'vitest';

import { groupsIn, parseGroupRules, roleOfGroups } from '../../lib/domain/group-roles';
import { idleSince, passwordFault, readEmail, readPersonName } from '../../lib/domain/person';
import { isThrottled } from '../../lib/domain/throttle';

describe('an e-mail address', () => {
  it.each([
    [' Zoe@Shop.example ', 'zoe@shop.example'],
    ['o’hara+kpi@a-b.example', 'o’hara+kpi@a-b.example'],
    // A sign that only looks like another is that other one (NFKC).
    ['zoe＠shop.example', 'zoe@shop.example'],
    ['zoe', null],
    ['zoe@shop', null],
    ['a@b@c.example', null],
    ['zoe@shop.example\nbcc: x@evil.example', null],
    ['"zoe"@shop.example', null],
    [`${'z'.repeat(250)}@shop.example`, null],
    ['', null],
  ])('%j is kept as %j', (typed, kept) => {
    expect(readEmail(typed)).toBe(kept);
  });
});

it.each([
  [' Zoë  Müller ', 'Zoë Müller'],
  ['Zoë', 'Zoë'],
  ['', null],
  [' ', null],
  ['a\nb', null],
  ['x'.repeat(81), null],
])('a name %j is kept as %j', (typed, kept) => {
  expect(readPersonName(typed)).toBe(kept);
});

describe('a new password', () => {
  it.each([
    ['correct horse battery', true],
    ['пароль из нескольких слов', true],
    ['elevenchars', false],
    ['aaaaaaaaaaaaaaaa', false],
    ['abababababababab', false],
    ['Password123456', false],
    ['zoe.mueller.2026', false],
    ['my zoe.mueller@shop.example', false],
    ['x'.repeat(201), false],
  ])('%j', (password, isGood) => {
    expect(passwordFault(password, 'zoe.mueller@shop.example') === null).toBe(isGood);
  });
});

it('tries are counted by account, by address, and by both', () => {
  expect(isThrottled({ both: 5, account: 20, address: 60 })).toBe(false);
  expect(isThrottled({ both: 6, account: 6, address: 6 })).toBe(true);
  expect(isThrottled({ both: 1, account: 21, address: 1 })).toBe(true);
  expect(isThrottled({ both: 1, account: 1, address: 61 })).toBe(true);
});

it('a session is over a week after its last use', () => {
  expect(idleSince(new Date('2026-03-01T08:00:00Z'))).toBe('2026-02-22T08:00:00.000Z');
});

describe('groups of a provider', () => {
  const read = parseGroupRules(
    'administrator=kpi-admins; steward = data team ;lead:stores=store-managers; lead:depots=logistics;viewer=*;',
  );
  const rules = 'rules' in read ? read.rules : [];

  it('give the role that may do most, and the teams that go with it', () => {
    expect(rules).toHaveLength(5);
    expect(roleOfGroups(rules, [])).toEqual({ role: 'viewer', teams: [] });
    expect(roleOfGroups(rules, ['data team', 'store-managers'])).toEqual({
      role: 'steward',
      teams: [],
    });
    expect(roleOfGroups(rules, ['logistics', 'store-managers'])).toEqual({
      role: 'lead',
      teams: ['stores', 'depots'],
    });
    expect(roleOfGroups(rules, ['kpi-admins', 'x'])?.role).toBe('administrator');
  });

  it('that are no rules’ give nothing where not everybody is let in', () => {
    const strict = rules.filter(({ group }) => group !== '*');
    expect(roleOfGroups(strict, ['kpi-admin', 'KPI-ADMINS', '*'])).toBeNull();
  });

  it.each(['root=x', 'steward', 'steward=', 'lead=stores', 'steward:stores=x', '=x'])(
    '%j is no rule',
    (text) => {
      expect(parseGroupRules(text)).toHaveProperty('fault');
    },
  );

  it('are texts, whatever else is claimed', () => {
    expect(groupsIn({ groups: ['a', 7, null, ['b']] }, 'groups')).toEqual(['a']);
    expect(groupsIn({ groups: 'a' }, 'groups')).toEqual(['a']);
    for (const groups of [undefined, null, 7, { a: 'a' }]) {
      expect(groupsIn({ groups }, 'groups')).toEqual([]);
    }
    expect(groupsIn({}, '__proto__')).toEqual([]);
  });
});
