/** The one wrapper around form actions: a refusal is given back to the form, anything else is a bug. */

import { actionContext } from '../auth/known';
import { isAppError } from '../errors';
import type { Context } from '../usecases/context';

export type Submitted =
  | { readonly refused: null }
  | { readonly refused: Error; readonly said: string };

/** Does what the form asks; an `AppError` is what the form has to say to its reader. */
export async function submit(work: (context: Context) => Promise<void>): Promise<Submitted> {
  try {
    await work(await actionContext());
    return { refused: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { refused: error, said: error.message };
  }
}

/** A field's text; a file or nothing is empty. */
export function fieldText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
