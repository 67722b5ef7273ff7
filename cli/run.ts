/** Finds the verb, reads its arguments, runs it, and turns what goes wrong into a sentence and an exit code. */
import { parseArgs } from 'node:util';

import type { Database } from '../db/client';
import { isAppError } from '../lib/errors';
import { now, readConfig } from '../lib/runtime';
import { contextOf, operator } from '../lib/usecases/context';
import type { ExitCode, OfflineVerb, OptionValue, Terminal, Verb } from './verb';
import { VERBS } from './verbs';

/** Opens the database for the time of the work. */
export type WithDatabase = (work: (opened: Database) => Promise<ExitCode>) => Promise<ExitCode>;

export async function runVerb(
  argv: readonly string[],
  terminal: Terminal,
  withDatabase: WithDatabase,
  actor: string,
): Promise<ExitCode> {
  const found = findVerb(argv);
  if (found === null) {
    const asked = argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help';
    if (!asked && argv.length > 0) terminal.err(`There is no verb "${argv.join(' ')}".\n\n`);
    (asked ? terminal.out : terminal.err)(overview());
    return asked ? 0 : 2;
  }
  const { name, verb, rest } = found;
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(help(name, verb));
    return 0;
  }
  let args: { values: Record<string, OptionValue>; positionals: string[] };
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: Object.fromEntries(
        Object.entries(verb.options).map(([option, { type, multiple = false }]) => [
          option,
          { type, multiple },
        ]),
      ),
      allowPositionals: true,
    });
    args = { values: narrowed(values), positionals };
  } catch (error) {
    return wrongUsage(terminal, name, verb, error instanceof Error ? error.message : String(error));
  }
  const [atLeast, atMost] = verb.positionals;
  if (args.positionals.length < atLeast)
    return wrongUsage(terminal, name, verb, 'Something is missing.');
  if (args.positionals.length > atMost) {
    return wrongUsage(
      terminal,
      name,
      verb,
      `"${args.positionals[atMost]}" is one argument too many.`,
    );
  }
  try {
    if ('runOffline' in verb) return await verb.runOffline(readConfig(), args, terminal);
    return await withDatabase((opened) =>
      verb.run({ context: contextOf(opened.db, operator(actor), now), opened }, args, terminal),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError' && terminal.signal.aborted) {
      terminal.err('Stopped; nothing was written.\n');
      return 1;
    }
    if (!isAppError(error)) throw error;
    terminal.err(`${error.message}\n`);
    return error.code === 'wrong_usage' ? 2 : 1;
  }
}

function findVerb(
  argv: readonly string[],
): { name: string; verb: Verb | OfflineVerb; rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const verb = VERBS[name];
    if (verb !== undefined && argv.length >= words) return { name, verb, rest: argv.slice(words) };
  }
  return null;
}

function narrowed(values: object): Record<string, OptionValue> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, OptionValue] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'boolean' || Array.isArray(entry[1]),
    ),
  );
}

function wrongUsage(
  terminal: Terminal,
  name: string,
  verb: Verb | OfflineVerb,
  why: string,
): ExitCode {
  terminal.err(`${why}\n\n${help(name, verb)}`);
  return 2;
}

function help(name: string, verb: Verb | OfflineVerb): string {
  const options = Object.entries(verb.options).map(
    ([option, { type, help: text }]) =>
      `  --${`${option}${type === 'string' ? ' …' : ''}`.padEnd(18)}${text}\n`,
  );
  return `Usage: throughline ${verb.usage === '' ? name : `${name} ${verb.usage}`}\n\n${verb.summary}\n${
    options.length === 0 ? '' : `\n${options.join('')}`
  }`;
}

function overview(): string {
  const width = Math.max(...Object.keys(VERBS).map((name) => name.length)) + 2;
  const lines = Object.entries(VERBS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}${summary}`,
  );
  return `Usage: throughline VERB …\n\n${lines.join('\n')}\n\nthroughline VERB --help tells more.\n`;
}
