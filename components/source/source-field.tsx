/** The fields of a source's form. */
import { Field } from '@/components/ui/field';
import { SOURCE_LABELS, type SourceFaults, type SourceField } from '@/lib/domain/source';
import styles from './source.module.css';

interface Common<Name extends SourceField> {
  readonly typed: { readonly [name in Name]: string };
  readonly faults: SourceFaults;
  readonly name: Name;
  readonly hint?: string;
}

export interface LineProps<Name extends SourceField> extends Common<Name> {
  readonly short?: boolean;
  readonly type?: 'text' | 'password';
  readonly onType?: (text: string) => void;
}

export function Line<Name extends SourceField>({
  typed,
  faults,
  name,
  short = false,
  type = 'text',
  onType,
  ...said
}: LineProps<Name>) {
  return (
    <Field form="source" name={name} label={SOURCE_LABELS[name]} fault={faults[name]} {...said}>
      {(described) => (
        <input
          {...described}
          type={type}
          {...(onType === undefined
            ? { defaultValue: typed[name] }
            : { value: typed[name], onChange: (event) => onType(event.target.value) })}
          className={short ? `${described.className} ${styles['narrow']}` : described.className}
          autoComplete={type === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

export function Text<Name extends SourceField>({
  typed,
  faults,
  name,
  rows,
  ...said
}: Common<Name> & { readonly rows: number }) {
  return (
    <Field form="source" name={name} label={SOURCE_LABELS[name]} fault={faults[name]} {...said}>
      {(described) => (
        <textarea
          {...described}
          rows={rows}
          defaultValue={typed[name]}
          className={`${described.className} ${styles['code']}`}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

export function Choice<Name extends SourceField>({
  typed,
  faults,
  name,
  options,
  ...said
}: Common<Name> & { readonly options: readonly string[] }) {
  return (
    <Field form="source" name={name} label={SOURCE_LABELS[name]} fault={faults[name]} {...said}>
      {(described) => (
        <select
          {...described}
          key={typed[name]}
          defaultValue={typed[name]}
          className={`${described.className} ${styles['narrow']}`}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
