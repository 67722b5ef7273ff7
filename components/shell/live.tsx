'use client';

/** Asks now and then whether figures came in, and draws the page anew where one stands in it. */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, startTransition, useEffect, useRef, useState } from 'react';
import styles from './shell.module.css';
import { useSignInAgain } from './viewer';

const SignInAgain = lazy(async () => ({
  default: (await import('@/components/sign-in/again')).SignInAgain,
}));

const EVERY_MS = 60_000;
const SHOWN_MS = 12_000;

interface Newest {
  readonly figuresAt: string | null;
  readonly definitionsAt: string | null;
  readonly version: string;
}

class SignedOut extends Error {}

/** After something was sent: so long until its answer should be there. */
const SENT_MS = 800;

/** The browser sends the tag of the answer it has; mostly nothing comes back. */
async function askNewest(): Promise<Newest> {
  const answer = await fetch('/api/v1/newest', { cache: 'no-cache' });
  if (answer.status === 401) throw new SignedOut();
  if (!answer.ok) throw new Error(`newest: ${answer.status}`);
  return answer.json();
}

export function Live() {
  const router = useRouter();
  const seen = useRef<Newest | null>(null);
  const [news, setNews] = useState<string | null>(null);
  const signInAgain = useSignInAgain();
  const [dismissed, setDismissed] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['newest'],
    queryFn: askNewest,
    refetchInterval: EVERY_MS,
    retry: false,
  });
  useEffect(() => {
    // A form that was sent in vain is no time to wait for the next minute.
    const sent = () => {
      setDismissed(false);
      setTimeout(() => {
        refetch().catch(() => undefined);
      }, SENT_MS);
    };
    document.addEventListener('submit', sent);
    return () => document.removeEventListener('submit', sent);
  }, [refetch]);
  useEffect(() => {
    if (data === undefined) return;
    const before = seen.current;
    seen.current = data;
    // What was known at a moment does not change.
    if (new URLSearchParams(location.search).has('asOf')) return;
    if (before === null || before.version === data.version) return;
    startTransition(() => router.refresh());
    setNews(newsOf(before, data));
  }, [data, router]);
  useEffect(() => {
    if (news === null) return;
    const timer = setTimeout(() => setNews(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <>
      <p className={styles['live']} role="status">
        {news === null ? null : <span>{news}</span>}
      </p>
      {error instanceof SignedOut && signInAgain !== null && !dismissed ? (
        <Suspense>
          <SignInAgain
            action={signInAgain}
            onClose={() => setDismissed(true)}
            onDone={() => {
              setNews('You are signed in again');
              refetch().catch(() => undefined);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function newsOf(before: Newest, { figuresAt, definitionsAt }: Newest): string {
  if (figuresAt !== null && figuresAt !== before.figuresAt) {
    return `Figures came in at ${timeOf(figuresAt)}`;
  }
  if (definitionsAt !== null && definitionsAt !== before.definitionsAt) {
    return `Definitions changed at ${timeOf(definitionsAt)}`;
  }
  return 'The page was brought up to date';
}

/** The reader's clock, in the manner of their browser. */
function timeOf(instant: string): string {
  return new Date(instant).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
