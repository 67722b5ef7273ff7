/** The installation's secret where the configuration names none: made once, and kept beside the database. */
import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'secret';

/** Reads it, or makes it. It is never half: the file appears with its content. */
export function keptSecret(dataDir: string): string {
  const file = join(/* turbopackIgnore: true */ dataDir, NAME);
  const known = readSecret(file);
  if (known !== null) return known;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process of ours was faster; its secret is the one.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readSecret(file);
  if (made === null) throw new Error(`${file} cannot be read again`);
  return made;
}

function readSecret(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? null : text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** What sessions are sealed by: from the installation's secret, which serves other purposes too. */
export function sessionKey(master: string): string {
  return Buffer.from(hkdfSync('sha256', master, '', 'throughline sessions v1', 32)).toString(
    'base64url',
  );
}
