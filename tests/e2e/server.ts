/** Servers as `npm start` starts them, each on an embedded database of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export interface RunningServer {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** Its data directory. */
  readonly dataDir: string;
  /** With which the first administrator comes in; null where there is one. */
  readonly welcome: string | null;
  /** Ends it as Ctrl-C does; fails when that takes too long. */
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const SERVER = join(ROOT, '.next', 'serve.mjs');
/** A first start makes the database and, with the demo, two years of figures. */
const READY_WITHIN_MS = 180_000;
const STOPS_WITHIN_MS = 10_000;

export function assertBuilt(): void {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return;
  throw new Error('The pages are not built. Run `npm run build` first; `npm test` does it itself.');
}

/** Starts a server on a free port, or the one given; `flag` says what a new database gets. */
export async function startServer(
  flag: '--demo' | '--empty',
  settings: Readonly<Record<string, string>> = {},
  port = 0,
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), `throughline-e2e${flag.slice(1)}-`));
  const dataDir = join(folder, 'data');
  const leash = pathToFileURL(join(ROOT, 'bin', 'leash.mjs')).href;
  const child = spawn(
    process.execPath,
    [...['--import', leash, SERVER], ...['--port', String(port), '--data', dataDir, flag]],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        DATABASE_URL: '',
        DATA_DIR: '',
        HOST: '',
        PORT: '',
        PUBLIC_URL: '',
        OIDC_ISSUER: '',
        OIDC_CLIENT_ID: '',
        ...settings,
      },
      // The channel is the leash: when we are killed, the server ends too.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const inTime = await Promise.race([
      ended.then(() => true),
      sleep(STOPS_WITHIN_MS, false, { ref: false }),
    ]);
    if (!inTime) child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
    if (!inTime) throw new Error(`The server did not stop in time. It said:\n${said}`);
  };
  const last = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const address = said.includes('Ctrl-C') ? /ready: (https?:\S+)/.exec(said)?.[1] : undefined;
    if (address !== undefined) {
      const welcome = /https?:\S+\/welcome\/\S+/.exec(said)?.[0] ?? null;
      return { address, dataDir, welcome, stop };
    }
    if (child.exitCode !== null || Date.now() > last) {
      await stop();
      throw new Error(`The server did not start. It said:\n${said}`);
    }
    await sleep(50);
  }
}
