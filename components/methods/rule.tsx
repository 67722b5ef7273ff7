/** One rule under its own address. */
import type { ReactNode } from 'react';
import styles from './methods.module.css';

export interface RuleProps {
  /** What other pages link to; it does not change. */
  readonly id: string;
  readonly title: string;
  /** What the books call it. */
  readonly term?: string;
  readonly children: ReactNode;
}

export function Rule({ id, title, term, children }: RuleProps) {
  return (
    <section className={styles['rule']} id={id} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <a href={`#${id}`} data-step="">
          {title}
        </a>
        {term === undefined ? null : <small> · {term}</small>}
      </h3>
      {children}
    </section>
  );
}

/** Terms with what they mean, one under the other. */
export function Terms({ items }: { readonly items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles['terms']}>
      {items.map(([term, meaning]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
