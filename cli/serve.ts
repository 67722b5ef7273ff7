/** The server: one process with the database, the pages, and a local door for the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Database } from '../db/client';
import { migrate, pendingUpgrade } from '../db/migrate';
import { isAppError } from '../lib/errors';
import {
  type Config,
  database,
  isLoopback,
  now,
  readConfig,
  releaseDatabase,
} from '../lib/runtime';
import { loadDemo } from '../lib/usecases/demo';
import { openDoor } from './door';

/** A stop that takes longer is forced by whoever started us. */
const GRACE_MS = 5_000;

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
    },
  });
  const { port, host, data } = flags;
  const config = readConfig({
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { data }),
  });
  // Pages read the same configuration from the environment.
  process.env['DATA_DIR'] = config.dataDir;

  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const opened = await database(config);
  await prepareDatabase(opened, config, flags);
  stopping.signal.throwIfAborted();

  const { default: next } = await import('next');
  const app = next({ dev: flags.dev, dir: join(import.meta.dirname, '..'), hostname: config.host, port: config.port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    if (!isOwnHost(request)) {
      refuseHost(response);
      return;
    }
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  });
  await listen(server, config);
  const door = opened.kind === 'pglite' ? await openDoor(opened, config.dataDir) : null;
  announce(server, config, opened);

  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve();
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  process.stdout.write('Stopping.\n');
  await Promise.all([closeServer(server), door?.close()]);
  await app.close();
  await releaseDatabase();
}

async function prepareDatabase(
  opened: Database,
  config: Config,
  flags: { readonly empty: boolean; readonly demo: boolean },
): Promise<void> {
  const upgrade = await pendingUpgrade(opened.db);
  if (upgrade.from > 0 && upgrade.from < upgrade.to && opened.dump !== null) {
    const folder = join(config.dataDir, 'backups');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `before-schema-${upgrade.to}-${now().toISOString().slice(0, 10)}.tar.gz`);
    process.stdout.write(`Backing up to ${file} before the upgrade.\n`);
    await writeFile(file, Buffer.from(await (await opened.dump()).arrayBuffer()), { mode: 0o600 });
  }
  await migrate(opened.db);
  const wanted = flags.demo || (opened.kind === 'pglite' && upgrade.from === 0 && !flags.empty);
  if (wanted) {
    process.stdout.write('Loading the demo organisation (throughline demo remove takes it away).\n');
    await loadDemo({ db: opened.db, actor: 'demo', now });
  }
}

/** A page elsewhere could point a name of its own at this machine: only our own names are answered. */
function isOwnHost(request: IncomingMessage): boolean {
  const { host } = request.headers;
  if (host === undefined) return false;
  return isLoopback(host.replace(/:\d+$/, '').toLowerCase());
}

function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('This server answers to localhost and 127.0.0.1 only.\n');
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${config.port} on ${config.host} is in use. Stop what uses it, or choose another: npm start -- --port ${config.port + 1}`,
            )
          : error,
      );
    });
    server.listen(config.port, config.host.replace(/^\[|\]$/g, ''), resolve);
  });
}

function announce(server: Server, config: Config, opened: Database): void {
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host.replace(/^\[|\]$/g, '')}]` : config.host;
  const store = opened.kind === 'pglite' ? `embedded database in ${config.dataDir}` : 'PostgreSQL';
  process.stdout.write(
    `Throughline is ready: http://${host}:${port}\n` +
      `  ${store}; no sign-in yet, so it answers on this machine only. Ctrl-C stops it.\n`,
  );
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

main().then(
  () => process.exit(0),
  async (error: unknown) => {
    await releaseDatabase().catch(() => undefined);
    if (error instanceof DOMException && error.name === 'AbortError') process.exit(0);
    const expected = isAppError(error) || (error instanceof Error && /in use/.test(error.message));
    process.stderr.write(
      expected ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
