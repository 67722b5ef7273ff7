/** How long the database was waited for while something was done. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Beginning and end of a query, in milliseconds of the clock. */
type Span = readonly [number, number];

const current = new AsyncLocalStorage<{ readonly clock: () => number; readonly spans: Span[] }>();

/**
 * Does the work and notes the queries that belong to it; `waited` says how long they took so far. The
 * clock gives milliseconds and never runs backwards.
 */
export function withQueryTimes<T>(clock: () => number, work: (waited: () => number) => T): T {
  const spans: Span[] = [];
  return current.run({ clock, spans }, () => work(() => covered(spans)));
}

/** To be called at the end of each query with what it took: until the last row was read. */
export function noteQuery(milliseconds: number): void {
  const noting = current.getStore();
  if (noting === undefined) return;
  const end = noting.clock();
  noting.spans.push([end - milliseconds, end]);
}

/** Queries that run at the same time are waited for once. */
function covered(spans: readonly Span[]): number {
  let all = 0;
  let until = 0;
  for (const [begin, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    all += Math.max(0, end - Math.max(begin, until));
    until = Math.max(until, end);
  }
  return all;
}
