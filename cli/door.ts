/**
 * The embedded database belongs to one process. While the server holds it, a verb of the command
 * line runs inside the server: asked for over a socket in the data directory, which only its owner
 * may open, and answered with what it prints, line by line.
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';

import type { Database } from '../db/client';
import { runVerb } from './run';
import type { ExitCode, Terminal } from './verb';

interface Asked {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly actor: string;
}

type Told = { readonly out: string } | { readonly err: string } | { readonly exit: ExitCode };

function socketPath(dataDir: string): string {
  return join(dataDir, 'server.sock');
}

export interface Door {
  close(): Promise<void>;
}

export async function openDoor(opened: Database, dataDir: string): Promise<Door> {
  const path = socketPath(dataDir);
  await rm(path, { force: true });
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
        signal: gone.signal,
      };
      return runVerb(argv, terminal, async (work) => work(opened), actor);
    };
    serve()
      .catch((error: unknown): ExitCode => {
        tell({ err: `${error instanceof Error ? error.message : String(error)}\n` });
        return 1;
      })
      .then((exit) => {
        tell({ exit });
        answer.end();
      })
      .catch(() => answer.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
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
    asking.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    asking.on('response', (answer) => {
      let rest = '';
      let exit: ExitCode | undefined;
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
      answer.on('error', reject);
      answer.on('close', () => {
        if (exit === undefined) reject(new Error('The server ended before the work was done; nothing was written.'));
        else resolve(exit);
      });
    });
    terminal.signal.addEventListener('abort', () => asking.destroy(), { once: true });
    asking.end(JSON.stringify(asked));
  });
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
