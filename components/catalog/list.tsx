/** All entries of a kind, to be found and opened. */

import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { CatalogListView } from '@/lib/domain/catalog-view';
import { kindNoun } from '@/lib/domain/catalog-words';
import { capitalised } from '@/lib/domain/wording';
import { catalogListPath, catalogPath, entryPath, newEntryPath } from '@/lib/paths';
import styles from './catalog.module.css';
import { CatalogHead } from './frame';

/** A list that is seen whole needs nothing to find in it. */
const FEW = 12;

export function ListPage({
  shown,
  notice,
}: {
  readonly shown: CatalogListView;
  readonly notice: string | undefined;
}) {
  const { kind, rows, of, q } = shown;
  const title = capitalised(kindNoun(kind, 2));
  return (
    <>
      <CatalogHead
        crumbs={[{ text: 'Catalogue', href: catalogPath() }]}
        title={title}
        notice={notice}
      />
      <p className={styles['more']}>
        <Link href={newEntryPath(kind)} className={`${form['button']} ${form['second']}`}>
          New {kindNoun(kind, 1)}
        </Link>
      </p>
      {of > FEW || q !== '' ? (
        <form className={styles['find']} action={catalogListPath(kind)}>
          <label htmlFor="find-entry">Name</label>
          <input
            id="find-entry"
            className={form['control']}
            name="q"
            type="search"
            defaultValue={q}
          />
          <button type="submit" className={`${form['button']} ${form['second']}`}>
            Find
          </button>
        </form>
      ) : null}
      <Card
        id="entries"
        title={rows.length === of ? `${of} ${kindNoun(kind, of)}` : `${rows.length} of ${of}`}
      >
        {rows.length === 0 ? (
          <p className={styles['none']}>
            {q === '' ? 'None is defined yet.' : `None has “${q}” in its name.`}
          </p>
        ) : null}
        <ul className={styles['list']}>
          {rows.map(({ slug, name, about, retired }) => (
            <li key={slug} data-retired={retired ? '' : undefined}>
              <Link href={entryPath(kind, slug)}>{name}</Link>
              <small>
                {retired ? 'retired · ' : ''}
                {about}
              </small>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
