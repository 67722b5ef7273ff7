/**
 * PGlite in the shape of a `pg` pool, for Kysely's PostgresDialect. PGlite is one connection:
 * whoever connects holds it until release, the others wait in line.
 */
import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

import { parsers } from './codecs';
import { copiedBy } from './copying-pool';
import { StatementClient } from './statement-client';

/** A wait this long means that code inside a transaction queried outside it, which would hang for ever. */
const LONGEST_WAIT_MS = 60_000;

export class PglitePool implements PostgresPool {
  readonly #pglite: PGlite;
  #tail: Promise<void> = Promise.resolve();
  /** Those that hold the connection or wait for it. */
  #wanting = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** How many wait for the one connection. */
  get waiting(): number {
    return Math.max(0, this.#wanting - 1);
  }

  get isIdle(): boolean {
    return this.#wanting === 0;
  }

  async connect(): Promise<PostgresPoolClient> {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    }).then(() => {
      this.#wanting -= 1;
    });
    this.#wanting += 1;
    const turn = this.#tail;
    this.#tail = turn.then(() => released);
    await within(turn, LONGEST_WAIT_MS).catch((error: unknown) => {
      release();
      throw error;
    });
    return new Connection(this.#pglite, release);
  }

  /** Between two holders of the connection, so that no transaction that is undone undoes it. */
  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const connection = await this.connect();
    try {
      const stop = await this.#pglite.listen(channel, hear);
      return () => stop();
    } finally {
      connection.release();
    }
  }

  async end(): Promise<void> {
    await this.#pglite.close();
  }
}

class Connection extends StatementClient {
  readonly #pglite: PGlite;
  readonly #release: () => void;

  constructor(pglite: PGlite, release: () => void) {
    super();
    this.#pglite = pglite;
    this.#release = release;
  }

  override release(): void {
    this.#release();
  }

  protected override async run<R>(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    // PGlite answers without ever waiting for anything, so a row of queries would keep signals, timers
    // and other requests out until its end.
    await new Promise((resolve) => setImmediate(resolve));
    const copied = copiedBy(sql, parameters);
    if (copied !== null) {
      const blob = new Blob([new Uint8Array(copied)]);
      await this.#pglite.query(sql.replace(' from stdin ', " from '/dev/blob' "), [], { blob });
      return { command: 'INSERT', rowCount: 0, rows: [] };
    }
    // Only the simple protocol takes several statements at once, and it takes no parameters.
    const result =
      parameters.length === 0
        ? (await this.#pglite.exec(sql, { parsers })).at(-1)
        : await this.#pglite.query<R>(sql, [...parameters], { parsers });
    return {
      // PGlite does not say which; Kysely needs a changing command to pass the count on.
      command: 'UPDATE',
      rowCount: result?.affectedRows ?? 0,
      rows: (result?.rows ?? []) as R[],
    };
  }
}

async function within(turn: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`waited ${ms / 1000} s for the embedded database's only connection`)),
      ms,
    );
    timer.unref();
  });
  try {
    await Promise.race([turn, late]);
  } finally {
    clearTimeout(timer);
  }
}
