/** Servers as `npm start` starts them, and what they answer over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { startProgram } from '../support/program';
import {
  type Environment,
  isBuildFresh,
  ROOT,
  runThroughline,
  serve,
} from '../support/throughline';
import { atEnd } from './endings';

export interface BenchServer {
  readonly url: string;
  /** Milliseconds from the start of the process to the end of its first page; null of the empty app. */
  readonly firstPage: number | null;
  /** MiB, after the first page. */
  readonly idle: number | null;
}

export interface RunningProduct extends BenchServer {
  readonly pid: number;
}

export interface Answer {
  /** Milliseconds from the request to the last byte. */
  readonly all: number;
  /** Of them those in which the server waited for the database. */
  readonly sql: number;
  readonly kilobytes: number;
  readonly compressed: number;
}

const PAUSE_MS = 3_000;

/** Builds the product's pages and the empty app, where that is due. */
export async function build(say: (text: string) => void): Promise<void> {
  if (!isBuildFresh()) {
    say('Building the pages.');
    await run(join(ROOT, 'bin', 'build.mjs'), []);
  }
  say('Building an empty Next app to compare with.');
  await run(NEXT, ['build', EMPTY_APP]);
}

const NEXT = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');
const EMPTY_APP = join(ROOT, 'tests', 'bench', 'empty');

async function run(program: string, args: readonly string[]): Promise<void> {
  const { child, ended, said } = startProgram(program, { cwd: ROOT, args });
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const { code } = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}.\n${said()}`);
}

/** Starts the product on a database, and reads its first page. */
export async function startProduct(env: Environment): Promise<RunningProduct> {
  // On a database that waits for its server, so that making the key is no part of the start.
  const before = env['DATABASE_URL'] === undefined ? null : await makeKey(env);
  const began = performance.now();
  const { url, pid, run: server } = await serve({ ...env, LOG_LEVEL: 'debug' });
  const key = before ?? (await makeKey(env));
  CREDENTIALS.set(new URL(url).origin, { authorization: `Bearer ${key}` });
  atEnd(async () => {
    server.child.kill('SIGTERM');
    await server.ended;
  });
  await ask(new URL('/', url));
  const firstPage = performance.now() - began;
  await sleep(PAUSE_MS);
  return { url, pid, firstPage, idle: memoryMib(pid, 'VmRSS') };
}

async function makeKey(env: Environment): Promise<string> {
  const { stdout } = await runThroughline(['key', 'add', '--name', 'bench'], env);
  return stdout.trim();
}

/** Starts the app that has one page with one word. */
export async function startEmpty(): Promise<BenchServer> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [NEXT, 'start', EMPTY_APP, '-p', `${port}`], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  for (const last = performance.now() + 30_000; ; await sleep(50)) {
    const answer = await ask(new URL('/', url)).catch(() => null);
    if (answer !== null) return { url, firstPage: null, idle: null };
    if (performance.now() > last) throw new Error('The empty Next app does not start.');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** What a process has, or had at most (`VmHWM`). Linux only; elsewhere not known. */
export function memoryMib(pid: number, of: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kib = new RegExp(`${of}:\\s+(\\d+) kB`).exec(status)?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** By server: the key with which pages are read as by somebody who is signed in. */
const CREDENTIALS = new Map<string, Record<string, string>>();

export const credentialsFor = (url: URL): Record<string, string> =>
  CREDENTIALS.get(url.origin) ?? {};

const agent = new Agent({ keepAlive: true });

/** Asks for a page once; throws unless it shows figures. */
export function ask(url: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(url, { agent, headers: credentialsFor(url) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const all = performance.now() - began;
        const body = Buffer.concat(chunks);
        const fault = faultOf(answer.statusCode, body);
        if (fault !== null) reject(new Error(`${url.pathname}${url.search} ${fault}`));
        const timing = /sql;dur=([\d.]+)/.exec(String(answer.headers['server-timing']))?.[1];
        resolve({
          all,
          sql: Number(timing ?? 0),
          kilobytes: body.length / 1000,
          compressed: gzipSync(body).length / 1000,
        });
      });
    }).on('error', reject);
  });
}

function faultOf(status: number | undefined, body: Buffer): string | null {
  if (status !== 200) return `was answered with ${status}.`;
  const wrong = ['That address cannot be shown', 'Nothing is defined here yet'].find((text) =>
    body.includes(text),
  );
  return wrong === undefined ? null : `shows: ${wrong}.`;
}
