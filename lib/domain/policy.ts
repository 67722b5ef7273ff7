/** Who may do what: one table, asked by every use case and by nothing else. */
import type { Catalog } from './catalog';
import type { Principal, Role } from './principal';
import { ancestors } from './team-tree';

/** `own`: for what one of the teams that they lead answers for, or a team below one. */
type Allowance = 'yes' | 'own' | 'no';

/** Who has the role, in the order of the columns below. */
type Column = Role | 'reading key' | 'writing key';

const row = (
  viewer: Allowance,
  lead: Allowance,
  steward: Allowance,
  executive: Allowance,
  reading: Allowance = 'no',
  writing: Allowance = 'no',
): Readonly<Record<Column, Allowance>> => ({
  viewer,
  lead,
  steward,
  executive,
  administrator: 'yes',
  'reading key': reading,
  'writing key': writing,
});

/** Columns: viewer, team lead, steward, executive, key that reads, key that writes. Administrators may all. */
const TABLE = {
  /** See pages, figures and definitions, and take them away as files. */
  read: row('yes', 'yes', 'yes', 'yes', 'yes', 'yes'),
  /** See silo KPIs that a team keeps to itself and executives: see `withheld`. */
  'silo.see': row('no', 'own', 'yes', 'yes', 'own', 'own'),
  /** Report and withdraw figures. */
  'figures.write': row('no', 'own', 'yes', 'no', 'no', 'own'),
  /** See what was refused of an import, and take an import back. */
  'imports.undo': row('no', 'no', 'yes', 'no'),
  /** Mark a change on a KPI's chart, and take the mark back. */
  'change.mark': row('no', 'own', 'yes', 'yes'),
  /** Change what is agreed: teams, journeys, KPIs, owners, the organisation. */
  'catalogue.change': row('no', 'no', 'yes', 'no', 'no', 'own'),
  'target.set': row('no', 'no', 'yes', 'yes', 'no', 'own'),
  /** Check in, and keep actions. */
  'review.record': row('no', 'own', 'yes', 'yes'),
  'review.close': row('no', 'no', 'no', 'yes'),
  'embed.make': row('no', 'own', 'yes', 'yes'),
  /** Say from where figures are fetched. */
  'source.manage': row('no', 'no', 'yes', 'no'),
  'key.manage': row('no', 'no', 'no', 'no'),
  'person.manage': row('no', 'no', 'no', 'no'),
  'log.read': row('no', 'no', 'no', 'no'),
  /** Load and remove the demo. */
  'demo.change': row('no', 'no', 'no', 'no'),
  /** See how the server does. */
  'server.watch': row('no', 'no', 'no', 'no', 'yes', 'yes'),
  /** Examine, mend, back up. */
  'server.keep': row('no', 'no', 'no', 'no'),
} as const satisfies Readonly<Record<string, Readonly<Record<Column, Allowance>>>>;

export type Action = keyof typeof TABLE;
export const ACTIONS = Object.keys(TABLE) as readonly Action[];

/** A team that something belongs to, and the teams above it: see `lineOf`. */
export type Line = readonly string[];

/**
 * A team with the teams above it, the nearest first: whoever leads one of them leads it.
 *
 * @example lineOf([{ slug: 'ops', parent: null }, { slug: 'depot', parent: 'ops' }], 'depot') // ['depot', 'ops']
 */
export function lineOf(
  teams: readonly Pick<Catalog['teams'][number], 'slug' | 'parent'>[],
  team: string,
): Line {
  return [team, ...ancestors(team, new Map(teams.map(({ slug, parent }) => [slug, parent])))];
}

/**
 * For which teams somebody may do something: null for all, an empty list for none. What lies below a
 * named team is meant as well.
 *
 * @example allowedTeams({ kind: 'visitor' }, 'figures.write') // []
 */
export function allowedTeams(principal: Principal, action: Action): readonly string[] | null {
  switch (principal.kind) {
    case 'operator':
      return null;
    case 'nobody':
      return [];
    case 'visitor':
      return teamsOf(TABLE[action].viewer, []);
    case 'person':
      return teamsOf(TABLE[action][principal.role], principal.teams);
    case 'key': {
      const { scope, teams } = principal.key;
      // One that writes for all teams sees all; one that reads sees what no team keeps, unless teams are named.
      return scope === 'write'
        ? teamsOf(TABLE[action]['writing key'], teams)
        : teamsOf(TABLE[action]['reading key'], teams ?? []);
    }
  }
}

function teamsOf(allowance: Allowance, teams: readonly string[] | null): readonly string[] | null {
  if (allowance === 'own') return teams;
  return allowance === 'yes' ? null : [];
}

/**
 * Whether somebody may do something to what belongs to a team; without one, to what concerns all.
 *
 * @example may({ kind: 'visitor' }, 'read') // true
 */
export function may(principal: Principal, action: Action, line: Line | null = null): boolean {
  const teams = allowedTeams(principal, action);
  return teams === null || (line?.some((team) => teams.includes(team)) ?? false);
}

/**
 * Whether there is anything at all to which somebody may do it: for showing the way there, never for
 * letting them through.
 *
 * @example maySome({ kind: 'visitor' }, 'person.manage') // false
 */
export function maySome(principal: Principal, action: Action): boolean {
  return allowedTeams(principal, action)?.length !== 0;
}
