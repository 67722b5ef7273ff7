/** An installation as a test moves it: a clock that stands still, files in, answers out. */
import { createReadStream, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';

import { runVerb } from '../../cli/run';
import type { Database } from '../../db/client';
import type { PlanItem } from '../../lib/domain/definition-plan';
import { parseDefinition } from '../../lib/import/definition-file';
import { readObservations } from '../../lib/import/observations';
import { openTable, type TableOptions } from '../../lib/import/open-table';
import { guessProfile, type Profile } from '../../lib/import/profile';
import { parseProfile } from '../../lib/import/profile-file';
import { faultSentence } from '../../lib/import/schema-faults';
import { type Context, contextOf, operator } from '../../lib/usecases/context';
import { applyDefinition } from '../../lib/usecases/definitions';
import { ingest } from '../../lib/usecases/ingest';
import type { Ingested, IngestOutcome } from '../../lib/usecases/ingest/write';

const ROOT = resolve(import.meta.dirname, '../..');

export interface World {
  readonly context: Context;
  /** Puts the clock to an instant. */
  at(instant: string): void;
  /** The instant that the clock shows. */
  present(): string;
}

/** A use case's surroundings with a clock that moves only when told. */
export function worldOf({ db }: Pick<Database, 'db'>, start: string, actor = 'zoë'): World {
  let now = new Date(start);
  return {
    context: contextOf(db, operator(actor), () => now),
    at: (instant) => {
      now = new Date(instant);
    },
    present: () => now.toISOString(),
  };
}

/** Applies a definition file, as `throughline apply` does. */
export async function apply(
  context: Context,
  yaml: string,
  { prune = false, dryRun = false } = {},
): Promise<readonly PlanItem[]> {
  const read = parseDefinition(yaml);
  if ('faults' in read) throw new Error(read.faults.map(faultSentence).join('\n'));
  return applyDefinition(context, read.definition, { prune, dryRun });
}

function profileOf(yaml: string): Profile {
  const read = parseProfile(yaml);
  if ('faults' in read) throw new Error(read.faults.map(faultSentence).join('\n'));
  return read.profile;
}

export interface Imported extends Ingested {
  /** What was said of each refused row. */
  readonly refusals: readonly string[];
}

export interface ImportOptions extends TableOptions {
  readonly profile?: string;
  readonly dryRun?: boolean;
  readonly atomic?: boolean;
}

/** Imports a file's bytes, as `throughline import` does. */
export async function importStream(
  context: Context,
  source: AsyncIterable<Uint8Array>,
  { profile, dryRun = false, atomic = false, ...table }: ImportOptions = {},
): Promise<Imported> {
  const refusals: string[] = [];
  const opened = await openTable(source, table);
  const read = profile === undefined ? guessProfile(opened.header) : profileOf(profile);
  const outcome = await ingest(context, (lookup) => readObservations(opened, read, lookup), {
    head: { origin: 'file', name: table.fileName ?? null, table: opened },
    dryRun,
    atomic,
    onRejected: ({ message }) => refusals.push(message),
  });
  return { ...outcome, refusals };
}

export function importText(
  context: Context,
  text: string,
  options: ImportOptions = {},
): Promise<Imported> {
  return importStream(context, Readable.from([Buffer.from(text)]), options);
}

export const exampleText = (path: string): string =>
  readFileSync(resolve(ROOT, 'examples', path), 'utf8');

/** The definition of one of the examples, and its file as it stands. */
export async function loadExample(
  context: Context,
  example: 'mta' | 'nhs' | 'cityscore',
  path: string,
): Promise<Imported> {
  await apply(context, exampleText(`${example}/definition.yaml`));
  return importExample(context, example, path);
}

export function importExample(
  context: Context,
  example: 'mta' | 'nhs' | 'cityscore',
  path: string,
): Promise<Imported> {
  return importStream(context, createReadStream(path), {
    fileName: basename(path),
    profile: exampleText(`${example}/profile.yaml`),
  });
}

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** `npx throughline …` on a database that is open. */
export async function throughline(
  opened: Database,
  argv: readonly string[],
  cwd: string = ROOT,
): Promise<Ran> {
  const said = { out: '', err: '' };
  const exit = await runVerb(
    argv,
    {
      cwd,
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      signal: new AbortController().signal,
    },
    (work) => work(opened),
    'cli:zoë',
  );
  return { exit, ...said };
}

/** The five outcomes of an import without what was said. */
export function counts(imported: Imported): IngestOutcome {
  const { accepted, superseded, unchanged, ignored, rejected } = imported;
  return { accepted, superseded, unchanged, ignored, rejected };
}

/** Rows of data of a file of text whose cells hold no line breaks. */
export function rowsIn(path: string): number {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length - 1;
}
