'use client';

/** The form of a series: which journey is reviewed, how often, when, and by whom. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { Named } from '@/lib/domain/contrast-view';
import { reviewsPath } from '@/lib/paths-review';
import type { EntryAction } from './entry';
import styles from './review.module.css';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function SeriesForm({
  action,
  journeys,
  timeZone,
}: {
  readonly action: EntryAction;
  readonly journeys: readonly Named[];
  readonly timeZone: string;
}) {
  const [state, submit, pending] = useActionState(action, {
    typed: { name: 'Weekly review', cadence: 'week', weekday: '1', startsAt: '09:00', timeZone },
    problem: null,
    round: 0,
  });
  const typed = (name: string) => state.typed[name] ?? '';
  const selects = [
    { name: 'journey', label: 'Journey', options: journeys.map(({ slug, name }) => [slug, name]) },
    {
      name: 'cadence',
      label: 'About each',
      options: ['week', 'month', 'quarter'].map((each) => [each, each]),
    },
    {
      name: 'weekday',
      label: 'Meets on the first',
      options: WEEKDAYS.map((day, index) => [String(index + 1), `${day} after it`]),
    },
  ];
  const texts = [
    { name: 'startsAt', label: 'At', hint: 'Such as 09:00.' },
    { name: 'timeZone', label: 'In the time zone', hint: 'Such as Europe/London.' },
    { name: 'chair', label: 'Chair (may stay blank)', hint: 'A name.' },
  ];
  return (
    <>
      <h1 className={styles['title']}>Start a series of reviews</h1>
      <p className={styles['lead']}>
        It meets about each period on the first such day after its end.{' '}
        <Link href={reviewsPath()}>All reviews</Link>
      </p>
      <form action={submit} className={styles['entry']} key={state.round} noValidate>
        {state.problem === null ? null : (
          <p className={form['problem']} role="alert">
            {state.problem}
          </p>
        )}
        <Field form="series" name="name" label="Name" fault={undefined}>
          {(described) => <input {...described} type="text" defaultValue={typed('name')} />}
        </Field>
        <div className={styles['pair']}>
          {selects.map(({ name, label, options }) => (
            <Field key={name} form="series" name={name} label={label} fault={undefined}>
              {(described) => (
                <select {...described} defaultValue={typed(name)}>
                  {options.map(([value, text]) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
          {texts.map(({ name, label, hint }) => (
            <Field key={name} form="series" name={name} label={label} hint={hint} fault={undefined}>
              {(described) => <input {...described} type="text" defaultValue={typed(name)} />}
            </Field>
          ))}
        </div>
        <Field
          form="series"
          name="members"
          label="Members"
          hint="One name or e-mail a line. Who has an account by it gets the minutes by mail."
          fault={undefined}
        >
          {(described) => <textarea {...described} rows={4} defaultValue={typed('members')} />}
        </Field>
        <p className={form['buttons']}>
          <button type="submit" className={form['button']} disabled={pending}>
            Start the series
          </button>
        </p>
      </form>
    </>
  );
}
