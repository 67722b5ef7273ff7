'use client';

/** The way to the palette, and without scripts to the page of finds; it names the key. */
import { useSyncExternalStore } from 'react';
import { findPath } from '@/lib/paths';
import styles from './find-link.module.css';

const never = () => () => {};
const isMac = () => /^(Mac|iP)/.test(navigator.platform);

export function FindLink() {
  const mac = useSyncExternalStore(never, isMac, () => false);
  return (
    <a
      className={styles['find']}
      href={findPath()}
      data-find=""
      aria-keyshortcuts="Control+K Meta+K"
    >
      Find <kbd>{mac ? '⌘ K' : 'Ctrl K'}</kbd>
    </a>
  );
}
