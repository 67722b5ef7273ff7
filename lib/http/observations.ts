/** Figures in over HTTP: from a body of any of the formats to its five outcomes. */
import type { z } from 'zod';
import { hashOf } from '../crypto/api-key';
import { AppError, isAppError } from '../errors';
import type { Encoding } from '../import/encoding';
import { readObservations } from '../import/observations';
import { openTable } from '../import/open-table';
import { tableProfile } from '../import/profile';
import type { TableFormat } from '../import/table';
import { ingest, ingestOnce, inProgress } from '../usecases/ingest';
import type { Ingested, IngestOptions } from '../usecases/ingest/write';
import { requestAccess } from './access';
import { guarded } from './api';
import { type Body, receiveBody } from './body';
import { PROBLEM_TYPE, problemText } from './problem';
import { checkQuery } from './query';
import { MOST_REFUSED, type observationsAnswer, observationsWrite } from './schema-observations';
import { giveWay } from './way';

/** A million rows of CSV have some 60 MB, of NDJSON some 150. */
const LONGEST = 256 * 1_048_576;

const FORMATS: Readonly<Record<string, TableFormat>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
};

const CHARSETS: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

type Said = z.output<typeof observationsAnswer>;

export function postObservations(request: Request): Promise<Response> {
  return guarded(async () => {
    const { context, key } = await requestAccess(request, 'write');
    const query = checkQuery(observationsWrite.query, new URL(request.url).searchParams);
    const read = readType(request.headers.get('content-type'));
    const name = idempotencyKey(request.headers.get('idempotency-key'));
    return heldWhile(name === null ? null : `${key.prefix} ${name}`, async () => {
      const body = await receiveBody(request, LONGEST);
      try {
        const table = await openTable(body.read(), read);
        const rejected: Said['rejected'] = [];
        const options: IngestOptions = {
          head: { origin: 'api', name: null, table },
          dryRun: query.dryRun === 'true',
          atomic: query.atomic === 'true',
          signal: request.signal,
          giveWay,
          onRejected: ({ row, field, code, message }) => {
            if (rejected.length >= MOST_REFUSED) return;
            // A piece of a text keeps the whole text in memory.
            rejected.push({ row, field, code, message: Buffer.from(message).toString() });
          },
        };
        const rowsOf = (lookup: Parameters<typeof readObservations>[2]) =>
          readObservations(table, tableProfile(table), lookup);
        const answerOf = (outcome: Ingested) => answered(outcome, rejected, options);
        if (name === null) return response(answerOf(await ingest(context, rowsOf, options)));
        const asked = { keyId: key.id, name, bodyHash: fingerprint(request, body) };
        return response(await ingestOnce(context, asked, rowsOf, options, answerOf));
      } catch (error) {
        if (!request.signal.aborted || isAppError(error)) throw error;
        throw new AppError('cut_off', 'The caller went away. Nothing was taken.');
      } finally {
        await body.dispose();
      }
    });
  });
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly again?: boolean;
}

function answered(
  { importId, rejected: rejectedRows, warnings, ...counts }: Ingested,
  rejected: Said['rejected'],
  { atomic, dryRun }: IngestOptions,
): Answer {
  const said: Said = {
    import: importId,
    ...counts,
    rejected,
    rejectedRows,
    warnings: [...warnings],
  };
  if (!atomic || dryRun || rejectedRows === 0) return { status: 200, text: JSON.stringify(said) };
  const detail = `${rejectedRows.toLocaleString('en')} ${rejectedRows === 1 ? 'row was' : 'rows were'} refused, so nothing was taken (atomic). Mend them, or send without atomic.`;
  const problem: object = JSON.parse(problemText(422, 'rows_refused', detail));
  return { status: 422, text: JSON.stringify({ ...problem, ...said }) };
}

function response({ status, text, again = false }: Answer): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': status === 200 ? 'application/json; charset=utf-8' : PROBLEM_TYPE,
      'cache-control': 'no-store',
      ...(again ? { 'idempotent-replayed': 'true' } : {}),
    },
  });
}

/** The same request is the same body, read in the same way, with the same wishes. */
function fingerprint(request: Request, { hash }: Body): string {
  const type = request.headers.get('content-type') ?? '';
  return hashOf(`${type}\n${new URL(request.url).search}\n${hash}`);
}

function readType(header: string | null): { format: TableFormat; encoding?: Encoding } {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const format = Object.hasOwn(FORMATS, type.trim()) ? FORMATS[type.trim()] : undefined;
  if (format === undefined) {
    throw new AppError(
      'unknown_type',
      `The Content-Type is ${header === null ? 'missing' : `"${header}"`}; it must be one of ${Object.keys(FORMATS).join(', ')}.`,
      { status: 415 },
    );
  }
  const charset = /^ *charset="?([^"]*)"? *$/.exec(
    parameters.find((parameter) => parameter.includes('charset')) ?? '',
  )?.[1];
  if (charset === undefined) return { format };
  const encoding = Object.hasOwn(CHARSETS, charset) ? CHARSETS[charset] : undefined;
  if (encoding !== undefined) return { format, encoding };
  throw new AppError(
    'unknown_type',
    `The charset "${charset}" is not read here. Send UTF-8, or leave it out and it is found out.`,
    { status: 415 },
  );
}

function idempotencyKey(header: string | null): string | null {
  if (header === null) return null;
  const name = header.trim();
  if (/^[\x21-\x7e]{1,255}$/.test(name)) return name;
  throw new AppError(
    'bad_idempotency_key',
    'Idempotency-Key must be 1 to 255 letters of ASCII without blanks, such as a UUID.',
  );
}

/** Requests with a name that are being answered by this process. */
const HELD = Symbol.for('throughline.in-progress');
const holder = globalThis as { [HELD]?: Set<string> };

async function heldWhile<T>(name: string | null, work: () => Promise<T>): Promise<T> {
  if (name === null) return work();
  holder[HELD] ??= new Set();
  const held = holder[HELD];
  if (held.has(name)) throw inProgress();
  held.add(name);
  try {
    return await work();
  } finally {
    held.delete(name);
  }
}
