'use client';

/**
 * `[` and `]` go one period back and forth: they press the links that stand on the page. A menu
 * closes by Escape and by a choice made in it. Links are followed without loading the page anew.
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
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null) return;
      const isChoice = link.closest('details[name]') !== null;
      if (isChoice) closeMenus(false);
      if (!isFollowedHere(link, event)) return;
      event.preventDefault();
      router.push(link.pathname + link.search + link.hash, { scroll: !isChoice });
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

/** A page of ours, asked for in this window; not a file, nor a place on the page that is open. */
function isFollowedHere(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin)
    return false;
  if (link.pathname === location.pathname && link.search === location.search) return false;
  if (link.closest('[data-find]') !== null) return false;
  return !link.pathname.startsWith('/api/');
}

/** Menus share a name, so that at most one is open. */
function closeMenus(isByKey: boolean): void {
  const open = document.querySelector<HTMLDetailsElement>('details[name][open]');
  if (open === null) return;
  open.open = false;
  if (isByKey) open.querySelector('summary')?.focus();
}
