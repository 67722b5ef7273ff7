'use client';

/** The keys of every page; what they open is loaded when it is first asked for. */
import { lazy, Suspense, useEffect, useState } from 'react';

const Palette = lazy(async () => ({
  default: (await import('@/components/find/palette')).Palette,
}));
const KeyList = lazy(async () => ({ default: (await import('./key-list')).KeyList }));

type Opened = 'palette' | 'keys' | null;

export function Commands() {
  const [opened, setOpened] = useState<Opened>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = wantedBy(event);
      if (wanted === null) return;
      event.preventDefault();
      if (typeof wanted === 'number') step(wanted);
      else setOpened(wanted);
    };
    const choose = (event: MouseEvent) => {
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (!isPlain || !(event.target instanceof Element)) return;
      if (event.target.closest('[data-find]') === null) return;
      event.preventDefault();
      setOpened('palette');
    };
    document.addEventListener('keydown', press);
    document.addEventListener('click', choose);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('click', choose);
    };
  }, []);
  const close = () => setOpened(null);
  return (
    <Suspense>
      {opened === 'palette' ? <Palette onClose={close} /> : null}
      {opened === 'keys' ? <KeyList onClose={close} /> : null}
    </Suspense>
  );
}

/** A dialog to open, or a step through marked links; null for all other keys. */
function wantedBy(event: KeyboardEvent): Opened | number {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    return 'palette';
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (event.target instanceof Element && event.target.closest(WRITING) !== null) return null;
  if (event.key === '?') return 'keys';
  if (event.key === 'j') return 1;
  return event.key === 'k' ? -1 : null;
}

/** Where letters are letters. */
const WRITING = 'input, select, textarea, dialog, [contenteditable="true"]';

/** Moves to the next or the previous link of a list; a list marks its links. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-step]')].filter((link) =>
    link.checkVisibility(),
  );
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
  const next = at < 0 ? (by > 0 ? firstBelow(links) : undefined) : links[at + by];
  next?.focus();
}

/** Of a long page the first one that is in sight or below. */
function firstBelow(links: readonly HTMLElement[]): HTMLElement | undefined {
  return links.find((link) => link.getBoundingClientRect().top >= 0) ?? links.at(-1);
}
