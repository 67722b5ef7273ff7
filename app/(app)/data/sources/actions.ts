'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { PullFormState } from '@/components/source/pull-form';
import type { SourceFormState } from '@/components/source/source-form';
import { SOURCE_FIELDS, type TypedSource } from '@/lib/domain/source';
import type { Tried } from '@/lib/domain/source-view';
import { fieldText } from '@/lib/http/form';
import { submitSource } from '@/lib/http/sources';
import { sourcePath, sourcesPath } from '@/lib/paths-data';
import { overtakenOf } from '@/lib/usecases/overtaken';
import {
  askPull,
  pauseSource,
  removeSource,
  saveSource,
  sourceFaultsOf,
  trySource,
} from '@/lib/usecases/sources';

/** Saves a source, or tries it; what cannot be taken goes back to the form with what was typed. */
export async function sourceAction(
  slug: string | null,
  before: SourceFormState,
  form: FormData,
): Promise<SourceFormState> {
  const typed = Object.fromEntries(
    SOURCE_FIELDS.map((field) => [field, fieldText(form, field)]),
  ) as TypedSource;
  let saved: string | null = null;
  let tried: Tried | null = null;
  const outcome = await submitSource(async (context, world) => {
    if (fieldText(form, 'intent') === 'try') tried = await trySource(context, world, slug, typed);
    else saved = await saveSource(context, world, slug, typed, fieldText(form, 'stamp'));
  });
  if (saved !== null) redirect(sourcePath(saved, { notice: 'saved' }));
  const faults = outcome.refused === null ? null : sourceFaultsOf(outcome.refused);
  const overtaken = outcome.refused === null ? null : overtakenOf(outcome.refused);
  return {
    // A password is not sent back.
    typed: { ...typed, password: '' },
    passwordTyped: typed.password !== '',
    faults: faults ?? {},
    problem: outcome.refused === null || faults !== null ? null : outcome.said,
    differences: overtaken?.differences ?? null,
    stamp: overtaken?.stamp ?? before.stamp,
    tried,
  };
}

/** Asks for a pull, which the server does in the background. */
export async function askPullAction(
  slug: string,
  _before: PullFormState,
  form: FormData,
): Promise<PullFormState> {
  const from = fieldText(form, 'from');
  const outcome = await submitSource((context) => askPull(context, slug, from));
  if (outcome.refused !== null) return { from, problem: outcome.said };
  revalidatePath(sourcePath(slug));
  redirect(sourcePath(slug, { notice: 'asked' }));
}

export async function pauseSourceAction(slug: string, paused: boolean): Promise<void> {
  await submitSource((context) => pauseSource(context, slug, paused));
  revalidatePath(sourcePath(slug));
  redirect(sourcePath(slug, { notice: paused ? 'paused' : 'resumed' }));
}

/** Gives what could not be done, and why. */
export async function removeSourceAction(
  slug: string,
  _before: string | null,
): Promise<string | null> {
  const outcome = await submitSource((context) => removeSource(context, slug));
  if (outcome.refused !== null) return outcome.said;
  redirect(`${sourcesPath()}?notice=removed`);
}
