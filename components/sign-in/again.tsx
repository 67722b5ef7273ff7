'use client';

/** The session ended while the page was open: sign in on top of it, and nothing typed is lost. */
import { Dialog } from '@/components/ui/dialog';
import { signInPath } from '@/lib/paths-people';
import { PasswordForm, type PasswordFormProps, type PasswordState } from './password-form';
import styles from './sign-in.module.css';

export interface SignInAgainProps {
  readonly action: PasswordFormProps['action'];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function SignInAgain({ action, onDone, onClose }: SignInAgainProps) {
  const signIn = async (before: PasswordState, form: FormData) => {
    const after = await action(before, form);
    if (after.done) onDone();
    return after;
  };
  return (
    <Dialog label="Sign in again" onClose={onClose}>
      <div className={styles['again']}>
        <h2>You are not signed in any more</h2>
        <p>Sign in here and go on: what you typed on this page stays.</p>
        <PasswordForm action={signIn} />
        <p>
          <a href={signInPath()} target="_blank" rel="noreferrer">
            Other ways to sign in, in a window of their own
          </a>
        </p>
      </div>
    </Dialog>
  );
}
