/**
 * Bytes to text. A byte-order mark decides; then the pattern of zero bytes (UTF-16); else the first
 * 64 KiB that hold anything but ASCII: UTF-8 if they are valid UTF-8, otherwise Windows-1252, which
 * holds Latin-1. The choice then stands for the whole file: bytes that do not fit it are refused with
 * their line, since half a file of wrong letters is worse than none.
 */
import { isAscii, isUtf8 } from 'node:buffer';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const BLOCK = 65_536;

/** Bytes that do not fit the encoding. Who counts lines turns it into a refusal that names one. */
export class UndecodableBytes extends Error {
  override readonly name = 'UndecodableBytes';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * The same bytes in blocks of at least 64 KiB (but the last), at most twice that: what comes in
 * single bytes must not cost a scan each, and what comes whole must not become one text.
 */
export async function* blocksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += BLOCK) {
      const part = chunk.subarray(at, at + BLOCK);
      held.push(part);
      size += part.length;
      if (size < BLOCK) continue;
      yield Buffer.concat(held);
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

const BOMS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** UTF-16 of western text has a zero in every other byte; other text with zeros is none. */
function looksUtf16(sample: Buffer): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = sample.length / 8;
  if (odd > many && odd > even * 4) return 'utf-16le';
  return even > many && even > odd * 4 ? 'utf-16be' : null;
}

/** How many bytes at the end begin a UTF-8 sequence that is not complete: 0 to 3. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

/** The longest beginning that is valid UTF-8. */
function validPrefix(bytes: Buffer): Buffer {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - incompleteTail(part)))) good = middle;
    else bad = middle;
  }
  const part = bytes.subarray(0, good);
  return part.subarray(0, good - incompleteTail(part));
}

const MULTIBYTE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/**
 * Which of the two a text with bytes above 127 is. In Latin-1 a pair of letters looks like UTF-8 by
 * rare chance; where more do than one in ten, the file is UTF-8 that something broke, and is refused as such.
 */
function eightBit(sample: Buffer): 'utf-8' | 'windows-1252' {
  if (isUtf8(sample)) return 'utf-8';
  const latin = sample.toString('latin1');
  const sequences = latin.match(MULTIBYTE)?.length ?? 0;
  const strays = latin.replace(MULTIBYTE, '').match(/[\x80-\xff]/g)?.length ?? 0;
  return sequences * 10 > strays ? 'utf-8' : 'windows-1252';
}

/** What 0x80 to 0x9F mean (WHATWG Encoding, windows-1252); the platform's own decoder is not trusted with it. */
const HIGH_CONTROLS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const fromWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (letter) => HIGH_CONTROLS[letter.charCodeAt(0) - 0x80] ?? letter);

const LONE_SURROGATE = /\p{Surrogate}/u;

const NOTHING = Buffer.alloc(0);

/** Decodes block by block; the encoding is `null` while everything was ASCII. */
export class TextDecoding {
  encoding: Encoding | null;
  private held: Buffer = NOTHING;
  private readonly stated: boolean;

  /** `first` is the first block of the file. */
  constructor(first: Buffer, stated: Encoding | undefined) {
    const marked = BOMS.find(([, mark]) => mark.every((byte, i) => first[i] === byte));
    this.stated = stated !== undefined;
    this.encoding = stated ?? marked?.[0] ?? looksUtf16(first);
    this.started = marked === undefined || marked[0] !== this.encoding ? 0 : marked[1].length;
  }

  /** Length of the byte-order mark that is still to be dropped. */
  private started: number;

  /** The text of a block as far as it is complete; `UndecodableBytes` is thrown after the text before them was given. */
  *decode(block: Buffer, last: boolean): Generator<string> {
    const fresh = this.started > 0 ? block.subarray(this.started) : block;
    this.started = 0;
    const bytes = this.held.length > 0 ? Buffer.concat([this.held, fresh]) : fresh;
    this.held = NOTHING;
    if (this.encoding === null) {
      // Half a letter of UTF-8 and a letter of Latin-1 look alike where the block ends.
      const sure = bytes.subarray(0, bytes.length - (last ? 0 : incompleteTail(bytes)));
      if (isAscii(sure)) {
        this.held = bytes.subarray(sure.length);
        yield sure.toString('latin1');
        return;
      }
      this.encoding = eightBit(sure);
    }
    if (this.encoding === 'windows-1252') yield fromWindows1252(bytes);
    else if (this.encoding === 'utf-8') yield* this.utf8(bytes, last);
    else yield* this.utf16(bytes, this.encoding, last);
  }

  private *utf8(bytes: Buffer, last: boolean): Generator<string> {
    const cut = bytes.length - (last ? 0 : incompleteTail(bytes));
    const whole = bytes.subarray(0, cut);
    this.held = bytes.subarray(cut);
    if (isUtf8(whole)) {
      yield whole.toString('utf8');
      return;
    }
    yield validPrefix(whole).toString('utf8');
    throw new UndecodableBytes(
      this.stated
        ? 'it holds bytes that are not UTF-8, which was stated as the encoding'
        : 'it holds bytes that are not UTF-8, though the text before it is',
    );
  }

  private *utf16(bytes: Buffer, encoding: Encoding, last: boolean): Generator<string> {
    const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    const all = (encoding === 'utf-16be' ? even.swap16() : even).toString('utf16le');
    const code = all.charCodeAt(all.length - 1);
    const half = !last && code >= 0xd800 && code <= 0xdbff ? 1 : 0;
    this.held = bytes.subarray(even.length - 2 * half);
    const text = all.slice(0, all.length - half);
    const broken = text.search(LONE_SURROGATE);
    yield broken < 0 ? text : text.slice(0, broken);
    if (broken >= 0 || (last && bytes.length % 2 === 1)) {
      throw new UndecodableBytes('it holds half a character of UTF-16');
    }
  }
}
