'use client';

/** The form around the grid. Without scripts it is one of many fields that can be sent all the same. */
import { useActionState, useEffect, useRef, useState } from 'react';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { EnterView } from '@/lib/domain/enter-view';
import { importPath, undoPath } from '@/lib/paths-data';
import styles from './enter.module.css';
import { EnterGrid } from './enter-grid';
import { type EnterState, NOTHING_ENTERED } from './state';

export interface EnterFormProps {
  readonly view: EnterView;
  readonly action: (before: EnterState, form: FormData) => Promise<EnterState>;
}

export function EnterForm({ view, action }: EnterFormProps) {
  const [state, send, pending] = useActionState(action, NOTHING_ENTERED);
  const [said, say] = useState('');
  const [changes, setChanges] = useState(0);
  const answer = useRef<HTMLDivElement>(null);
  const { round } = state;
  useEffect(() => {
    if (round > 0) answer.current?.focus();
  }, [round]);
  useUnsaved(changes > 0 && !pending);
  const was = state.was ?? view.cells;
  return (
    <form action={send} className={styles['form']} noValidate>
      <div ref={answer} tabIndex={-1} className={styles['answer']}>
        <Answer state={state} />
      </div>
      <input type="hidden" name="was" value={JSON.stringify(was)} />
      {state.asks.map(({ name }) => (
        <input key={name} type="hidden" name="withdraw" value={name} />
      ))}
      {/* Made anew for each answer: its cells begin with what was typed, or with what is in force. */}
      <EnterGrid
        key={round}
        view={view}
        typed={state.typed ?? view.cells}
        was={was}
        faults={state.faults}
        say={say}
        onChanges={setChanges}
      />
      <p className={`${form['buttons']} ${styles['save']}`}>
        <button type="submit" className={form['button']} disabled={pending}>
          {buttonText(state, pending)}
        </button>
        <span role="status" className={styles['said']}>
          {[
            said,
            changes === 0
              ? ''
              : `${changes} ${changes === 1 ? 'cell' : 'cells'} changed, not saved yet.`,
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </p>
    </form>
  );
}

function buttonText({ asks }: EnterState, pending: boolean): string {
  if (pending) return 'Saving…';
  if (asks.length === 0) return 'Save';
  return `Save and withdraw ${asks.length} ${asks.length === 1 ? 'figure' : 'figures'}`;
}

function Answer({ state: { faults, asks, saved, problem } }: { readonly state: EnterState }) {
  const count = Object.keys(faults).length;
  if (problem !== null || count > 0) {
    return (
      <p className={form['problem']} role="alert">
        {problem ??
          `Nothing was saved: ${count === 1 ? 'one cell needs' : `${count} cells need`} another look. What is wrong stands in the cell.`}
      </p>
    );
  }
  if (asks.length > 0) {
    return (
      <div className={styles['asks']} role="alert">
        <p>
          Nothing was saved yet.{' '}
          {asks.length === 1 ? 'One figure was' : `${asks.length} figures were`} emptied, and saving
          withdraws {asks.length === 1 ? 'it' : 'them'}: a look back still shows what was known.
        </p>
        <ul>
          {asks.map(({ name, text }) => (
            <li key={name}>{text}</li>
          ))}
        </ul>
      </div>
    );
  }
  if (saved === null) return null;
  const { importId, sentence, warnings } = saved;
  return (
    <div className={styles['saved']} role="status">
      <p>
        {importId === null ? (
          sentence
        ) : (
          <>
            Saved: {sentence} <Link href={importPath(importId)}>Import {importId}</Link>,{' '}
            <Link href={undoPath(importId)}>take it back…</Link>
          </>
        )}
      </p>
      {warnings.length === 0 ? null : (
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What was typed is not left behind by a slip: the browser asks. */
function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
