/**
 * An archive: everything that was agreed and reported, as NDJSON. Its first line says what it is; each
 * other one is a row of what is agreed (`{"table": "kpi", "row": {…}}`), a revision of a figure
 * (`{"figure": {…}}`) or of a period's own target (`{"target": {…}}`). See docs/operations.md.
 */
import { z } from 'zod';

import { GRAINS, parseCalendarDate } from '../domain/calendar';
import { AppError } from '../errors';
import { blocksOf } from './encoding';
import { NdjsonReader } from './ndjson-reader';

const ARCHIVE_FORMAT = 1;

const start = z.string().transform((text, context) => {
  const date = parseCalendarDate(text);
  if (date !== null) return date;
  context.addIssue({ code: 'custom', message: 'it is no date' });
  return z.NEVER;
});

const measure = z.number().nullable().default(null);
const key = {
  kpi: z.string(),
  /** For people; grain and start say it as well, whatever the fiscal year is by now. */
  period: z.string(),
  grain: z.enum(GRAINS),
  start,
  segment: z.string().nullable().default(null),
  place: z.string().nullable().default(null),
  revision: z.int().min(1),
  recordedAt: z.iso.datetime(),
  import: z.int().min(1),
  line: z.int().nullable().default(null),
};

const figure = z.strictObject({
  ...key,
  value: measure,
  numerator: measure,
  denominator: measure,
  n: measure,
  sd: measure,
  promoters: measure,
  passives: measure,
  detractors: measure,
  withdrawn: z.boolean().default(false),
});
const target = z.strictObject({ ...key, target: z.number().nullable() });
const line = z.union([
  z.strictObject({ table: z.string(), row: z.record(z.string(), z.unknown()) }),
  z.strictObject({ figure }),
  z.strictObject({ target }),
]);
const head = z.looseObject({ throughline: z.literal('archive'), format: z.int() });

export type ArchiveLine = z.output<typeof line>;
export type FigureLine = z.output<typeof figure>;
export type TargetLine = z.output<typeof target>;

/** Whether a file begins as an archive does. */
export function isArchive(beginning: string): boolean {
  return /^\uFEFF?\s*\{"throughline":\s*"archive"/.test(beginning);
}

/** The first line of an archive. */
export function archiveHead(exportedAt: string): string {
  return `${JSON.stringify({ throughline: 'archive', format: ARCHIVE_FORMAT, exportedAt })}\n`;
}

/** The lines after the first, some at a time, each with its number. Throws `AppError('bad_archive')`. */
export async function* readArchive(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly { readonly number: number; readonly line: ArchiveLine }[]> {
  const reader = new NdjsonReader();
  const decoder = new TextDecoder('utf-8');
  let first = true;
  const read = (found: ReturnType<NdjsonReader['push']>) => {
    const lines = found.map(({ line: number, text }) => ({ number, value: parsed(number, text) }));
    const start = first ? lines.shift() : undefined;
    if (start !== undefined) {
      checkHead(start.value);
      first = false;
    }
    return lines.map(({ number, value }) => ({ number, line: checkLine(number, value) }));
  };
  for await (const block of blocksOf(source)) {
    yield read(reader.push(decoder.decode(block, { stream: true })));
  }
  yield read(reader.end());
  if (first) throw bad(1, 'the file is empty');
}

function parsed(number: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad(number, 'it is not JSON');
  }
}

function checkHead(value: unknown): void {
  const read = head.safeParse(value);
  if (!read.success) throw bad(1, 'it is not the first line of an archive');
  if (read.data.format > ARCHIVE_FORMAT) {
    throw bad(
      1,
      `its format is ${read.data.format}; this Throughline knows up to ${ARCHIVE_FORMAT}`,
    );
  }
}

function checkLine(number: number, value: unknown): ArchiveLine {
  const read = line.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw bad(number, `it is no row of an archive (${issue?.message ?? 'unknown'})`);
}

export function bad(number: number, what: string): AppError {
  return new AppError(
    'bad_archive',
    `Line ${number}: ${what}. Give a file that throughline export --observations wrote, whole. Nothing was taken.`,
    { details: { line: number } },
  );
}
