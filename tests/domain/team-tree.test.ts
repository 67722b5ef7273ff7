import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestors, descendants, teamCycles } from '../../lib/domain/team-tree';

const TREE = [
  { slug: 'depot', parent: 'region' },
  { slug: 'ops', parent: null },
  { slug: 'region', parent: 'ops' },
  { slug: 'web', parent: null },
];
const PARENTS = new Map(TREE.map(({ slug, parent }) => [slug, parent]));

describe('team tree', () => {
  it('finds all teams below a team, however deep, in the order given', () => {
    expect(Object.fromEntries(descendants(TREE))).toEqual({
      depot: [],
      ops: ['depot', 'region'],
      region: ['depot'],
      web: [],
    });
  });

  it('finds the teams above, nearest first', () => {
    expect(ancestors('depot', PARENTS)).toEqual(['region', 'ops']);
    expect(ancestors('web', PARENTS)).toEqual([]);
    expect(ancestors('nobody', PARENTS)).toEqual([]);
  });

  it('has no cycle', () => expect(teamCycles(TREE)).toEqual([]));

  it.each([
    ['itself', [['a', 'a']], [['a', 'a']]],
    [
      'two',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      [['a', 'b', 'a']],
    ],
    [
      'three, with a team below them',
      [
        ['under', 'a'],
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ],
      [['a', 'b', 'c', 'a']],
    ],
    [
      'two apart',
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    ],
  ])('names a cycle of %s', (_, links, cycles) => {
    const teams = links.map(([slug = '', parent = null]) => ({ slug, parent }));
    expect(teamCycles(teams)).toEqual(cycles);
  });

  it('ends even where teams go round, and puts no team below itself', () => {
    const slugs = ['a', 'b', 'c', 'd', 'e'];
    const forest = fc.tuple(
      ...slugs.map((slug) =>
        fc.record({ slug: fc.constant(slug), parent: fc.option(fc.constantFrom(...slugs)) }),
      ),
    );
    fc.assert(
      fc.property(forest, (teams) => {
        const below = descendants(teams);
        for (const [slug, list] of below) {
          expect(list).not.toContain(slug);
          expect(new Set(list).size).toBe(list.length);
        }
        // Walking up from every team is another way to find out whether any goes round.
        const goesRound = teams.some(({ slug }) => {
          let at: string | null = slug;
          for (let i = 0; i <= slugs.length && at !== null; i++) {
            at = teams.find((team) => team.slug === at)?.parent ?? null;
          }
          return at !== null;
        });
        expect(teamCycles(teams).length > 0).toBe(goesRound);
      }),
    );
  });
});
