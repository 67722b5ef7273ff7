/** The ways in. */
import type { ReactNode } from 'react';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { ROLES, type Role } from '@/lib/domain/principal';
import { ROLE_WORDS } from '@/lib/domain/role-words';
import { PasswordForm, type PasswordFormProps } from './password-form';
import styles from './sign-in.module.css';

export function SignInFrame({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles['page']} id="main">
      <p className={styles['brand']}>Throughline</p>
      <h1>{title}</h1>
      {lead === null ? null : <p className={styles['lead']}>{lead}</p>}
      {children}
    </main>
  );
}

export interface SignInProps {
  /** What brought one here, where it needs words. */
  readonly said: string | null;
  readonly password: PasswordFormProps['action'];
  /** Null where no provider is configured. */
  readonly provider: (() => Promise<void>) | null;
  /** Null where the demo is not open. */
  readonly demo: ((role: Role) => Promise<void>) | null;
  /** Nobody has an account. */
  readonly unclaimed: boolean;
}

export function SignIn({ said, password, provider, demo, unclaimed }: SignInProps) {
  return (
    <SignInFrame
      title="Sign in"
      lead={
        demo === null
          ? null
          : 'This is the demo, open to whoever sits at this machine. Look at it as one of these people; nothing is asked.'
      }
    >
      {said === null ? null : (
        <p className={styles['said']} role="status">
          {said}
        </p>
      )}
      {demo === null ? null : <DemoPeople demo={demo} />}
      {unclaimed && demo === null ? (
        <p className={styles['said']}>
          Nobody has an account yet. The server wrote a link to its terminal that makes the first
          administrator; a restart writes another.
        </p>
      ) : null}
      {provider === null ? null : (
        <form action={provider} className={styles['card']}>
          <button type="submit" className={form['button']}>
            Sign in with your organisation
          </button>
        </form>
      )}
      {unclaimed ? null : (
        <div className={styles['card']}>
          <PasswordForm action={password} />
        </div>
      )}
      {unclaimed ? null : (
        <p className={styles['lead']}>
          Forgotten? Whoever administers this installation can send you a new link.
        </p>
      )}
      {demo === null ? null : (
        <p>
          <Link href="/">Back to the contrast</Link>
        </p>
      )}
    </SignInFrame>
  );
}

function DemoPeople({ demo }: { readonly demo: (role: Role) => Promise<void> }) {
  return (
    <ul className={styles['roles']}>
      {ROLES.map((role) => (
        <li key={role}>
          <form action={demo.bind(null, role)}>
            <button type="submit">
              <strong>{ROLE_WORDS[role].name}</strong> <small>{ROLE_WORDS[role].does}</small>
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
