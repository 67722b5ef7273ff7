'use server';

import { revalidatePath } from 'next/cache';
import type { Followable } from '@/lib/domain/follow';
import { fieldText, submit } from '@/lib/http/form';
import { mePath } from '@/lib/paths-people';
import { chooseDigests, unfollow } from '@/lib/usecases/follows';

export async function stopFollowingAction(thing: Followable): Promise<void> {
  await submit((context) => unfollow(context, thing));
  revalidatePath(mePath());
}

export async function chooseDigestsAction(form: FormData): Promise<void> {
  const choice = {
    missed: fieldText(form, 'missed') === 'yes',
    followed: fieldText(form, 'followed') === 'yes',
  };
  await submit((context) => chooseDigests(context, choice));
  revalidatePath(mePath());
}
