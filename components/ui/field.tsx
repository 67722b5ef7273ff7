/** One field of a form: its label, what it asks for, what is wrong with it. */
import type { ReactNode } from 'react';
import styles from './form.module.css';

/** What the control takes over, so that label, hint and fault are spoken with it. */
export interface Described {
  readonly id: string;
  readonly name: string;
  readonly className: string | undefined;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export interface FieldProps {
  /** Of the form, so that two forms of a page do not clash. */
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | undefined;
  readonly children: (described: Described) => ReactNode;
}

export function Field({ form, name, label, hint, fault, children }: FieldProps) {
  const id = `${form}-${name}`;
  const by = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
  ].join(' ');
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      {children({
        id,
        name,
        className: styles['control'],
        ...(by === '' ? {} : { 'aria-describedby': by }),
        ...(fault === undefined ? {} : { 'aria-invalid': true }),
      })}
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className={styles['fault']}>
          {fault}
        </p>
      )}
    </div>
  );
}
