/** Files that come through the browser: in, listed, and out again. */
import {
  deleteOld,
  deleteUpload,
  insertUpload,
  listUploads as readUploads,
  type UploadRecord,
  wantedFiles,
} from '../../db/queries/uploads';
import type { UploadHead } from '../domain/upload-view';
import { removeUploadFile, tidyFolder } from '../import/upload-files';
import { busyUpload, type UploadContext, uploadAt } from './uploads/at';

const LISTED = 20;
const KEPT_MS = 7 * 86_400_000;

export interface ReceivedFile {
  /** Its name in the folder. */
  readonly file: string;
  /** As its sender calls it. */
  readonly name: string;
  readonly size: number;
  /** A profile that came with it, as written. */
  readonly profile: string | null;
}

/** Notes a file that was received; its number. Files that nobody has touched for a week go. */
export async function addUpload(context: UploadContext, received: ReceivedFile): Promise<number> {
  await tidyUploads(context);
  const { db, actor, now } = context;
  return insertUpload(db, { ...received, actor }, now());
}

/** Those that are not imported yet, the newest first. */
export async function listUploads({
  db,
}: Pick<UploadContext, 'db'>): Promise<readonly UploadHead[]> {
  return (await readUploads(db, LISTED)).map(headOf);
}

export function headOf(upload: UploadRecord): UploadHead {
  const { id, name, size, actor, receivedAt, status, task, problem, importId } = upload;
  return { id, name, size, actor, receivedAt, status, task, problem, importId };
}

/** Forgets a file that is not being worked on. Throws `upload_busy`. */
export async function discardUpload({ db, folder }: UploadContext, id: number): Promise<void> {
  const upload = await uploadAt(db, id);
  if (upload.status === 'imported') return;
  const file = await deleteUpload(db, id);
  if (file === null) throw busyUpload();
  await removeUploadFile(folder, file);
}

/** Takes away what was left for a week, and files that belong to no upload. */
export async function tidyUploads({ db, folder, now }: UploadContext): Promise<void> {
  await deleteOld(db, new Date(now().getTime() - KEPT_MS));
  await tidyFolder(folder, await wantedFiles(db), now());
}
