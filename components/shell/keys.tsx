'use client';

/**
 * `[` and `]` go one period back and forth: they press the links that stand on the page. A menu
 * closes by Escape and by a choice made in it.
 */
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const LINKS: Readonly<Record<string, string>> = { '[': 'prev', ']': 'next' };

export function Keys() {
  const router = useRouter();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') closeMenus(true);
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
    const choose = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('details[name] a'))
        closeMenus(false);
    };
    document.addEventListener('keydown', press);
    document.addEventListener('click', choose);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('click', choose);
    };
  }, [router]);
  return null;
}

/** Menus share a name, so that at most one is open. */
function closeMenus(isByKey: boolean): void {
  const open = document.querySelector<HTMLDetailsElement>('details[name][open]');
  if (open === null) return;
  open.open = false;
  if (isByKey) open.querySelector('summary')?.focus();
}
