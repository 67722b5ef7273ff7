/** Lists in pages: each goes on behind the last slug of the one before. */

export interface PageQuery {
  /** How many at most, from 1. */
  readonly limit: number;
  /** Slug of the last entry of the page before; null for the first page. */
  readonly after: string | null;
}

export interface Paged<T> {
  readonly items: readonly T[];
  /** Slug of the last entry when others follow; else null. */
  readonly last: string | null;
}

/**
 * One page of entries in the order of their slugs, so that what is added or taken away between two pages
 * neither repeats nor skips another.
 *
 * @example pageOf([{ slug: 'b' }, { slug: 'a' }], { limit: 1, after: null }) // { items: [{ slug: 'a' }], last: 'a' }
 */
export function pageOf<T extends { readonly slug: string }>(
  entries: readonly T[],
  { limit, after }: PageQuery,
): Paged<T> {
  const rest = entries
    .filter(({ slug }) => after === null || slug > after)
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const items = rest.slice(0, limit);
  return { items, last: rest.length > limit ? (items.at(-1)?.slug ?? null) : null };
}
