/** The bar on top of every page: where one is, and how new the figures are. */
import Link from 'next/link';
import styles from './shell.module.css';

const PAGES = [
  { name: 'Contrast', href: '/' },
  { name: 'Stages', href: '/stages' },
  { name: 'Teams', href: '/teams' },
  { name: 'KPIs', href: '/kpis' },
  { name: 'Moments', href: '/moments' },
  { name: 'Accountability', href: '/accountability' },
  { name: 'Methods', href: '/methods' },
] as const;

export interface HeaderProps {
  readonly current: (typeof PAGES)[number]['href'] | null;
  /** "Newest figure 2 hours ago"; null where there is none. */
  readonly newest: { readonly text: string; readonly title: string } | null;
  readonly demo: boolean;
}

export function Header({ current, newest, demo }: HeaderProps) {
  return (
    <header className={styles['bar']}>
      <a className={styles['skip']} href="#main">
        Skip to the finding
      </a>
      <Link className={styles['brand']} href="/" prefetch={false}>
        Throughline
      </Link>
      <nav aria-label="Pages">
        {PAGES.map(({ name, href }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={href === current ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <p className={styles['newest']}>
        {demo ? <span className={styles['demo']}>Demo</span> : null}
        {newest === null ? null : <span title={newest.title}>{newest.text}</span>}
      </p>
    </header>
  );
}
