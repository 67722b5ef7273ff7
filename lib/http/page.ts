/** Loads what a page shows; an address that names nothing, or nonsense, is answered in words. */
import { headers } from 'next/headers';
import { permanentRedirect, redirect, unstable_rethrow as rethrowOfNext } from 'next/navigation';
import { cache } from 'react';

import { OWN_HEADERS } from '../auth/caller';
import { pageContext } from '../auth/known';
import { safePath } from '../domain/safe-path';
import { isAppError } from '../errors';
import { signInPath } from '../paths-people';
import type { Context } from '../usecases/context';
import { logFailure } from './api';
import { answerWith, isSentForm } from './status';

export type SearchParameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export type Loaded<T> = { readonly shown: T } | { readonly problem: string };

/**
 * What is shown, or the sentence about an address that names nothing or cannot be meant, with the
 * status that says so to programs. The page says it itself: Next's own page for what is not found or
 * fails stays blank without scripts. A fault of ours is logged whole under a number.
 */
export async function loadPage<T>(work: (context: Context) => Promise<T>): Promise<Loaded<T>> {
  try {
    return { shown: await work(await pageContext()) };
  } catch (error) {
    // A redirect is an error too.
    rethrowOfNext(error);
    if (isAppError(error)) {
      // What was typed into a form would be lost on the way: the frame says what to do.
      if (error.code === 'sign_in_needed' && !isSentForm()) {
        redirect(signInPath({ to: await pathHere() }));
      }
      answerWith(error.status);
      return { problem: error.message };
    }
    answerWith(500);
    return {
      problem: `Something went wrong on our side, and nothing was changed. Try again; the server’s log has it as ${logFailure(error)}.`,
    };
  }
}

/** The page that was asked for, without what Next adds when its scripts ask. */
async function pathHere(): Promise<string> {
  const path = safePath((await headers()).get(OWN_HEADERS.path));
  const url = new URL(path, 'http://nowhere.invalid');
  url.searchParams.delete('_rsc');
  return url.pathname + url.search;
}

type Picked<Name extends string> = { readonly [name in Name]?: string };

/** A page of one thing that has a slug. */
interface SlugPage<Name extends string, View> {
  readonly asked: readonly Name[];
  readonly load: (context: Context, slug: string, query: Picked<Name>) => Promise<View>;
  /** Code of the error that `load` throws for a slug that names nothing. */
  readonly unknown: string;
  /** The slug that it has now; null when it never was one. */
  readonly renamed: (context: Context, slug: string) => Promise<string | null>;
  readonly pathOf: (slug: string, query: Picked<Name>) => string;
}

/**
 * A loader for such a page, which leads on from a slug that was renamed. It reads once a request,
 * for the title and the page: what it keeps is filed under texts, as no two objects are the same.
 */
export function slugPage<Name extends string, View>(page: SlugPage<Name, View>) {
  const { asked, load, unknown, renamed, pathOf } = page;
  const loadOnce = cache((slug: string, picked: string) =>
    loadPage(async (context) => {
      const query: Picked<Name> = JSON.parse(picked);
      try {
        return await load(context, slug, query);
      } catch (error) {
        if (!isAppError(error) || error.code !== unknown) throw error;
        const now = await renamed(context, slug);
        if (now === null) throw error;
        permanentRedirect(pathOf(now, query));
      }
    }),
  );
  return async (slug: string, parameters: SearchParameters) =>
    loadOnce(slug, JSON.stringify(await pickParameters(parameters, asked)));
}

/** The named parameters; of one given twice the first counts. */
export async function pickParameters<Name extends string>(
  parameters: SearchParameters,
  names: readonly Name[],
): Promise<Picked<Name>> {
  const given = await parameters;
  const picked: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = given[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) picked[name] = first;
  }
  return picked;
}
