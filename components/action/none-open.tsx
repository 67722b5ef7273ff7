/** What speaks for an action where none is open. */
import type { ReactNode } from 'react';
import styles from './none-open.module.css';

export function NoneOpen({ children }: { readonly children: ReactNode }) {
  return <p className={styles['none']}>{children}</p>;
}
