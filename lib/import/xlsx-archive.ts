/**
 * The ZIP archive that a workbook is (PKWARE APPNOTE 6.3). What an entry claims to hold is checked
 * before anything is unpacked, and that it holds no more while it is.
 */
import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { AppError } from '../errors';

const MIB = 1_048_576;
/** A million rows of figures take about 30 MiB packed and 400 MiB unpacked. */
const LARGEST_FILE = 64 * MIB;
const LARGEST_UNPACKED = 768 * MIB;
/** Deflate reaches 1032 : 1 on nothing but repetition; sheets of figures stay below 50 : 1. */
const MOST_SQUEEZED = 200;
const UNSUSPICIOUS = 8 * MIB;
const MOST_ENTRIES = 4096;

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

export interface ArchiveEntry {
  readonly name: string;
  readonly deflated: boolean;
  readonly start: number;
  readonly packed: number;
  readonly unpacked: number;
}

export function badWorkbook(what: string): AppError {
  return new AppError(
    'bad_workbook',
    `The workbook cannot be read: ${what}. Open it in a spreadsheet and save it again, or save it as CSV.`,
  );
}

function tooLarge(what: string): AppError {
  return new AppError('too_large', `The workbook ${what}. Split it, or save it as CSV.`, {
    status: 413,
  });
}

/** The whole file: an archive is read from its end. */
export async function wholeFile(first: Buffer, rest: AsyncIterable<Buffer>): Promise<Buffer> {
  const blocks = [first];
  let size = first.length;
  for await (const block of rest) {
    size += block.length;
    if (size > LARGEST_FILE) throw tooLarge('is larger than 64 MiB');
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

function endOfArchive(file: Buffer): number {
  const lowest = Math.max(0, file.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = file.length - END_LENGTH; at >= lowest; at -= 1) {
    if (file.readUInt32LE(at) === END) return at;
  }
  throw badWorkbook('it is cut off');
}

/** What the archive holds, by name; refused when it would unpack to more than any table of figures does. */
export function archiveEntries(file: Buffer): ReadonlyMap<string, ArchiveEntry> {
  const end = endOfArchive(file);
  const count = file.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw tooLarge(`holds ${count} parts`);
  const entries = new Map<string, ArchiveEntry>();
  let at = file.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) {
      throw badWorkbook('its directory is damaged');
    }
    const entry = entryAt(file, at);
    total += entry.unpacked;
    if (total > LARGEST_UNPACKED) throw tooLarge('unpacks to more than 768 MiB');
    if (entry.unpacked > UNSUSPICIOUS && entry.unpacked > entry.packed * MOST_SQUEEZED) {
      throw tooLarge(
        'is packed more tightly than any table of figures, as an archive that is meant to do harm',
      );
    }
    entries.set(entry.name, entry);
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(file: Buffer, at: number): ArchiveEntry {
  const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28));
  const encrypted = file.readUInt16LE(at + 8) % 2 === 1;
  const method = file.readUInt16LE(at + 10);
  if (encrypted) throw badWorkbook('it is protected with a password');
  if (method !== 0 && method !== 8) throw badWorkbook('it is packed in an unusual way');
  const packed = file.readUInt32LE(at + 20);
  const header = file.readUInt32LE(at + 42);
  if (header + 30 > file.length || file.readUInt32LE(header) !== LOCAL) {
    throw badWorkbook('its directory is damaged');
  }
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  if (start + packed > file.length) throw badWorkbook('it is cut off');
  return { name, deflated: method === 8, start, packed, unpacked: file.readUInt32LE(at + 24) };
}

const bytesOf = (file: Buffer, entry: ArchiveEntry): Buffer =>
  file.subarray(entry.start, entry.start + entry.packed);

/** A small part, whole; refused above the limit. */
export function unpackWhole(file: Buffer, entry: ArchiveEntry, limit: number): string {
  if (entry.unpacked > limit) throw tooLarge(`has a part of more than ${limit / MIB} MiB`);
  const bytes = bytesOf(file, entry);
  try {
    // One more than is claimed, so that a false claim of 0 is no error of the option.
    const options = { maxOutputLength: entry.unpacked + 1 };
    return (entry.deflated ? inflateRawSync(bytes, options) : bytes).toString('utf8');
  } catch {
    throw badWorkbook(`its part ${entry.name} is damaged`);
  }
}

/** A large part, piece by piece, as text. */
export async function* unpackPieces(file: Buffer, entry: ArchiveEntry): AsyncGenerator<string> {
  const bytes = bytesOf(file, entry);
  const pieces = entry.deflated ? Readable.from([bytes]).pipe(createInflateRaw()) : [bytes];
  const decoder = new TextDecoder();
  let size = 0;
  try {
    for await (const piece of pieces) {
      const block: Buffer = piece;
      size += block.length;
      if (size > entry.unpacked) throw badWorkbook('it holds more than it claims');
      yield decoder.decode(block, { stream: true });
    }
  } catch (error) {
    throw error instanceof AppError ? error : badWorkbook(`its part ${entry.name} is damaged`);
  }
}
