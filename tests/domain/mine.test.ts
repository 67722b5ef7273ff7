/** What is due from one person: by name, by the teams that they lead, by the series that name them. */
import { describe, expect, it } from 'vitest';

import { namedIn, nextReview, teamsOfPerson } from '../../lib/domain/mine';
import type { RhythmEntry } from '../../lib/domain/review';

const TEAMS = [
  { slug: 'ops', parent: null, lead: 'Ana', retired: false },
  { slug: 'depot', parent: 'ops', lead: null, retired: false },
  { slug: 'web', parent: null, lead: 'J. Müller', retired: false },
  { slug: 'old', parent: null, lead: 'J. Müller', retired: true },
];

describe('the teams of somebody', () => {
  it.each([
    ['by their name, with those below', { name: 'ANA ', teams: [] }, ['depot', 'ops']],
    ['by their role', { name: 'Zoë', teams: ['depot'] }, ['depot']],
    [
      'by both, and none that is retired',
      { name: 'J. Müller', teams: ['depot'] },
      ['depot', 'web'],
    ],
    ['are none', { name: 'Zoë', teams: [] }, []],
  ])('are known %s', (_, person, slugs) => {
    expect([...teamsOfPerson(person, TEAMS)].toSorted()).toEqual(slugs);
  });
});

describe('a review', () => {
  it.each([
    [{ chair: 'ana', members: ['Ana'] }, 'chair'],
    [{ chair: null, members: ['Zoë', 'ANA'] }, 'member'],
    [{ chair: 'Zoë', members: ['Anna'] }, null],
  ])('of %j names Ana as %s', (series, as) => {
    expect(namedIn(series, 'Ana')).toBe(as);
  });

  it.each([
    [['coming', 'due', 'open', 'missed'], 'open'],
    [['coming', 'due', 'closed'], 'due'],
    [['coming', 'closed', 'missed'], 'coming'],
    [['closed'], undefined],
  ] as const)('that comes next of %j is the one that is %s', (states, wanted) => {
    const entries = states.map((state) => ({ state }) as RhythmEntry);
    expect(nextReview(entries)?.state).toBe(wanted);
  });
});
