/** `apply` and `export`: definitions from a file and back. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import type { PlanItem } from '../lib/domain/definition-plan';
import { AppError } from '../lib/errors';
import { parseDefinition } from '../lib/import/definition-file';
import { faultSentence } from '../lib/import/schema-faults';
import { exportArchive } from '../lib/usecases/archive';
import { applyDefinition, exportDefinition, faultsOf } from '../lib/usecases/definitions';
import { isGiven, type Verb } from './verb';

export const applyVerb: Verb = {
  usage: 'FILE [--dry-run] [--prune]',
  summary: 'Brings the definitions to what a YAML or JSON file says, after showing the plan.',
  options: {
    'dry-run': { type: 'boolean', help: 'show the plan and change nothing' },
    prune: { type: 'boolean', help: 'retire what the file does not name' },
  },
  positionals: [1, 1],
  async run({ context }, args, { cwd, out, err }) {
    const [file = ''] = args.positionals;
    const read = parseDefinition(await readText(resolve(cwd, file)), { fileName: basename(file) });
    if ('faults' in read) {
      for (const fault of read.faults) err(`${file}: ${faultSentence(fault)}\n`);
      return 1;
    }
    const dryRun = isGiven(args, 'dry-run');
    const options = { dryRun, prune: isGiven(args, 'prune') };
    const plan = await applyDefinition(context, read.definition, options).catch(
      (error: unknown) => {
        const faults = faultsOf(error);
        if (faults === null) throw error;
        for (const { path, message, cure } of faults) {
          const at = read.locate(path);
          err(
            `${file}${at === null ? '' : `:${at.line}:${at.column}`}: ${path}: ${message} ${cure}\n`,
          );
        }
        return null;
      },
    );
    if (plan === null) return 1;
    for (const item of plan) out(`${planLine(item)}\n`);
    out(`${summary(plan, dryRun)}\n`);
    return 0;
  },
};

export const exportVerb: Verb = {
  usage: '[--observations]',
  summary:
    'Prints the definitions as a file that apply takes; with --observations all there is, as a file that import takes into an empty installation.',
  options: {
    observations: {
      type: 'boolean',
      help: 'every figure with all its revisions, imports and changes of definitions, as NDJSON',
    },
  },
  positionals: [0, 0],
  async run({ context }, args, { out, signal }) {
    if (isGiven(args, 'observations')) {
      await exportArchive(context, (text) => {
        signal.throwIfAborted();
        out(text);
      });
      return 0;
    }
    out(await exportDefinition(context));
    return 0;
  },
};

/** A file as text; a sentence where it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new AppError('unreadable_file', `${path} cannot be read: ${why}.`);
  }
}

function planLine({ action, entity, slug, fields }: PlanItem): string {
  const details =
    action === 'change'
      ? `: ${fields.map(({ field, before, after }) => `${field} ${shown(before)} → ${shown(after)}`).join(', ')}`
      : '';
  return `${action.padEnd(7)} ${entity}${slug === '' ? '' : ` ${slug}`}${details}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function summary(plan: readonly PlanItem[], dryRun: boolean): string {
  if (plan.length === 0) return 'Nothing to change: the definitions are as the file says.';
  const counts = (['create', 'change', 'rename', 'retire'] as const).flatMap((action) => {
    const count = plan.filter((item) => item.action === action).length;
    return count === 0 ? [] : [`${count} to ${action}`];
  });
  return `${counts.join(', ')}. ${dryRun ? 'Dry run: nothing was changed.' : 'Done.'}`;
}
