'use server';

import { revalidatePath } from 'next/cache';
import { stopByKey } from '@/lib/http/stop';
import { stopPath } from '@/lib/paths-people';

/** Whoever has the link need not be signed in: it says for whom it is. */
export async function stopAction(key: string): Promise<void> {
  await stopByKey(key);
  revalidatePath(stopPath(key));
}
