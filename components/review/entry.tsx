'use client';

/** A short form of the meeting: what cannot be taken is said beside it, and what was typed stays. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import styles from './review.module.css';

export interface EntryState {
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: string | null;
  readonly round: number;
}

export type EntryAction = (before: EntryState, form: FormData) => Promise<EntryState>;

export interface EntryField {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly kind?: 'text' | 'lines' | 'number';
}

export function Entry({
  id,
  action,
  fields,
  does,
}: {
  readonly id: string;
  readonly action: EntryAction;
  readonly fields: readonly EntryField[];
  readonly does: string;
}) {
  const [state, submit, pending] = useActionState(action, {
    typed: Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])),
    problem: null,
    round: 0,
  });
  return (
    <form action={submit} className={styles['entry']} key={state.round} noValidate>
      {fields.map(({ name, label, hint, kind = 'text' }, index) => (
        <Field
          key={name}
          form={id}
          name={name}
          label={label}
          {...(hint === undefined ? {} : { hint })}
          fault={index === 0 ? (state.problem ?? undefined) : undefined}
        >
          {(described) =>
            kind === 'lines' ? (
              <textarea {...described} rows={3} defaultValue={state.typed[name] ?? ''} />
            ) : (
              <input
                {...described}
                type="text"
                inputMode={kind === 'number' ? 'numeric' : 'text'}
                defaultValue={state.typed[name] ?? ''}
              />
            )
          }
        </Field>
      ))}
      {fields.length === 0 && state.problem !== null ? (
        <p className={form['problem']} role="alert">
          {state.problem}
        </p>
      ) : null}
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {does}
        </button>
      </p>
    </form>
  );
}
