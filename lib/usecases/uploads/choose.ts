/** How an upload is to be read: chosen in a form, written, or taken from what was kept. */
import { setActor } from '../../../db/queries/definitions';
import {
  deleteProfile,
  type KeptProfile,
  listProfiles,
  keepProfile as writeProfile,
} from '../../../db/queries/import-profiles';
import { setProfile } from '../../../db/queries/uploads';
import type { ProfileChoices } from '../../domain/profile-choices';
import type { Reading } from '../../domain/upload-view';
import { AppError } from '../../errors';
import { draftProfile, parseProfile } from '../../import/profile-file';
import { fileOf } from '../../import/profile-form';
import { profileText } from '../../import/profile-writer';
import { faultSentence } from '../../import/schema-faults';
import { type Context, demandSome, demandSomeSight } from '../context';
import { seenCatalog } from '../scope';
import { busyUpload, type UploadContext, uploadAt } from './at';
import { currentReading } from './look';

const LONGEST_NAME = 80;

async function readingOf(context: UploadContext, id: number): Promise<Reading> {
  const { db, folder } = context;
  const upload = await uploadAt(context, id);
  if (upload.status !== 'open') throw busyUpload();
  const [{ catalog }, kept] = await Promise.all([seenCatalog(context, null), listProfiles(db)]);
  return currentReading(folder, upload, catalog, kept);
}

/** Reads it as the form says from now on. A profile that stays the same stays as it is, by its name too. */
export async function chooseReading(
  context: UploadContext,
  id: number,
  choices: ProfileChoices,
): Promise<void> {
  demandSome(context, 'figures.write');
  const reading = await readingOf(context, id);
  const before = draftProfile(reading.text);
  const isSelfNaming = reading.format === 'json' || reading.format === 'ndjson';
  const file = fileOf(choices, before ?? {}, isSelfNaming);
  const text = profileText(file);
  if (before !== null && profileText(before) === text) return;
  await chooseText(context, id, text);
}

/** Reads it by this profile, as it is written; faults in it are shown and nothing of it is lost. */
export async function chooseText(context: Context, id: number, text: string): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\0', '\ufffd');
  if (!(await setProfile(db, id, { text: plain, name: null }))) throw await whyNot(context, id);
}

/** Reads it by a guess, whatever was chosen before; by the guess also where a kept profile knows its header. */
export async function chooseGuess(context: UploadContext, id: number): Promise<void> {
  demandSome(context, 'figures.write');
  const { db, folder } = context;
  const upload = await uploadAt(context, id);
  const { catalog } = await seenCatalog(context, null);
  const { text } = await currentReading(folder, { ...upload, profile: null }, catalog, []);
  if (!(await setProfile(db, id, { text, name: null }))) throw busyUpload();
}

/** Reads it by a profile that was kept. Throws `unknown_profile`. */
export async function chooseKept(context: Context, id: number, name: string): Promise<void> {
  demandSome(context, 'figures.write');
  const { db } = context;
  const { text } = await keptProfile(db, name);
  if (!(await setProfile(db, id, { text, name }))) throw await whyNot(context, id);
}

async function whyNot(context: Context, id: number): Promise<AppError> {
  await uploadAt(context, id);
  return busyUpload();
}

async function keptProfile(db: Context['db'], name: string): Promise<KeptProfile> {
  const found = (await listProfiles(db)).find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new AppError('unknown_profile', `No profile is kept as “${name}”.`, { status: 404 });
}

/**
 * Keeps how the file is read under a name, for the next file with its header. Throws `bad_name`,
 * `bad_profile` while it has faults, and `name_taken` unless it is to replace the one of that name.
 */
export async function keepProfile(
  context: UploadContext,
  id: number,
  { name: typed, replace }: { readonly name: string; readonly replace: boolean },
): Promise<void> {
  demandSome(context, 'figures.write');
  const name = typed.trim();
  if (name === '' || name.length > LONGEST_NAME || /\p{C}/u.test(name)) {
    throw new AppError('bad_name', `Give the profile a name of up to ${LONGEST_NAME} letters.`, {
      status: 422,
    });
  }
  const { text, faults, columns, format } = await readingOf(context, id);
  if (faults.length > 0) throw unfinished(faults);
  const isSelfNaming = format === 'json' || format === 'ndjson';
  const header = isSelfNaming ? null : columns.map((column) => column.name);
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    await setActor(tx, actor, now());
    const kept = await writeProfile(tx, { name, text, header }, { by: actor, at: now(), replace });
    if (kept) return;
    throw new AppError(
      'name_taken',
      `A profile is kept as “${name}” already. Choose another name, or say that this one replaces it.`,
      { status: 409 },
    );
  });
  await setProfile(db, id, { text, name });
}

function unfinished(faults: readonly string[]): AppError {
  return new AppError('bad_profile', faults.join(' '), { status: 422 });
}

/** Forgets a kept profile. */
export async function forgetProfile(context: Context, name: string): Promise<void> {
  demandSome(context, 'figures.write');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    await setActor(tx, actor, now());
    await deleteProfile(tx, name);
  });
}

/** A kept profile as a file for `--profile`. */
export async function profileFile(
  context: Context,
  name: string,
): Promise<{ readonly name: string; readonly type: string; readonly text: string }> {
  demandSomeSight(context, 'figures.write');
  const { text } = await keptProfile(context.db, name);
  const safe = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const ascii = safe.replaceAll(/[^\x21-\x7e]/g, '') || 'profile';
  return { name: `${ascii}.yaml`, type: 'application/yaml; charset=utf-8', text };
}

/** How an upload is read, ready to be used. Throws `bad_profile`. */
export async function readyProfile(
  context: UploadContext,
  id: number,
): Promise<{ readonly text: string; readonly name: string | null }> {
  demandSome(context, 'figures.write');
  const { text, faults, profileName } = await readingOf(context, id);
  const parsed = parseProfile(text);
  if ('faults' in parsed) throw unfinished(parsed.faults.map(faultSentence));
  if (faults.length > 0) throw unfinished(faults);
  return { text, name: profileName };
}
