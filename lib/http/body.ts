/**
 * What a request sends, read to its end before any work begins: a slow sender holds no transaction and
 * no connection to the database. Small bodies stay in memory, others go to a file for as long.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AppError } from '../errors';

export interface Body {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
  dispose(): Promise<void>;
}

const IN_MEMORY = 1_048_576;
/** Written at one go: a body comes in small pieces, and waiting for each takes longer than writing it. */
const AT_ONCE = 262_144;

/** Throws `AppError`: 413 where there is more than `longest` bytes, 415 where it is compressed. */
export async function receiveBody(request: Request, longest: number): Promise<Body> {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity' && coding !== '') {
    throw new AppError('compressed', `The body is compressed (${coding}). Send it as it is.`, {
      status: 415,
    });
  }
  if (Number(request.headers.get('content-length') ?? 0) > longest) throw tooLarge(longest);
  const hash = createHash('sha256');
  const spool = new Spool();
  try {
    const reader = request.body?.getReader();
    for (let size = 0; reader !== undefined; ) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        throw cutOff(error);
      });
      if (done) break;
      size += value.length;
      if (size > longest) {
        await reader.cancel().catch(() => undefined);
        throw tooLarge(longest);
      }
      hash.update(value);
      await spool.write(value);
    }
    await spool.end();
  } catch (error) {
    await spool.dispose();
    throw error;
  }
  return {
    hash: hash.digest('hex'),
    size: spool.size,
    read: () => spool.read(),
    dispose: () => spool.dispose(),
  };
}

class Spool {
  size = 0;
  #chunks: Uint8Array[] = [];
  /** In `#chunks`. */
  #held = 0;
  #folder: string | null = null;
  #file: FileHandle | null = null;

  async write(chunk: Uint8Array): Promise<void> {
    this.size += chunk.length;
    this.#held += chunk.length;
    this.#chunks.push(chunk);
    if (this.#file === null && this.size > IN_MEMORY) {
      this.#folder = await mkdtemp(join(tmpdir(), 'throughline-body-'));
      this.#file = await open(join(this.#folder, 'body'), 'wx', 0o600);
    }
    if (this.#held >= AT_ONCE) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#file === null || this.#held === 0) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#held = 0;
    await this.#file.appendFile(Buffer.concat(chunks));
  }

  async end(): Promise<void> {
    await this.#flush();
    await this.#file?.close();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    if (this.#folder === null) yield* this.#chunks;
    else yield* createReadStream(join(this.#folder, 'body'));
  }

  async dispose(): Promise<void> {
    await this.#file?.close().catch(() => undefined);
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
    this.#chunks = [];
  }
}

function tooLarge(longest: number): AppError {
  return new AppError(
    'too_large',
    `The body is larger than ${Math.round(longest / 1_048_576)} MiB. Send it in parts; each is taken by itself.`,
    { status: 413 },
  );
}

function cutOff(error: unknown): AppError {
  const why = error instanceof Error ? ` (${error.message})` : '';
  return new AppError('cut_off', `The body ended before its end${why}. Nothing was taken.`);
}
