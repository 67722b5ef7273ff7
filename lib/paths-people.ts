/** Addresses of signing in and of people. */

/** Why one is led to signing in, where it is not that one has not yet. */
export type SignInProblem = 'provider' | 'unknown' | 'left';

/**
 * Signing in, and where to go on from there.
 *
 * @example signInPath({ to: '/kpis?q=late' }) // '/sign-in?to=%2Fkpis%3Fq%3Dlate'
 */
export function signInPath({
  to = '/',
  problem,
}: {
  readonly to?: string;
  readonly problem?: SignInProblem;
} = {}): string {
  const query = new URLSearchParams();
  if (to !== '/') query.set('to', to);
  if (problem !== undefined) query.set('problem', problem);
  return query.size === 0 ? '/sign-in' : `/sign-in?${query}`;
}

/** Taking a link that lets one in once. */
export const welcomePath = (token: string): string => `/welcome/${token}`;

/** What is due from whoever is signed in. */
export const mePath = (): string => '/me';

/** Who may come in. */
export const peoplePath = (): string => '/settings/people';

/** Ending digests by the link that each of them has. */
export const stopPath = (key: string): string => `/digests/${key}`;

/** Where a mail program posts to for it (RFC 8058). */
export const stopNowPath = (key: string): string => `${stopPath(key)}/now`;
