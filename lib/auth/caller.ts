/** What the server program says of a request to the pages behind it, by headers that nobody else can set. */
import type { Caller } from '../domain/person';

/** Taken away from what comes in, then set: see `lib/http/front`. */
export const OWN_HEADERS = {
  /** Of the socket. */
  address: 'x-throughline-address',
  /** Path and query, as asked for. */
  path: 'x-throughline-path',
} as const;

export function callerOf(headers: Headers): Caller {
  return {
    address: headers.get(OWN_HEADERS.address) ?? 'unknown',
    agent: headers.get('user-agent'),
  };
}
