'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { ActionFormState } from '@/components/action/action-form';
import type { CloseState } from '@/components/action/close-forms';
import type { TypedAction } from '@/lib/domain/action-request';
import { fieldText, submit } from '@/lib/http/form';
import {
  actionFaultsOf,
  changeAction,
  closeAction,
  openAction,
  reopenAction,
  type Seen,
} from '@/lib/usecases/act';

/** Opens an action as typed, and goes on to where it was asked from. */
export async function openActionAction(
  to: { readonly review: number | null; readonly after: string },
  before: ActionFormState,
  form: FormData,
): Promise<ActionFormState> {
  const typed = typedIn(form);
  return save(to.after, before, typed, async (context) => {
    await openAction(context, typed, to.review);
  });
}

export async function changeActionAction(
  id: number,
  seen: Seen,
  after: string,
  before: ActionFormState,
  form: FormData,
): Promise<ActionFormState> {
  const typed = typedIn(form);
  return save(after, before, typed, (context) => changeAction(context, id, typed, seen));
}

export async function closeActionAction(
  id: number,
  seen: Seen,
  after: string,
  before: CloseState,
  form: FormData,
): Promise<CloseState> {
  const outcome = fieldText(form, 'outcome');
  const state = fieldText(form, 'state') === 'dropped' ? 'dropped' : 'done';
  const done = await submit((context) => closeAction(context, id, { state, outcome }, seen));
  if (done.refused !== null) return { outcome, problem: done.said, round: before.round + 1 };
  leave(after);
}

export async function reopenActionAction(
  id: number,
  seen: Seen,
  after: string,
  before: CloseState,
): Promise<CloseState> {
  const done = await submit((context) => reopenAction(context, id, seen));
  if (done.refused !== null) return { ...before, problem: done.said, round: before.round + 1 };
  leave(after);
}

async function save(
  after: string,
  before: ActionFormState,
  typed: TypedAction,
  work: Parameters<typeof submit>[0],
): Promise<ActionFormState> {
  const done = await submit(work);
  if (done.refused === null) leave(after);
  const faults = actionFaultsOf(done.refused);
  return {
    typed,
    faults: faults ?? {},
    problem: faults === null ? done.said : null,
    round: before.round + 1,
  };
}

/** A page that one is on already has to be drawn anew as well. */
function leave(after: string): never {
  revalidatePath('/', 'layout');
  redirect(after);
}

function typedIn(form: FormData): TypedAction {
  const text = (name: keyof TypedAction) => fieldText(form, name);
  return {
    text: text('text'),
    team: text('team'),
    person: text('person'),
    due: text('due'),
    kpi: text('kpi'),
    stage: text('stage'),
    moment: text('moment'),
    effect: text('effect'),
    effectBy: text('effectBy'),
  };
}
