/** The one wrapper around every API route: answers, entity tags, and problems by RFC 9457. */
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';

import { type AppError, isAppError } from '../errors';
import type { Context } from '../usecases/context';
import { requestAccess } from './access';
import { PROBLEM_TYPE, problemText } from './problem';
import { checkQuery } from './query';
import type { Read } from './schema';

interface Answered<Body extends object = object> {
  /** RFC 3339: what was known then. */
  readonly asOf: string;
  readonly body: Body;
}

/** The address asked for has another name now. */
interface Moved {
  readonly movedTo: string;
}

/** Nothing of an answer is changed on its way out. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** What a read answers with, besides as of when. */
type BodyOf<Answer extends z.ZodType> = Frozen<Omit<z.output<Answer>, 'asOf'>>;

/**
 * Answers a read as it is described: its query is checked by the schema that is published, and the
 * answer has the type of the schema that is published. Parameters that it does not know are left alone.
 */
export function answerRead<Query extends z.ZodObject, Answer extends z.ZodType>(
  request: Request,
  { query }: Pick<Read<Query, Answer>, 'query' | 'answer'>,
  work: (context: Context, query: z.output<Query>) => Promise<Answered<BodyOf<Answer>> | Moved>,
): Promise<Response> {
  return guarded(async () => {
    const asked = checkQuery(query, new URL(request.url).searchParams);
    const { context } = await requestAccess(request, 'read');
    const answered = await work(context, asked);
    return 'movedTo' in answered ? moved(answered.movedTo) : json(request, answered);
  });
}

/** A read that answers with a file of its own media type; as of when stands in a header alone. */
export function answerFile<Query extends z.ZodObject>(
  request: Request,
  { query }: { readonly query: Query },
  work: (
    context: Context,
    query: z.output<Query>,
  ) => Promise<{ readonly asOf: string; readonly type: string; readonly text: string }>,
): Promise<Response> {
  return guarded(async () => {
    const asked = checkQuery(query, new URL(request.url).searchParams);
    const { context } = await requestAccess(request, 'read');
    const file = await work(context, asked);
    return tagged(request, { ...file, hashed: file.text });
  });
}

/**
 * JSON that says as of when. The entity tag covers all but that moment, so it is weak: the same
 * figures later are the same answer.
 */
function json(request: Request, { asOf, body }: Answered): Response {
  return tagged(request, {
    asOf,
    type: 'application/json; charset=utf-8',
    hashed: JSON.stringify(body),
    text: JSON.stringify({ asOf, ...body }),
  });
}

function tagged(
  request: Request,
  answer: {
    readonly asOf: string;
    readonly type: string;
    readonly hashed: string;
    readonly text: string;
  },
): Response {
  const etag = etagOf(answer.hashed);
  const headers = { etag, 'cache-control': 'private, no-cache', 'as-of': answer.asOf };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(answer.text, { headers: { ...headers, 'content-type': answer.type } });
}

/** The tag of an answer by all of it that counts. */
export function etagOf(hashed: string): string {
  const hash = createHash('sha256').update(hashed).digest('base64url');
  return `W/"${hash.slice(0, 27)}"`;
}

/** `If-None-Match` compares weakly, and an asterisk is any answer at all (RFC 9110, 13.1.2). */
function isKnown(request: Request, etag: string): boolean {
  return isNamed(request.headers.get('if-none-match'), etag);
}

/** Whether a header such as `If-None-Match` names the tag, weak or strong; an asterisk names all. */
export function isNamed(header: string | null, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return (header?.split(',') ?? []).some(
    (tag) => tag.trim() === '*' || opaque(tag) === opaque(etag),
  );
}

/** The named parameters that are there; others are left alone. */
export function pick<Name extends string>(
  parameters: URLSearchParams,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const picked: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = parameters.get(name);
    if (value !== null) picked[name] = value;
  }
  return picked;
}

function moved(to: string): Response {
  return new Response(null, {
    status: 308,
    headers: { location: to, 'cache-control': 'no-store' },
  });
}

/**
 * What goes wrong in `work` as `application/problem+json`: an `AppError` with its sentence; anything
 * else is logged whole under a request id and answered with that id alone.
 */
export async function guarded(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) {
      return problem(error.status, error.code, error.message, headersOf(error));
    }
    const id = logFailure(error);
    return problem(500, 'internal', `Something went wrong here; the log has it as ${id}.`);
  }
}

/** Writes a fault of ours to the log, whole; the number under which it stands there. */
export function logFailure(error: unknown): string {
  const id = randomUUID();
  process.stderr.write(`request ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
  return id;
}

/** What a refusal tells programs beside its words. */
function headersOf({ status, details }: AppError): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="throughline"' };
  const wait =
    typeof details === 'object' && details !== null && 'retryAfter' in details
      ? details.retryAfter
      : undefined;
  return wait === undefined ? {} : { 'retry-after': String(wait) };
}

function problem(
  status: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(problemText(status, code, detail), {
    status,
    headers: { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store', ...headers },
  });
}
