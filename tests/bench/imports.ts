/**
 * Many figures into an empty database, validation, revisions and roll-up included: CSV as the command line
 * reads it, NDJSON over HTTP; each beside `copy` of the same rows into an empty table with the same columns
 * and indexes.
 */
import { once } from 'node:events';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  type ReadStream,
  rmSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import pg from 'pg';

import { addDays } from '../../lib/domain/calendar';
import { startPostgres } from '../support/postgres';
import { runThroughline } from '../support/throughline';
import { importStream, worldOf } from '../usecases/world';
import { atEnd } from './endings';
import { type Ground, makeGround } from './ground';
import { build, memoryMib, startProduct } from './served';
import { RollupTime } from './statements';
import { weekText } from './writes';

export interface ImportSize {
  readonly kpis: number;
  readonly weeks: number;
  readonly segments: number;
}

export interface ImportWay {
  /** Seconds. */
  readonly seconds: number;
  readonly copying: number;
  /** Rows per second to those of `copy`. */
  readonly ratio: number;
  /** Of the time, what keeping the roll-up took; null where the server keeps that to itself. */
  readonly rollingUp: number | null;
  /** MiB above what the process had before; null where that is not known. */
  readonly peak: number | null;
}

export interface Imports {
  readonly figures: number;
  readonly csv: ImportWay;
  readonly ndjson: ImportWay;
}

/** On a PostgreSQL server of their own. */
export async function importsAlone(
  size: ImportSize,
  say: (text: string) => void,
): Promise<Imports> {
  await build(say);
  say('Starting PostgreSQL.');
  const server = await startPostgres();
  atEnd(() => server.stop());
  say('Importing many at once.');
  return measureImports(server.url, size);
}

export async function measureImports(serverUrl: string, size: ImportSize): Promise<Imports> {
  const figures = size.kpis * size.weeks * size.segments;
  const csv = await onGround(serverUrl, size, (ground) => byCsv(ground, size, figures));
  const ndjson = await onGround(serverUrl, size, (ground) => byNdjson(ground, size, figures));
  return { figures, csv, ndjson };
}

type Taken = Pick<ImportWay, 'seconds' | 'rollingUp' | 'peak'>;

async function onGround(
  serverUrl: string,
  size: ImportSize,
  work: (ground: Ground) => Promise<Taken>,
): Promise<ImportWay> {
  const ground = await makeGround(serverUrl, size);
  const taken = await work(ground);
  const copying = await secondsToCopy(ground.url);
  return { ...taken, copying, ratio: copying / taken.seconds };
}

/** Week by week, the oldest first, with one line of heads. */
function* csvOf({ kpis, newest }: Ground, { weeks, segments }: ImportSize): Generator<string> {
  for (let week = 1 - weeks; week <= 0; week += 1) {
    const text = weekText(kpis, segments, newest, week);
    yield week === 1 - weeks ? text : text.slice(text.indexOf('\n') + 1);
  }
}

/** The same rows, each as an object of what it has. */
function* ndjsonOf(ground: Ground, size: ImportSize): Generator<string> {
  let heads: readonly string[] = [];
  for (const text of csvOf(ground, size)) {
    const lines = text.trimEnd().split('\n');
    if (heads.length === 0) heads = (lines.shift() ?? '').split(',');
    yield `${lines.map((line) => JSON.stringify(objectOf(heads, line.split(',')))).join('\n')}\n`;
  }
}

const TEXTS = new Set(['kpi', 'period', 'segment']);

const objectOf = (heads: readonly string[], cells: readonly string[]) =>
  Object.fromEntries(
    heads.flatMap((head, at) => {
      const cell = cells[at] ?? '';
      return cell === '' ? [] : [[head, TEXTS.has(head) ? cell : Number(cell)]];
    }),
  );

function* buffersOf(texts: Iterable<string>): Generator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

/** As a file, like that of `copy`: making up the rows is no part of what is measured. */
async function withFile<T>(
  texts: Iterable<string>,
  use: (open: () => ReadStream) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-rows-'));
  try {
    const path = join(folder, 'rows');
    await pipeline(Readable.from(buffersOf(texts)), createWriteStream(path));
    return await use(() => createReadStream(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const byCsv = (ground: Ground, size: ImportSize, figures: number): Promise<Taken> =>
  withFile(csvOf(ground, size), (open) => importCsv(ground, open, figures));

async function importCsv(ground: Ground, open: () => ReadStream, figures: number): Promise<Taken> {
  const time = new RollupTime();
  const db = ground.database.db.withPlugin(time);
  const { context } = worldOf({ db }, `${addDays(ground.newest, 15)}T09:00:00.000Z`, 'cli:bench');
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const start = performance.now();
  const { accepted } = await importStream(context, open());
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  if (accepted !== figures) throw new Error(`${accepted} of ${figures} figures were accepted.`);
  return { seconds, rollingUp: time.milliseconds / 1000, peak: (most - before) / 2 ** 20 };
}

const byNdjson = (ground: Ground, size: ImportSize, figures: number): Promise<Taken> =>
  withFile(ndjsonOf(ground, size), (open) => sendNdjson(ground, open, figures));

async function sendNdjson(ground: Ground, open: () => ReadStream, figures: number): Promise<Taken> {
  const env = { DATABASE_URL: ground.url };
  const { url, pid, idle } = await startProduct(env);
  const made = await runThroughline(['key', 'add', '--scope', 'write', '--name', 'bulk'], env);
  const start = performance.now();
  const sent = request(new URL('/api/v1/observations', url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${made.stdout.trim()}`,
      'content-type': 'application/x-ndjson',
    },
  });
  const answered = once(sent, 'response');
  await pipeline(open(), sent);
  const [response] = await answered;
  let body = '';
  for await (const chunk of response) body += chunk;
  const seconds = (performance.now() - start) / 1000;
  const { accepted }: { readonly accepted?: number } = JSON.parse(body);
  if (accepted !== figures) throw new Error(`Of ${figures} figures: ${body.slice(0, 300)}`);
  const most = memoryMib(pid, 'VmHWM');
  return { seconds, rollingUp: null, peak: most === null || idle === null ? null : most - idle };
}

/** The rows as they came out, back into a table like theirs. */
async function secondsToCopy(url: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-copy-'));
  // PostgreSQL may run as another user.
  chmodSync(folder, 0o777);
  const client = new pg.Client(url);
  await client.connect();
  try {
    const file = client.escapeLiteral(join(folder, 'observation'));
    await client.query(`copy observation to ${file}`);
    await client.query('create table copied (like observation including all)');
    const start = performance.now();
    await client.query(`copy copied from ${file}`);
    return (performance.now() - start) / 1000;
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
