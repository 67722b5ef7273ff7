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

/**
 * A whole number from 1 on as an address says it; null where it is absent or blank. Throws
 * `AppError('bad_<name>')`.
 *
 * @example readNumber('before', '120') // 120
 */
export function readNumber(name: string, text: string | undefined): number | null {
  const given = text?.trim() ?? '';
  if (given === '') return null;
  const number = Number(given);
  if (/^\d+$/.test(given) && Number.isSafeInteger(number) && number > 0) return number;
  throw new AppError(`bad_${name}`, `${name} is "${given}"; it must be a whole number from 1 on.`);
}
