/** A white card with a title that says what is in it, and a line that defines it. */
import type { ReactNode } from 'react';
import styles from './card.module.css';

export interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly note?: ReactNode;
  /** What one has to be allowed for the note to say anything (`data-needs`). */
  readonly noteNeeds?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function Card({ id, title, note, noteNeeds, children, className }: CardProps) {
  return (
    <section
      className={className === undefined ? styles['card'] : `${styles['card']} ${className}`}
      aria-labelledby={`${id}-title`}
      id={id}
    >
      <header className={styles['head']}>
        <h2 id={`${id}-title`}>{title}</h2>
        {note === undefined ? null : <p data-needs={noteNeeds}>{note}</p>}
      </header>
      {children}
    </section>
  );
}
