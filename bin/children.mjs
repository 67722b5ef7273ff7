// Programs that we run: in a process group of their own, so that ending one ends all that it
// started, and Ctrl-C reaches each of them once, through us.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { whenAskedToEnd } from './asked.mjs';
import { root } from './clone.mjs';

/** How long a program may take to end after it was asked to. */
const GRACE_MS = 5_000;
/** What Node is told so that the program notices our end. It needs a channel to us, and `leashEnv`. */
export const leash = ['--import', new URL('leash.mjs', import.meta.url).href];
export const leashEnv = { THROUGHLINE_LEASH: String(process.pid) };
/** How often somebody who waits is told that it still goes on. */
const HEARTBEAT_MS = 5_000;

const PLAIN = { NO_COLOR: '1', FORCE_COLOR: undefined };

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** We were told to end; nobody is to be told that what we ran has failed. */
let ending = false;

/**
 * @typedef {object} Job
 * @property {string} [title] Said every few seconds while the program runs and its output is kept.
 * @property {(text: string) => void} [say]
 * @property {NodeJS.ProcessEnv} [env] Set on top of ours; `undefined` takes a variable away.
 * @property {boolean} [show] Pass its output on instead of keeping it.
 * @property {boolean} [leashed] It is one of Node's and ends when we do, even if we are killed.
 * @property {number} [limitMs] It is ended, and has failed, after this time.
 */

/**
 * Runs a program to its end.
 *
 * @param {readonly string[]} command
 * @param {Job} [job]
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export async function run(
  [program = '', ...args],
  { title, say, env, show, leashed, limitMs } = {},
) {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(program, leashed ? [...leash, ...args] : args, {
    cwd: root,
    detached: true,
    // Colours are for people who watch.
    env: {
      ...process.env,
      ...(show && process.stdout.isTTY ? {} : PLAIN),
      ...(leashed ? leashEnv : {}),
      ...env,
    },
    stdio: leashed ? [...stdio, 'ipc'] : stdio,
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text) => {
      output += text;
    });
  }
  const heartbeat = setInterval(() => {
    if (title !== undefined && !show) say?.(`  ${title}: ${Math.round(seconds())} s`);
  }, HEARTBEAT_MS);
  let late = false;
  const limit = setTimeout(
    () => {
      late = true;
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    },
    limitMs ?? 2 ** 31 - 1,
  );
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`;
      resolve(127);
    });
    child.on('close', (status, signal) => resolve(status ?? exitCode(signal)));
  });
  clearInterval(heartbeat);
  clearTimeout(limit);
  running.delete(child);
  if (ending) await new Promise(() => {});
  if (late) output += `${program} did not end within ${Math.round((limitMs ?? 0) / 1000)} s.\n`;
  return { code: late ? 124 : code, output, seconds: seconds() };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile, or the system knows no groups.
    child.kill(signal);
  }
}

/** From now on, being asked to end ends what we run, all of it, and then us. */
export function endChildrenWithUs() {
  whenAskedToEnd((signal, again) => {
    if (again) return;
    ending = true;
    const ours = [...running];
    for (const child of ours) signalGroup(child, 'SIGTERM');
    const end = () => {
      for (const child of ours) signalGroup(child, 'SIGKILL');
      process.exit(exitCode(signal));
    };
    setTimeout(end, GRACE_MS);
    setInterval(() => {
      if (running.size === 0) end();
    }, 20);
  });
}

/** @param {NodeJS.Signals | null} signal */
export const exitCode = (signal) => (signal === null ? 1 : 128 + constants.signals[signal]);
