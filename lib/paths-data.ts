/** The addresses of what came in: imports, their refused rows, and the way back. */
import { query } from './paths';

/**
 * The imports, the newest first; those before one of them, by its number.
 *
 * @example dataPath(120) // '/data?before=120'
 */
export function dataPath(before: number | null = null): string {
  return `/data${query({ before: before === null ? null : String(before) })}`;
}

/**
 * One import, with the rows that it refused after a row.
 *
 * @example importPath(7, { after: 50 }) // '/data/imports/7?after=50'
 */
export function importPath(
  id: number,
  {
    after = null,
    notice = null,
  }: { readonly after?: number | null; readonly notice?: string | null } = {},
): string {
  return `/data/imports/${id}${query({ after: after === null ? null : String(after), notice })}`;
}

/** What taking an import back would do, and the button that does it. */
export function undoPath(id: number): string {
  return `/data/imports/${id}/undo`;
}

/** The refused rows of an import as a file, to be mended and sent again. */
export function refusedPath(id: number): string {
  return `/data/imports/${id}/refused`;
}

/** Databases that figures are pulled from. */
export function sourcesPath(): string {
  return '/data/sources';
}

export function newSourcePath(): string {
  return '/data/sources/new';
}

/**
 * One source with its history, before a run.
 *
 * @example sourcePath('sales-warehouse', { before: 120 }) // '/data/sources/sales-warehouse?before=120'
 */
export function sourcePath(
  slug: string,
  {
    before = null,
    notice = null,
  }: { readonly before?: number | null; readonly notice?: string | null } = {},
): string {
  return `/data/sources/${slug}${query({ before: before === null ? null : String(before), notice })}`;
}

/** The form of a source, or what removing it does. */
export function sourcePartPath(slug: string, part: 'change' | 'remove'): string {
  return `/data/sources/${slug}/${part}`;
}
