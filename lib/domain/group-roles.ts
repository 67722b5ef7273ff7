/** From the groups that a provider names to a role and teams here. */
import { isRole, type Role } from './principal';

export interface GroupRule {
  readonly role: Role;
  /** Slug; of team leads alone. */
  readonly team: string | null;
  /** As the provider names it; `*` is everybody whom the provider knows. */
  readonly group: string;
}

/** The more a role may do, the further to the right. */
const ORDER: readonly Role[] = ['viewer', 'lead', 'steward', 'executive', 'administrator'];

/**
 * Rules as the configuration says them: `role=group`, several parted by semicolons, a team lead's with
 * the slug of the team. A text with a fault gives that fault.
 *
 * @example parseGroupRules('administrator=kpi-admins; lead:stores=store-managers; viewer=*')
 */
export function parseGroupRules(
  text: string,
): { readonly rules: readonly GroupRule[] } | { readonly fault: string } {
  const rules: GroupRule[] = [];
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [, name = '', team = null, group = ''] =
      /^([a-z]+)(?::([^=]+))?\s*=(.+)$/.exec(part) ?? [];
    if (!isRole(name) || group.trim() === '') {
      return { fault: `"${part}" is no rule; write one like steward=data-team.` };
    }
    if ((name === 'lead') !== (team !== null)) {
      return {
        fault: `"${part}": a lead, and no other, leads a team; write lead:stores=store-managers.`,
      };
    }
    rules.push({ role: name, team: team?.trim() ?? null, group: group.trim() });
  }
  return { rules };
}

/**
 * The role that the groups give, the one that may do most, with the teams where it is team lead; null
 * where they give none.
 *
 * @example roleOfGroups([{ role: 'viewer', team: null, group: '*' }], []) // { role: 'viewer', teams: [] }
 */
export function roleOfGroups(
  rules: readonly GroupRule[],
  groups: readonly string[],
): { readonly role: Role; readonly teams: readonly string[] } | null {
  const given = rules.filter(({ group }) => group === '*' || groups.includes(group));
  const role = ORDER.findLast((each) => given.some((rule) => rule.role === each));
  if (role === undefined) return null;
  const teams = given.flatMap(({ role: of, team }) => (of === role && team !== null ? [team] : []));
  return { role, teams: [...new Set(teams)] };
}

/**
 * The groups in what a provider says: a list of texts, or one text; anything else is none.
 *
 * @example groupsIn({ groups: ['a', 7] }, 'groups') // ['a']
 */
export function groupsIn(
  claims: Readonly<Record<string, unknown>>,
  name: string,
): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
