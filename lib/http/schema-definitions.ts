/** `GET` and `PUT /definitions`. */
import { z } from 'zod';

import { definitionSchema } from '../import/definition-schema';
import { asked, named, type Read, write } from './schema';

named.add(definitionSchema, { id: 'Definition' });

export const definitionsRead = {
  path: '/definitions',
  name: 'getDefinitions',
  summary: 'The definition file, as `throughline export` prints it and `apply` takes it.',
  query: z.object({
    format: z
      .enum(['json', 'yaml'])
      .optional()
      .describe('Instead of the Accept header; JSON by default.'),
    asOf: asked.asOf,
  }),
  answer: definitionSchema,
  file: 'application/yaml',
} as const satisfies Read;

const field = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() });

export const definitionsWrite = write({
  path: '/definitions',
  method: 'put',
  name: 'putDefinitions',
  summary:
    'Brings the definitions to what a file says, in one transaction, as `throughline apply` does.',
  query: z.object({
    dryRun: z.enum(['true', 'false']).optional().describe('The plan only. False by default.'),
    prune: z
      .enum(['true', 'false'])
      .optional()
      .describe('Retire what the file does not name. False by default.'),
  }),
  headers: {
    'If-Match':
      'The ETag of the definitions that were read: where they have changed since, nothing is done and the answer is 412.',
  },
  body: { 'application/json': definitionSchema, 'application/yaml': null },
  answer: z.strictObject({
    done: z.boolean().describe('False for a dry run.'),
    plan: z.array(
      z.strictObject({
        action: z.enum(['create', 'change', 'rename', 'retire']),
        entity: z.string(),
        slug: z.string(),
        fields: z.array(field),
      }),
    ),
  }),
});
