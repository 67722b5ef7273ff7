'use client';

/** Taking a link: a name and a password, and for the first administrator an e-mail. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { SHORTEST_PASSWORD } from '@/lib/domain/person';
import styles from './sign-in.module.css';

export interface WelcomeState {
  readonly typed: { readonly email: string; readonly name: string };
  readonly faults: {
    readonly email?: string;
    readonly name?: string;
    readonly password?: string;
  };
  readonly problem: string | null;
}

export interface WelcomeFormProps {
  readonly action: (before: WelcomeState, form: FormData) => Promise<WelcomeState>;
  readonly initial: WelcomeState;
  /** Whose link it is; null for the first administrator's. */
  readonly email: string | null;
}

export function WelcomeForm({ action, initial, email }: WelcomeFormProps) {
  const [{ typed, faults, problem }, submit, pending] = useActionState(action, initial);
  return (
    <form action={submit} className={styles['form']} noValidate>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      {email === null ? (
        <Field form="welcome" name="email" label="E-mail" fault={faults.email}>
          {(described) => (
            <input
              {...described}
              required
              type="email"
              autoComplete="username"
              defaultValue={typed.email}
            />
          )}
        </Field>
      ) : (
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      )}
      <Field form="welcome" name="name" label="Name" fault={faults.name}>
        {(described) => (
          <input
            {...described}
            required
            type="text"
            autoComplete="name"
            defaultValue={typed.name}
          />
        )}
      </Field>
      <Field
        form="welcome"
        name="password"
        label="New password"
        hint={`At least ${SHORTEST_PASSWORD} characters; some words that do not belong together are good.`}
        fault={faults.password}
      >
        {(described) => (
          <input {...described} required type="password" autoComplete="new-password" />
        )}
      </Field>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Coming in…' : 'Come in'}
        </button>
      </p>
    </form>
  );
}
