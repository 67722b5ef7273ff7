/** Definitions in over HTTP: the same file, checks and plan as `throughline apply`. */
import { AppError } from '../errors';
import { parseDefinition } from '../import/definition-file';
import type { FileFault } from '../import/yaml-file';
import { applyDefinition, faultsOf } from '../usecases/definitions';
import { requestAccess } from './access';
import { etagOf, guarded, isNamed } from './api';
import { receiveBody } from './body';
import { PROBLEM_TYPE, problemText } from './problem';
import { checkQuery } from './query';
import { definitionsWrite } from './schema-definitions';

/** Letters may take four bytes; the reader of the file has a limit of its own. */
const LONGEST = 16 * 1_048_576;

const LANGUAGES: Readonly<Record<string, 'yaml' | 'json'>> = {
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'text/yaml': 'yaml',
  'application/json': 'json',
};

export function putDefinitions(request: Request): Promise<Response> {
  return guarded(async () => {
    const { context, key } = await requestAccess(request, 'write');
    if (key.teams !== null) {
      throw new AppError(
        'limited_key',
        'This key writes the figures of some teams; definitions concern all. Make one without --team.',
        { status: 403 },
      );
    }
    const { dryRun, prune } = checkQuery(definitionsWrite.query, new URL(request.url).searchParams);
    const language = languageOf(request.headers.get('content-type'));
    const read = parseDefinition(await textOf(request), { fileName: `body.${language}` });
    if ('faults' in read) return faulty(read.faults);
    const options = { dryRun: dryRun === 'true', prune: prune === 'true' };
    const match = request.headers.get('if-match');
    try {
      const plan = await applyDefinition(context, read.definition, {
        ...options,
        ...(match === null
          ? {}
          : {
              isCurrent: ({ text, entries }) =>
                isNamed(match, etagOf(text())) || isNamed(match, etagOf(JSON.stringify(entries()))),
            }),
      });
      return Response.json(
        { done: !options.dryRun, plan },
        { headers: { 'cache-control': 'no-store' } },
      );
    } catch (error) {
      const faults = faultsOf(error);
      if (faults === null) throw error;
      return faulty(
        faults.map((fault) => ({ line: null, column: null, ...read.locate(fault.path), ...fault })),
      );
    }
  });
}

async function textOf(request: Request): Promise<string> {
  const body = await receiveBody(request, LONGEST);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body.read()) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await body.dispose();
  }
}

type Located = Pick<FileFault, 'path' | 'message' | 'cure'> & {
  readonly line: number | null;
  readonly column: number | null;
};

/** All that is wrong with the file, each with its place and cure. */
function faulty(faults: readonly Located[]): Response {
  const said = faults.map(({ line, column, path, message, cure }) => ({
    line,
    column,
    path,
    message,
    cure,
  }));
  const [first] = faults;
  const place = first?.line == null ? '' : `Line ${first.line}, column ${first.column}: `;
  const others = faults.length > 1 ? ` There is more: ${faults.length} faults in all.` : '';
  const detail = `${place}${first?.message ?? ''} ${first?.cure ?? ''}${others}`;
  const problem: object = JSON.parse(problemText(422, 'bad_definition', detail));
  return new Response(JSON.stringify({ ...problem, faults: said }), {
    status: 422,
    headers: { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  });
}

function languageOf(header: string | null): 'yaml' | 'json' {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const language = Object.hasOwn(LANGUAGES, type) ? LANGUAGES[type] : undefined;
  if (language !== undefined) return language;
  throw new AppError(
    'unknown_type',
    `The Content-Type is ${header === null ? 'missing' : `"${header}"`}; it must be application/yaml or application/json.`,
    { status: 415 },
  );
}
