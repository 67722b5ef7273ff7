'use client';

/** HTML that was drawn on the server and is put into the page as it is. */
import { useEffect, useRef, useState } from 'react';
import styles from './still.module.css';

export interface StillBlockProps {
  /** The same HTML has the same number, in one process of the server. */
  readonly id: string;
  /** Null in a document: there the HTML stands, and need not be sent once more for the scripts. */
  readonly html: string | null;
}

/** On the server: what was laid aside for the document that is being answered (`lib/http/status`). */
const ANSWERING = Symbol.for('throughline.answering');
const server = globalThis as {
  [ANSWERING]?: { getStore(): { readonly still: ReadonlyMap<string, string> } | undefined };
};

/** In the browser: what this page has shown before, for when the reader goes back to it. */
const seen = new Map<string, string>();

function htmlOf({ id, html }: StillBlockProps): string {
  if (html !== null) return html;
  if (typeof document === 'undefined') return server[ANSWERING]?.getStore()?.still.get(id) ?? '';
  return seen.get(id) ?? document.querySelector(`[data-still="${id}"]`)?.innerHTML ?? '';
}

/**
 * Draws it once. What comes later is worked into what stands there, so that what was opened, the
 * focus and the place are kept; how is loaded when it is first needed.
 */
export function StillBlock(props: StillBlockProps) {
  const { id, html } = props;
  const element = useRef<HTMLDivElement>(null);
  const [first] = useState(() => ({ id, html: htmlOf(props) }));
  const shown = useRef(first.id);
  useEffect(() => {
    seen.set(first.id, first.html);
  }, [first]);
  useEffect(() => {
    const target = element.current;
    if (target === null || shown.current === id) return;
    shown.current = id;
    const next = htmlOf({ id, html });
    seen.set(id, next);
    import('./still-morph')
      .then(({ morph }) => {
        if (shown.current === id) morph(target, next);
      })
      .catch(() => location.reload());
  }, [id, html]);
  return (
    <div
      ref={element}
      className={styles['still']}
      data-still={first.id}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own elements, escaped by `markup`
      dangerouslySetInnerHTML={{ __html: first.html }}
    />
  );
}
