'use server';

import { redirect } from 'next/navigation';
import { submit } from '@/lib/http/form';
import { importPath } from '@/lib/paths-data';
import { undoImport } from '@/lib/usecases/imports';

/** Takes an import back and shows what did; gives what could not be done, and why. */
export async function undoImportAction(id: number, _before: string | null): Promise<string | null> {
  let undo: number | null = null;
  const outcome = await submit(async (context) => {
    undo = (await undoImport(context, id)).importId;
  });
  if (outcome.refused !== null) return outcome.said;
  redirect(undo === null ? importPath(id) : importPath(undo, { notice: 'undone' }));
}
