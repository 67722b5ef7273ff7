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
import { drawFirst } from '../lib/http/drawn-first';
import { answerEmbed, answerHotEmbed, endEmbeds } from '../lib/http/embed/front';
import { prepareFonts } from '../lib/http/embed/png';
import {
  ALWAYS_SECURE,
  cleanHeaders,
  guardAnswer,
  isOwnChange,
  isOwnHost,
  isReadable,
} from '../lib/http/front';
import { answerRefusedMethod } from '../lib/http/methods';
import { observeRequest } from '../lib/http/metrics';
import { withStatus } from '../lib/http/status';
import { startUploadRunner } from '../lib/http/upload-runner';
import { awaitAnswer } from '../lib/http/way';
import { welcomePath } from '../lib/paths-people';
import {
  type Config,
  database,
  holdOrigin,
  isLocal,
  now,
  ownOrigin,
  readConfig,
  releaseDatabase,
} from '../lib/runtime';
import { contextOf, operator } from '../lib/usecases/context';
import { loadDemo } from '../lib/usecases/demo';
import { firstLink } from '../lib/usecases/links';
import { whoIs } from '../lib/usecases/sign-on';
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
  process.env['HOST'] = config.host;
  process.env['PORT'] = String(config.port);

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
  const secure = config.publicUrl?.startsWith('https://') === true ? ALWAYS_SECURE : [];
  const server = createServer((request, response) => {
    if (isOwnHost(request, config) && answerHotEmbed(request, response, secure)) return;
    guardAnswer(request, response, config, flags.dev);
    if (!isOwnHost(request, config)) {
      const names = config.publicUrl ?? 'localhost and 127.0.0.1 only';
      answer(response, 421, `This server answers to ${names}.\n`);
      return;
    }
    if (!isReadable(request.url)) {
      answer(response, 400, 'This address cannot be read.\n');
      return;
    }
    observeRequest(request, response);
    // With the embedded database they wait for the work itself, which has its only connection.
    if (opened.kind === 'postgres') awaitAnswer(request, response);
    cleanHeaders(request, config);
    if (answerEmbed(request, response, handle)) return;
    const work = () => {
      if (answerRefusedMethod(request, response)) return;
      if (isOwnChange(request, config)) handle(request, response);
      else {
        answer(response, 403, 'This was sent from a page that is not ours. Nothing was changed.\n');
      }
    };
    if (config.logLevel === 'debug') logged(request, response, work);
    else work();
  });
  await listen(server, config);
  prepareFonts(ROOT, config.dataDir);
  const { port } = server.address() as AddressInfo;
  holdOrigin(config.publicUrl ?? `http://${hostIn(config)}:${port}`);
  // When an action leads on, Next asks itself for the page: here, and not by the public way around.
  process.env['__NEXT_PRIVATE_ORIGIN'] = `http://${hostIn(config)}:${port}`;
  // While the database is waited for, the pages are read from the disk.
  const [app] = await Promise.all([
    preparePages(config, flags),
    prepareDatabase(opened, config, flags),
  ]);

  const handleByNext = app.getRequestHandler();
  handle = (request, response) =>
    withStatus(request, response, () => {
      if (!flags.dev) drawFirst(request, response);
      handleByNext(request, response).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        response.destroy();
      });
    });
  const door = opened.kind === 'pglite' ? await openDoor(opened, config.dataDir) : null;
  const uploads = await startUploadRunner();
  const background = startBackground(opened, config);
  await announce(config, opened);
  if (opened.kind === 'pglite' && door === null) {
    process.stdout.write(
      '  Its path is too long for a socket: the command line cannot be used while it runs.\n',
    );
  }
  return {
    stop: async () => {
      await Promise.all([closeServer(server), door?.close(), background.stop(), uploads.stop()]);
      await endEmbeds();
      await app.close();
    },
  };
}

async function preparePages({ host, port }: Config, { dev }: Flags) {
  const { default: next } = await import('next');
  const app = next({ dev, dir: ROOT, hostname: host, port });
  await app.prepare();
  return app;
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
    await loadDemo(contextOf(opened.db, operator('server'), now)).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'demo_there') throw error;
      process.stdout.write('It is there already.\n');
    });
  }
  if (isNoted) await rm(note, { force: true });
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

/** As it stands in an address. */
function hostIn({ host }: Config): string {
  return host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host;
}

async function announce(config: Config, opened: Database): Promise<void> {
  const origin = ownOrigin(config);
  const store = opened.kind === 'pglite' ? `embedded database in ${config.dataDir}` : 'PostgreSQL';
  const context = contextOf(opened.db, operator('server'), now);
  const { standing } = await whoIs(context, null, isLocal(config));
  const token = standing.isUnclaimed ? await firstLink(context) : null;
  const welcome = token === null ? '' : `    ${origin}${welcomePath(token)}\n`;
  const about = standing.isOpenDemo
    ? '  It shows the demo to whoever sits at this machine. To have it to yourself, become its administrator:\n'
    : '  Nobody has an account yet. Become the administrator with this link; it works once, for a day:\n';
  process.stdout.write(
    `Throughline is ready: ${origin}\n` +
      (welcome === '' ? '' : about + welcome) +
      `  ${store}. Ctrl-C stops it.\n`,
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
