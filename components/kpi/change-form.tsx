'use client';

/** The form that marks a change. It works without scripts: then the answer is the same page again. */
import Link from 'next/link';
import { useActionState } from 'react';
import {
  type ChangeFaults,
  LONGEST_CHANGE_TEXT,
  LONGEST_REASON,
  type TypedChange,
} from '@/lib/domain/change-request';
import { kpiPath } from '@/lib/paths';
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
  readonly slug: string;
}

export function ChangeForm({ action, initial, today, slug }: ChangeFormProps) {
  const [state, submit, pending] = useActionState(action, initial);
  const { typed, faults, problem } = state;
  const count = Object.keys(faults).length;
  return (
    <form action={submit} className={styles['form']} noValidate>
      {count === 0 && problem === null ? null : (
        <p className={styles['problem']} role="alert">
          {problem ??
            `Nothing was marked: ${count === 1 ? 'one field needs' : `${count} fields need`} another look.`}
        </p>
      )}
      <Field name="date" label="On which day" fault={faults.date}>
        {(described) => (
          <input
            {...described}
            type="date"
            defaultValue={typed.date}
            max={today}
            className={styles['date']}
          />
        )}
      </Field>
      <Field
        name="text"
        label="What changed"
        hint={`Stands on the chart: at most ${LONGEST_CHANGE_TEXT} characters.`}
        fault={faults.text}
      >
        {(described) => <input {...described} type="text" defaultValue={typed.text} />}
      </Field>
      <Field
        name="reason"
        label="Why"
        hint={`Stands beneath the chart: at most ${LONGEST_REASON} characters.`}
        fault={faults.reason}
      >
        {(described) => <textarea {...described} rows={3} defaultValue={typed.reason} />}
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
        <p id="change-restarts-hint">
          Only when the process itself is another one now and is meant to stay so. Until there are
          six figures, nothing is called a signal.
        </p>
      </div>
      <p className={styles['buttons']}>
        <button type="submit" disabled={pending}>
          {pending ? 'Marking…' : 'Mark the change'}
        </button>
        <Link href={kpiPath(slug)} prefetch={false}>
          Leave it
        </Link>
      </p>
    </form>
  );
}

interface Described {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly required: true;
}

function Field({
  name,
  label,
  hint,
  fault,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | undefined;
  readonly children: (described: Described) => React.ReactNode;
}) {
  const id = `change-${name}`;
  const by = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
  ].join(' ');
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : <p id={`${id}-hint`}>{hint}</p>}
      {children({
        id,
        name,
        required: true,
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
