'use client';

/** Keeps how a file is read under a name. What cannot be is said here, and what was typed stays. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import styles from './upload.module.css';

export interface KeepState {
  readonly name: string;
  readonly problem: string | null;
  /** The name is taken: one may say that it is to be replaced. */
  readonly taken: boolean;
}

export interface KeepFormProps {
  readonly action: (before: KeepState, form: FormData) => Promise<KeepState>;
  readonly name: string;
}

export function KeepForm({ action, name }: KeepFormProps) {
  const [state, keep, pending] = useActionState(action, { name, problem: null, taken: false });
  return (
    <form action={keep} className={styles['keep']}>
      <Field
        form="keep"
        name="name"
        label="Keep it under a name"
        hint="The next file with the same header is read in the same way."
        fault={state.problem ?? undefined}
      >
        {(described) => (
          <input {...described} type="text" defaultValue={state.name} autoComplete="off" />
        )}
      </Field>
      {state.taken ? (
        <label className={styles['check']}>
          <input type="checkbox" name="replace" value="yes" />
          Replace the one of that name
        </label>
      ) : null}
      <p className={form['buttons']}>
        <button type="submit" className={styles['plain']} disabled={pending}>
          {pending ? 'Keeping…' : 'Keep it'}
        </button>
      </p>
    </form>
  );
}
