// What `npm start` and `npm run dev` do.
import { spawn } from 'node:child_process';
import { whenAskedToEnd } from './asked.mjs';
import { endChildrenWithUs, exitCode, leash, leashEnv, signalGroup } from './children.mjs';
import { inClone, root } from './clone.mjs';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { ensureBuilt, isBuilt, serverProgram } from './pages.mjs';
import { weServe } from './serving.mjs';

/** The server gets this long to finish what it is doing. */
const GRACE_MS = 9_000;

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

const args = process.argv.slice(2);
const forWork = args.includes('--dev');

try {
  endChildrenWithUs();
  await alone(say, async () => {
    await ensureInstalled({ dev: forWork || !isBuilt(), say });
    if (!forWork) await ensureBuilt({ say });
    weServe();
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
serve();

function serve() {
  const program = forWork ? ['--import', 'tsx', inClone('cli', 'serve.ts')] : [serverProgram()];
  const server = spawn(process.execPath, [...leash, ...program, ...args], {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      ...leashEnv,
      NODE_ENV: forWork ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  whenAskedToEnd((_, again) => {
    if (again) {
      say('Stopped without waiting.');
      signalGroup(server, 'SIGKILL');
      return;
    }
    server.kill('SIGTERM');
    setTimeout(() => {
      say(`The server did not stop within ${GRACE_MS / 1000} s and was ended.`);
      signalGroup(server, 'SIGKILL');
    }, GRACE_MS).unref();
  });
  server.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  server.on('exit', (code, signal) => process.exit(code ?? exitCode(signal)));
}
