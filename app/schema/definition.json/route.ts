import { definitionJsonSchema } from '@/lib/import/definition-schema';

/** The JSON Schema of definition files, for editors. */
export function GET(): Response {
  return Response.json(definitionJsonSchema(), {
    headers: { 'cache-control': 'public, max-age=3600' },
  });
}
