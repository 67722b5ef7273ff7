/** The server: one process with the database, the pages, and a local door for the command line. */
import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { Database } from '../db/client';
import { migrate, pendingUpgrade } from '../db/migrate';
import { AppError, isAppError } from '../lib/errors';
import { answerEmbed, endEmbeds } from '../lib/http/embed/front';
import { prepareFonts } from '../lib/http/embed/png';
import { answerRefusedMethod } from '../lib/http/methods';
import { observeRequest } from '../lib/http/metrics';
import { withStatus } from '../lib/http/status';
import {
  type Config,
  database,
  isLoopback,
  now,
  readConfig,
  releaseDatabase,
} from '../lib/runtime';
import { loadDemo } from '../lib/usecases/demo';
import { startBackground } from './background';
import { openDoor } from './door';
import { logged } from './request-log';

const ROOT = join(import.meta.dirname, '..');
/** Connections that are still busy are closed after this time. */
const GRACE_MS = 4_000;
/**
 * The database is not waited for longer; what it was writing is undone when it is next opened.
 * Together with the time for connections well below the 9 seconds after which npm start ends us.
 */
const CLOSE_MS = 2_000;

type Flags = ReturnType<typeof readFlags>;

interface Running {
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  // Who read what we say may be gone. That is no reason to stop, and to complain of it where nobody
  // reads would fail again, for ever.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const flags = readFlags();
  const { port, host, data } = flags;
  const config = readConfig({
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { data }),
  });
  // Pages read the same configuration from the environment.
  process.env['DATA_DIR'] = config.dataDir;

  const asked = new Promise<null>((resolve) => {
    process.on('SIGTERM', () => resolve(null));
    process.on('SIGINT', () => resolve(null));
  });
  // Asked to stop while starting, we leave at once: nothing of a start is kept half.
  const running = await Promise.race([start(config, flags), asked]);
  if (running !== null) await asked;
  process.stdout.write('Stopping.\n');
  await running?.stop();
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new AppError(
      'wrong_usage',
      `${why}. The flags are --port N, --host H, --data DIR, --empty and --demo.`,
    );
  }
}

async function start(config: Config, flags: Flags): Promise<Running> {
  if (!flags.dev && !existsSync(join(ROOT, '.next', 'BUILD_ID'))) {
    throw new AppError('not_built', 'The pages are not built: npm start builds and serves them.');
  }
  const opened = await database(config);
  // The port is taken before the work begins that may take a minute.
  let handle: RequestHandler = ({ url }, response) =>
    url === '/healthz' ? answer(response, 200, 'ok\n') : answer(response, 503, 'Starting.\n');
  const server = createServer((request, response) => {
    if (!isOwnHost(request)) {
      answer(response, 421, 'This server answers to localhost and 127.0.0.1 only.\n');
      return;
    }
    if (!isReadable(request.url)) {
      answer(response, 400, 'This address cannot be read.\n');
      return;
    }
    observeRequest(request, response);
    if (answerEmbed(request, response, handle)) return;
    const work = () => {
      if (!answerRefusedMethod(request, response)) handle(request, response);
    };
    if (config.logLevel === 'debug') logged(request, response, work);
    else work();
  });
  await listen(server, config);
  prepareFonts(ROOT, config.dataDir);
  await prepareDatabase(opened, config, flags);

  const { default: next } = await import('next');
  const app = next({
    dev: flags.dev,
    dir: ROOT,
    hostname: config.host,
    port: config.port,
  });
  await app.prepare();
  const handleByNext = app.getRequestHandler();
  handle = (request, response) =>
    withStatus(request, response, () => {
      handleByNext(request, response).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        response.destroy();
      });
    });
  // Links that are given out begin with the address that was got.
  process.env['PORT'] = String((server.address() as AddressInfo).port);
  process.env['HOST'] = config.host;
  const door = opened.kind === 'pglite' ? await openDoor(opened, config.dataDir) : null;
  announce(server, config, opened);
  const background = startBackground(opened, config);
  if (opened.kind === 'pglite' && door === null) {
    process.stdout.write(
      '  Its path is too long for a socket: the command line cannot be used while it runs.\n',
    );
  }
  return {
    stop: async () => {
      await Promise.all([closeServer(server), door?.close(), background.stop()]);
      await endEmbeds();
      await app.close();
    },
  };
}

async function prepareDatabase(opened: Database, config: Config, flags: Flags): Promise<void> {
  const upgrade = await pendingUpgrade(opened.db);
  if (upgrade.from > 0 && upgrade.from < upgrade.to && opened.dump !== null) {
    const folder = join(config.dataDir, 'backups');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(
      folder,
      `before-schema-${upgrade.to}-${now().toISOString().slice(0, 10)}.tar.gz`,
    );
    process.stdout.write(`Backing up to ${file} before the upgrade.\n`);
    await writeFile(file, Buffer.from(await (await opened.dump()).arrayBuffer()), { mode: 0o600 });
  }
  const isNew = opened.kind === 'pglite' && upgrade.from === 0;
  // Noted, because we may be ended between the two steps.
  const note = join(config.dataDir, 'demo-wanted');
  if (isNew && !flags.empty) await writeFile(note, '', { mode: 0o600 });
  await migrate(opened.db);
  const isNoted = opened.kind === 'pglite' && (await stat(note).catch(() => null)) !== null;
  if (flags.demo || (isNoted && !flags.empty)) {
    process.stdout.write(
      'Loading the demo organisation (throughline demo remove takes it away).\n',
    );
    await loadDemo({ db: opened.db, actor: 'demo', now }).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'demo_there') throw error;
      process.stdout.write('It is there already.\n');
    });
  }
  if (isNoted) await rm(note, { force: true });
}

/** A page elsewhere could point a name of its own at this machine: only our own names are answered. */
function isOwnHost(request: IncomingMessage): boolean {
  const { host } = request.headers;
  if (host === undefined) return false;
  return isLoopback(host.replace(/:\d+$/, '').toLowerCase());
}

/** Half an escape sequence names nothing. */
function isReadable(url = '/'): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new AppError(
          'cannot_listen',
          error.code === 'EADDRINUSE'
            ? `Port ${port} on ${host} is in use. Stop what uses it, or choose another: npm start -- --port ${port + 1}`
            : `Port ${port} on ${host} cannot be listened to: ${error.message}. Choose another with --port or --host.`,
        ),
      );
    });
    server.listen(port, host.replace(/^\[|\]$/g, ''), resolve);
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

async function leave(code: number): Promise<never> {
  await Promise.race([releaseDatabase().catch(() => undefined), sleep(CLOSE_MS)]);
  process.exit(code);
}

main().then(
  () => leave(0),
  (error: unknown) => {
    const isExpected = isAppError(error);
    const unexpected = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${isExpected ? error.message : unexpected}\n`);
    return leave(isExpected && error.code === 'wrong_usage' ? 2 : 1);
  },
);
