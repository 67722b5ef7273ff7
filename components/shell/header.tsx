/** The bar on top of every page: where one is, what can be found, and how new the figures are. */

import { FindLink } from '@/components/find/find-link';
import { Link } from '@/components/ui/link';
import { methodsPath, PAGES } from '@/lib/paths';
import styles from './shell.module.css';
import { Account } from './viewer';

export interface HeaderProps {
  readonly current: (typeof PAGES)[number]['href'] | null;
  /** "Newest figure 2 hours ago"; null where there is none. */
  readonly newest: {
    readonly text: string;
    readonly title: string;
    /** What is late, when so much is that the page cannot be relied on; else null. */
    readonly late?: string | null;
  } | null;
  readonly demo: boolean;
}

export function Header({ current, newest, demo }: HeaderProps) {
  return (
    <>
      <header className={styles['bar']}>
        <a className={styles['skip']} href="#main">
          Skip to the finding
        </a>
        <Link className={styles['brand']} href="/">
          Throughline
        </Link>
        <nav className={styles['nav']} aria-label="Pages">
          <div className={styles['wide']}>
            <PageLinks current={current} />
          </div>
          {/* The same name as the menus below: at most one is open. */}
          <details className={styles['narrow']} name="period-bar">
            <summary>
              <span className="visually-hidden">Page: </span>
              {PAGES.find(({ href }) => href === current)?.name ?? 'Pages'}
            </summary>
            <div>
              <PageLinks current={current} />
            </div>
          </details>
        </nav>
        <div className={styles['end']}>
          {demo ? <span className={styles['demo']}>Demo</span> : null}
          {newest === null ? null : (
            <span className={styles['newest']} title={newest.title}>
              {newest.text}
            </span>
          )}
          <Account />
          <FindLink />
        </div>
      </header>
      <Late text={newest?.late ?? null} />
    </>
  );
}

function PageLinks({ current }: Pick<HeaderProps, 'current'>) {
  return PAGES.map(({ name, href }) => (
    <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
      {name}
    </Link>
  ));
}

/** Old figures look like new ones: the page says so before it says anything else. */
function Late({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <aside className={styles['late']} aria-label="Late figures">
      <p>
        {text} <Link href={methodsPath('freshness')}>When is a figure late?</Link>
      </p>
    </aside>
  );
}
