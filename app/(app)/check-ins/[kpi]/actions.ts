'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { CheckInState } from '@/components/review/check-in-form';
import { fieldText, submit } from '@/lib/http/form';
import { type CheckInQuery, checkIn, checkInFaultsOf } from '@/lib/usecases/check-ins';

export async function checkInAction(
  meant: CheckInQuery & { readonly kpi: string; readonly version: number; readonly after: string },
  before: CheckInState,
  form: FormData,
): Promise<CheckInState> {
  const { kpi, version, after, ...query } = meant;
  const text = (name: keyof CheckInState['typed']) => fieldText(form, name);
  const typed = {
    happened: text('happened'),
    why: text('why'),
    next: text('next'),
    backBy: text('backBy'),
  };
  const done = await submit((context) => checkIn(context, kpi, query, typed, version));
  if (done.refused === null) {
    revalidatePath('/', 'layout');
    redirect(after);
  }
  const faults = checkInFaultsOf(done.refused);
  return {
    typed,
    faults: faults ?? {},
    problem: faults === null ? done.said : null,
    round: before.round + 1,
  };
}
