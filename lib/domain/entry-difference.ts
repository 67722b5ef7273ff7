/** What is stored beside what was typed, where somebody else was faster. */
import type { FormField, FormSection, Typed } from './entry';

export interface FieldDifference {
  readonly label: string;
  /** As it is stored now; empty where nothing is said. */
  readonly stored: string;
  readonly typed: string;
}

/**
 * The fields whose stored value is not what was typed, in words.
 *
 * @example fieldDifferences([{ name: '', title: '', fields: [leadStoredAsAna] }], { lead: ['Zoë'] })
 * // [{ label: 'Who leads it', stored: 'Ana', typed: 'Zoë' }]
 */
export function fieldDifferences(
  sections: readonly FormSection[],
  typed: Typed,
): readonly FieldDifference[] {
  return sections
    .flatMap(({ fields, rows = [] }) => [...fields, ...rows.flat()])
    .filter(({ control }) => control !== 'fixed')
    .map((field) => ({
      label: field.label,
      stored: inWords(field, field.value),
      typed: inWords(field, typed[field.name] ?? []),
    }))
    .filter(({ stored, typed: mine }) => stored !== mine);
}

function inWords({ control, options = [] }: FormField, values: readonly string[]): string {
  if (control === 'check') return values[0] === 'yes' ? 'yes' : 'no';
  const labels = new Map(options.map(({ value, label }) => [value, label]));
  return values
    .map((value) => (value === '' ? '' : (labels.get(value) ?? value)).trim())
    .filter((text) => text !== '')
    .toSorted()
    .join(', ');
}
