/** Which field of a form a fault of the definition is about. */
import type { DefinitionFault } from './definition-fault';
import type { FieldFaults, FormSection } from './entry';

/**
 * Where a part of the document stands in the form: the beginning of a fault's path, and the name that
 * takes its place. A prefix that ends with `/` or `.` stands for all that begins so.
 */
export type FormPlace = readonly [prefix: string, name: string];

export interface SortedFaults {
  readonly fields: FieldFaults;
  /** Of what the form does not show, as sentences. */
  readonly others: readonly string[];
}

/**
 * Puts each fault beside the field that it is about, the first of a field only. The longest prefix
 * decides; a fault of a part of a field is the field's, a fault of a whole section the section's.
 *
 * @example
 * sortFaults([{ path: 'teams[0].lead', message: 'This is blank.', cure: 'Write a name.' }], sections, [['teams[0]', '']])
 * // { fields: { lead: 'This is blank. Write a name.' }, others: [] }
 */
export function sortFaults(
  faults: readonly DefinitionFault[],
  sections: readonly FormSection[],
  places: readonly FormPlace[],
): SortedFaults {
  const names = new Set(
    sections.flatMap(({ name, fields, rows = [] }) => [
      name,
      ...[...fields, ...rows.flat()].map((field) => field.name),
    ]),
  );
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const { path, message, cure } of faults) {
    const text = `${message} ${cure}`;
    const name = nameFor(path, names, places);
    if (name === null) others.push(text);
    else fields[name] ??= text;
  }
  return { fields, others: [...new Set(others)] };
}

function nameFor(
  path: string,
  names: ReadonlySet<string>,
  places: readonly FormPlace[],
): string | null {
  const [place] = places
    .filter(([prefix]) => beginsWith(path, prefix))
    .toSorted(([a], [b]) => b.length - a.length);
  if (place === undefined) return null;
  const [prefix, start] = place;
  const rest = /[./]$/.test(prefix) ? '' : path.slice(prefix.length);
  const parts = `${start}.${rest.replaceAll(/\[(\d+)\]/g, '.$1')}`.split('.').filter(Boolean);
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    if (names.has(name)) return name;
    const inside = [...names].find(
      (each) => length === parts.length && each.startsWith(`${name}.`),
    );
    if (inside !== undefined) return inside;
  }
  return null;
}

function beginsWith(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return /[./]$/.test(prefix) || path === prefix || /^[.[]/.test(path.slice(prefix.length));
}
