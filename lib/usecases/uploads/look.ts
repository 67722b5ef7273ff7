/** A file looked over before it is imported: how it would be read, and what comes of its first rows. */
import { type KeptProfile, listProfiles } from '../../../db/queries/import-profiles';
import type { UploadRecord } from '../../../db/queries/uploads';
import type { Catalog } from '../../domain/catalog';
import type { CheckedUpload, Choice, Reading, UploadView } from '../../domain/upload-view';
import { isAppError } from '../../errors';
import { guessProfileFile } from '../../import/guess/guess';
import { importLookup } from '../../import/lookup';
import { sampleRows, understood } from '../../import/preview';
import { type Profile, requireColumns } from '../../import/profile';
import { draftProfile, type ProfileFile, parseProfile } from '../../import/profile-file';
import { choicesOf } from '../../import/profile-form';
import { profileText } from '../../import/profile-writer';
import { faultSentence } from '../../import/schema-faults';
import type { Table, TableRow } from '../../import/table';
import { withUpload } from '../../import/upload-files';
import { demandSomeSight } from '../context';
import { resolveScope } from '../scope';
import { headOf } from '../uploads';
import { type UploadContext, uploadAt } from './at';

const SAMPLES = 3;
const LONGEST_SAMPLE = 40;

/** Everything that the page of an upload shows. Three queries. Throws `unknown_upload`. */
export async function lookAtUpload(context: UploadContext, id: number): Promise<UploadView> {
  demandSomeSight(context, 'figures.write');
  const upload = await uploadAt(context, id);
  const [{ catalog, demo }, kept] = await Promise.all([
    resolveScope(context, {}),
    listProfiles(context.db),
  ]);
  const looked =
    upload.status === 'open'
      ? await readOver(context.folder, upload, catalog, kept)
      : { reading: null, unreadable: null };
  return {
    organisation: catalog.organisation,
    demo,
    upload: headOf(upload),
    ...looked,
    checked: upload.checked as CheckedUpload | null,
    atomic: upload.atomic,
    profiles: kept.map(({ name }) => name),
    kpis: live(catalog.kpis),
    segments: live(catalog.dimensions.flatMap(({ segments }) => segments)),
    places: live(catalog.places),
  };
}

const live = (items: readonly (Choice & { readonly retired: boolean })[]): readonly Choice[] =>
  items.filter(({ retired }) => !retired).map(({ slug, name }) => ({ slug, name }));

/** How the file is read: by what was chosen, by the kept profile of its header, or by a guess. */
export async function currentReading(
  folder: string,
  upload: UploadRecord,
  catalog: Catalog,
  kept: readonly KeptProfile[],
): Promise<Reading> {
  if (upload.profile !== null) {
    const from = upload.profileName === null ? 'chosen' : 'kept';
    return readBy(folder, upload, catalog, {
      text: upload.profile,
      from,
      name: upload.profileName,
    });
  }
  const found = await withUpload(folder, upload.file, { name: upload.name }, async (table) => {
    const rows = await sampleRows(table);
    const known = kept.find(({ header }) => sameHeader(header, table));
    if (known !== undefined)
      return { text: known.text, from: 'kept' as const, name: known.name, doubts: [] };
    const guess = guessFor(upload, catalog, table, rows);
    return {
      text: profileText(guess.file),
      from: 'guess' as const,
      name: null,
      doubts: guess.doubts,
    };
  });
  const reading = await readBy(folder, upload, catalog, found);
  return { ...reading, doubts: found.doubts };
}

async function readOver(
  folder: string,
  upload: UploadRecord,
  catalog: Catalog,
  kept: readonly KeptProfile[],
): Promise<Pick<UploadView, 'reading' | 'unreadable'>> {
  try {
    return { reading: await currentReading(folder, upload, catalog, kept), unreadable: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { reading: null, unreadable: error.message };
  }
}

const sameHeader = (header: KeptProfile['header'], table: Table): boolean =>
  header !== null && JSON.stringify(header) === JSON.stringify(table.header);

function guessFor(
  upload: UploadRecord,
  catalog: Catalog,
  table: Table,
  rows: readonly TableRow[],
): { readonly file: ProfileFile; readonly doubts: readonly string[] } {
  const { organisation, kpis, dimensions, places } = catalog;
  return guessProfileFile(
    { header: table.header, selfNaming: table.selfNaming, rows, fileName: upload.name },
    {
      kpis: live(kpis),
      segments: live(dimensions.flatMap(({ segments }) => segments)),
      places: live(places),
      calendar: { fiscalYearStart: organisation.fiscalYearStart },
      locale: organisation.locale,
    },
  );
}

interface Written {
  readonly text: string;
  readonly from: Reading['from'];
  readonly name: string | null;
}

/** The file by a profile in writing, which may be wrong: then it is read as it is, and the faults are said. */
async function readBy(
  folder: string,
  upload: UploadRecord,
  catalog: Catalog,
  { text, from, name }: Written,
): Promise<Reading> {
  const parsed = parseProfile(text);
  const profile = 'profile' in parsed ? parsed.profile : null;
  const draft = draftProfile(text);
  const options = {
    name: upload.name,
    encoding: profile?.encoding,
    separator: profile?.separator,
  };
  return withUpload(folder, upload.file, options, async (table) => {
    const rows = await sampleRows(table);
    const { faults, shown } = tried(table, rows, profile, catalog);
    return {
      format: table.format,
      encoding: table.encoding,
      separator: table.separator,
      columns: table.header.map((title, place) => ({
        name: title,
        samples: samplesOf(rows, place),
      })),
      from,
      profileName: name,
      text,
      choices: draft === null ? null : choicesOf(draft, table.header),
      faults: 'faults' in parsed ? parsed.faults.map(faultSentence) : faults,
      doubts: [],
      rows: shown,
    };
  });
}

function tried(
  table: Table,
  rows: readonly TableRow[],
  profile: Profile | null,
  catalog: Catalog,
): { readonly faults: readonly string[]; readonly shown: Reading['rows'] } {
  if (profile === null) return { faults: [], shown: [] };
  try {
    requireColumns(profile, table);
    return { faults: [], shown: understood(table, rows, profile, importLookup(catalog)) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { faults: [error.message], shown: [] };
  }
}

function samplesOf(rows: readonly TableRow[], place: number): readonly string[] {
  const texts = rows.flatMap(({ cells }) => {
    const text = String(cells[place] ?? '').trim();
    return text === '' ? [] : [text.slice(0, LONGEST_SAMPLE)];
  });
  return [...new Set(texts)].slice(0, SAMPLES);
}
