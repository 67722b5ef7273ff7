/** Files in through the browser: a form is received piece by piece, and never held as a whole. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';

import { requestContext } from '../auth/request';
import { AppError, isAppError } from '../errors';
import { newUploadFile, removeUploadFile } from '../import/upload-files';
import { UPLOAD_REFUSALS, type UploadRefusal, uploadNewPath, uploadPath } from '../paths-upload';
import { uploadsFolder } from '../runtime';
import type { Context } from '../usecases/context';
import { addUpload, expectUpload, type ReceivedFile } from '../usecases/uploads';
import type { UploadContext } from '../usecases/uploads/at';
import { guarded, logFailure } from './api';
import { isOwnForm } from './own-form';
import { PROBLEM_TYPE, problemText } from './problem';

/** As over HTTP: a million rows of CSV have some 60 MB. */
const LONGEST = 256 * 1_048_576;
const LONGEST_PROFILE = 262_144;
/** What a form adds to its file. */
const AROUND = 2 * LONGEST_PROFILE;
const LONGEST_NAME = 200;

export function uploadContext(context: Context): UploadContext {
  return { ...context, folder: uploadsFolder() };
}

const isRefusal = (code: string): code is UploadRefusal => Object.hasOwn(UPLOAD_REFUSALS, code);

function refuse(code: UploadRefusal): AppError {
  const { status, text } = UPLOAD_REFUSALS[code];
  return new AppError(code, text, { status });
}

/**
 * Receives the form of the page where a file is chosen and leads to the file's own page: a script by
 * the address in JSON, a browser without scripts by a redirect, also back with what was wrong.
 */
export async function postUpload(request: Request, longest = LONGEST): Promise<Response> {
  const isScript = request.headers.get('accept')?.includes('application/json') === true;
  try {
    if (!isOwnForm(request)) throw refuse('elsewhere');
    const context = uploadContext(await requestContext(request.headers));
    expectUpload(context);
    const received = await receive(request, context.folder, longest);
    const path = uploadPath(await addUpload(context, received));
    return isScript ? Response.json({ path }) : seeOther(path);
  } catch (error) {
    if (!isAppError(error)) return guarded(() => Promise.reject(error));
    if (error.code === 'no_room') logFailure(error);
    if (isScript || !isRefusal(error.code) || error.code === 'elsewhere') return problemOf(error);
    return seeOther(uploadNewPath(error.code));
  }
}

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });

function problemOf({ status, code, message }: AppError): Response {
  return new Response(problemText(status, code, message), {
    status,
    headers: { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  });
}

async function receive(request: Request, folder: string, longest: number): Promise<ReceivedFile> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data *;/i.test(type)) throw refuse('not_a_form');
  if (Number(request.headers.get('content-length') ?? 0) > longest + AROUND)
    throw refuse('too_large');
  const form = new Form(folder);
  try {
    const parser = parserOf(type, longest);
    parser.on('error', () => undefined);
    parser.on('file', (field, stream, name) => form.take(field, stream, name));
    await pipeline(Readable.from(piecesOf(request)), parser, { signal: form.failed });
    return await form.received();
  } catch (error) {
    await form.discard();
    const reason: unknown = form.failed.aborted ? form.failed.reason : error;
    throw isAppError(reason) ? reason : refuse('cut_off');
  }
}

function parserOf(type: string, fileSize: number): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { fileSize, files: 2, fields: 8, fieldSize: 1_000, parts: 10 },
    });
  } catch {
    throw refuse('not_a_form');
  }
}

async function* piecesOf({ body }: Request): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return;
    yield piece.value;
  }
}

/** The parts of the form: the file goes to the disk, a profile beside it is small. */
class Form {
  readonly #folder: string;
  readonly #failure = new AbortController();
  readonly #parts: BusboyFileStream[] = [];
  #file: Promise<Omit<ReceivedFile, 'profile'>> | null = null;
  #profile: Promise<string | null> = Promise.resolve(null);
  /** On disk, whole or not. */
  #name: string | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get failed(): AbortSignal {
    return this.#failure.signal;
  }

  take(field: string, stream: BusboyFileStream, name: string | undefined): void {
    // A part that is cut off says so itself and through the whole, and only one of them is waited for.
    stream.on('error', () => undefined);
    this.#parts.push(stream);
    if (field === 'profile') this.#profile = this.#noticed(textOf(stream));
    else if (field === 'file' && this.#file === null)
      this.#file = this.#noticed(this.#save(stream, name ?? ''));
    else stream.resume();
  }

  async received(): Promise<ReceivedFile> {
    const file = await this.#file;
    const profile = await this.#profile;
    if (file === null || (file.size === 0 && file.name === '')) throw refuse('no_file');
    if (file.size === 0) throw refuse('empty_file');
    return { ...file, name: file.name === '' ? 'file' : file.name, profile };
  }

  async discard(): Promise<void> {
    for (const part of this.#parts) part.destroy(new Error('the form ended'));
    await this.#file?.catch(() => undefined);
    if (this.#name !== null) await removeUploadFile(this.#folder, this.#name);
  }

  /** Nobody may wait for a part that fails while the next one arrives. */
  #noticed<T>(part: Promise<T>): Promise<T> {
    part.catch((error: unknown) => this.#failure.abort(error));
    return part;
  }

  async #save(stream: BusboyFileStream, name: string) {
    const { file, handle } = await newUploadFile(this.#folder);
    this.#name = file;
    let size = 0;
    try {
      for await (const piece of stream) {
        const bytes: Buffer = piece;
        await handle.write(bytes);
        size += bytes.length;
      }
      if (stream.truncated) throw refuse('too_large');
      await handle.sync();
    } catch (error) {
      throw isAppError(error) || !isFull(error) ? error : refuse('no_room');
    } finally {
      await handle.close();
    }
    return { file, size, name: plainName(name) };
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(ENOSPC|EDQUOT|EIO|EROFS)$/.test(String(error.code));

/** Without folders and control characters, as the last part of what a browser says. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replaceAll(/\p{C}/gu, '').trim().slice(-LONGEST_NAME);
}

async function textOf(stream: BusboyFileStream): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    const bytes: Buffer = piece;
    size += bytes.length;
    if (size > LONGEST_PROFILE) throw refuse('long_profile');
    pieces.push(bytes);
  }
  const text = Buffer.concat(pieces).toString('utf8').replaceAll('\0', '\ufffd');
  return text.trim() === '' ? null : text;
}
