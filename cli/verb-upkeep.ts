/** `demo load`, `demo remove`, `doctor`, `backup`, `migrate`: the state of the installation. */
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { AppError } from '../lib/errors';
import { loadDemo, removeDemo } from '../lib/usecases/demo';
import { examine, rebuild } from '../lib/usecases/doctor';
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
  async run({ context }, _args, { out }) {
    await removeDemo(context);
    out('The demo is gone.\n');
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
    const dump = await opened.dump();
    await writeFile(path, Buffer.from(await dump.arrayBuffer()), { mode: 0o600, flag: 'wx' }).catch(
      async (error: unknown) => {
        const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
        if (!exists) await rm(path, { force: true }).catch(() => undefined);
        throw new AppError(
          'unwritable_file',
          `${path} cannot be written: ${exists ? 'it is there already; choose another name' : String(error)}.`,
        );
      },
    );
    out(`Backed up to ${path}.\n`);
    return 0;
  },
};

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
