/** One field of a form: label, hint, control, and what is wrong with it. */

import form from '@/components/ui/form.module.css';
import type { FormField } from '@/lib/domain/entry';
import styles from './form.module.css';

export interface FieldProps {
  readonly field: FormField;
  readonly value: readonly string[];
  readonly fault: string | undefined;
  /** Id of the list that the field's section suggests from. */
  readonly list?: string | undefined;
}

/** What a fault's link leads to. */
export const fieldId = (name: string): string => `f-${name}`;

export function Field(props: FieldProps) {
  const { field } = props;
  if (field.control === 'check') return <Check {...props} />;
  if (field.control === 'checks') return <Checks {...props} />;
  const id = fieldId(field.name);
  return (
    <div className={styles['field']}>
      {field.control === 'fixed' ? (
        <span className={styles['label']}>{field.label}</span>
      ) : (
        <label htmlFor={id}>{field.label}</label>
      )}
      <Hint {...props} />
      <Control {...props} />
      <Fault {...props} />
    </div>
  );
}

function Hint({ field }: FieldProps) {
  return field.hint === undefined ? null : <p id={`${fieldId(field.name)}-hint`}>{field.hint}</p>;
}

function Fault({ field, fault }: FieldProps) {
  return fault === undefined ? null : (
    <p id={`${fieldId(field.name)}-fault`} className={styles['fault']}>
      {fault}
    </p>
  );
}

/** What ties a control to its label, hint and fault. */
function described({ field, fault }: FieldProps) {
  const id = fieldId(field.name);
  const by = [
    ...(field.hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
  ].join(' ');
  return {
    id,
    name: field.name,
    ...(field.control === 'check' ? {} : { className: form['control'] }),
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(fault === undefined ? {} : { 'aria-invalid': true as const }),
    ...(field.required === true ? { 'aria-required': true as const } : {}),
  };
}

function Control(props: FieldProps) {
  const { field, value, list } = props;
  const [first = ''] = value;
  switch (field.control) {
    case 'lines':
      return <textarea {...described(props)} rows={3} defaultValue={first} />;
    case 'choice':
      return (
        <select {...described(props)} defaultValue={first}>
          {(field.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case 'date':
      return (
        <input
          {...described(props)}
          type="date"
          defaultValue={first}
          className={`${form['control']} ${styles['date']}`}
        />
      );
    case 'number':
      return (
        <input
          {...described(props)}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={first}
          className={`${form['control']} ${styles['number']}`}
        />
      );
    case 'fixed':
      return (
        <span className={styles['fixed']} id={fieldId(field.name)}>
          {field.options?.find((option) => option.value === first)?.label ??
            (first === '' ? '–' : first)}
        </span>
      );
    case 'text':
    case 'check':
    case 'checks':
      return (
        <input
          {...described(props)}
          type="text"
          autoComplete="off"
          defaultValue={first}
          {...(field.suggestions === undefined || list === undefined ? {} : { list })}
        />
      );
  }
}

function Check(props: FieldProps) {
  const { field, value } = props;
  return (
    <div className={styles['check']}>
      <input
        {...described(props)}
        type="checkbox"
        value="yes"
        defaultChecked={value[0] === 'yes'}
      />
      <label htmlFor={fieldId(field.name)}>{field.label}</label>
      <Hint {...props} />
      <Fault {...props} />
    </div>
  );
}

function Checks(props: FieldProps) {
  const { field, value } = props;
  const id = fieldId(field.name);
  const options = field.options ?? [];
  return (
    <fieldset className={styles['checks']} id={id}>
      <legend>{field.label}</legend>
      <Hint {...props} />
      {options.length === 0 ? <p>There is none to choose from yet.</p> : null}
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              name={field.name}
              value={option.value}
              defaultChecked={value.includes(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <Fault {...props} />
    </fieldset>
  );
}
