/** Dry runs and imports of uploads: asked for, taken up one after the other, ended. */
import { findPerson } from '../../../db/queries/people';
import {
  type Asker,
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
import type { Principal } from '../../domain/principal';
import type { CheckedUpload, UploadProgress } from '../../domain/upload-view';
import { AppError } from '../../errors';
import type { Encoding } from '../../import/encoding';
import type { Profile } from '../../import/profile';
import { parseProfile } from '../../import/profile-file';
import { faultSentence } from '../../import/schema-faults';
import { readRefusedFile, removeUploadFile } from '../../import/upload-files';
import { type Context, demandSome, demandSomeSight, operator } from '../context';
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
  demandSome(context, 'figures.write');
  const { text, name } = await readyProfile(context, id);
  const asker = askerOf(context.principal);
  const asked = { task, profile: text, profileName: name, atomic, asker };
  if (!(await askFor(context.db, id, asked, context.now()))) throw busyUpload();
}

function askerOf(principal: Principal): Asker | null {
  if (principal.kind === 'person') return { person: principal.id };
  return principal.kind === 'operator' ? { operator: principal.name } : null;
}

/** It is done with what who asked may when it is done: nobody's hands are longer for having asked before. */
async function principalOf(db: Context['db'], { asker }: UploadRecord): Promise<Principal> {
  if (asker === null) return { kind: 'nobody' };
  if ('operator' in asker) return operator(asker.operator);
  const person = await findPerson(db, { id: asker.person });
  if (person === null || !person.active) return { kind: 'nobody' };
  const { id, email, name, role, teams, demo } = person;
  return { kind: 'person', id, email, name, role, teams, demo, session: 0 };
}

export interface Task {
  readonly id: number;
  readonly file: string;
  readonly name: string;
  readonly size: number;
  /** Who asked for it, and what they may by now. */
  readonly principal: Principal;
  readonly task: UploadTask;
  readonly atomic: boolean;
  readonly profile: Profile;
  readonly encoding: Encoding | undefined;
  readonly separator: string | undefined;
}

/** The next task; null when none waits. One that has ended the server again and again is given back. */
export async function takeTask(context: Context): Promise<Task | null> {
  demandSome(context, 'figures.write');
  const { db } = context;
  for (;;) {
    const upload = await takeNext(db);
    if (upload === null) return null;
    const ready = readied(upload, await principalOf(db, upload));
    if (typeof ready !== 'string') return ready;
    await reopen(db, upload.id, { checked: null, problem: ready });
  }
}

function readied(
  { attempts, task, profile: text, ...upload }: UploadRecord,
  principal: Principal,
): Task | string {
  if (attempts > MOST_ATTEMPTS) {
    return 'The server ended each time while it worked on this file. The server’s log may say why; try again, or split the file.';
  }
  const parsed = parseProfile(text ?? '');
  if ('faults' in parsed) return parsed.faults.map(faultSentence).join(' ');
  const { id, file, name, size, atomic } = upload;
  const { profile } = parsed;
  const { encoding, separator } = profile;
  return {
    id,
    file,
    name,
    size,
    principal,
    atomic,
    task: task ?? 'check',
    profile,
    encoding,
    separator,
  };
}

/** What was begun before this process is to be begun again. */
export async function resumeTasks(context: Context): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  await waitAgain(db);
}

/** It was stopped, and goes on later. */
export async function postponeTask(context: Context, id: number): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  await putBack(db, id);
}

/** First thing in the transaction of its import: nobody else has finished it, nor can. */
export async function holdTask(context: Context, id: number): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  if (!(await holdRunning(db, id))) throw finishedElsewhere();
}

function finishedElsewhere(): AppError {
  return new AppError('finished_elsewhere', 'The file was imported by another server.', {
    status: 409,
  });
}

/** Last thing in the transaction of its import. */
export async function settleTask(context: Context, id: number, importId: number): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  await setImported(db, id, importId);
}

/** After the import is in: its file is not needed any more. */
export async function clearTask(
  context: UploadContext,
  { file }: Pick<Task, 'file'>,
): Promise<void> {
  demandSome(context, 'figures.write');
  await removeUploadFile(context.folder, file);
}

/** To be looked over, with what a dry run found, or why it came to nothing. */
export async function endTask(
  context: Context,
  id: number,
  end: { readonly checked: CheckedUpload | null; readonly problem: string | null },
): Promise<void> {
  demandSome(context, 'figures.write');
  await reopen(context.db, id, end);
}

/** Where an upload is, without how far; null where there is none. */
export async function uploadState(
  context: Context,
  id: number,
): Promise<Pick<UploadProgress, 'status' | 'task' | 'importId'> | null> {
  demandSomeSight(context, 'figures.write');
  const found = await findUpload(context.db, id);
  return found === null
    ? null
    : { status: found.status, task: found.task, importId: found.importId };
}

/** The rows that the dry run refused, as they came. Throws `unknown_upload`. */
export async function refusedOfUpload(
  context: UploadContext,
  id: number,
): Promise<{ readonly name: string; readonly type: string; readonly text: string }> {
  demandSomeSight(context, 'figures.write');
  const { folder } = context;
  const { file, name } = await uploadAt(context, id);
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
