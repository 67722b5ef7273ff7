/** Which methods an address of the API takes; others are refused before a page is looked for. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { API, READS, WRITES } from './operations';
import { PROBLEM_TYPE, problemText } from './problem';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What the address allows, when it is one of the API's and the method is none of those; else null.
 *
 * @example refusedMethod('DELETE', '/api/v1/kpis') // 'GET, HEAD, OPTIONS'
 */
export function refusedMethod(method: string, pathname: string): string | null {
  const found = PATHS.filter(({ path }) => path.test(pathname)).flatMap(({ methods }) => methods);
  if (found.length === 0 || found.includes(method)) return null;
  return [...new Set([...found, 'OPTIONS'])].join(', ');
}

const pattern = (path: string) => new RegExp(`^${API}${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`);

const PATHS: readonly { readonly path: RegExp; readonly methods: readonly string[] }[] = [
  { path: /^\/api\/openapi\.json$/, methods: READING },
  ...READS.map(({ path }) => ({ path: pattern(path), methods: READING })),
  ...WRITES.map(({ path, method }) => ({ path: pattern(path), methods: [method.toUpperCase()] })),
];

/** Answers 405 where the method is refused; false where the request is to be answered by others. */
export function answerRefusedMethod(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = 'GET', url = '/' } = request;
  const [pathname = '/'] = url.split('?', 1);
  const allowed = refusedMethod(method, pathname);
  if (allowed === null) return false;
  const text = problemText(
    405,
    'method_not_allowed',
    `${method} is not possible here; this address takes ${allowed.replace(/, (\w+)$/, ' and $1')}.`,
  );
  response.writeHead(405, {
    allow: allowed,
    'content-type': PROBLEM_TYPE,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
  return true;
}
