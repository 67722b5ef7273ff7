/** The one wrapper around every API route: answers, entity tags, and problems by RFC 9457. */
import { createHash, randomUUID } from 'node:crypto';

import { isAppError } from '../errors';
import { database, now } from '../runtime';
import type { Context } from '../usecases/context';

/** Context of a request: until sign-on, whoever reaches the server is its operator. */
export async function requestContext(): Promise<Context> {
  const { db } = await database();
  return { db, actor: 'local', now };
}

/**
 * A route that answers with JSON and says as of when. The entity tag covers all but that moment, so
 * it is weak: the same figures later are the same answer. An `AppError` becomes
 * `application/problem+json`; anything else is logged whole under a request id and answered with
 * that id alone.
 */
export async function answerJson(
  request: Request,
  work: (parameters: URLSearchParams) => Promise<{ readonly asOf: string; readonly body: object }>,
): Promise<Response> {
  try {
    const { asOf, body } = await work(new URL(request.url).searchParams);
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    const etag = `W/"${hash.slice(0, 27)}"`;
    const headers = { etag, 'cache-control': 'private, no-cache' };
    if (isKnown(request, etag)) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(JSON.stringify({ asOf, ...body }), {
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    });
  } catch (error) {
    return problem(error);
  }
}

/** `If-None-Match` compares weakly, and an asterisk is any answer at all (RFC 9110, 13.1.2). */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return known.some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag));
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

/** An error as `application/problem+json`; what nobody expected is logged under a request id. */
export function problem(error: unknown): Response {
  if (isAppError(error)) {
    return problemResponse(error.status, error.code, error.message);
  }
  const id = randomUUID();
  process.stderr.write(`request ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
  return problemResponse(500, 'internal', `Something went wrong here; the log has it as ${id}.`);
}

function problemResponse(status: number, code: string, detail: string): Response {
  return new Response(
    JSON.stringify({ type: `urn:throughline:${code}`, title: code, status, detail }),
    {
      status,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'no-store',
      },
    },
  );
}
