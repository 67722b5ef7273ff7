'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { ChangeFormState } from '@/components/kpi/change-form';
import { fieldText, submit } from '@/lib/http/form';
import { kpiPath } from '@/lib/paths';
import { returnPath } from '@/lib/paths-review';
import { changeFaultsOf, markChange, withdrawChange } from '@/lib/usecases/annotate';

/** Marks a change as typed; what cannot be taken goes back to the form with what was typed. */
export async function markChangeAction(
  slug: string,
  after: string,
  _before: ChangeFormState,
  form: FormData,
): Promise<ChangeFormState> {
  const typed = {
    date: fieldText(form, 'date'),
    text: fieldText(form, 'text'),
    reason: fieldText(form, 'reason'),
    restartsLimits: fieldText(form, 'restarts') === 'yes',
  };
  const outcome = await submit((context) => markChange(context, slug, typed));
  if (outcome.refused === null) redirect(returnPath(after, kpiPath(slug)));
  const faults = changeFaultsOf(outcome.refused);
  return { typed, faults: faults ?? {}, problem: faults === null ? outcome.said : null };
}

/**
 * Takes a mark back, on the page that shows it: a redirect to where one is already would show nothing
 * new. One that is gone already is as good as taken back.
 */
export async function withdrawChangeAction(slug: string, id: number): Promise<void> {
  await submit((context) => withdrawChange(context, slug, id));
  revalidatePath(kpiPath(slug));
}
