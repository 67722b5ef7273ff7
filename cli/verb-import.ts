/** `import`: figures from files. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import { AppError, isAppError } from '../lib/errors';
import { isArchive } from '../lib/import/archive-file';
import { readObservations } from '../lib/import/observations';
import { openTable } from '../lib/import/open-table';
import { type Profile, tableProfile } from '../lib/import/profile';
import { parseProfile } from '../lib/import/profile-file';
import { faultSentence } from '../lib/import/schema-faults';
import type { Table } from '../lib/import/table';
import { importArchive } from '../lib/usecases/archive';
import { ingest } from '../lib/usecases/ingest';
import type { Ingested } from '../lib/usecases/ingest/write';
import {
  type ExitCode,
  isGiven,
  type Terminal,
  textOption,
  type Verb,
  type Workplace,
} from './verb';
import { readText } from './verb-definitions';

export const importVerb: Verb = {
  usage: 'FILE… [--profile P] [--dry-run] [--atomic]',
  summary:
    'Reads figures from CSV, TSV, JSON, NDJSON or XLSX files. Good rows of a file go in together; refused ones are listed.',
  options: {
    profile: { type: 'string', help: 'YAML file that says which column is which' },
    'dry-run': { type: 'boolean', help: 'count what would change, and change nothing' },
    atomic: { type: 'boolean', help: 'take nothing from a file of which any row is refused' },
  },
  positionals: [1, 1_000],
  async run(workplace, args, terminal) {
    const path = textOption(args, 'profile');
    const profile = path === undefined ? null : await readProfile(path, terminal);
    if (path !== undefined && profile === null) return 1;
    let worst: ExitCode = 0;
    for (const file of args.positionals) {
      const options = { dryRun: isGiven(args, 'dry-run'), atomic: isGiven(args, 'atomic') };
      try {
        if (await beginsAsArchive(resolve(terminal.cwd, file))) {
          if (options.dryRun || profile !== null) throw wholeOnly();
          terminal.out(`${file}: ${await importWhole(workplace, file, terminal)}\n`);
          continue;
        }
        const outcome = await importFile(workplace, file, profile, options, terminal);
        for (const { message } of outcome.warnings) terminal.err(`${file}: Warning: ${message}\n`);
        terminal.out(`${file}: ${sentence(outcome, options)}\n`);
        if (outcome.rejected > 0) worst = 1;
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError' && terminal.signal.aborted) {
          terminal.err(`${file}: Stopped; nothing of it was written.\n`);
          return 1;
        }
        if (!isAppError(error)) throw error;
        terminal.err(`${file}: ${error.message}\n`);
        worst = 1;
      }
    }
    return worst;
  },
};

/** An archive (`export --observations`) is no table: it says all that there is. */
async function beginsAsArchive(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return isArchive(buffer.toString('utf8', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

function wholeOnly(): AppError {
  return new AppError(
    'bad_archive',
    'The file is an archive, which goes in whole and as it is: leave out --dry-run and --profile.',
  );
}

async function importWhole(
  { context }: Workplace,
  file: string,
  { cwd, signal }: Terminal,
): Promise<string> {
  const source = createReadStream(resolve(cwd, file), { signal });
  const { kpis, imports, figures, targets } = await importArchive(context, source);
  const count = (rows: number) => rows.toLocaleString('en');
  return `${count(kpis)} KPIs, ${count(imports)} imports, ${count(figures)} figures and ${count(targets)} targets, with all revisions and their times.`;
}

async function readProfile(path: string, { cwd, err }: Terminal): Promise<Profile | null> {
  const read = parseProfile(await readText(resolve(cwd, path)));
  if ('profile' in read) return read.profile;
  for (const fault of read.faults) err(`${path}: ${faultSentence(fault)}\n`);
  return null;
}

async function importFile(
  { context }: Workplace,
  file: string,
  profile: Profile | null,
  options: { readonly dryRun: boolean; readonly atomic: boolean },
  terminal: Terminal,
): Promise<Ingested> {
  const path = resolve(terminal.cwd, file);
  await assertFile(path);
  const source = createReadStream(path);
  try {
    const table = await openTable(source, {
      fileName: basename(file),
      ...(profile?.encoding == null ? {} : { encoding: profile.encoding }),
      ...(profile?.separator == null ? {} : { separator: profile.separator }),
    });
    terminal.out(`${file}: ${howItIsRead(table)}\n`);
    return await ingest(
      context,
      (lookup) => readObservations(table, profile ?? tableProfile(table), lookup),
      {
        ...options,
        head: { origin: 'file', name: basename(file), table },
        signal: terminal.signal,
        onRejected: ({ message }) => terminal.err(`${file}: ${message}\n`),
      },
    );
  } finally {
    source.destroy();
  }
}

async function assertFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError('unreadable_file', 'There is no such file.');
  if (!found.isFile()) throw new AppError('unreadable_file', 'It is not a file.');
}

const SEPARATOR_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

function howItIsRead({ format, encoding, separator }: Table): string {
  return [
    format.toUpperCase(),
    separator === null ? null : `separated by ${SEPARATOR_NAMES[separator] ?? separator}`,
    encoding === null ? null : encoding.toUpperCase(),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function sentence(
  { accepted, superseded, unchanged, ignored, rejected }: Ingested,
  { dryRun, atomic }: { readonly dryRun: boolean; readonly atomic: boolean },
): string {
  const count = (rows: number) => rows.toLocaleString('en');
  const counts = `${count(accepted)} accepted, ${count(superseded)} superseded, ${count(unchanged)} unchanged, ${count(ignored)} ignored, ${count(rejected)} rejected`;
  if (dryRun) return `${counts}. Dry run: nothing was changed.`;
  if (atomic && rejected > 0) return `${counts}. Nothing was taken, as rows were refused.`;
  return accepted + superseded === 0 ? `${counts}. Nothing changed.` : `${counts}.`;
}
