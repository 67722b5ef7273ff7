/** Dry runs and imports of uploads: asked for, taken up one after the other, ended. */
import {
  askFor,
  findUpload,
  holdRunning,
  putBack,
  reopen,
  setImported,
  takeNext,
  type UploadRecord,
  type UploadTask,
  waitAgain,
} from '../../../db/queries/uploads';
import type { CheckedUpload, UploadProgress } from '../../domain/upload-view';
import { AppError } from '../../errors';
import type { Encoding } from '../../import/encoding';
import type { Profile } from '../../import/profile';
import { parseProfile } from '../../import/profile-file';
import { faultSentence } from '../../import/schema-faults';
import { readRefusedFile, removeUploadFile } from '../../import/upload-files';
import type { Context } from '../context';
import { busyUpload, type UploadContext, uploadAt } from './at';
import { readyProfile } from './choose';

/** A file that has ended the server so often is not tried again by itself. */
const MOST_ATTEMPTS = 3;

/** Puts a dry run or the import into the queue. Throws `bad_profile` and `upload_busy`. */
export async function askUpload(
  context: UploadContext,
  id: number,
  task: UploadTask,
  { atomic = false }: { readonly atomic?: boolean } = {},
): Promise<void> {
  const { text, name } = await readyProfile(context, id);
  const asked = { task, profile: text, profileName: name, atomic };
  if (!(await askFor(context.db, id, asked, context.now()))) throw busyUpload();
}

export interface Task {
  readonly id: number;
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly actor: string;
  readonly task: UploadTask;
  readonly atomic: boolean;
  readonly profile: Profile;
  readonly encoding: Encoding | undefined;
  readonly separator: string | undefined;
}

/** The next task; null when none waits. One that has ended the server again and again is given back. */
export async function takeTask({ db }: Context): Promise<Task | null> {
  for (;;) {
    const upload = await takeNext(db);
    if (upload === null) return null;
    const ready = readied(upload);
    if (typeof ready !== 'string') return ready;
    await reopen(db, upload.id, { checked: null, problem: ready });
  }
}

function readied({ attempts, task, profile: text, ...upload }: UploadRecord): Task | string {
  if (attempts > MOST_ATTEMPTS) {
    return 'The server ended each time while it worked on this file. The server’s log may say why; try again, or split the file.';
  }
  const parsed = parseProfile(text ?? '');
  if ('faults' in parsed) return parsed.faults.map(faultSentence).join(' ');
  const { id, file, name, size, actor, atomic } = upload;
  const { profile } = parsed;
  const { encoding, separator } = profile;
  return {
    id,
    file,
    name,
    size,
    actor,
    atomic,
    task: task ?? 'check',
    profile,
    encoding,
    separator,
  };
}

/** What was begun before this process is to be begun again. */
export async function resumeTasks({ db }: Context): Promise<void> {
  await waitAgain(db);
}

/** It was stopped, and goes on later. */
export async function postponeTask({ db }: Context, id: number): Promise<void> {
  await putBack(db, id);
}

/** First thing in the transaction of its import: nobody else has finished it, nor can. */
export async function holdTask({ db }: Context, id: number): Promise<void> {
  if (!(await holdRunning(db, id))) throw finishedElsewhere();
}

function finishedElsewhere(): AppError {
  return new AppError('finished_elsewhere', 'The file was imported by another server.', {
    status: 409,
  });
}

/** Last thing in the transaction of its import. */
export async function settleTask({ db }: Context, id: number, importId: number): Promise<void> {
  await setImported(db, id, importId);
}

/** After the import is in: its file is not needed any more. */
export async function clearTask(
  { folder }: UploadContext,
  { file }: Pick<Task, 'file'>,
): Promise<void> {
  await removeUploadFile(folder, file);
}

/** To be looked over, with what a dry run found, or why it came to nothing. */
export async function endTask(
  { db }: Context,
  id: number,
  end: { readonly checked: CheckedUpload | null; readonly problem: string | null },
): Promise<void> {
  await reopen(db, id, end);
}

/** Where an upload is, without how far; null where there is none. */
export async function uploadState(
  { db }: Context,
  id: number,
): Promise<Pick<UploadProgress, 'status' | 'task' | 'importId'> | null> {
  const found = await findUpload(db, id);
  return found === null
    ? null
    : { status: found.status, task: found.task, importId: found.importId };
}

/** The rows that the dry run refused, as they came. Throws `unknown_upload`. */
export async function refusedOfUpload(
  { db, folder }: UploadContext,
  id: number,
): Promise<{ readonly name: string; readonly type: string; readonly text: string }> {
  const { file, name } = await uploadAt(db, id);
  const text = await readRefusedFile(folder, file);
  if (text === null) {
    throw new AppError(
      'nothing_refused',
      'No row of this file was refused, or it was not tried yet.',
      {
        status: 404,
      },
    );
  }
  const ending = /\.(csv|tsv|json|ndjson)$/i.exec(name)?.[1]?.toLowerCase() ?? 'csv';
  const kind = ending === 'json' ? 'ndjson' : ending;
  return { name: `refused-rows.${kind}`, type: 'text/plain; charset=utf-8', text };
}
