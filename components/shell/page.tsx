/** The frame of a page, and what stands there when there is nothing to show. */
import type { ReactNode } from 'react';

import { Link } from '@/components/ui/link';
import { startPath } from '@/lib/paths';
import { Assistance } from './assistance';
import { Header, type HeaderProps } from './header';
import styles from './shell.module.css';

export function Page({ children, ...header }: HeaderProps & { readonly children: ReactNode }) {
  return (
    <>
      <Header {...header} />
      <main className={styles['main']} id="main">
        {children}
      </main>
      <Assistance />
    </>
  );
}

/** Says what is wrong with the address, and how to go on. */
export function Problem({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles['problem']}>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        {/* A whole new page: what failed here must not be kept. */}
        <a href="/">To the newest contrast</a>
      </p>
    </div>
  );
}

/** The first page of an empty installation. */
export function Welcome() {
  return (
    <div className={styles['problem']}>
      <h1>Nothing is defined here yet.</h1>
      <p>
        Throughline sets what teams report against what customers get, stage by stage. It needs a
        journey, its teams and KPIs, and the figures.
      </p>
      <p>
        <Link href={startPath()}>First steps</Link>: make them here, bring them in files, or look at
        an invented retailer first.
      </p>
    </div>
  );
}
