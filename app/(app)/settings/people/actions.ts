'use server';

import { revalidatePath } from 'next/cache';
import type { Said } from '@/components/people/act-form';
import { welcomeAddress } from '@/lib/auth/request';
import { fieldText, submit } from '@/lib/http/form';
import { posting } from '@/lib/http/post';
import { peoplePath } from '@/lib/paths-people';
import type { Context } from '@/lib/usecases/context';
import { addKey, revokeKey } from '@/lib/usecases/keys';
import {
  endPersonSession,
  type Invited,
  invite,
  LINK_DAYS,
  renewLink,
  setActive,
  setRole,
} from '@/lib/usecases/people';

type Done = Pick<Said, 'done'> & Partial<Pick<Said, 'secret'>>;

async function act(work: (context: Context) => Promise<Done>): Promise<Said> {
  let said: Done = { done: null };
  const submitted = await submit(async (context) => {
    said = await work(context);
  });
  if (submitted.refused !== null) return { problem: submitted.said, done: null, secret: null };
  revalidatePath(peoplePath());
  return { problem: null, secret: null, ...said };
}

const teamsIn = (form: FormData) =>
  form.getAll('teams').filter((each): each is string => typeof each === 'string');

const linkFor = ({ email, token, mailed }: Invited): Done => ({
  done: `${mailed ? `This link goes to ${email} by mail. You may pass it on as well:` : `Pass this link on to ${email}:`} it is shown now and never again, works once, and for ${LINK_DAYS} days.`,
  secret: welcomeAddress(token),
});

export async function inviteAction(_before: Said, form: FormData): Promise<Said> {
  const typed = {
    email: fieldText(form, 'email'),
    name: fieldText(form, 'name'),
    role: fieldText(form, 'role'),
    teams: teamsIn(form),
  };
  return act(posting(async (context, world) => linkFor(await invite(context, typed, world))));
}

export async function roleAction(person: number, _before: Said, form: FormData): Promise<Said> {
  return act(async (context) => {
    const typed = { role: fieldText(form, 'role'), teams: teamsIn(form) };
    await setRole(context, { id: Number(person) }, typed);
    return { done: 'Saved.' };
  });
}

export async function linkAction(person: number, _before: Said): Promise<Said> {
  const key = { id: Number(person) };
  return act(posting(async (context, world) => linkFor(await renewLink(context, key, world))));
}

export async function activeAction(person: number, active: boolean, _before: Said): Promise<Said> {
  return act(async (context) => {
    await setActive(context, { id: Number(person) }, active === true);
    return { done: active ? 'Comes in again.' : 'Comes in no more.' };
  });
}

export async function endAction(
  person: number,
  session: number | null,
  _before: Said,
): Promise<Said> {
  return act(async (context) => {
    const id = session === null ? null : Number(session);
    await endPersonSession(context, Number(person), id);
    return { done: 'Ended.' };
  });
}

export async function addKeyAction(_before: Said, form: FormData): Promise<Said> {
  return act(async (context) => {
    const { token } = await addKey(context, {
      name: fieldText(form, 'name'),
      scope: fieldText(form, 'scope'),
      expires: fieldText(form, 'expires'),
      teams: teamsIn(form),
    });
    return {
      done: 'The key, shown now and never again. Send it as: Authorization: Bearer KEY',
      secret: token,
    };
  });
}

export async function revokeKeyAction(prefix: string, _before: Said): Promise<Said> {
  return act(async (context) => {
    await revokeKey(context, String(prefix));
    return { done: 'Taken back.' };
  });
}
