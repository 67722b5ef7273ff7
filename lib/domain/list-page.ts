/** A long list page by page. */

/** So many lines are read on one page. */
const PAGE_SIZE = 50;

export interface ListPage<T> {
  readonly items: readonly T[];
  /** From 1; of the page shown, which is the last one where fewer pages are left than were asked for. */
  readonly page: number;
  readonly pages: number;
  /** Numbers of the first and the last line shown, from 1; 0 in an empty list. */
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

/**
 * One page of a list, by its number. A number beyond the end gives the last page: a list gets shorter
 * when it is narrowed or another period is looked at, and that is no mistake of the reader's.
 *
 * @example listPage(items, 2) // of 69: { page: 2, pages: 2, from: 51, to: 69, of: 69, items: [19 of them] }
 */
export function listPage<T>(all: readonly T[], asked: number, size = PAGE_SIZE): ListPage<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(asked, pages);
  const first = (page - 1) * size;
  const items = all.slice(first, first + size);
  return {
    items,
    page,
    pages,
    from: items.length === 0 ? 0 : first + 1,
    to: first + items.length,
    of: all.length,
  };
}

/**
 * A page's number as it stands in an address: 1 where it is blank, null where it is none.
 *
 * @example readPage('2') // 2; '0', '-1' and 'two' give null
 */
export function readPage(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return 1;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
