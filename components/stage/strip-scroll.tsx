'use client';

/** Brings the present stage of a strip that is wider than the screen into sight; without scripts the strip is scrolled by hand. */
import { useEffect } from 'react';

export function StripScroll({ current }: { readonly current: string }) {
  useEffect(() => {
    const link = document.querySelector<HTMLElement>(`[data-stage="${CSS.escape(current)}"]`);
    const strip = link?.closest('nav');
    if (link == null || strip == null) return;
    strip.scrollLeft = link.offsetLeft - (strip.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return null;
}
