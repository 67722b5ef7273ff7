/** A client as Kysely wants one, of what runs statements and has no cursors. */
import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';

export abstract class StatementClient implements PostgresPoolClient {
  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new TypeError('there are no cursors here');
    return this.run(sql, parameters);
  }

  abstract release(): void;

  protected abstract run<R>(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>>;
}
