/** Query parameters, checked by the schema that is published; what is wrong is said in a sentence. */
import type { z } from 'zod';

import { AppError } from '../errors';

/**
 * The parameters that a read knows, the first of those given twice. Blank ones are those of a form
 * left blank; unknown ones are left alone. Throws `AppError('bad_<parameter>')`.
 */
export function checkQuery<Query extends z.ZodObject>(
  query: Query,
  parameters: URLSearchParams,
): z.output<Query> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(query.shape)) {
    const value = parameters.get(name)?.trim() ?? '';
    if (value !== '') given[name] = value;
  }
  const read = query.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = String(issue?.path[0] ?? 'query');
  throw new AppError(
    `bad_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    `${name} is "${given[name] ?? ''}"; it must be ${issue === undefined ? 'another' : wanted(issue)}.`,
  );
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'too_small':
      return `at least ${issue.minimum}`;
    default:
      return 'a whole number';
  }
}
