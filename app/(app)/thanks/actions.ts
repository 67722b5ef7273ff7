'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { EntryState } from '@/components/review/entry';
import { fieldText, submit } from '@/lib/http/form';
import { giveThanks } from '@/lib/usecases/thank';

export async function giveThanksAction(
  meant: { readonly review: number | null; readonly after: string },
  before: EntryState,
  form: FormData,
): Promise<EntryState> {
  const typed = {
    team: fieldText(form, 'team'),
    person: fieldText(form, 'person'),
    text: fieldText(form, 'text'),
    kpi: fieldText(form, 'kpi'),
    moment: fieldText(form, 'moment'),
  };
  const done = await submit((context) => giveThanks(context, typed, meant.review));
  if (done.refused !== null) return { typed, problem: done.said, round: before.round + 1 };
  revalidatePath('/', 'layout');
  redirect(meant.after);
}
