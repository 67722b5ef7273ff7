'use client';

/** Asks for a pull at once, from further back where a day is given. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import styles from './source.module.css';

export interface PullFormState {
  readonly from: string;
  /** What is wrong; null when nothing is. */
  readonly problem: string | null;
}

export interface PullFormProps {
  readonly action: (before: PullFormState, form: FormData) => Promise<PullFormState>;
}

export function PullForm({ action }: PullFormProps) {
  const [{ from, problem }, send, pending] = useActionState(action, { from: '', problem: null });
  return (
    <form action={send} className={styles['pull']} noValidate>
      <Field
        form="pull"
        name="from"
        label="From (as far back as usual where empty)"
        fault={problem ?? undefined}
      >
        {(described) => <input {...described} type="date" defaultValue={from} />}
      </Field>
      <button type="submit" className={form['button']} disabled={pending}>
        {pending ? 'Asking…' : 'Pull now'}
      </button>
    </form>
  );
}
