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

/** Presenters' clickers press the keys that turn pages. */
const NEXT = new Set(['ArrowRight', 'PageDown', ' ', 'j']);
const PREVIOUS = new Set(['ArrowLeft', 'PageUp', 'k']);
const WRITING = 'input, select, textarea, button, summary, dialog, [contenteditable="true"]';

export function Follow({ events, version }: FollowProps) {
  const router = useRouter();
  const seen = useRef(version);
  useEffect(() => {
    seen.current = version;
  }, [version]);
  useEffect(() => {
    // The browser connects again by itself; what is told first is how things stand.
    const source = new EventSource(events);
    let newest: number | null = null;
    const catchUp = () => {
      if (newest === null || newest === seen.current || !navigator.onLine) return;
      seen.current = newest;
      router.refresh();
    };
    source.onmessage = ({ data }) => {
      const news: { readonly version: number } = JSON.parse(String(data));
      document.dispatchEvent(new CustomEvent('review', { detail: news }));
      newest = news.version;
      catchUp();
    };
    // What was told over a connection that outlived the network is followed now.
    window.addEventListener('online', catchUp);
    return () => {
      source.close();
      window.removeEventListener('online', catchUp);
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
