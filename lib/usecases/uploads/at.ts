/** One upload, and the folder that its file lies in. */
import { findUpload, type UploadRecord } from '../../../db/queries/uploads';
import { AppError } from '../../errors';
import type { Context } from '../context';
import { withheldFrom } from '../scope';

export interface UploadContext extends Context {
  /** Where files lie until they are imported. */
  readonly folder: string;
}

/**
 * Throws `AppError('unknown_upload')`. What stands in another's file may be what a team keeps to itself:
 * from whom something is withheld, it is not there.
 */
export async function uploadAt(context: Context, id: number): Promise<UploadRecord> {
  const { db, actor } = context;
  const found =
    Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await findUpload(db, id) : null;
  const isTheirs = found?.actor === actor;
  if (found !== null && (isTheirs || (await withheldFrom(context)).length === 0)) return found;
  throw new AppError(
    'unknown_upload',
    'That file is not here: it was imported or discarded, or was left for more than a week.',
    { status: 404 },
  );
}

/** Somebody else, or another tab, has begun something with it. */
export function busyUpload(): AppError {
  return new AppError('upload_busy', 'This file is being worked on. Wait until that has ended.', {
    status: 409,
  });
}
