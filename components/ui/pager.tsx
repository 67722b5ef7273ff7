/** Which part of a long list this is, and the ways to the others. */
import { Link } from '@/components/ui/link';
import type { ListPage } from '@/lib/domain/list-page';
import styles from './pager.module.css';

export function Pager({
  paged: { page, pages, from, to, of },
  noun,
  hrefOf,
}: {
  readonly paged: Omit<ListPage<unknown>, 'items'>;
  /** What is listed, in the plural. */
  readonly noun: string;
  readonly hrefOf: (page: number) => string;
}) {
  if (pages === 1) return null;
  return (
    <nav className={styles['pager']} aria-label="Pages of the list">
      <p>
        {noun} {from} to {to} of {of}
      </p>
      {page === 1 ? null : <Link href={hrefOf(page - 1)}>‹ Page {page - 1}</Link>}
      {page === pages ? null : (
        <Link href={hrefOf(page + 1)}>
          Page {page + 1} of {pages} ›
        </Link>
      )}
    </nav>
  );
}
