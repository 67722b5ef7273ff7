/** `imports` and `undo`: what came in, and back out. */
import type { ImportRecord } from '../db/queries/imports';
import { originText } from '../lib/domain/provenance';
import { AppError } from '../lib/errors';
import { listImports, undoImport } from '../lib/usecases/imports';
import { isGiven, textOption, type Verb } from './verb';

export const importsVerb: Verb = {
  usage: '[--limit N]',
  summary: 'Lists what came in, the newest first: when, from where, and what became of the rows.',
  options: { limit: { type: 'string', help: 'how many at most; 50 by default' } },
  positionals: [0, 0],
  async run({ context }, args, { out }) {
    const limit = wholeNumber(textOption(args, 'limit') ?? '50', '--limit');
    const { imports, next } = await listImports(context, { limit });
    if (imports.length === 0) out('Nothing has come in yet.\n');
    for (const each of imports) out(`${importLine(each)}\n`);
    if (next !== null) out(`There are older ones: --limit ${2 * limit} shows more.\n`);
    return 0;
  },
};

export const undoVerb: Verb = {
  usage: 'ID [--dry-run]',
  summary:
    'Takes an import back: what was in force before it holds again, as a new revision. An undo can be undone.',
  options: { 'dry-run': { type: 'boolean', help: 'count what would change, and change nothing' } },
  positionals: [1, 1],
  async run({ context }, args, { out }) {
    const id = wholeNumber(args.positionals[0] ?? '', 'the number of the import');
    const dryRun = isGiven(args, 'dry-run');
    const { importId, restored, emptied, kept } = await undoImport(context, id, { dryRun });
    const count = (figures: number) => figures.toLocaleString('en');
    out(
      `Import ${id}: ${count(restored)} as before, ${count(emptied)} emptied, ${count(kept)} left as later imports have them. ${
        importId === null
          ? 'Dry run: nothing was changed.'
          : `throughline undo ${importId} takes this back.`
      }\n`,
    );
    return 0;
  },
};

function importLine(each: ImportRecord): string {
  const { id, recordedAt, origin, name, actor, accepted, superseded, unchanged, undoneBy } = each;
  const counts = `${accepted} accepted, ${superseded} superseded, ${unchanged} unchanged, ${each.ignored} ignored, ${each.rejected} rejected`;
  const undone = undoneBy === null ? '' : `\tundone by ${undoneBy}`;
  const source = originText({ kind: origin, name, actor }, null);
  return `${id}\t${recordedAt}\t${source}\t${actor}\t${counts}${undone}`;
}

function wholeNumber(text: string, what: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AppError('wrong_usage', `${what} is "${text}"; give a whole number from 1 on.`);
}
