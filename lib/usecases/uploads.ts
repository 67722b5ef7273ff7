/** Files that come through the browser: in, listed, and out again. */
import {
  deleteOld,
  deleteUpload,
  insertUpload,
  listUploads as readUploads,
  type UploadRecord,
  wantedFiles,
} from '../../db/queries/uploads';
import { maySome } from '../domain/policy';
import type { UploadHead } from '../domain/upload-view';
import { removeUploadFile, tidyFolder } from '../import/upload-files';
import { type Context, demandSight, demandSome, demandSomeSight } from './context';
import { resolveScope, withheldFrom } from './scope';
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

/** What is around the form in which a file is chosen. */
export async function chooseFilePage(
  context: Context,
): Promise<{ readonly demo: boolean; readonly hasKpis: boolean }> {
  demandSomeSight(context, 'figures.write');
  const { catalog, demo } = await resolveScope(context, {});
  return { demo, hasKpis: catalog.kpis.length > 0 };
}

/** Asked before a file is received: nothing of it is kept for others. */
export function expectUpload(context: Context): void {
  demandSome(context, 'figures.write');
}

/** Notes a file that was received; its number. Files that nobody has touched for a week go. */
export async function addUpload(context: UploadContext, received: ReceivedFile): Promise<number> {
  demandSome(context, 'figures.write');
  await tidyUploads(context);
  const { db, actor, now } = context;
  return insertUpload(db, { ...received, actor }, now());
}

/**
 * Those that are not imported yet, the newest first; none for who may import nothing, and their own for who
 * may not see what another's file may say.
 */
export async function listUploads(context: Context): Promise<readonly UploadHead[]> {
  demandSight(context, 'read');
  if (!maySome(context.principal, 'figures.write')) return [];
  const all = await readUploads(context.db, LISTED);
  const isKept = (await withheldFrom(context)).length > 0;
  return all.filter(({ actor }) => !isKept || actor === context.actor).map(headOf);
}

export function headOf(upload: UploadRecord): UploadHead {
  const { id, name, size, actor, receivedAt, status, task, problem, importId } = upload;
  return { id, name, size, actor, receivedAt, status, task, problem, importId };
}

/** Forgets a file that is not being worked on. Throws `upload_busy`. */
export async function discardUpload(context: UploadContext, id: number): Promise<void> {
  demandSome(context, 'figures.write');
  const { db, folder } = context;
  const upload = await uploadAt(context, id);
  if (upload.status === 'imported') return;
  const file = await deleteUpload(db, id);
  if (file === null) throw busyUpload();
  await removeUploadFile(folder, file);
}

/** Takes away what was left for a week, and files that belong to no upload. */
export async function tidyUploads(context: UploadContext): Promise<void> {
  demandSome(context, 'figures.write');
  const { db, folder, now } = context;
  await deleteOld(db, new Date(now().getTime() - KEPT_MS));
  await tidyFolder(folder, await wantedFiles(db), now());
}
