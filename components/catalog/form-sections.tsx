/** The fields of a form in their sections. */
import type { FieldFaults, FormSection, Typed } from '@/lib/domain/entry';
import styles from './form.module.css';
import { Field, fieldId } from './form-field';

export interface SectionsProps {
  readonly sections: readonly FormSection[];
  /** What was typed; null: as filled in. */
  readonly typed: Typed | null;
  readonly faults: FieldFaults;
}

export function FormSections({ sections, typed, faults }: SectionsProps) {
  return sections.map((section) =>
    section.folded === true ? (
      <details
        key={section.name}
        className={styles['section']}
        open={isOpen(section, faults) ? true : undefined}
      >
        <summary>
          <h2>{section.title}</h2>
        </summary>
        <Body section={section} typed={typed} faults={faults} />
      </details>
    ) : (
      <section
        key={section.name}
        className={styles['section']}
        aria-labelledby={`s-${section.name}`}
      >
        <h2 id={`s-${section.name}`}>{section.title}</h2>
        <Body section={section} typed={typed} faults={faults} />
      </section>
    ),
  );
}

/** What is wrong must be seen, and what is filled in as well. */
function isOpen({ name, fields, rows = [] }: FormSection, faults: FieldFaults): boolean {
  const names = [name, ...[...fields, ...rows.flat()].map((field) => field.name)];
  const said = rows.flat().some(({ control, value }) => control === 'text' && value.length > 0);
  return said || names.some((each) => faults[each] !== undefined);
}

function Body({
  section,
  typed,
  faults,
}: Omit<SectionsProps, 'sections'> & { readonly section: FormSection }) {
  const { name, note, fields, rows = [] } = section;
  const fault = faults[name];
  const suggestions = rows.flat().find((field) => field.suggestions !== undefined)?.suggestions;
  const list = suggestions === undefined ? undefined : `list-${name}`;
  const shownIn = (field: FormSection['fields'][number]) =>
    typed === null ? field.value : (typed[field.name] ?? []);
  return (
    <div className={section.compact === true ? styles['compact'] : styles['body']}>
      {note === undefined ? null : <p className={styles['note']}>{note}</p>}
      {fault === undefined ? null : (
        <p className={styles['fault']} id={fieldId(name)}>
          {fault}
        </p>
      )}
      {fields.map((field) => (
        <Field key={field.name} field={field} value={shownIn(field)} fault={faults[field.name]} />
      ))}
      {rows.map((row, i) => (
        <fieldset
          key={row[0]?.name ?? i}
          className={styles['row']}
          aria-label={`${section.title}, row ${i + 1}`}
        >
          {row.map((field) => (
            <Field
              key={field.name}
              field={field}
              value={field.control === 'fixed' ? field.value : shownIn(field)}
              fault={faults[field.name]}
              list={list}
            />
          ))}
        </fieldset>
      ))}
      {suggestions === undefined ? null : (
        <datalist id={list}>
          {suggestions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </datalist>
      )}
    </div>
  );
}
