'use client';

/** E-mail and password. What was typed as e-mail stays; a password never comes back. */
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import styles from './sign-in.module.css';

export interface PasswordState {
  readonly email: string;
  /** Null before, and once it is done without leaving the page. */
  readonly problem: string | null;
  readonly done: boolean;
}

export interface PasswordFormProps {
  readonly action: (before: PasswordState, form: FormData) => Promise<PasswordState>;
}

const BEFORE: PasswordState = { email: '', problem: null, done: false };

export function PasswordForm({ action }: PasswordFormProps) {
  const [{ email, problem }, submit, pending] = useActionState(action, BEFORE);
  return (
    <form action={submit} className={styles['form']}>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      <Field form="sign-in" name="email" label="E-mail" fault={undefined}>
        {(described) => (
          <input
            {...described}
            required
            type="email"
            autoComplete="username"
            defaultValue={email}
          />
        )}
      </Field>
      <Field form="sign-in" name="password" label="Password" fault={undefined}>
        {(described) => (
          <input {...described} required type="password" autoComplete="current-password" />
        )}
      </Field>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={pending}>
          {pending ? 'Signing in…' : 'Sign in'}
        </button>
      </p>
    </form>
  );
}
