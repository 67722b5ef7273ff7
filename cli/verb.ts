/** What a verb of the command line is, and the ways in which it ends. */
import type { Database } from '../db/client';
import type { Config } from '../lib/runtime';
import type { Context } from '../lib/usecases/context';

/** 0 done, 1 refused, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Where a verb runs: in its own process, or in the server's on behalf of a caller. */
export interface Terminal {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

export type OptionValue = string | boolean | readonly string[];

export interface Arguments {
  readonly values: Readonly<Record<string, OptionValue | undefined>>;
  readonly positionals: readonly string[];
}

export interface Workplace {
  readonly context: Context;
  readonly opened: Database;
}

export interface Verb {
  /** What follows the verb: `FILE… [--profile P]`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<
    Record<
      string,
      {
        readonly type: 'string' | 'boolean';
        readonly help: string;
        /** It may be given more than once. */
        readonly multiple?: true;
      }
    >
  >;
  /** How many positional arguments: at least, at most. */
  readonly positionals: readonly [number, number];
  run(workplace: Workplace, args: Arguments, terminal: Terminal): Promise<ExitCode>;
}

/** A verb that replaces the database, and so runs while nobody has it open. */
export interface OfflineVerb extends Omit<Verb, 'run'> {
  runOffline(config: Config, args: Arguments, terminal: Terminal): Promise<ExitCode>;
}

/** The text of an option that takes one; undefined when it was not given. */
export function textOption({ values }: Arguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be given more than once. */
export function textOptions({ values }: Arguments, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

export function isGiven({ values }: Arguments, name: string): boolean {
  return values[name] === true;
}
