/** What came in, the newest first: from where, by whom, and what became of its rows. */
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import type { FeedView } from '@/lib/domain/data-view';
import type { UploadHead } from '@/lib/domain/upload-view';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { dataPath, importPath } from '@/lib/paths-data';
import { uploadNewPath, uploadPath } from '@/lib/paths-upload';
import styles from './data.module.css';
import { Finding, OpenRows, Sources } from './findings';
import { type ImportShown, importName, OUTCOMES, sizeText } from './outcomes';
import { Sections } from './sections';

export interface ImportListProps {
  readonly imports: readonly ImportShown[];
  /** Where the page that follows begins; null on the last. */
  readonly next: number | null;
  /** Files that were received and are not imported yet. */
  readonly uploads: readonly UploadHead[];
  readonly organisation: Organisation;
  readonly view: FeedView;
  /** Stands above the list: other ways in. */
  readonly children?: ReactNode;
}

export function ImportList({
  imports,
  next,
  uploads,
  organisation,
  view,
  children,
}: ImportListProps) {
  return (
    <>
      <h1 className={styles['title']}>Data</h1>
      <Finding view={view} />
      <Sections current={dataPath()} />
      <p className={styles['lead']}>
        Every file and every call that brought figures, with what became of its rows. Nothing is
        deleted: what is taken back was known all the same, and a look back shows it.
      </p>
      <p className={styles['lead']}>
        <Link data-needs="figures.write" href={uploadNewPath()} className={styles['primary']}>
          Figures from a file
        </Link>
      </p>
      <Uploads uploads={uploads} organisation={organisation} />
      <div className={styles['cards']}>
        <OpenRows view={view} />
        {children}
        <Imports imports={imports} next={next} organisation={organisation} />
        <Sources view={view} />
      </div>
    </>
  );
}

function Imports({
  imports,
  next,
  organisation: { locale, timeZone },
}: Pick<ImportListProps, 'imports' | 'next' | 'organisation'>) {
  return (
    <Card id="imports" title="Imports" note="the newest first">
      {imports.length === 0 ? (
        <p>
          Nothing has come in yet.{' '}
          <Link data-needs="figures.write" href={uploadNewPath()}>
            Choose a file
          </Link>
          ; the command line takes them too (<code>npx throughline import figures.csv</code>), and
          programs send them over HTTP.
        </p>
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Import</th>
                {OUTCOMES.map(({ name, means }) => (
                  <th key={name} scope="col" title={means} className={styles['number']}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {imports.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <Link href={importPath(each.id)} data-step="">
                      {importName(each)}
                    </Link>
                    <small>
                      {formatInstant(each.recordedAt, timeZone, locale)} by {each.actor}
                      {each.undoneBy === null ? '' : ' · taken back'}
                    </small>
                  </th>
                  {OUTCOMES.map(({ name, of }) => (
                    <td key={name} className={styles['number']}>
                      {name === 'refused' && each[of] > 0 ? (
                        <strong>{formatNumber(each[of], 0, locale)}</strong>
                      ) : (
                        formatNumber(each[of], 0, locale)
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <dl className={styles['key']}>
        {OUTCOMES.map(({ name, means }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      {next === null ? null : (
        <p>
          <Link href={dataPath(next)}>Earlier imports</Link>
        </p>
      )}
    </Card>
  );
}

const STATES: Readonly<Record<string, string>> = {
  open: 'to be looked over',
  waiting: 'waits for its turn',
  running: 'is being read',
};

function Uploads({ uploads, organisation }: Pick<ImportListProps, 'uploads' | 'organisation'>) {
  const { locale, timeZone } = organisation;
  if (uploads.length === 0) return null;
  return (
    <Card
      id="uploads"
      title="Not imported yet"
      note="kept for a week"
      className={styles['uploads']}
    >
      <ul>
        {uploads.map(({ id, name, status, problem, receivedAt, size }) => (
          <li key={id}>
            <Link href={uploadPath(id)} className="alone">
              {name}
            </Link>
            <small>
              {problem === null ? STATES[status] : 'came to nothing'} · {sizeText(size, locale)} ·{' '}
              {formatInstant(receivedAt, timeZone, locale)}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
