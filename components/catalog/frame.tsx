/** What stands above every page of the catalogue: where one is, and what has just been done. */
import { Link } from '@/components/ui/link';
import type { Crumb } from '@/lib/domain/catalog-view';
import { type Notice, startPath } from '@/lib/paths';
import styles from './catalog.module.css';

const NOTICES: Readonly<Record<Notice, string>> = {
  saved: 'Saved.',
  created: 'Created.',
  unchanged: 'Nothing was changed: this is what is agreed already.',
  merged: 'The teams are merged.',
  removed: 'Removed.',
  moved: 'Moved.',
};

export interface CatalogHeadProps {
  readonly crumbs: readonly Crumb[];
  readonly title: string;
  readonly lead?: string | null;
  /** As the address says it. */
  readonly notice: string | undefined;
}

export function CatalogHead({ crumbs, title, lead = null, notice }: CatalogHeadProps) {
  return (
    <>
      {crumbs.length === 0 ? null : (
        <nav aria-label="Where this stands" className={styles['crumbs']}>
          <ol>
            {crumbs.map(({ text, href }) => (
              <li key={href}>
                <Link href={href}>{text}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {isNotice(notice) ? (
        <p role="status" className={styles['notice']}>
          {NOTICES[notice]} <Link href={startPath()}>What comes next</Link>
        </p>
      ) : null}
      <h1 className={styles['title']}>{title}</h1>
      {lead === null ? null : <p className={styles['lead']}>{lead}</p>}
    </>
  );
}

function isNotice(text: string | undefined): text is Notice {
  return text !== undefined && Object.hasOwn(NOTICES, text);
}
