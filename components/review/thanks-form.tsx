'use client';

/** The form that thanks a team or a person. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { Named } from '@/lib/domain/contrast-view';
import type { EntryAction } from './entry';
import styles from './review.module.css';

export function ThanksForm({
  action,
  typed: first,
  teams,
  kpis,
  moments,
  back,
}: {
  readonly action: EntryAction;
  readonly typed: Readonly<Record<string, string>>;
  readonly teams: readonly Named[];
  readonly kpis: readonly Named[];
  readonly moments: readonly Named[];
  readonly back: string;
}) {
  const [{ typed, problem, round }, submit, pending] = useActionState(action, {
    typed: first,
    problem: null,
    round: 0,
  });
  const selects = [
    { name: 'team', label: 'Team', none: 'Choose a team', items: teams },
    { name: 'kpi', label: 'Evidence (a KPI)', none: 'none', items: kpis },
    { name: 'moment', label: 'Moment that was kept', none: 'that of the KPI', items: moments },
  ];
  return (
    <form action={submit} className={styles['entry']} key={round} noValidate>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      {selects.map(({ name, label, none, items }) => (
        <Field key={name} form="thanks" name={name} label={label} fault={undefined}>
          {(described) => (
            <select {...described} defaultValue={typed[name] ?? ''}>
              <option value="">{none}</option>
              {items.map((item) => (
                <option key={item.slug} value={item.slug}>
                  {item.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <Field form="thanks" name="person" label="Person (may stay blank)" fault={undefined}>
        {(described) => <input {...described} type="text" defaultValue={typed['person'] ?? ''} />}
      </Field>
      <Field form="thanks" name="text" label="For what" fault={undefined}>
        {(described) => <textarea {...described} rows={3} defaultValue={typed['text'] ?? ''} />}
      </Field>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          Thank them
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
  );
}
