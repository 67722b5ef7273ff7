/** `source …`: databases that figures are pulled from. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { parseCalendarDate } from '../lib/domain/calendar';
import { scheduleWords } from '../lib/domain/schedule-words';
import { EMPTY_SOURCE, lookBackWords, type TypedSource } from '../lib/domain/source';
import { dueAt, type SourceRecord } from '../lib/domain/source-view';
import { AppError } from '../lib/errors';
import { sourceWorld, wakeJobs } from '../lib/runtime';
import { listSources, removeSource, saveSource, tryKeptSource } from '../lib/usecases/sources';
import { pullSource } from '../lib/usecases/sources/pull';
import { textOption, type Verb } from './verb';

export const sourceAddVerb: Verb = {
  usage:
    'NAME --server postgresql://USER@HOST:PORT/DATABASE --query FILE [--password-file F] [--schedule CRON] …',
  summary: 'Adds a database that figures are pulled from, read only, by a schedule.',
  options: {
    server: { type: 'string', help: 'postgresql://user@host:5432/database, without the password' },
    'password-file': { type: 'string', help: 'file that holds the password and nothing else' },
    query: { type: 'string', help: 'file with the query; :from and :to are the days asked for' },
    schedule: { type: 'string', help: 'five fields of cron; "" is when asked only; 0 6 * * *' },
    'look-back': { type: 'string', help: 'such as "8 weeks" (the default), "35 days", "3 months"' },
    profile: { type: 'string', help: 'file that says which column is which' },
    tls: { type: 'string', help: 'verify-full (the default), require or disable' },
    certificate: { type: 'string', help: 'file with the certificate of an authority to trust' },
    timeout: { type: 'string', help: 'seconds that a pull may take; 120' },
    rows: { type: 'string', help: 'rows that a pull may bring; 1000000' },
  },
  positionals: [1, 1],
  async run({ context }, args, { cwd, out }) {
    const fileOf = (option: string): string => {
      const path = textOption(args, option);
      return path === undefined ? '' : readText(resolve(cwd, path));
    };
    const [name = ''] = args.positionals;
    const slug = await saveSource(context, sourceWorld(), null, {
      ...EMPTY_SOURCE,
      ...serverParts(textOption(args, 'server') ?? ''),
      ...lookBackParts(textOption(args, 'look-back')),
      name,
      password: fileOf('password-file').replace(/\r?\n$/, ''),
      query: fileOf('query'),
      profile: fileOf('profile'),
      certificate: fileOf('certificate'),
      schedule: textOption(args, 'schedule') ?? EMPTY_SOURCE.schedule,
      tls: textOption(args, 'tls') ?? EMPTY_SOURCE.tls,
      timeoutSeconds: textOption(args, 'timeout') ?? EMPTY_SOURCE.timeoutSeconds,
      mostRows: textOption(args, 'rows') ?? EMPTY_SOURCE.mostRows,
    });
    wakeJobs();
    out(`${slug}\n`);
    return 0;
  },
};

export const sourceListVerb: Verb = {
  usage: '',
  summary: 'Lists the sources: their schedule, how they do, and when they are pulled next.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out }) {
    const sources = await listSources(context);
    if (sources.length === 0) out('There is no source. throughline source add makes one.\n');
    for (const source of sources) out(`${sourceLine(source)}\n`);
    return 0;
  },
};

export const sourceTestVerb: Verb = {
  usage: 'SOURCE',
  summary: 'Asks a source and shows the first rows as they would be understood; takes nothing.',
  options: {},
  positionals: [1, 1],
  async run({ context }, { positionals: [slug = ''] }, { out }) {
    const { columns, rows, window } = await tryKeptSource(context, sourceWorld(), slug);
    out(`Asked for ${window.from} up to, and without, ${window.to}.\n${columns.join('\t')}\n`);
    for (const { cells, as, says } of rows) out(`${cells.join('\t')}\t→ ${as}: ${says}\n`);
    if (rows.length === 0) out('No rows came.\n');
    return rows.some(({ as }) => as === 'refused') ? 1 : 0;
  },
};

export const sourceRunVerb: Verb = {
  usage: 'SOURCE [--from DATE]',
  summary: 'Pulls a source now, and waits for it.',
  options: {
    from: { type: 'string', help: 'first day asked for, to fetch what lies further back' },
  },
  positionals: [1, 1],
  async run({ context }, args, { out, err, signal }) {
    const [slug = ''] = args.positionals;
    const text = textOption(args, 'from');
    const from = text === undefined ? null : parseCalendarDate(text);
    if (text !== undefined && from === null) {
      throw new AppError('wrong_usage', '--from is a date, such as 2026-01-01.');
    }
    const { rows, outcome, window } = await pullSource(context, sourceWorld(), slug, {
      signal,
      from,
      onRejected: ({ message }) => err(`${message}\n`),
    });
    wakeJobs();
    const asked = `${window.from} up to, and without, ${window.to}`;
    if (outcome === null) {
      out(`No rows came for ${asked}.\n`);
      return 0;
    }
    const { accepted, superseded, unchanged, ignored, rejected, warnings, importId } = outcome;
    for (const { message } of warnings) err(`Warning: ${message}\n`);
    out(
      `${rows} rows for ${asked}: ${accepted} accepted, ${superseded} superseded, ${unchanged} unchanged, ${ignored} ignored, ${rejected} rejected. Import ${importId}.\n`,
    );
    return rejected > 0 ? 1 : 0;
  },
};

export const sourceRemoveVerb: Verb = {
  usage: 'SOURCE',
  summary: 'Removes a source with its password and its history; what it brought stays.',
  options: {},
  positionals: [1, 1],
  async run({ context }, { positionals: [slug = ''] }, { out }) {
    await removeSource(context, slug);
    out(`There is no source ${slug} any more.\n`);
    return 0;
  },
};

function sourceLine(source: SourceRecord): string {
  const { slug, settings, paused, failures, failingSince, lastRun, lastDoneAt } = source;
  const { schedule, lookBack } = settings;
  const state =
    failures > 0
      ? `failing since ${failingSince}, ${failures} times: ${lastRun?.problem ?? ''}`
      : 'good';
  const due = dueAt(source);
  return [
    slug,
    paused ? 'paused' : state,
    schedule === null ? 'when asked' : scheduleWords(schedule),
    `the last ${lookBackWords(lookBack)}`,
    lastDoneAt === null ? 'never pulled' : `last pulled ${lastDoneAt}`,
    due === null ? 'not planned' : `next ${due}`,
  ].join('\t');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new AppError('unreadable_file', `${path} cannot be read.`);
  }
}

function serverParts(text: string): Pick<TypedSource, 'host' | 'port' | 'database' | 'username'> {
  const found = /^postgres(?:ql)?:\/\/([^:@/]+)@(\[[^\]]+\]|[^:/@]+)(?::(\d+))?\/([^?#]+)$/.exec(
    text,
  );
  const [, username = '', host = '', port = '5432', database = ''] = found ?? [];
  if (found === null) {
    throw new AppError(
      'wrong_usage',
      '--server looks like postgresql://user@host:5432/database; the password comes from --password-file, as others see the command line.',
    );
  }
  return { username: decoded(username), host, port, database: decoded(database) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function lookBackParts(text: string | undefined): Partial<TypedSource> {
  if (text === undefined) return {};
  const [, lookBack = text, unit = ''] = /^\s*(\d+)\s*([a-z]+?)s?\s*$/i.exec(text) ?? [];
  return { lookBack, lookBackUnit: unit.toLowerCase() };
}
