/**
 * A pool of `pg` that also takes `copy … from stdin (format binary)`, with the bytes as its one parameter:
 * the fastest way in that the server has, and one that neither the driver nor Kysely knows.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Connection, Pool, PoolClient, Submittable } from 'pg';

import { StatementClient } from './statement-client';

const COPIES = / from stdin \(format binary\)$/;

/** The bytes to copy; null where the statement is another. */
export function copiedBy(text: string, parameters: readonly unknown[]): Buffer | null {
  const [bytes] = parameters;
  return COPIES.test(text) && bytes instanceof Buffer ? bytes : null;
}

/** Of the protocol: data to be copied, and its end. */
const DATA = 'd';
const DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/** What the driver calls while one statement of ours is under way. */
class CopyIn implements Submittable {
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #bytes: Buffer;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(text: string, bytes: Buffer) {
    this.#text = text;
    this.#bytes = bytes;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse({ stream }: Connection): void {
    const head = Buffer.alloc(5, DATA);
    head.writeInt32BE(this.#bytes.length + 4, 1);
    stream.cork();
    stream.write(head);
    stream.write(this.#bytes);
    stream.write(DONE);
    stream.uncork();
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleCommandComplete(): void {
    // How many were copied is known to those who asked.
  }
}

/** Commands of which Kysely passes on how many rows they changed. */
const CHANGES = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'] as const;

export class CopyingPool implements PostgresPool {
  readonly #pool: Pool;
  /** Kysely knows a connection by its client, so each has one of ours for as long as it lives. */
  readonly #clients = new WeakMap<PoolClient, CopyingClient>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client) ?? new CopyingClient(client);
    this.#clients.set(client, known);
    return known;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class CopyingClient extends StatementClient {
  readonly #client: PoolClient;

  constructor(client: PoolClient) {
    super();
    this.#client = client;
  }

  protected override async run<R>(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    const bytes = copiedBy(sql, parameters);
    if (bytes !== null) {
      await this.#client.query(new CopyIn(sql, bytes)).done;
      return { command: 'INSERT', rowCount: 0, rows: [] };
    }
    const { command, rowCount, rows } = await this.#client.query(sql, [...parameters]);
    return {
      command: CHANGES.find((change) => change === command) ?? 'SELECT',
      rowCount: rowCount ?? 0,
      rows,
    };
  }

  override release(): void {
    this.#client.release();
  }
}
