/**
 * An entry of the definition, as a form shows it and as it is typed. Forms know no other shape than
 * that of the definition file, so that what the file can say the browser can, by the same names.
 */
import { canonicalText } from './definition-keys';

/** An entry as the definition file has it: names with texts, numbers, lists and entries. */
export type Entry = Readonly<Record<string, unknown>>;

export const ENTRY_KINDS = [
  'organisation',
  'journey',
  'stage',
  'moment',
  'team',
  'kpi',
  'dimension',
  'place',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What was typed, by the names of the fields; a box that is not ticked is not there. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** A field of a form. Its name is its path in the entry: `thresholds.onTarget`, `segments.2.name`. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly control: 'text' | 'lines' | 'number' | 'date' | 'choice' | 'check' | 'checks' | 'fixed';
  /** As filled in at first. */
  readonly value: readonly string[];
  readonly options?: readonly FieldOption[];
  /** Texts to be chosen from or typed. */
  readonly suggestions?: readonly FieldOption[];
  readonly required?: true;
}

/** Fields that belong together. Faults of the whole carry its name. */
export interface FormSection {
  readonly name: string;
  readonly title: string;
  readonly note?: string;
  readonly fields: readonly FormField[];
  /** Rows of a table, each with the same fields. */
  readonly rows?: readonly (readonly FormField[])[];
  /** Many fields alike: each on one line where there is room. */
  readonly compact?: true;
  /** Seldom needed: closed at first. */
  readonly folded?: true;
}

/** What is wrong, by the name of a field or section. */
export type FieldFaults = Readonly<Record<string, string>>;

/**
 * The items of a list in an entry that are entries themselves; empty where there is no list.
 *
 * @example entriesIn({ teams: [{ slug: 'web' }] }, 'teams') // [{ slug: 'web' }]
 */
export function entriesIn(entry: Entry, list: string): readonly Entry[] {
  const found = entry[list];
  return Array.isArray(found) ? found.filter(isEntry) : [];
}

/**
 * Whether a value is an entry: names with values, and no list.
 *
 * @example isEntry(['web']) // false
 */
export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value of an entry as a form writes it: texts for one thing or several, none for what is not said.
 *
 * @example valueAt({ thresholds: { onTarget: 0.8 } }, 'thresholds.onTarget') // ['0.8']
 * @example valueAt({ retired: true }, 'retired') // ['yes']
 */
export function valueAt(entry: Entry | null, path: string): readonly string[] {
  let value: unknown = entry;
  for (const part of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isEntry(value)) value = value[part];
    else return [];
  }
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  if (value === true) return ['yes'];
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/**
 * A short text that changes when an entry does: a form says by it which state it was filled from.
 * It guards against lost work, not against anybody.
 *
 * @example stampOf({ slug: 'web', name: 'Web' }) === stampOf({ name: 'Web', slug: 'web' }) // true
 */
export function stampOf(entry: unknown): string {
  const text = canonicalText(entry ?? null);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}

const LONGEST_SLUG = 60;

/**
 * A slug for a name, for those who give none: another one with a number where it is taken.
 *
 * @example slugFor('Zoë’s stores', ['zoes-stores']) // 'zoes-stores-2'
 */
export function slugFor(name: string, taken: Iterable<string>): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  const base = plain === '' || plain === 'all' ? 'entry' : plain;
  const known = new Set(taken);
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!known.has(slug)) return slug;
  }
}

/**
 * What a target of a definition file is called, as `targetName` calls it.
 *
 * @example targetEntryName({ kpi: 'late', grain: 'week', from: '2026-01-05' }) // 'late/week/2026-01-05'
 */
export function targetEntryName(entry: Entry): string {
  const text = (name: string) => valueAt(entry, name)[0];
  const segment = text('segment');
  const place = text('place');
  return [
    text('kpi'),
    text('grain'),
    ...(segment === undefined ? [] : [`segment=${segment}`]),
    ...(place === undefined ? [] : [`place=${place}`]),
    text('from'),
  ].join('/');
}
