// Builds the pages when their sources changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { run } from './children.mjs';
import { inClone, root } from './clone.mjs';
import { othersHere } from './serving.mjs';

/** All that is read to build. A path that is not there counts as such. */
const SOURCES = [
  'app',
  'bin/pages.mjs',
  'cli',
  'components',
  'db',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

/** Says which sources the build is of. Next removes it when it builds. */
const stamp = () => inClone('.next', 'build-of');
/** Next writes this last. */
const isComplete = () => existsSync(inClone('.next', 'BUILD_ID'));
/** The server program in one file: translated when built, it starts in half of the time and memory. */
export const serverProgram = () => inClone('.next', 'serve.mjs');

export function isBuilt() {
  try {
    return isComplete() && readFileSync(stamp(), 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/** @param {{ say: (text: string) => void }} options */
export async function ensureBuilt({ say }) {
  if (isBuilt()) return;
  const others = othersHere();
  if (others.length > 0) {
    throw new Error(
      `The sources changed, and a server runs from the present build (process ${others.join(', ')}). Stop it first: building would take its pages away.`,
    );
  }
  say('Building the pages; this takes about half a minute.');
  const built = fingerprint();
  rmSync(stamp(), { force: true });
  // Types of a route that `npm run dev` knew and that is gone since would break the build.
  rmSync(inClone('.next', 'dev', 'types'), { recursive: true, force: true });
  const { code, output, seconds } = await run(
    [process.execPath, inClone('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    {
      leashed: true,
      title: 'next build',
      say,
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  if (code !== 0 || !isComplete())
    throw new Error(`${output}\nThe pages could not be built (next build ended with ${code}).`);
  await bundleServer();
  writeFileSync(stamp(), built);
  say(`Built in ${Math.round(seconds)} s.`);
}

/** What has native parts, loads files beside itself, or is one with what the pages load. */
const APART = ['@electric-sql/pglite', 'next', 'pg', 'pg-boss', 'prom-client', 'sharp'];

async function bundleServer() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [inClone('cli', 'serve.ts')],
    outfile: serverProgram(),
    bundle: true,
    // Some 700 files of packages become one, and a start is shorter by a fifth of a second.
    external: APART,
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
}

/** Names and contents of the sources; times do not count, so that a fresh checkout may match. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesUnder(inClone(path)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
