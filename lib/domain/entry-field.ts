/** Fields that the forms of the catalogue have in common. */
import type { CalendarDate } from './calendar';
import type { Catalog } from './catalog';
import { type Entry, type FieldOption, type FormField, valueAt } from './entry';

export interface FormFacts {
  readonly catalog: Catalog;
  /** As the definition file has it; null for a new one. */
  readonly entry: Entry | null;
  /** What a new one is for: the journey of a stage, the stage of a moment. */
  readonly within: string | null;
  readonly today: CalendarDate;
}

/** A field filled from an entry, or as a new one begins. */
export function field(
  { entry }: Pick<FormFacts, 'entry'>,
  control: FormField['control'],
  name: string,
  label: string,
  more: Partial<Omit<FormField, 'value'>> & { readonly fresh?: string } = {},
): FormField {
  const { fresh, ...rest } = more;
  const value = valueAt(entry, name);
  return {
    name,
    label,
    control,
    value: value.length === 0 && fresh !== undefined ? [fresh] : value,
    ...rest,
  };
}

/** Name and slug; the slug may be left to be made from the name. */
export function named(facts: FormFacts, example: string): readonly FormField[] {
  return [
    field(facts, 'text', 'name', 'Name', { hint: `Such as “${example}”.`, required: true }),
    field(facts, 'text', 'slug', 'Short name', {
      hint:
        facts.entry === null
          ? 'Stands in addresses and files: lower-case letters, digits and hyphens. Left blank, it is made from the name.'
          : 'Stands in addresses and files. Where it changes, the old one leads to the new one.',
    }),
  ];
}

/** An entry that is there can be retired and brought back. */
export function retired({ entry }: FormFacts): readonly FormField[] {
  if (entry === null) return [];
  return [
    field({ entry }, 'check', 'retired', 'Retired', {
      hint: 'Kept with its past, and in no list. It can be brought back.',
    }),
  ];
}

/** Those that live, and the one that is chosen even if it does not. */
export function liveOptions(
  items: readonly { readonly slug: string; readonly name: string; readonly retired?: boolean }[],
  chosen: readonly string[],
): readonly FieldOption[] {
  return items
    .filter((item) => item.retired !== true || chosen.includes(item.slug))
    .map((item) => ({
      value: item.slug,
      label: item.retired === true ? `${item.name} (retired)` : item.name,
    }));
}
