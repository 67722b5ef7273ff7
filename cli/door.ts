/**
 * The embedded database belongs to one process. While the server holds it, a verb of the command
 * line runs inside the server: asked for over a socket in the data directory, which only its owner
 * may open, and answered with what it prints, line by line.
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from '../db/client';
import { AppError } from '../lib/errors';
import { runVerb } from './run';
import type { ExitCode, Terminal } from './verb';

interface Asked {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly actor: string;
}

type Told = { readonly out: string } | { readonly err: string } | { readonly exit: ExitCode };

/** Paths of sockets are short; macOS takes the least. */
const LONGEST_PATH = 103;

function socketPath(dataDir: string): string {
  const path = join(dataDir, 'server.sock');
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : relative(process.cwd(), path);
}

export interface Door {
  close(): Promise<void>;
}

/** How long commands may take to stop when the server does. */
const GRACE_MS = 3_000;

/** Null when the directory's path is too long for a socket. */
export async function openDoor(opened: Database, dataDir: string): Promise<Door | null> {
  const path = socketPath(dataDir);
  if (Buffer.byteLength(path) > LONGEST_PATH) return null;
  await rm(path, { force: true });
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  const server = createServer((asking, answer) => {
    const gone = new AbortController();
    answer.on('close', () => gone.abort());
    const tell = (told: Told) => answer.write(`${JSON.stringify(told)}\n`);
    const serve = async () => {
      const { argv, cwd, actor } = parseAsked(await readAll(asking));
      const terminal: Terminal = {
        cwd,
        out: (text) => tell({ out: text }),
        err: (text) => tell({ err: text }),
        signal: AbortSignal.any([gone.signal, stopping.signal]),
      };
      return runVerb(argv, terminal, async (work) => work(opened), actor);
    };
    const work = serve()
      .catch((error: unknown): ExitCode => {
        tell({ err: `${error instanceof Error ? error.message : String(error)}\n` });
        return 1;
      })
      .then(
        (exit) => {
          tell({ exit });
          answer.end();
        },
        () => {
          answer.destroy();
        },
      )
      .finally(() => working.delete(work));
    working.add(work);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Nobody else may come in between the making of the socket and the change of its mode.
    const before = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(before);
  });
  await chmod(path, 0o600);
  return {
    close: async () => {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([Promise.all(working), sleep(GRACE_MS)]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Asks the server to run the verb; null when nobody answers at the socket. */
export function askServer(
  dataDir: string,
  asked: Asked,
  terminal: Terminal,
): Promise<ExitCode | null> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath: socketPath(dataDir), method: 'POST', path: '/' });
    let exit: ExitCode | undefined;
    const end = () => {
      if (exit !== undefined) resolve(exit);
      else reject(terminal.signal.aborted ? stopped() : serverGone());
    };
    asking.on('error', (error: NodeJS.ErrnoException) => {
      if (NOBODY_THERE.includes(error.code ?? '')) resolve(null);
      else end();
    });
    asking.on('response', (answer) => {
      let rest = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const told = JSON.parse(line) as Told;
          if ('out' in told) terminal.out(told.out);
          else if ('err' in told) terminal.err(told.err);
          else exit = told.exit;
        }
      });
      // What an error has to say is that there is no more; the end says that as well.
      answer.on('error', () => undefined);
      answer.on('close', end);
    });
    terminal.signal.addEventListener('abort', () => asking.destroy(), { once: true });
    asking.end(JSON.stringify(asked));
  });
}

/** No socket, nobody behind it, not allowed to reach it, or a path that no socket can have. */
const NOBODY_THERE = ['ENOENT', 'ECONNREFUSED', 'EACCES', 'EINVAL', 'ENAMETOOLONG'];

function stopped(): AppError {
  return new AppError('stopped', 'Stopped. The server undoes what was not finished.');
}

function serverGone(): AppError {
  return new AppError(
    'server_gone',
    'The server ended before it answered. What it was writing is in completely or not at all: run the command again to be sure.',
  );
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseAsked(text: string): Asked {
  const read: unknown = JSON.parse(text);
  if (
    typeof read === 'object' &&
    read !== null &&
    'argv' in read &&
    Array.isArray(read.argv) &&
    read.argv.every((arg) => typeof arg === 'string') &&
    'cwd' in read &&
    typeof read.cwd === 'string' &&
    'actor' in read &&
    typeof read.actor === 'string'
  ) {
    return { argv: read.argv, cwd: read.cwd, actor: read.actor };
  }
  throw new Error('the request at the local socket is not one of ours');
}
