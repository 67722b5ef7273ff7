/** Where one is led after signing in. */

/** Nothing of an address: what a browser drops, or reads as something else. */
const ODD = /[\p{Cc}\\]/u;
const NOWHERE = 'http://nowhere.invalid';

/**
 * A page of ours, as an address asked for it; the first page for anything else: another site however
 * it is written, what is no page, and signing in itself.
 *
 * @example safePath('//evil.example/x') // '/'
 */
export function safePath(text: string | null | undefined): string {
  if (text == null || !text.startsWith('/') || ODD.test(text)) return '/';
  if (!URL.canParse(text, NOWHERE)) return '/';
  const { origin, pathname, search, hash } = new URL(text, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith('//')) return '/';
  return /^\/(sign-in|welcome|api|_next)(\/|$)/.test(pathname) ? '/' : pathname + search + hash;
}
