/** Who acts: a person, a program with its key, whoever works at the machine itself, or nobody. */
import type { ApiKey } from './access';

export const ROLES = ['viewer', 'lead', 'steward', 'executive', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export interface PersonPrincipal {
  readonly kind: 'person';
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Slugs of the teams that a team lead leads, without those below them; empty for other roles. */
  readonly teams: readonly string[];
  /** Invented, to look at the demo with. */
  readonly demo: boolean;
  /** Of the session by which they are known here. */
  readonly session: number;
}

export type Principal =
  | PersonPrincipal
  | { readonly kind: 'key'; readonly key: Pick<ApiKey, 'name' | 'scope' | 'teams'> }
  /** Whoever may read the files of the installation: the command line, and the server's own work. */
  | { readonly kind: 'operator'; readonly name: string }
  /** Anybody at this machine, while it shows nothing but the demo. */
  | { readonly kind: 'visitor' }
  | { readonly kind: 'nobody' };

/**
 * The name under which the audit log and the imports keep what somebody did.
 *
 * @example actorOf({ kind: 'key', key: { name: 'nightly', scope: 'write', teams: null } }) // 'key:nightly'
 */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return principal.email;
    case 'key':
      return `key:${principal.key.name}`;
    case 'operator':
      return principal.name;
    case 'visitor':
    case 'nobody':
      return principal.kind;
  }
}

/**
 * Whether a text is one of the roles.
 *
 * @example isRole('steward') // true
 */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
