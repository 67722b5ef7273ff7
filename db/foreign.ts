/**
 * Reads from databases that are not ours: PostgreSQL, and what speaks its protocol. One read-only
 * transaction, one statement, some rows at a time, and no longer, more or elsewhere than allowed.
 */
import { lookup } from 'node:dns/promises';
import { Socket } from 'node:net';
import { checkServerIdentity, rootCertificates } from 'node:tls';

import type { Client, ClientConfig, QueryArrayResult } from 'pg';

import { isPrivateAddress } from '../lib/domain/private-address';
import type { TlsMode } from '../lib/domain/source';
import { type AllowedHost, isAllowedHost } from '../lib/domain/source-hosts';
import { type Asked, foreignFault, QUERY_PREFIX, refused } from './foreign-fault';

export interface ForeignServer extends Asked {
  readonly password: string | null;
  readonly tls: TlsMode;
  readonly certificate: string | null;
}

export interface ForeignQuery {
  readonly text: string;
  readonly values: readonly string[];
  /** In which timestamps are given. */
  readonly timeZone: string;
}

export interface ForeignLimits {
  /** Private addresses are reached on these alone. */
  readonly allowed: readonly AllowedHost[];
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

export type ForeignRow = readonly (string | null)[];
/** Called with some rows at a time, at least once; false when it has seen enough. */
export type TakeRows = (
  rows: readonly ForeignRow[],
  columns: readonly string[],
) => Promise<boolean>;

const AT_A_TIME = 1_000;
const CONNECT_MS = 10_000;
const LOOK_MS = 100;
/** What one call for rows may bring: whatever is on the way is in memory. */
const MOST_AT_A_TIME = 64 * 1_048_576;

/** Throws `AppError('source_failed')` with a sentence, or what `take` throws, or that it was aborted. */
export async function readForeign(
  server: ForeignServer,
  query: ForeignQuery,
  limits: ForeignLimits,
  take: TakeRows,
): Promise<void> {
  const addresses = await addressesOf(server, limits.allowed).catch((error: unknown) => {
    throw foreignFault(error, server, null);
  });
  const watch = new Watch(server, limits);
  try {
    const client = await connect(server, addresses, watch);
    await transfer(client, server, query, watch, take);
  } catch (error) {
    limits.signal.throwIfAborted();
    throw watch.broken ?? foreignFault(error, server, query.text);
  } finally {
    watch.end();
  }
}

/** Looked up here and connected to as checked: a name that means something else a moment later is of no use. */
async function addressesOf(
  { host, port }: ForeignServer,
  allowed: readonly AllowedHost[],
): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  const addresses = found.map(({ address }) => address);
  if (isAllowedHost(allowed, host, port) || !addresses.some(isPrivateAddress)) return addresses;
  throw refused(
    `${host} is a private address, of this machine or its neighbours. Whoever runs Throughline can allow it by name: SOURCE_HOSTS=${host.includes(':') ? `[${host}]` : host}:${port}.`,
  );
}

async function connect(
  server: ForeignServer,
  addresses: readonly string[],
  watch: Watch,
): Promise<Client> {
  const { default: pg } = await import('pg');
  let last: unknown = refused(`The name ${server.host} has no address.`);
  for (const address of addresses.slice(0, 4)) {
    watch.check();
    const client = new pg.Client(configOf(server, address, watch.socket()));
    // One that breaks later is told by the query that it breaks.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      last = error;
      watch.close();
    }
  }
  throw last;
}

/** Everything is said, so that the driver takes nothing from our environment. */
function configOf(server: ForeignServer, address: string, socket: Socket): ClientConfig {
  const { host, port, database, username, password, tls, certificate } = server;
  return {
    host: address,
    port,
    database,
    user: username,
    // A text that is empty would be replaced from the environment or a file of passwords.
    password: () => password ?? '',
    ssl:
      tls === 'disable'
        ? false
        : {
            rejectUnauthorized: tls === 'verify-full',
            checkServerIdentity: (_, presented) =>
              tls === 'verify-full' ? checkServerIdentity(host, presented) : undefined,
            ...(certificate === null ? {} : { ca: [...rootCertificates, certificate] }),
            ...(/[a-z]/i.test(host) && !host.includes(':') ? { servername: host } : {}),
          },
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'throughline',
    stream: () => socket,
    types: { getTypeParser: (oid: number) => READERS[oid] ?? asText },
  };
}

const asText = (text: string): string => text;

/** Texts as the server writes them, but for these two. */
const READERS: Readonly<Record<number, (text: string) => string>> = {
  // boolean
  16: (text) => (text === 't' ? 'true' : 'false'),
  // timestamptz: by clocks of the session's zone, which is the organisation's.
  1184: (text) => text.replace(/[+-]\d{2}(:\d{2})*$/, ''),
};

async function transfer(
  client: Client,
  server: ForeignServer,
  query: ForeignQuery,
  watch: Watch,
  take: TakeRows,
): Promise<void> {
  await client.query('begin transaction read only');
  await client.query(`set local statement_timeout = ${server.timeoutSeconds * 1_000}`);
  await client.query("set local datestyle = 'ISO, YMD'");
  await client.query(`set local time zone ${client.escapeLiteral(query.timeZone)}`);
  // The extended protocol takes one statement, and a cursor is declared for a query that reads.
  const statement = {
    text: QUERY_PREFIX + query.text,
    values: [...query.values],
    queryMode: 'extended',
  };
  await client.query(statement);
  for (;;) {
    watch.begin();
    const found: QueryArrayResult<(string | null)[]> = await client.query({
      text: `fetch forward ${AT_A_TIME} from throughline_pull`,
      rowMode: 'array',
    });
    watch.check();
    const columns = found.fields.map(({ name }) => name);
    const enough = !(await take(found.rows, columns));
    watch.check();
    if (enough || found.rows.length < AT_A_TIME) break;
  }
  await client.query('rollback');
  await client.end();
}

/** Breaks the connection when it has lasted too long, brought too much, or nobody wants it any more. */
class Watch {
  broken: Error | null = null;
  readonly #server: ForeignServer;
  readonly #limits: ForeignLimits;
  readonly #late: NodeJS.Timeout;
  readonly #look: NodeJS.Timeout;
  readonly #abort = () => this.#break(null);
  #socket: Socket | null = null;
  #before = 0;

  constructor(server: ForeignServer, limits: ForeignLimits) {
    this.#server = server;
    this.#limits = limits;
    const { timeoutSeconds } = server;
    this.#late = setTimeout(() => {
      this.#break(
        `It took longer than ${timeoutSeconds} s in all and was stopped. Ask for fewer days, or allow it more time.`,
      );
    }, timeoutSeconds * 1_000);
    this.#look = setInterval(() => this.#measure(), LOOK_MS);
    limits.signal.addEventListener('abort', this.#abort);
  }

  socket(): Socket {
    this.#socket = new Socket();
    return this.#socket;
  }

  /** Before rows are asked for. */
  begin(): void {
    this.#before = this.#socket?.bytesRead ?? 0;
  }

  check(): void {
    this.#limits.signal.throwIfAborted();
    this.#measure();
    if (this.broken !== null) throw this.broken;
  }

  close(): void {
    this.#socket?.destroy();
  }

  end(): void {
    clearTimeout(this.#late);
    clearInterval(this.#look);
    this.#limits.signal.removeEventListener('abort', this.#abort);
    this.close();
  }

  #measure(): void {
    const read = this.#socket?.bytesRead ?? 0;
    const { mostBytes } = this.#limits;
    const size = `${Math.round(mostBytes / 1_048_576)} MiB`;
    if (read > mostBytes) {
      this.#break(`The query gave more than ${size}. Ask for fewer days or fewer columns.`);
    } else if (read - this.#before > MOST_AT_A_TIME) {
      this.#break('The rows are too long for figures. Ask for the columns that are needed.');
    }
  }

  #break(why: string | null): void {
    if (why !== null) this.broken ??= refused(why);
    this.#socket?.destroy(new Error(why ?? `Stopped asking ${this.#server.host}.`));
  }
}
