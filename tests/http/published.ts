/** Answers held against the description that is published, and nothing but that. */
import { z } from 'zod';

import { openApi } from '../../lib/http/openapi';

/** The description as callers get it: text, read again. */
export const published = z
  .looseObject({
    paths: z.record(
      z.string(),
      z.looseObject({
        get: z
          .looseObject({
            parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
            responses: z.looseObject({
              200: z.looseObject({
                content: z.looseObject({
                  'application/json': z.object({ schema: z.object({ $ref: z.string() }) }),
                }),
              }),
            }),
          })
          .optional(),
      }),
    ),
    components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
  })
  .parse(JSON.parse(JSON.stringify(openApi())));

const DEFS = JSON.parse(
  JSON.stringify(published.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
);

/** The schema of one name, as a validator of JSON Schema reads it. */
export function schemaNamed(name: string): z.ZodType {
  return z.fromJSONSchema({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: `#/$defs/${name}`,
    $defs: DEFS,
  });
}

/** The schema of the answer of a read, by its path: `/kpis/{kpi}`. */
export function answerSchema(path: string): z.ZodType {
  const read = published.paths[path];
  if (read?.get === undefined) throw new Error(`${path} is not published`);
  const { $ref } = read.get.responses[200].content['application/json'].schema;
  return schemaNamed($ref.split('/').at(-1) ?? '');
}
