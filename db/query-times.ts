/** How long the database was waited for while something was done. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Beginning and end of a query, in milliseconds of `performance.now()`. */
type Span = readonly [number, number];

const current = new AsyncLocalStorage<Span[]>();

/** Notes the queries that `work` makes, until it has settled and after, as long as they belong to it. */
export function withQueryTimes<T>(work: (waited: () => number) => T): T {
  const spans: Span[] = [];
  return current.run(spans, () => work(() => covered(spans)));
}

/** To be called at the end of each query with what it took: until the last row was read. */
export function noteQuery(milliseconds: number): void {
  const end = performance.now();
  current.getStore()?.push([end - milliseconds, end]);
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
