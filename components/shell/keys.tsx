'use client';

/** `[` and `]` go one period back and forth: they press the links that stand on the page. */
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const LINKS: Readonly<Record<string, string>> = { '[': 'prev', ']': 'next' };

export function Keys() {
  const router = useRouter();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea'))
        return;
      const rel = LINKS[event.key];
      if (rel === undefined) return;
      const link = document.querySelector<HTMLAnchorElement>(`a[rel="${rel}"]`);
      if (link === null) return;
      event.preventDefault();
      router.push(link.pathname + link.search, { scroll: false });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [router]);
  return null;
}
