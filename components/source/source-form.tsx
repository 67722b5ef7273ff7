'use client';

/** The form of a source. The password goes one way: it is kept where none is typed, and never sent back. */
import { useActionState, useState } from 'react';
import { Link } from '@/components/ui/link';
import { GRAINS } from '@/lib/domain/calendar';
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
  const { typed, faults, problem, tried } = state;
  const count = Object.keys(faults).length;
  const shared = { typed, faults };
  return (
    <form action={send} className={sections['form']} noValidate autoComplete="off">
      {count === 0 && problem === null ? null : (
        <p className={sections['summary']} role="alert">
          {problem ??
            `Nothing was saved: ${count === 1 ? 'one field needs' : `${count} fields need`} another look.`}
        </p>
      )}
      <section className={sections['section']} aria-labelledby="source-where">
        <h2 id="source-where">Where</h2>
        <div className={sections['body']}>
          <Line {...shared} name="name" label="Name" hint="Figures say that they come from it." />
          <Line
            {...shared}
            name="host"
            label="Server"
            hint="Its name, such as warehouse.example.com."
          />
          <Line {...shared} name="port" label="Port" short />
          <Line {...shared} name="database" label="Database" />
          <Line
            {...shared}
            name="username"
            label="User"
            hint="One that may only read what it needs."
          />
          <Password {...state} hasPassword={hasPassword} />
          <Choice
            {...shared}
            name="tls"
            label="Encryption (TLS)"
            hint="“verify-full” also makes sure who answers; “require” does not."
            options={TLS_MODES}
          />
          <Text
            {...shared}
            name="certificate"
            label="Certificate of the authority (PEM)"
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
            label="Query"
            hint="One SELECT that gives the columns kpi, period, value … It may ask for day >= :from and day < :to."
            rows={9}
          />
          <Line
            {...shared}
            name="lookBack"
            label="How far back"
            hint="So that late corrections arrive."
            short
          />
          <Choice {...shared} name="lookBackUnit" label="Counted in whole" options={GRAINS} />
          <Text
            {...shared}
            name="profile"
            label="Profile (YAML)"
            hint="Only where the columns have other names: which column is which, as for files."
            rows={3}
          />
        </div>
      </section>
      <section className={sections['section']} aria-labelledby="source-when">
        <h2 id="source-when">When</h2>
        <div className={sections['body']}>
          <Schedule key={typed.schedule} {...shared} />
          <Line {...shared} name="timeoutSeconds" label="Seconds that a pull may take" short />
          <Line {...shared} name="mostRows" label="Rows that a pull may bring" short />
        </div>
      </section>
      {tried === null ? null : <SourceTried tried={tried} />}
      <p className={sections['buttons']}>
        <button type="submit" name="intent" value="save" disabled={pending}>
          {save}
        </button>
        <button
          type="submit"
          name="intent"
          value="try"
          disabled={pending}
          className={sections['second']}
        >
          {pending ? 'Asking…' : 'Test it'}
        </button>
        <Link href={back}>Leave it</Link>
      </p>
    </form>
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
      label="Password"
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
      label="Schedule (cron: minute, hour, day, month, weekday)"
      hint={`Pulled ${words} Empty is when asked.`}
      onType={setSchedule}
    />
  );
}
