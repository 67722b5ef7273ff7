/** Where a page of a list ended, as callers pass it back: nothing to take apart or to make up. */
import { AppError } from '../errors';

export function cursorOf(slug: string | null): string | null {
  return slug === null ? null : Buffer.from(`after ${slug}`).toString('base64url');
}

/** The slug in a cursor; null without one. Throws `AppError('bad_cursor')`. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const slug = /^after ([a-z0-9-]{1,80})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (slug !== undefined) return slug;
  throw new AppError(
    'bad_cursor',
    `cursor is "${cursor}", which no list gave; take \`next\` of the page before, or begin without.`,
  );
}
