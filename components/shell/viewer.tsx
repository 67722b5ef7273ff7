'use client';

/** Who looks: known to the frame of every page, and to nothing that is drawn once for all. */
import { usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext } from 'react';
import type { PasswordFormProps } from '@/components/sign-in/password-form';
import { mePath, peoplePath, signInPath } from '@/lib/paths-people';
import styles from './viewer.module.css';

export interface Viewer {
  /** Null: nobody is signed in, and the demo is open. */
  readonly person: { readonly name: string; readonly email: string; readonly role: string } | null;
  /** What they may do of anything: ways there are hidden from others (`data-needs`). */
  readonly may: readonly string[];
}

interface Frame {
  readonly viewer: Viewer;
  readonly signOut: () => Promise<void>;
  /** Stays on the page. */
  readonly signInAgain: PasswordFormProps['action'];
}

export const useSignInAgain = () => useContext(FrameContext)?.signInAgain ?? null;

const FrameContext = createContext<Frame | null>(null);

export function ViewerFrame({ children, ...frame }: Frame & { readonly children: ReactNode }) {
  return (
    <FrameContext value={frame}>
      <div data-may={frame.viewer.may.join(' ')}>{children}</div>
    </FrameContext>
  );
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(' ');
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''];
  return letters.map((word = '') => [...word][0]?.toUpperCase() ?? '').join('');
}

/** The way in, or who one is and the way out. */
export function Account() {
  const frame = useContext(FrameContext);
  const pathname = usePathname();
  if (frame === null) return null;
  const { person, may } = frame.viewer;
  if (person === null) {
    return (
      <a className={styles['in']} href={signInPath({ to: pathname })}>
        Sign in
      </a>
    );
  }
  return (
    <details className={styles['account']} name="period-bar">
      <summary>
        <span className="visually-hidden">Signed in: {person.name}</span>
        <span className={styles['initials']} aria-hidden="true">
          {initialsOf(person.name)}
        </span>
      </summary>
      <div>
        <p>
          <strong>{person.name}</strong>
          <small>{person.email}</small>
          <small>{person.role}</small>
        </p>
        <a href={mePath()}>What is due from me</a>
        {may.includes('person.manage') ? <a href={peoplePath()}>People and keys</a> : null}
        <form action={frame.signOut}>
          <button type="submit">Sign out</button>
        </form>
      </div>
    </details>
  );
}
