'use client';

/** Follows a review as it is held, and the keys of whoever leads through it. */
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

export interface FollowProps {
  /** Address of its events. */
  readonly events: string;
  /** Version of the review that the page shows. */
  readonly version: number;
}

/** Longer than a page takes, so that one that is on its way is not asked for twice. */
const CATCH_UP_MS = 4_000;

/** Presenters' clickers press the keys that turn pages. */
const NEXT = new Set(['ArrowRight', 'PageDown', ' ', 'j']);
const PREVIOUS = new Set(['ArrowLeft', 'PageUp', 'k']);
const WRITING = 'input, select, textarea, button, summary, dialog, [contenteditable="true"]';

export function Follow({ events, version }: FollowProps) {
  const router = useRouter();
  const shown = useRef(version);
  useEffect(() => {
    shown.current = version;
  }, [version]);
  useEffect(() => {
    // The browser connects again by itself; what is told first is how things stand.
    const source = new EventSource(events);
    let newest = 0;
    const catchUp = () => {
      if (newest > shown.current && navigator.onLine) router.refresh();
    };
    source.onmessage = ({ data }) => {
      const news: { readonly version: number } = JSON.parse(String(data));
      document.dispatchEvent(new CustomEvent('review', { detail: news }));
      if (news.version <= newest) return;
      newest = news.version;
      catchUp();
    };
    // What was told over a connection that outlived the network, or whose answer was lost, is followed now.
    window.addEventListener('online', catchUp);
    const again = setInterval(catchUp, CATCH_UP_MS);
    return () => {
      source.close();
      window.removeEventListener('online', catchUp);
      clearInterval(again);
    };
  }, [events, router]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const wanted = NEXT.has(event.key) ? 'next' : PREVIOUS.has(event.key) ? 'prev' : null;
      if (wanted === null) return;
      const isPage = event.key.startsWith('Page');
      if (event.target instanceof Element && event.target.closest(WRITING) !== null && !isPage) {
        return;
      }
      const step = document.querySelector<HTMLElement>(`[data-review="${wanted}"]`);
      event.preventDefault();
      event.stopImmediatePropagation();
      step?.click();
    };
    document.addEventListener('keydown', press, { capture: true });
    return () => document.removeEventListener('keydown', press, { capture: true });
  }, []);
  return null;
}
