'use client';

import styles from '@/components/shell/failure.module.css';

/** A fault while drawing: the page says so, the log has it whole. Faults while reading have words of their own. */
export default function Failure({ reset }: { readonly reset: () => void }) {
  return (
    <main className={styles['failure']} id="main">
      <p className={styles['brand']}>Throughline</p>
      <h1>Something went wrong here.</h1>
      <p>
        Nothing was changed. The server’s log says what happened. Try again; if it stays, go back to
        the newest contrast and tell whoever runs this server when it was.
      </p>
      <p className={styles['ways']}>
        <button type="button" onClick={reset}>
          Try again
        </button>
        <a href="/">To the newest contrast</a>
      </p>
    </main>
  );
}
