/** Our own programs on databases of their own: the server and the command line, as processes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { isRunning, type Run, startProgram, until } from './program';

export const ROOT = join(import.meta.dirname, '..', '..');

/** As `npm run build` leaves it for `npm start`. */
const SERVER = join(ROOT, '.next', 'serve.mjs');

export type Environment = Readonly<Record<string, string>>;

/** What a machine may have set, taken away. */
export const NOTHING_SET = {
  DATABASE_URL: '',
  DATA_DIR: '',
  HOST: '',
  PUBLIC_URL: '',
  AUTH_SECRET: '',
  OIDC_ISSUER: '',
  OIDC_CLIENT_ID: '',
  LOG_LEVEL: '',
  NEXT_TELEMETRY_DISABLED: '1',
  NODE_ENV: 'production',
  PORT: '',
  SOURCE_HOSTS: '',
  SMTP_URL: '',
  MAIL_FROM: '',
  REMINDER_HOURS: '',
  REMINDER_WEBHOOK: '',
};

const runs = new Set<Run>();

/** To be called after each test: ends what it left running. */
export async function endAll(): Promise<void> {
  const left = [...runs].filter(
    ({ child }) => child.exitCode === null && child.signalCode === null,
  );
  for (const { child } of left) child.kill('SIGKILL');
  await Promise.all(left.map(({ ended }) => ended));
  runs.clear();
}

function start(program: readonly string[], args: readonly string[], env: Environment): Run {
  const [first = '', ...rest] = program;
  const run = startProgram(first, {
    cwd: ROOT,
    args: [...rest, ...args],
    env: { ...NOTHING_SET, ...env },
  });
  runs.add(run);
  return run;
}

/** Starts `throughline VERB …`. */
export const throughline = (args: readonly string[], env: Environment) =>
  start(['--import', 'tsx', join(ROOT, 'cli', 'main.ts')], args, env);

/** Runs `throughline VERB …` to its end. */
export async function runThroughline(args: readonly string[], env: Environment) {
  const run = throughline(args, env);
  const { code } = await run.ended;
  return { code, stdout: run.said('stdout'), stderr: run.said('stderr') };
}

/** Starts the server on a free port, without waiting for it. */
export const startServer = (env: Environment, flags: readonly string[] = []) =>
  start([SERVER], ['--port', '0', ...flags], env);

/** Starts the server and waits until it serves; gives its address. */
export async function serve(env: Environment, flags: readonly string[] = []) {
  assertBuilt();
  const run = startServer(env, flags);
  await run.untilSaid('Ctrl-C stops it.');
  const url = /ready: (http:\S+)/.exec(run.said())?.[1];
  if (url === undefined) throw new Error(`The server names no address: ${run.said()}`);
  return { run, url, pid: pidOf(run) };
}

function assertBuilt(): void {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return;
  throw new Error('The pages are not built. Run `npm run build` first; `npm test` does it itself.');
}

/** False when `npm start` would build first. */
export function isBuildFresh(): boolean {
  const pages = pathToFileURL(join(ROOT, 'bin', 'pages.mjs')).href;
  const code = `const { isBuilt } = await import('${pages}'); process.exit(isBuilt() ? 0 : 1);`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', code]).status === 0;
}

/** Asks the program to end, and says with what it did, after how long, and whether anything is left. */
export async function stop({ run }: { readonly run: Run }, signal: NodeJS.Signals = 'SIGTERM') {
  const descendants = descendantsOf(pidOf(run));
  const asked = performance.now();
  run.child.kill(signal);
  const ended = await Promise.race([run.ended, sleep(20_000, null)]);
  const seconds = (performance.now() - asked) / 1000;
  await until(
    () => !descendants.some(isRunning),
    () => `the end of the processes ${descendants.join(', ')}`,
    5_000,
  );
  return { code: ended?.code, signal: ended?.signal, seconds };
}

export async function kill({ run }: { readonly run: Run }): Promise<void> {
  run.child.kill('SIGKILL');
  await run.ended;
}

function pidOf({ child }: Run): number {
  if (child.pid === undefined) throw new Error('The program was not started.');
  return child.pid;
}

/** Every process that this one started, and those that they started. Linux only; elsewhere none. */
function descendantsOf(pid: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ pid: Number(name), parent }];
      } catch {
        return [];
      }
    });
  const childrenOf = (parent: number): readonly number[] =>
    parents.flatMap((each) => (each.parent === parent ? [each.pid, ...childrenOf(each.pid)] : []));
  return childrenOf(pid);
}
