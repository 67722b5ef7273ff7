// Installs the packages when they are missing or differ from package-lock.json.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { run } from './children.mjs';
import { inClone } from './clone.mjs';
import { othersHere } from './serving.mjs';

/**
 * @typedef {{ version?: string, link?: boolean, dev?: boolean, optional?: boolean,
 *   devOptional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Package
 */

/**
 * npm writes what it installed into `node_modules/.package-lock.json` as its last step, so that
 * file is the proof of a complete installation, whoever ran npm.
 *
 * @param {{ dev: boolean, say: (text: string) => void }} options
 */
export async function ensureInstalled({ dev, say }) {
  const wrong = faultOf({ dev });
  if (wrong === null) return;
  const others = othersHere();
  if (others.length > 0) {
    throw new Error(
      `${wrong} They cannot be installed while a server runs from this folder (process ${others.join(', ')}). Stop it first.`,
    );
  }
  say(`${wrong} Installing them; this takes about a minute.`);
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  let done = await run([...npm(), 'ci', ...flags], { title: 'npm ci', say });
  if (done.output.includes('EUSAGE')) {
    say(
      'package-lock.json does not fit package.json, so npm ci refuses. Installing by package.json.',
    );
    done = await run([...npm(), 'install', '--no-save', ...flags], { title: 'npm install', say });
  }
  if (done.code !== 0) {
    throw new Error(
      `${done.output}\nThe packages could not be installed (npm ended with ${done.code}).`,
    );
  }
  say(`Installed in ${Math.round(done.seconds)} s.`);
}

/**
 * What is wrong with the installed packages, in a sentence; null when nothing is.
 *
 * @param {{ dev: boolean }} options `dev`: what only building and testing need must be there too.
 * @returns {string | null}
 */
export function faultOf({ dev }) {
  const wanted = packagesOf(inClone('package-lock.json'));
  const there = packagesOf(inClone('node_modules', '.package-lock.json'));
  if (wanted === null) return null;
  if (there === null) return 'The packages are not installed.';
  const missing = Object.entries(wanted).filter(
    ([path, entry]) =>
      path !== '' && isNeeded(entry, dev) && there[path]?.version !== entry.version,
  );
  return missing.length === 0
    ? null
    : `${missing.length} of ${Object.keys(wanted).length - 1} packages are missing or of another version.`;
}

/**
 * @param {Package} entry
 * @param {boolean} dev
 */
function isNeeded(
  { dev: forWork = false, optional = false, devOptional = false, os, cpu, libc: itsLibc },
  dev,
) {
  if (!dev && (forWork || devOptional)) return false;
  if (!optional) return true;
  // An optional package without a platform may fail to install, and npm is content.
  if (os === undefined && cpu === undefined) return false;
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(itsLibc, libc);
}

/**
 * @param {string[] | undefined} allowed
 * @param {string | null} ours
 */
const fits = (allowed, ours) => allowed === undefined || (ours !== null && allowed.includes(ours));

/**
 * A folder that moved between a machine with glibc and one with musl has the wrong binaries. Asked
 * once: the report takes its time.
 */
const libc = process.platform === 'linux' ? libcOfReport() : null;

function libcOfReport() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  );
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/**
 * @param {string} file
 * @returns {Record<string, Package> | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** The npm that runs us, when one does: it need not be the first in PATH. */
function npm() {
  const path = process.env['npm_execpath'] ?? '';
  return basename(path) === 'npm-cli.js' ? [process.execPath, path] : ['npm'];
}
