'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { Followable } from '@/lib/domain/follow';
import { submit } from '@/lib/http/form';
import { kpiPath, stagePath, teamPath } from '@/lib/paths';
import { mePath } from '@/lib/paths-people';
import { follow, unfollow } from '@/lib/usecases/follows';

/** On its own page, which stays. Where one follows too much already, one's own page says so. */
export async function followAction(thing: Followable, wanted: boolean): Promise<void> {
  const outcome = await submit((context) =>
    wanted ? follow(context, thing) : unfollow(context, thing),
  );
  const { kind, slug } = thing;
  const paths = { kpi: kpiPath, stage: stagePath, team: teamPath };
  if (outcome.refused !== null) redirect(`${mePath()}#following`);
  revalidatePath(paths[kind](slug));
}
