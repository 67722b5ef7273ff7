'use client';

/** A fault of ours: the page says so, the log has it whole. */
export default function Failure({ reset }: { readonly reset: () => void }) {
  return (
    <main style={{ maxWidth: '44rem', margin: '3rem auto', padding: '0 1rem' }}>
      <h1>Something went wrong here.</h1>
      <p>Nothing was changed. The server’s log says what happened.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
