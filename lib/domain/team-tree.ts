/** Teams form a tree: a department, its regions, their depots. */
import type { Team } from './catalog';
import { findCycles } from './cycle';

type TreeTeam = Pick<Team, 'slug' | 'parent'>;

/**
 * Cycles among parents, each from a team up to itself again; empty when the teams form a tree.
 *
 * @example teamCycles([{ slug: 'a', parent: 'b' }, { slug: 'b', parent: 'a' }]) // [['a', 'b', 'a']]
 */
export function teamCycles(teams: readonly TreeTeam[]): readonly string[][] {
  return findCycles(
    new Map(teams.map(({ slug, parent }) => [slug, parent === null ? [] : [parent]])),
  );
}

/**
 * The teams below each team, however deep, in the order of `teams`; a team without any has an
 * empty list. A team in a cycle is below nobody twice and never below itself.
 *
 * @example
 * descendants([{ slug: 'ops', parent: null }, { slug: 'depot', parent: 'ops' }]).get('ops') // ['depot']
 */
export function descendants(teams: readonly TreeTeam[]): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, string[]>(teams.map((team) => [team.slug, []]));
  const parents = new Map(teams.map((team) => [team.slug, team.parent]));
  for (const { slug } of teams) {
    for (const ancestor of ancestors(slug, parents)) below.get(ancestor)?.push(slug);
  }
  return below;
}

/**
 * The teams above a team, the nearest first; empty at the top or for a team that is not there.
 *
 * @example ancestors('depot', new Map([['depot', 'ops'], ['ops', null]])) // ['ops']
 */
export function ancestors(
  slug: string,
  parents: ReadonlyMap<string, string | null>,
): readonly string[] {
  const above: string[] = [];
  const seen = new Set([slug]);
  for (
    let parent = parents.get(slug) ?? null;
    parent !== null && !seen.has(parent);
    parent = parents.get(parent) ?? null
  ) {
    seen.add(parent);
    above.push(parent);
  }
  return above;
}

/** A team in a list of all, so many steps below the top. */
export interface ListedTeam {
  readonly slug: string;
  readonly name: string;
  readonly depth: number;
}

/**
 * All teams depth first, as a menu lists them. One below a team that is not in the list stands at the top.
 *
 * @example listedTeams([depot, ops]).map(({ name, depth }) => [name, depth]) // [['Operations', 0], ['Depot', 1]]
 */
export function listedTeams(
  teams: readonly {
    readonly slug: string;
    readonly name: string;
    readonly parent: string | null;
  }[],
): readonly ListedTeam[] {
  const there = new Set(teams.map(({ slug }) => slug));
  const under = (parent: string | null, depth: number): readonly ListedTeam[] =>
    teams
      .filter((team) => (there.has(team.parent ?? '') ? team.parent : null) === parent)
      .flatMap(({ slug, name }) => [{ slug, name, depth }, ...under(slug, depth + 1)]);
  return under(null, 0);
}
