/** Forms that are no server actions: only those of our own pages are taken. */

/**
 * Whether a browser sent the request from a page of this server. Browsers say so themselves, and pages
 * cannot make them say otherwise; who says nothing is no browser of today.
 */
export function isOwnForm({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  const host = headers.get('host');
  if (origin === null || host === null) return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
