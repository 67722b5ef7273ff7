'use client';

/** The form of a check-in: two minutes, on a phone as well. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { CheckInFaults, TypedCheckIn } from '@/lib/domain/check-in-request';
import styles from './review.module.css';

export interface CheckInState {
  readonly typed: TypedCheckIn;
  readonly faults: CheckInFaults;
  readonly problem: string | null;
  readonly round: number;
}

const TEXTS = [
  { name: 'happened', label: 'What happened' },
  { name: 'why', label: 'Why' },
  { name: 'next', label: 'What next' },
] as const;

export function CheckInForm({
  action,
  typed: first,
  back,
}: {
  readonly action: (before: CheckInState, form: FormData) => Promise<CheckInState>;
  readonly typed: TypedCheckIn;
  readonly back: string;
}) {
  const [state, submit, pending] = useActionState(action, {
    typed: first,
    faults: {},
    problem: null,
    round: 0,
  });
  const { typed, faults, problem, round } = state;
  return (
    <form action={submit} className={styles['entry']} key={round} noValidate>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      {TEXTS.map(({ name, label }) => (
        <Field key={name} form="check-in" name={name} label={label} fault={faults[name]}>
          {(described) => <textarea {...described} rows={3} defaultValue={typed[name]} />}
        </Field>
      ))}
      <Field
        form="check-in"
        name="backBy"
        label="Back by which period"
        hint="Such as 2026-W50, or a date; it may stay blank."
        fault={faults.backBy}
      >
        {(described) => <input {...described} type="text" defaultValue={typed.backBy} />}
      </Field>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Saving…' : 'Check in'}
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
  );
}
