/** Databases that figures are pulled from: how each does, and when it is asked next. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import type { SourceRecord } from '@/lib/domain/source-view';
import { formatInstant } from '@/lib/format-period';
import { dataPath, importPath, newSourcePath, sourcePath, sourcesPath } from '@/lib/paths-data';
import data from '../data/data.module.css';
import styles from './source.module.css';
import { failingText, nextText, runText, scheduleText } from './source-words';

export interface SourceListProps {
  readonly sources: readonly SourceRecord[];
  readonly organisation: Organisation;
  readonly notice: string | null;
}

export function SourceList({ sources, organisation, notice }: SourceListProps) {
  return (
    <>
      <p>
        <Link href={dataPath()}>Data</Link>
      </p>
      <h1 className={data['title']}>Sources</h1>
      {notice === null ? null : (
        <p role="status" className={data['notice']}>
          {notice}
        </p>
      )}
      <p className={data['lead']}>
        Databases that are asked for figures by a schedule: PostgreSQL, and what speaks its
        protocol. They are only read. What comes goes the way of any file, with an import that can
        be taken back.
      </p>
      <p>
        <Link data-needs="source.manage" href={newSourcePath()} className={styles['button']}>
          Add a source
        </Link>
      </p>
      <Card id="sources" title="All sources" note="by name">
        {sources.length === 0 ? (
          <p>There is none yet.</p>
        ) : (
          <div className={data['scroll']}>
            <table className={data['table']}>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Last pull</th>
                  <th scope="col">Next pull</th>
                </tr>
              </thead>
              <tbody>
                {sources.map((source) => (
                  <Row key={source.slug} source={source} organisation={organisation} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
    </>
  );
}

function Row({ source, organisation }: { source: SourceRecord; organisation: Organisation }) {
  const { slug, settings, lastRun } = source;
  const { timeZone, locale } = organisation;
  const failing = failingText(source, organisation);
  return (
    <tr>
      <th scope="row">
        <Link href={sourcePath(slug)} data-step="">
          {settings.name}
        </Link>
        <small>{scheduleText(settings)}</small>
      </th>
      <td>
        {lastRun === null ? (
          'never'
        ) : (
          <>
            {formatInstant(lastRun.startedAt, timeZone, locale)}
            <small className={styles['small']}>
              {failing !== null ? (
                <strong className={styles['bad']}>{failing}</strong>
              ) : lastRun.importId === null ? (
                runText(lastRun, locale)
              ) : (
                <Link href={importPath(lastRun.importId)}>{runText(lastRun, locale)}</Link>
              )}
            </small>
          </>
        )}
      </td>
      <td>{nextText(source, organisation)}</td>
    </tr>
  );
}

/** Sources in short, for the page of what came in. */
export function SourcesCard({ sources, organisation }: Omit<SourceListProps, 'notice'>) {
  const failing = sources.filter(({ failures }) => failures > 0);
  return (
    <Card
      id="sources"
      title="Sources"
      note="databases that are asked for figures by a schedule"
      className={styles['short']}
    >
      {failing.length === 0 ? null : (
        <ul className={styles['failing']}>
          {failing.map((source) => (
            <li key={source.slug}>
              <Link href={sourcePath(source.slug)}>{source.settings.name}</Link>{' '}
              <strong className={styles['bad']}>{failingText(source, organisation)}</strong>
            </li>
          ))}
        </ul>
      )}
      <p>
        {sources.length === 0
          ? 'There is none yet: '
          : `${sources.length - failing.length} of ${sources.length} without a fault: `}
        <Link href={sourcesPath()}>
          {sources.length === 0 ? 'pull figures from a database' : 'all sources'}
        </Link>
      </p>
    </Card>
  );
}
