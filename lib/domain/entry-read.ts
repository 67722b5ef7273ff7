/** What was typed into a form, as the entry that a definition file would have. */
import type { Entry, FieldFaults, FormField, FormSection, Typed } from './entry';

export interface ReadEntry {
  /** Blank fields are left out: they have their default. */
  readonly entry: Entry;
  readonly faults: FieldFaults;
  /** Of each list of rows: which row of the form its items came from, since blank rows are none. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/**
 * Reads a form. Only what no definition file could hold is a fault here: a number that is none. All
 * else is for the checks that definition files pass.
 *
 * @example
 * readEntry([{ name: '', title: '', fields: [name, weight] }], { name: ['Web'], weight: ['two'] })
 * // { entry: { name: 'Web' }, faults: { weight: '“two” is no number. Write it like 12.5, …' }, rows: {} }
 */
export function readEntry(sections: readonly FormSection[], typed: Typed): ReadEntry {
  const faults: Record<string, string> = {};
  const entry: Record<string, unknown> = {};
  const rows: Record<string, readonly number[]> = {};
  for (const section of sections) {
    for (const field of section.fields) {
      const read = readField(field, typed);
      if ('fault' in read) faults[field.name] = read.fault;
      else if (read.value !== undefined) put(entry, field.name.split('.'), read.value);
    }
    if (section.rows === undefined) continue;
    const list = readRows(section.rows, typed, faults);
    entry[section.name] = list.map(({ item }) => item);
    rows[section.name] = list.map(({ row }) => row);
  }
  return { entry, faults, rows };
}

function readRows(
  rows: readonly (readonly FormField[])[],
  typed: Typed,
  faults: Record<string, string>,
): readonly { readonly item: Entry; readonly row: number }[] {
  return rows.flatMap((fields, row) => {
    const item: Record<string, unknown> = {};
    // A choice always says something: it does not make a row.
    const blank = fields.every(
      ({ name, control }) =>
        control === 'choice' || control === 'check' || textOf(typed, name) === '',
    );
    if (blank) return [];
    for (const field of fields) {
      const read = readField(field, typed);
      const name = field.name.split('.').at(-1) ?? '';
      if ('fault' in read) faults[field.name] = read.fault;
      else if (read.value !== undefined) item[name] = read.value;
    }
    return [{ item, row }];
  });
}

type ReadField = { readonly value: unknown } | { readonly fault: string };

function readField(field: FormField, typed: Typed): ReadField {
  switch (field.control) {
    case 'check':
      return { value: textOf(typed, field.name) === 'yes' };
    case 'checks':
      return { value: typed[field.name] ?? [] };
    case 'lines':
      return { value: given((typed[field.name]?.[0] ?? '').replaceAll('\r\n', '\n').trim()) };
    case 'number':
      return readNumber(textOf(typed, field.name));
    case 'fixed':
      return { value: given(field.value[0] ?? '') };
    case 'choice':
      return field.required && textOf(typed, field.name) === ''
        ? { fault: 'Choose one.' }
        : { value: given(textOf(typed, field.name)) };
    case 'text':
    case 'date':
      return {
        value: field.required ? textOf(typed, field.name) : given(textOf(typed, field.name)),
      };
  }
}

const given = (text: string): string | undefined => (text === '' ? undefined : text);

function textOf(typed: Typed, name: string): string {
  return (typed[name]?.[0] ?? '').trim();
}

function readNumber(text: string): ReadField {
  if (text === '') return { value: undefined };
  const plain = text.replace('−', '-');
  if (NUMBER.test(plain) && Number.isFinite(Number(plain))) return { value: Number(plain) };
  return {
    fault: `“${text}” is no number here. Write it like 12.5, with a point and without signs for thousands.`,
  };
}

function put(entry: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    entry[first] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...(entry[first] ?? {}) };
  put(inner, rest, value);
  entry[first] = inner;
}
