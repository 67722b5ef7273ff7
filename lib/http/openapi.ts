/** The description of the API (OpenAPI 3.1), made of the schemas that check queries and answers. */
import { z } from 'zod';

import { API, READS, WRITES } from './operations';
import { named, problem, type Read, type Write } from './schema';
import { VERSION } from './version';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: object;
}

function problems() {
  const content = { 'application/problem+json': { schema: reference(problem) } };
  return {
    '4XX': { description: 'What is wrong with the request.', content },
    '5XX': { description: 'A fault of the server, under a number.', content },
  };
}

/** The whole description, as `/api/openapi.json` gives it. */
export function openApi() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Throughline',
      version: VERSION,
      summary: 'What teams report against what customers get.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API }],
    paths: paths(),
    components: {
      schemas: schemas(),
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function paths(): Record<string, Record<string, object>> {
  const found: Record<string, Record<string, object>> = {};
  for (const read of READS) found[read.path] = { ...found[read.path], get: operation(read) };
  for (const each of WRITES) {
    found[each.path] = { ...found[each.path], [each.method]: writing(each) };
  }
  return found;
}

function writing({ name, summary, path, query, headers, body, answer }: Write) {
  return {
    operationId: name,
    summary,
    security: [{ key: [] }],
    parameters: [
      ...pathParameters(path),
      ...queryParameters(query),
      ...Object.entries(headers).map(
        ([header, description]): Parameter => ({
          name: header,
          in: 'header',
          required: false,
          description,
          schema: { type: 'string' },
        }),
      ),
    ],
    requestBody: {
      required: true,
      content: Object.fromEntries(
        Object.entries(body).map(([type, schema]) => [
          type,
          { schema: schema === null ? { type: 'string' } : within(schema) },
        ]),
      ),
    },
    responses: {
      200: {
        description: summary,
        content: { 'application/json': { schema: reference(answer) } },
      },
      ...problems(),
    },
  };
}

/** A schema of its own as what is published under its name, another one as it is. */
function within(schema: z.ZodType): object {
  if (named.has(schema)) return reference(schema);
  const {
    $schema: _,
    $defs: __,
    ...plain
  } = z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    metadata: z.registry<{ id: string }>(),
  });
  return plain;
}

function operation(read: Read) {
  const { name, summary, path, query, answer, file } = read;
  const tag = {
    description: 'Weak; the same as long as the answer is.',
    schema: { type: 'string' },
  };
  const asOf = {
    description: 'What was known at this moment.',
    schema: { type: 'string', format: 'date-time' },
  };
  return {
    operationId: name,
    summary,
    // Without a key, or with one that is good.
    security: [{}, { key: [] }],
    parameters: [...pathParameters(path), ...queryParameters(query)],
    responses: {
      200: {
        description: summary,
        headers: { ETag: tag, 'As-Of': asOf },
        content: {
          'application/json': { schema: reference(answer) },
          ...(file === undefined ? {} : { [file]: { schema: { type: 'string' } } }),
        },
      },
      304: { description: 'The answer with the tag in If-None-Match is still right.' },
      ...(path.includes('{') ? { 308: { description: 'It has another slug now.' } } : {}),
      ...problems(),
    },
  };
}

function pathParameters(path: string): readonly Parameter[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: `Slug of the ${name}.`,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject): readonly Parameter[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = typeof property === 'object' ? property : {};
    return {
      name,
      in: 'query',
      required: false,
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}

const address = (id: string) => `#/components/schemas/${id}`;

function reference(schema: z.ZodType): object {
  const entry = named.get(schema);
  if (entry === undefined) throw new Error('a schema of an answer has no name');
  return { $ref: address(entry.id) };
}

/** By name; what they refer to by its address in the description. */
function schemas(): Record<string, object> {
  const { schemas: all } = z.toJSONSchema(named, { uri: address, io: 'input' });
  return Object.fromEntries(
    Object.entries(all).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}
