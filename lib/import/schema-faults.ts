/** From what zod says to what a person needs: where, what is wrong, what to do. */
import { z } from 'zod';
import { didYouMean, listed, quoted } from './wording';
import type { FileFault, FilePath, YamlFile } from './yaml-file';
import { pathText } from './yaml-file';

const MOST_FAULTS = 100;
/**
 * Between what is wrong and the cure, in messages that the schemas here give: a sign that no quoted text
 * can hold.
 */
export const CURE = '\u001f';

type Issue = z.core.$ZodIssue;

/**
 * An object that knows all its keys; another key is refused with the nearest known one.
 *
 * @example section({ slug: z.string() }) // {slgu: 'a'}: “slgu” is not known here. Did you mean “slug”?
 */
export function section<T extends z.core.$ZodLooseShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys.map((key) => unknownKey(key, known)).join('\n');
    },
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known).trim();
  return `${quoted(key)} is not known here${CURE}${meant === '' ? `Known are ${listed(known)}.` : meant}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
};

function typeOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return `the number ${value}`;
  return TYPES[typeof value] ?? typeof value;
}

function valueAt(root: unknown, path: FilePath): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return value;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, value: unknown): string {
  const wanted = TYPES[issue.expected] ?? issue.expected;
  const cure =
    issue.expected === 'string' && typeof value !== 'object'
      ? 'Put it in quotes.'
      : `Write ${wanted} here.`;
  return `${wanted} is needed, and this is ${typeOf(value)}${CURE}${cure}`;
}

function wrongValue(issue: z.core.$ZodIssueInvalidValue, value: unknown): string {
  const names = issue.values.map(String);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${quoted(text)} is none of ${names.join(', ')}${CURE}${`${didYouMean(text, names)} Write one of these.`.trim()}`;
}

/** Of the branches of a union the one that was meant: whose faults lie deeper than its type. */
function meantBranch(issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] | null {
  const branches: readonly (readonly Issue[])[] = issue.errors;
  return (
    branches.find((issues) =>
      issues.every((found) => found.code !== 'invalid_type' || found.path.length > 0),
    ) ?? null
  );
}

/** Issues within a union come up to the place of the union. */
function* flattened(issues: readonly Issue[], above: FilePath): Generator<[Issue, FilePath]> {
  for (const issue of issues) {
    const path = [...above, ...issue.path.map((part) => (typeof part === 'symbol' ? '' : part))];
    const branch = issue.code === 'invalid_union' ? meantBranch(issue) : null;
    if (branch === null) yield [issue, path];
    else yield* flattened(branch, path);
  }
}

function sentence(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type') return wrongType(issue, value);
  if (issue.code === 'invalid_value') return wrongValue(issue, value);
  if (issue.code === 'invalid_union') return wrongUnion(issue, value);
  return issue.message;
}

function wrongUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const wanted = issue.errors.flatMap(([first]) =>
    first?.code === 'invalid_type' ? [TYPES[first.expected] ?? first.expected] : [],
  );
  const names = [...new Set(wanted)].join(' or ');
  return `${names} is needed, and this is ${typeOf(value)}${CURE}Write ${names} here.`;
}

/** As a sentence begins and ends. */
function asSentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!…]$/.test(first) ? first : `${first}.`;
}

/** The faults of a file against its schema, in the order of its lines. */
export function schemaFaults(error: z.core.$ZodError, file: YamlFile): FileFault[] {
  const faults: FileFault[] = [];
  const add = (text: string, at: FilePath, place: { line: number; column: number }): void => {
    const [message = '', cure = 'Correct it.'] = text.split(CURE);
    faults.push({ ...place, path: pathText(at), message: asSentence(message), cure });
  };
  for (const [issue, path] of flattened(error.issues, [])) {
    if (faults.length >= MOST_FAULTS) break;
    const value = valueAt(file.value, path);
    const name = path.at(-1);
    if (issue.code === 'unrecognized_keys') {
      const texts = issue.message.split('\n');
      issue.keys.forEach((key, i) => {
        add(texts[i] ?? '', [...path, key], file.locate(path, key));
      });
    } else if (value === undefined && typeof name === 'string') {
      const parent = path.slice(0, -1);
      add(`${quoted(name)} is missing${CURE}Add it.`, path, file.locate(parent));
    } else add(sentence(issue, value), path, file.locate(path));
  }
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * A fault as one sentence with its place and cure.
 *
 * @example faultSentence(fault) // 'Line 12, kpis[3].unit: “unit” is missing. Add it.'
 */
export function faultSentence(fault: FileFault): string {
  const path = fault.path === '' ? '' : `, ${fault.path}`;
  return `Line ${fault.line}${path}: ${fault.message} ${fault.cure}`;
}
