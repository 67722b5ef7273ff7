'use client';

/** The form of a source. The password goes one way: it is kept where none is typed, and never sent back. */
import { useActionState, useState } from 'react';
import ui from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Overtaken } from '@/components/ui/overtaken';
import { GRAINS } from '@/lib/domain/calendar';
import type { FieldDifference } from '@/lib/domain/entry-difference';
import { scheduleWords } from '@/lib/domain/schedule-words';
import { type SourceFaults, TLS_MODES, type TypedSource } from '@/lib/domain/source';
import type { Tried } from '@/lib/domain/source-view';
import sections from '../catalog/form.module.css';
import { Choice, Line, Text } from './source-field';
import { SourceTried } from './source-tried';

export interface SourceFormState {
  /** As it was typed, without the password. */
  readonly typed: TypedSource;
  readonly passwordTyped: boolean;
  readonly faults: SourceFaults;
  /** What is wrong with the whole; null when nothing is. */
  readonly problem: string | null;
  /** What somebody else changed meanwhile; null where nobody did. */
  readonly differences: readonly FieldDifference[] | null;
  /** Which state of the source the form speaks of; null for a new one. */
  readonly stamp: string | null;
  /** What came when it was tried; null where it was not. */
  readonly tried: Tried | null;
}

export interface SourceFormProps {
  readonly action: (before: SourceFormState, form: FormData) => Promise<SourceFormState>;
  readonly initial: SourceFormState;
  readonly hasPassword: boolean;
  readonly back: string;
  readonly save: string;
}

export function SourceForm({ action, initial, hasPassword, back, save }: SourceFormProps) {
  const [state, send, pending] = useActionState(action, initial);
  const { typed, faults, stamp, tried } = state;
  const shared = { typed, faults };
  return (
    <form action={send} className={sections['form']} noValidate autoComplete="off">
      {stamp === null ? null : <input type="hidden" name="stamp" value={stamp} />}
      <Refused state={state} />
      <section className={sections['section']} aria-labelledby="source-where">
        <h2 id="source-where">Where</h2>
        <div className={sections['body']}>
          <Line {...shared} name="name" hint="Figures say that they come from it." />
          <Line {...shared} name="host" hint="Its name, such as warehouse.example.com." />
          <Line {...shared} name="port" short />
          <Line {...shared} name="database" />
          <Line {...shared} name="username" hint="One that may only read what it needs." />
          <Password {...state} hasPassword={hasPassword} />
          <Choice
            {...shared}
            name="tls"
            hint="“verify-full” also makes sure who answers; “require” does not."
            options={TLS_MODES}
          />
          <Text
            {...shared}
            name="certificate"
            hint="Only where the server’s certificate is signed by one of your own."
            rows={2}
          />
        </div>
      </section>
      <section className={sections['section']} aria-labelledby="source-what">
        <h2 id="source-what">What</h2>
        <div className={sections['body']}>
          <Text
            {...shared}
            name="query"
            hint="One SELECT that gives the columns kpi, period, value … It may ask for day >= :from and day < :to."
            rows={9}
          />
          <Line {...shared} name="lookBack" hint="So that late corrections arrive." short />
          <Choice {...shared} name="lookBackUnit" options={GRAINS} />
          <Text
            {...shared}
            name="profile"
            hint="Only where the columns have other names: which column is which, as for files."
            rows={3}
          />
        </div>
      </section>
      <section className={sections['section']} aria-labelledby="source-when">
        <h2 id="source-when">When</h2>
        <div className={sections['body']}>
          <Schedule key={typed.schedule} {...shared} />
          <Line {...shared} name="timeoutSeconds" short />
          <Line {...shared} name="mostRows" short />
        </div>
      </section>
      {tried === null ? null : <SourceTried tried={tried} />}
      <p className={ui['buttons']}>
        <button
          type="submit"
          name="intent"
          value="save"
          disabled={pending}
          className={ui['button']}
        >
          {save}
        </button>
        <button
          type="submit"
          name="intent"
          value="try"
          disabled={pending}
          className={`${ui['button']} ${ui['second']}`}
        >
          {pending ? 'Asking…' : 'Test it'}
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
  );
}

function Refused({ state: { faults, problem, differences } }: { readonly state: SourceFormState }) {
  if (differences !== null) {
    return (
      <div className={sections['summary']} role="alert">
        <Overtaken differences={differences} />
      </div>
    );
  }
  const count = Object.keys(faults).length;
  if (count === 0 && problem === null) return null;
  const fields = count === 1 ? 'one field needs' : `${count} fields need`;
  return (
    <p className={sections['summary']} role="alert">
      {problem ?? `Nothing was saved: ${fields} another look.`}
    </p>
  );
}

/** What was typed stays here, and nowhere else: without scripts it has to be typed again. */
function Password({
  faults,
  hasPassword,
  passwordTyped,
}: Pick<SourceFormState, 'faults' | 'passwordTyped'> & { readonly hasPassword: boolean }) {
  const [password, setPassword] = useState('');
  const again = passwordTyped && password === '';
  const kept = hasPassword ? 'Kept, encrypted. Type one to replace it.' : 'It is kept encrypted.';
  return (
    <Line
      typed={{ password }}
      faults={faults}
      name="password"
      type="password"
      hint={again ? 'What you typed is not sent back: type it again.' : kept}
      onType={setPassword}
    />
  );
}

function Schedule({ typed, faults }: Pick<SourceFormState, 'typed' | 'faults'>) {
  const [schedule, setSchedule] = useState(typed.schedule);
  const words = /^\S+(\s+\S+){4}$/.test(schedule.trim())
    ? `${scheduleWords(schedule)}, by the organisation’s clocks.`
    : 'only when asked.';
  return (
    <Line
      typed={{ schedule }}
      faults={faults}
      name="schedule"
      hint={`Pulled ${words} Empty is when asked.`}
      onType={setSchedule}
    />
  );
}
