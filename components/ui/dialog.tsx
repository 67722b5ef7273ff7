'use client';

/** A dialog over the page: Escape, its button and a press beside it close it; focus goes back to where it was. */
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  /** What it is, for those who hear it. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ label, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        // The dialog itself is hit only outside of what it holds.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.close();
      }}
    >
      <div className={styles['inside']}>{children}</div>
    </dialog>
  );
}
