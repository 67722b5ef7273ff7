'use client';

/** Closing an action: done with what came of it, dropped with the reason, or open again. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import styles from './action.module.css';

export interface CloseState {
  readonly outcome: string;
  readonly problem: string | null;
  readonly round: number;
}

export type CloseAction = (before: CloseState, form: FormData) => Promise<CloseState>;

const NOT_CLOSED: CloseState = { outcome: '', problem: null, round: 0 };

export function CloseForm({ action }: { readonly action: CloseAction }) {
  const [state, submit, pending] = useActionState(action, NOT_CLOSED);
  return (
    <form action={submit} className={styles['form']} key={state.round}>
      <Field
        form="close"
        name="outcome"
        label="What came of it, or why it is dropped"
        fault={state.problem ?? undefined}
      >
        {(described) => <textarea {...described} rows={2} defaultValue={state.outcome} />}
      </Field>
      <p className={form['buttons']}>
        <button
          type="submit"
          name="state"
          value="done"
          className={form['button']}
          disabled={pending}
        >
          Done
        </button>
        <button
          type="submit"
          name="state"
          value="dropped"
          className={`${form['button']} ${form['remove']}`}
          disabled={pending}
        >
          Drop it
        </button>
      </p>
    </form>
  );
}

export function ReopenForm({ action }: { readonly action: CloseAction }) {
  const [state, submit, pending] = useActionState(action, NOT_CLOSED);
  return (
    <form action={submit} className={styles['form']}>
      {state.problem === null ? null : (
        <p className={form['problem']} role="alert">
          {state.problem}
        </p>
      )}
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          Open it again
        </button>
      </p>
    </form>
  );
}
