/** For those who look for what is slow: a line a request, and the time spent in the database. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { withQueryTimes } from '../db/query-times';

/**
 * Answers by `work`, writes `GET /kpis 200 31 ms, SQL 4 ms` when it is done, and says the second time
 * in the answer too (`Server-Timing`). The line is without the query: what a reader looks at is
 * nobody's business but theirs.
 */
export function logged(request: IncomingMessage, response: ServerResponse, work: () => void): void {
  const began = performance.now();
  withQueryTimes((waited) => {
    response.writeHead = new Proxy(response.writeHead, {
      apply: (writeHead, self, head: unknown[]) => {
        if (!response.headersSent) {
          response.setHeader('server-timing', `sql;dur=${waited().toFixed(1)}`);
        }
        return Reflect.apply(writeHead, self, head);
      },
    });
    response.on('close', () => {
      const { method, url = '' } = request;
      const [all, sql] = [performance.now() - began, waited()].map(Math.round);
      process.stdout.write(
        `${method} ${url.split('?', 1)[0]} ${response.statusCode} ${all} ms, SQL ${sql} ms\n`,
      );
    });
    work();
  });
}
