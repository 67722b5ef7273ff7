'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import type { KeepState } from '@/components/data/upload/keep-form';
import { isAppError } from '@/lib/errors';
import { fieldText, submit } from '@/lib/http/form';
import { wakeUploads } from '@/lib/http/upload-runner';
import { uploadContext } from '@/lib/http/uploads';
import { choicesSent } from '@/lib/import/profile-form';
import { dataPath } from '@/lib/paths-data';
import { uploadPath } from '@/lib/paths-upload';
import { discardUpload } from '@/lib/usecases/uploads';
import type { UploadContext } from '@/lib/usecases/uploads/at';
import {
  chooseGuess,
  chooseKept,
  chooseReading,
  chooseText,
  forgetProfile,
  keepProfile,
} from '@/lib/usecases/uploads/choose';
import { askUpload } from '@/lib/usecases/uploads/work';

/**
 * What a button of an upload's page asks for. What cannot be done shows on the page that one is led to:
 * faults of the profile, work that somebody else began, a file that is gone.
 */
export async function actOnUpload(id: number, form: FormData): Promise<void> {
  const intent = fieldText(form, 'intent');
  await submit(async (context) => {
    await perform(uploadContext(context), id, intent, form);
  });
  if (intent === 'discard') redirect(dataPath());
  redirect(uploadPath(id));
}

async function perform(
  context: UploadContext,
  id: number,
  intent: string,
  form: FormData,
): Promise<void> {
  const text = (field: string): string => fieldText(form, field);
  switch (intent) {
    case 'look':
    case 'check':
    case 'import':
      if (text('columns') !== '') await chooseReading(context, id, choicesSent(text));
      if (intent === 'look') return;
      await askUpload(context, id, intent, { atomic: text('atomic') === 'yes' });
      wakeUploads();
      return;
    case 'text':
      return chooseText(context, id, text('text'));
    case 'pick':
      return chooseKept(context, id, text('profile'));
    case 'forget':
      return forgetProfile(context, text('profile'));
    case 'guess':
      return chooseGuess(context, id);
    case 'discard':
      return discardUpload(context, id);
    default:
  }
}

/** Keeps how the file is read under a name; what cannot be goes back to the form with what was typed. */
export async function keepProfileAction(
  id: number,
  _before: KeepState,
  form: FormData,
): Promise<KeepState> {
  const name = fieldText(form, 'name');
  const replace = fieldText(form, 'replace') === 'yes';
  const outcome = await submit(async (context) => {
    await keepProfile(uploadContext(context), id, { name, replace });
  });
  if (outcome.refused === null) {
    // A redirect to where one is already would not end.
    revalidatePath(uploadPath(id));
    return { name, problem: null, taken: false };
  }
  return { name, problem: outcome.said, taken: isTaken(outcome.refused) };
}

const isTaken = (error: Error): boolean => isAppError(error) && error.code === 'name_taken';
