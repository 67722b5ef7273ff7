import { answerFile } from '@/lib/http/api';
import { putDefinitions } from '@/lib/http/definitions';
import { definitionsRead } from '@/lib/http/schema-definitions';
import { definitionAsOf } from '@/lib/usecases/definitions';

const YAML = 'application/yaml';

/** The definition file: `?format&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerFile(request, definitionsRead, async (context, { format, asOf }) => {
    const definition = await definitionAsOf(context, asOf);
    const wanted = format ?? (prefersYaml(request) ? 'yaml' : 'json');
    return wanted === 'yaml'
      ? { asOf: definition.asOf, type: `${YAML}; charset=utf-8`, text: definition.text() }
      : {
          asOf: definition.asOf,
          type: 'application/json; charset=utf-8',
          text: JSON.stringify(definition.entries()),
        };
  });
}

function prefersYaml(request: Request): boolean {
  const accepted = request.headers.get('accept')?.toLowerCase() ?? '';
  return /\byaml\b/.test(accepted) && !accepted.includes('application/json');
}

/** Brings the definitions to what the body says: `?dryRun&prune`, `If-Match`. */
export function PUT(request: Request): Promise<Response> {
  return putDefinitions(request);
}
