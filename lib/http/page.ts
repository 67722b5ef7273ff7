/** Loads what a page shows; an address that names nothing, or nonsense, is answered in words. */
import { isAppError } from '../errors';
import type { Context } from '../usecases/context';
import { requestContext } from './api';

export type SearchParameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export type Loaded<T> = { readonly shown: T } | { readonly problem: string };

/**
 * What is shown, or the sentence about an address that names nothing or cannot be meant. The page
 * says it itself: Next's own page for what is not found stays blank without scripts.
 */
export async function loadPage<T>(work: (context: Context) => Promise<T>): Promise<Loaded<T>> {
  try {
    return { shown: await work(await requestContext()) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { problem: error.message };
  }
}

/** The named parameters; of one given twice the first counts. */
export async function pickParameters<Name extends string>(
  parameters: SearchParameters,
  names: readonly Name[],
): Promise<{ readonly [name in Name]?: string }> {
  const given = await parameters;
  const picked: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = given[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) picked[name] = first;
  }
  return picked;
}
