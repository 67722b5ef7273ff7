/**
 * A folder with our `bin` in it, and with stand-ins for npm, for Next's build and for the test
 * runners, which write down how they were called: the two commands without the wait.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { type Run, startCommand, startProgram } from './program';

const ROOT = join(import.meta.dirname, '..', '..');

export interface FakeClone {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  has(file: string): boolean;
  delete(file: string): void;
  /** Starts one of the programs in `bin`. */
  run(
    program: string,
    args?: readonly string[],
    more?: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string },
  ): Run;
  /** Runs a script of its package.json with the real npm. */
  runNpm(script: string): Run;
  /** Ends what still runs, and removes the folder. */
  remove(): Promise<void>;
}

/** Written to by every stand-in: who was called, and how. */
export const JOURNAL = 'journal';

const LOCK = { packages: { '': {}, 'node_modules/thing': { version: '1.0.0' } } };

const BUILD = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
appendFileSync('${JOURNAL}', 'build by ' + process.pid + '\\nbuild ' + process.env.NODE_ENV + '\\n');
if (existsSync('slow')) await new Promise((resolve) => setTimeout(resolve, Number(readFileSync('slow', 'utf8'))));
while (existsSync('hold')) await new Promise((resolve) => setTimeout(resolve, 20));
if (existsSync('broken')) { console.error('the page does not compile'); process.exit(1); }
mkdirSync('.next', { recursive: true });
writeFileSync('.next/BUILD_ID', 'x');
appendFileSync('${JOURNAL}', 'built\\n');
`;

const SERVER = `
import { appendFileSync, existsSync } from 'node:fs';
appendFileSync('${JOURNAL}', 'serve ' + process.argv.slice(2).join(' ') + '\\n');
process.on('SIGTERM', () => {
  appendFileSync('${JOURNAL}', 'asked to stop\\n');
  if (!existsSync('stubborn')) setTimeout(() => process.exit(0), 50);
});
setInterval(() => {}, 1000);
const pid: number = process.pid;
console.log('ready ' + pid);
`;

const NPM = `#!/bin/sh
echo "npm $*" >> ${JOURNAL}
mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json
`;

export function fakeClone(): FakeClone {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-clone-'));
  const runs: Run[] = [];
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{}');
  write('package-lock.json', JSON.stringify(LOCK));
  write('node_modules/.package-lock.json', JSON.stringify(LOCK));
  write('node_modules/next/package.json', '{ "type": "module" }');
  write('node_modules/next/dist/bin/next', BUILD);
  for (const name of ['tsx', 'esbuild']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  write('cli/serve.ts', SERVER);
  write('app/page.tsx', 'export default 1;');
  write('tools/npm', NPM);
  chmodSync(join(folder, 'tools/npm'), 0o755);
  write(JOURNAL, '');

  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    has: (file) => existsSync(join(folder, file)),
    delete: (file) => rmSync(join(folder, file), { force: true }),
    run: (program, args = [], { env = {}, cwd = '.' } = {}) => {
      const run = startProgram(join(folder, 'bin', program), {
        cwd: join(folder, cwd),
        args,
        env: {
          npm_execpath: '',
          PATH: `${join(folder, 'tools')}${delimiter}${process.env['PATH'] ?? ''}`,
          ...env,
        },
      });
      runs.push(run);
      return run;
    },
    runNpm: (script) => {
      const run = startCommand('npm', { cwd: folder, args: ['run', script] });
      runs.push(run);
      return run;
    },
    remove: async () => {
      for (const { child } of runs.filter(({ child: { exitCode } }) => exitCode === null)) {
        child.kill('SIGKILL');
      }
      await Promise.all(runs.map(({ ended }) => ended));
      // What a killed program had started stops by itself, within moments.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
