/** `GET /definitions`. */
import { z } from 'zod';

import { definitionSchema } from '../import/definition-schema';
import { asked, named, type Read } from './schema';

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
