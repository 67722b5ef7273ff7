'use client';

/**
 * Opens the explorer over the chart that the server drew, which stands until figures have come and
 * wherever they do not. Its code is fetched when it is opened.
 */
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import form from '@/components/ui/form.module.css';
import styles from './explorer.module.css';
import type { Explored } from './explorer-facts';

const ExplorerChart = dynamic(
  () => import('./explorer-chart').then((module) => module.ExplorerChart),
  {
    ssr: false,
    loading: () => <p className={styles['loading']}>Loading the explorer…</p>,
  },
);

const never = () => () => undefined;

export function Explorer({
  explored,
  children,
}: {
  readonly explored: Explored;
  readonly children: ReactNode;
}) {
  // Without scripts there is nothing to press.
  const runs = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [open, setOpen] = useState(false);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (new URLSearchParams(window.location.search).has('compare')) setOpen(true);
  }, []);
  const onReady = useCallback(() => setReady(true), []);
  const toggle = () => {
    setReady(false);
    setOpen(!open);
  };
  return (
    <>
      <div hidden={open && ready}>{children}</div>
      {open ? <ExplorerChart explored={explored} onReady={onReady} /> : null}
      <p className={styles['open']}>
        {runs ? (
          <button
            type="button"
            className={`${form['button']} ${form['second']}`}
            onClick={toggle}
            aria-expanded={open}
          >
            {open ? 'Back to the plain chart' : 'Explore: zoom, compare, year on year'}
          </button>
        ) : null}
      </p>
    </>
  );
}
