'use client';

/**
 * The note of an item. It is saved as it is typed; what others type meanwhile is worked in, and
 * nothing of either is lost. Without scripts it is saved by its button.
 */
import { useEffect, useRef, useState } from 'react';
import form from '@/components/ui/form.module.css';
import styles from './review.module.css';

export interface NoteProps {
  readonly item: number;
  readonly note: string;
  readonly by: string | null;
  readonly save: (form: FormData) => Promise<void>;
  readonly keep: (
    base: string,
    text: string,
  ) => Promise<{ readonly note: string } | { readonly problem: string }>;
}

const PAUSE_MS = 900;
const AGAIN_MS = 3_000;

/** Saving says itself what went wrong. */
function start(work: () => Promise<void>): void {
  work().catch(() => undefined);
}

export function Note({ item, note, by, save, keep }: NoteProps) {
  const [text, setText] = useState(note);
  const [said, setSaid] = useState<string | null>(null);
  const base = useRef(note);
  const typed = useRef(note);
  const busy = useRef(false);

  const flush = async () => {
    if (busy.current || typed.current === base.current) return;
    busy.current = true;
    const sent = typed.current;
    try {
      const kept = await keep(base.current, sent);
      if ('problem' in kept) {
        setSaid(kept.problem);
        return;
      }
      // Whoever typed on began from what was sent; the rest comes with the next saving.
      const isSame = typed.current === sent;
      base.current = isSame ? kept.note : sent;
      if (isSame) typed.current = kept.note;
      if (isSame) setText(kept.note);
      setSaid('Saved.');
    } catch {
      setSaid('Not saved yet: the server cannot be reached. It stays here and is tried again.');
      setTimeout(() => start(latest.current), AGAIN_MS);
    } finally {
      busy.current = false;
    }
  };
  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  // What others wrote comes in while nothing is typed here; else it is merged when this is saved.
  useEffect(() => {
    if (typed.current !== base.current) return;
    base.current = note;
    typed.current = note;
    setText(note);
  }, [note]);
  useEffect(() => {
    if (text === base.current) return;
    const timer = setTimeout(() => start(latest.current), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  // What is typed is sent when the item leaves the screen.
  useEffect(() => () => start(latest.current), []);

  return (
    <form
      action={save}
      className={styles['note']}
      onSubmit={(event) => {
        event.preventDefault();
        start(flush);
      }}
    >
      <input type="hidden" name="base" value={note} />
      <label htmlFor={`note-${item}`}>Note{by === null ? '' : ` · last by ${by}`}</label>
      <textarea
        id={`note-${item}`}
        className={form['control']}
        name="text"
        rows={3}
        value={text}
        onChange={(event) => {
          typed.current = event.target.value;
          setText(event.target.value);
        }}
        onBlur={() => start(flush)}
      />
      <p className={styles['saved']}>
        <button type="submit" className={styles['quiet']}>
          Save the note
        </button>
        <span role="status">{said}</span>
      </p>
    </form>
  );
}
