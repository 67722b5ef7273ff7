'use client';

/** A form with one button, which says below what became of it: a problem, or what is shown this once. */
import { type ReactNode, useActionState } from 'react';
import form from '@/components/ui/form.module.css';
import styles from './people.module.css';

export interface Said {
  readonly problem: string | null;
  readonly done: string | null;
  /** A link or a key: shown now and never again. */
  readonly secret: string | null;
}

export type Act = (before: Said, form: FormData) => Promise<Said>;

export interface ActFormProps {
  readonly action: Act;
  readonly does: string;
  /** What the button is about, for those who hear it out of its place. */
  readonly of?: string;
  readonly danger?: boolean;
  readonly children?: ReactNode;
}

const BEFORE: Said = { problem: null, done: null, secret: null };

export function ActForm({ action, does, of, danger = false, children }: ActFormProps) {
  const [{ problem, done, secret }, submit, pending] = useActionState(action, BEFORE);
  return (
    <form action={submit} className={styles['act']}>
      {children}
      <p className={form['buttons']}>
        <button
          type="submit"
          disabled={pending}
          className={danger ? `${form['button']} ${form['remove']}` : form['button']}
        >
          {does}
          {of === undefined ? null : <span className="visually-hidden"> {of}</span>}
        </button>
      </p>
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      {done === null ? null : (
        <div className={styles['done']} role="status">
          <p>{done}</p>
          {secret === null ? null : <code className={styles['secret']}>{secret}</code>}
        </div>
      )}
    </form>
  );
}
