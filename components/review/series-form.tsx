'use client';

/** The form of a series: which journey is reviewed, how often, when, and by whom. */
import { type ReactNode, useActionState } from 'react';
import sections from '@/components/catalog/form.module.css';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Overtaken } from '@/components/ui/overtaken';
import type { Named } from '@/lib/domain/contrast-view';
import type { FieldDifference } from '@/lib/domain/entry-difference';
import { SERIES_LABELS, type TypedSeries, WEEKDAYS } from '@/lib/domain/series-request';
import { reviewsPath } from '@/lib/paths-review';
import type { EntryState } from './entry';
import styles from './review.module.css';

export interface SeriesState extends EntryState {
  /** What somebody else changed meanwhile; null where nobody did. */
  readonly differences: readonly FieldDifference[] | null;
  /** Which state of the series the form speaks of; null for a new one. */
  readonly stamp: string | null;
}

export function SeriesForm({
  action,
  journeys,
  typed: first,
  stamp,
  isNew,
  ending,
}: {
  readonly action: (before: SeriesState, form: FormData) => Promise<SeriesState>;
  readonly journeys: readonly Named[];
  readonly typed: TypedSeries;
  readonly stamp: string | null;
  readonly isNew: boolean;
  /** The form that ends it; null for a new one. */
  readonly ending: ReactNode;
}) {
  const [state, submit, pending] = useActionState(action, {
    typed: { ...first },
    problem: null,
    differences: null,
    stamp,
    round: 0,
  });
  const typed = (name: string) => state.typed[name] ?? '';
  const fixed = [
    { name: 'journey', label: 'Journey', options: journeys.map(({ slug, name }) => [slug, name]) },
    {
      name: 'cadence',
      label: 'About each',
      options: ['week', 'month', 'quarter'].map((each) => [each, each]),
    },
  ];
  const selects = [
    ...(isNew ? fixed : []),
    {
      name: 'weekday',
      label: SERIES_LABELS.weekday,
      options: WEEKDAYS.map((day, index) => [String(index + 1), `${day} after it`]),
    },
  ];
  const texts = [
    { name: 'startsAt', label: SERIES_LABELS.startsAt, hint: 'Such as 09:00.' },
    { name: 'timeZone', label: SERIES_LABELS.timeZone, hint: 'Such as Europe/London.' },
    { name: 'chair', label: SERIES_LABELS.chair, hint: 'A name.' },
  ];
  return (
    <>
      <h1 className={styles['title']}>
        {isNew ? 'Start a series of reviews' : `Change “${first.name}”`}
      </h1>
      <p className={styles['lead']}>
        It meets about each period on the first such day after its end.{' '}
        {isNew
          ? ''
          : `It stays about each ${first.cadence}, and reviews that were held stay as they are. `}
        <Link href={reviewsPath()}>All reviews</Link>
      </p>
      <form action={submit} className={styles['entry']} key={state.round} noValidate>
        {state.stamp === null ? null : <input type="hidden" name="stamp" value={state.stamp} />}
        <Refused state={state} />
        <Field form="series" name="name" label={SERIES_LABELS.name} fault={undefined}>
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
          label={SERIES_LABELS.members}
          hint="One name or e-mail a line. Who has an account by it gets the minutes by mail."
          fault={undefined}
        >
          {(described) => <textarea {...described} rows={4} defaultValue={typed('members')} />}
        </Field>
        <p className={form['buttons']}>
          <button type="submit" className={form['button']} disabled={pending}>
            {isNew ? 'Start the series' : 'Save'}
          </button>
        </p>
      </form>
      {ending === null ? null : <div className={styles['apart']}>{ending}</div>}
    </>
  );
}

function Refused({ state: { differences, problem } }: { readonly state: SeriesState }) {
  if (differences !== null) {
    return (
      <div className={sections['summary']} role="alert">
        <Overtaken differences={differences} />
      </div>
    );
  }
  if (problem === null) return null;
  return (
    <p className={form['problem']} role="alert">
      {problem}
    </p>
  );
}
