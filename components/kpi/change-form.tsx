'use client';

/** The form that marks a change. It works without scripts: then the answer is the same page again. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import {
  type ChangeFaults,
  LONGEST_CHANGE_TEXT,
  LONGEST_REASON,
  type TypedChange,
} from '@/lib/domain/change-request';
import styles from './change.module.css';

export interface ChangeFormState {
  /** What was typed, as it was typed. */
  readonly typed: TypedChange;
  readonly faults: ChangeFaults;
  /** What is wrong with the whole; null when nothing is. */
  readonly problem: string | null;
}

export interface ChangeFormProps {
  readonly action: (before: ChangeFormState, form: FormData) => Promise<ChangeFormState>;
  readonly initial: ChangeFormState;
  readonly today: string;
  /** Where one goes who leaves it. */
  readonly back: string;
}

export function ChangeForm({ action, initial, today, back }: ChangeFormProps) {
  const [state, submit, pending] = useActionState(action, initial);
  const { typed, faults, problem } = state;
  const count = Object.keys(faults).length;
  return (
    <form action={submit} className={styles['form']} noValidate>
      {count === 0 && problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem ??
            `Nothing was marked: ${count === 1 ? 'one field needs' : `${count} fields need`} another look.`}
        </p>
      )}
      <Field form="change" name="date" label="On which day" fault={faults.date}>
        {(described) => (
          <input
            {...described}
            required
            type="date"
            defaultValue={typed.date}
            max={today}
            className={`${described.className} ${styles['date']}`}
          />
        )}
      </Field>
      <Field
        form="change"
        name="text"
        label="What changed"
        hint={`Stands on the chart: at most ${LONGEST_CHANGE_TEXT} characters.`}
        fault={faults.text}
      >
        {(described) => <input {...described} required type="text" defaultValue={typed.text} />}
      </Field>
      <Field
        form="change"
        name="reason"
        label="Why"
        hint={`Stands beneath the chart: at most ${LONGEST_REASON} characters.`}
        fault={faults.reason}
      >
        {(described) => <textarea {...described} required rows={3} defaultValue={typed.reason} />}
      </Field>
      <div className={styles['check']}>
        <input
          id="change-restarts"
          type="checkbox"
          name="restarts"
          value="yes"
          defaultChecked={typed.restartsLimits}
          aria-describedby="change-restarts-hint"
        />
        <label htmlFor="change-restarts">The usual range starts anew from here</label>
        <p id="change-restarts-hint" className={form['hint']}>
          Only when the process itself is another one now and is meant to stay so. Until there are
          six figures, nothing is called a signal.
        </p>
      </div>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Marking…' : 'Mark the change'}
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
  );
}
