/** `npx throughline VERB`: runs a verb on PostgreSQL, on the embedded database, or in the server that holds it. */
import { userInfo } from 'node:os';

import { openDatabase } from '../db/client';
import { isAlive, readLock } from '../db/lock';
import { migrate } from '../db/migrate';
import { isAppError } from '../lib/errors';
import { type Config, readConfig } from '../lib/runtime';
import { askServer } from './door';
import { runVerb, type WithDatabase } from './run';
import type { ExitCode, Terminal } from './verb';

/** A verb that cannot stop in between is left after this time. */
const GRACE_MS = 6_000;

async function main(argv: readonly string[]): Promise<ExitCode> {
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    setTimeout(() => {
      process.stderr.write('Stopped without waiting; what was not finished is undone.\n');
      process.exit(1);
    }, GRACE_MS).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Whoever reads our output may have enough of it; that is no reason to leave the work.
  process.stdout.on('error', () => undefined);
  const terminal: Terminal = {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    signal: stopping.signal,
  };
  const actor = `cli:${userInfo().username}`;
  const config = readConfig();
  const open: WithDatabase = async (work) => {
    const served =
      config.databaseUrl === null ? await throughServer(argv, config, terminal, actor) : null;
    if (served !== null) return served;
    const opened = await openDatabase(
      config.databaseUrl === null
        ? { dataDir: config.dataDir, holder: `throughline ${argv[0] ?? ''}` }
        : { url: config.databaseUrl },
    );
    try {
      await migrate(opened.db);
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  return runVerb(argv, terminal, open, actor);
}

async function throughServer(
  argv: readonly string[],
  { dataDir }: Config,
  terminal: Terminal,
  actor: string,
): Promise<ExitCode | null> {
  const holder = await readLock(dataDir);
  if (holder === null || !isAlive(holder)) return null;
  return askServer(dataDir, { argv, cwd: terminal.cwd, actor }, terminal);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (isAppError(error)) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
