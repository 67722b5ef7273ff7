/** Loads what a page shows; an address that names nothing, or nonsense, is answered in words. */
import { unstable_rethrow as rethrowOfNext } from 'next/navigation';

import { isAppError } from '../errors';
import type { Context } from '../usecases/context';
import { logFailure, requestContext } from './api';
import { answerWith } from './status';

export type SearchParameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export type Loaded<T> = { readonly shown: T } | { readonly problem: string };

/**
 * What is shown, or the sentence about an address that names nothing or cannot be meant, with the
 * status that says so to programs. The page says it itself: Next's own page for what is not found or
 * fails stays blank without scripts. A fault of ours is logged whole under a number.
 */
export async function loadPage<T>(work: (context: Context) => Promise<T>): Promise<Loaded<T>> {
  try {
    return { shown: await work(await requestContext()) };
  } catch (error) {
    // A redirect is an error too.
    rethrowOfNext(error);
    if (isAppError(error)) {
      answerWith(error.status);
      return { problem: error.message };
    }
    answerWith(500);
    return {
      problem: `Something went wrong on our side, and nothing was changed. Try again; the server’s log has it as ${logFailure(error)}.`,
    };
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
