/** `demo load`, `demo remove`, `doctor`, `backup`, `migrate`: the state of the installation. */
import { access, constants, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { AppError } from '../lib/errors';
import { welcomePath } from '../lib/paths-people';
import { ownOrigin } from '../lib/runtime';
import { loadDemo, removeDemo } from '../lib/usecases/demo';
import { examine, rebuild } from '../lib/usecases/doctor';
import { firstLink } from '../lib/usecases/links';
import { isGiven, type Verb } from './verb';

export const demoLoadVerb: Verb = {
  usage: '',
  summary: 'Adds the demo organisation, an invented retailer.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out }) {
    const { kpis, figures } = await loadDemo(context);
    out(
      `The demo is there: ${kpis} KPIs, ${figures.toLocaleString('en')} figures. throughline demo remove takes it away.\n`,
    );
    return 0;
  },
};

export const demoRemoveVerb: Verb = {
  usage: '',
  summary: 'Takes away the demo organisation, and nothing else.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out, err }) {
    await removeDemo(context);
    out('The demo is gone.\n');
    const token = await firstLink(context);
    if (token !== null) {
      err(
        `Nobody has an account yet. Become the administrator with this link; it works once, for a day:\n${ownOrigin()}${welcomePath(token)}\n`,
      );
    }
    return 0;
  },
};

export const doctorVerb: Verb = {
  usage: '[--rebuild]',
  summary: 'Checks the roll-up against the figures, and what refers to what.',
  options: {
    rebuild: { type: 'boolean', help: 'compute the roll-up anew from the figures first' },
  },
  positionals: [0, 0],
  async run({ context }, args, { out, err }) {
    if (isGiven(args, 'rebuild')) {
      await rebuild(context);
      out('The roll-up was computed anew.\n');
    }
    const findings = await examine(context);
    for (const { check, faults } of findings) {
      if (faults.length === 0) out(`ok    ${check}\n`);
      else err(`wrong ${check}\n${faults.map((fault) => `        ${fault}\n`).join('')}`);
    }
    return findings.some(({ faults }) => faults.length > 0) ? 1 : 0;
  },
};

export const backupVerb: Verb = {
  usage: 'FILE',
  summary: 'Writes the embedded database to a file that restore takes.',
  options: {},
  positionals: [1, 1],
  async run({ opened }, args, { cwd, out }) {
    if (opened.dump === null) {
      throw new AppError(
        'not_embedded',
        'This installation runs on PostgreSQL: back it up with pg_dump, restore it with pg_restore.',
      );
    }
    const path = resolve(cwd, args.positionals[0] ?? '');
    await writeBackup(path, opened.dump);
    out(`Backed up to ${path}.\n`);
    return 0;
  },
};

/** What stands in the way is said before the work; what cannot be written whole is not left there. */
async function writeBackup(path: string, dump: () => Promise<Blob>): Promise<void> {
  if ((await stat(path).catch(() => null)) !== null) throw isThere(path);
  await access(dirname(path), constants.W_OK).catch((error: unknown) => {
    throw unwritable(path, String(error));
  });
  const copy = await dump();
  const content = Buffer.from(await copy.arrayBuffer());
  await writeFile(path, content, { mode: 0o600, flag: 'wx' }).catch(async (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw isThere(path);
    await rm(path, { force: true }).catch(() => undefined);
    throw unwritable(path, String(error));
  });
}

function isThere(path: string): AppError {
  return unwritable(path, 'it is there already; choose another name');
}

function unwritable(path: string, why: string): AppError {
  return new AppError('unwritable_file', `${path} cannot be written: ${why}.`);
}

export const migrateVerb: Verb = {
  usage: '',
  summary: 'Brings the database to this version; every other verb and the server do so as well.',
  options: {},
  positionals: [0, 0],
  // Opening the database has done it.
  run: async (_workplace, _args, { out }) => {
    out('The database is up to date.\n');
    return 0;
  },
};
