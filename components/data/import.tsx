/** One import: what became of its rows, those that were refused with their cure, and the way back. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { contrastPath, demoPath } from '@/lib/paths';
import { dataPath, importPath, refusedPath, undoPath } from '@/lib/paths-data';
import styles from './data.module.css';
import { type ImportShown, importName, OUTCOMES } from './outcomes';

/** A row that was refused. */
interface RefusedShown {
  readonly row: number;
  /** With the place where it stood. */
  readonly message: string;
  /** As it stood in the file. */
  readonly original: string;
}

export interface ImportPageProps {
  readonly found: ImportShown;
  readonly refused: readonly RefusedShown[];
  /** The row after which the page that follows begins; null on the last. */
  readonly next: number | null;
  readonly organisation: Organisation;
  /** It is there because another one has just been taken back, or has just come in itself. */
  readonly notice: 'undone' | 'imported' | null;
}

export function ImportPage({ found, refused, next, organisation, notice }: ImportPageProps) {
  const { locale, timeZone } = organisation;
  const count = (rows: number) => formatNumber(rows, 0, locale);
  return (
    <>
      <p>
        <Link href={dataPath()}>All imports</Link>
      </p>
      <h1 className={styles['title']}>{importName(found)}</h1>
      {notice === null ? null : (
        <p role="status" className={styles['notice']}>
          {notice === 'undone' ? (
            'Taken back: what held before holds again.'
          ) : (
            <>
              The file is in. <Link href={contrastPath()}>See the contrast</Link>
            </>
          )}
        </p>
      )}
      <p className={styles['lead']}>
        Recorded {formatInstant(found.recordedAt, timeZone, locale)} by {found.actor}.{' '}
        {OUTCOMES.map(({ name, of }) => `${count(found[of])} ${name}`).join(', ')}.
      </p>
      <Back found={found} />
      {found.rejected === 0 ? null : (
        <Card
          id="refused"
          title={`Refused rows: ${count(found.rejected)}`}
          note="nothing of them was taken; mend them and send them again"
        >
          <p>
            <a href={refusedPath(found.id)} download>
              Download them as they came
            </a>
          </p>
          <ol className={styles['refused']}>
            {refused.map(({ row, message, original }) => (
              <li key={row}>
                {message}
                <pre>{original}</pre>
              </li>
            ))}
          </ol>
          {next === null ? null : (
            <p>
              <Link href={importPath(found.id, { after: next })}>More refused rows</Link>
            </p>
          )}
        </Card>
      )}
    </>
  );
}

/** Whether it can be taken back, and how. */
function Back({
  found: { id, demo, undoes, undoneBy, accepted, superseded },
}: Pick<ImportPageProps, 'found'>) {
  if (demo) {
    return (
      <p>
        The figures of the demo organisation go with it: <Link href={demoPath()}>the demo</Link>.
      </p>
    );
  }
  if (undoneBy !== null) {
    return (
      <p>
        It was taken back by <Link href={importPath(undoneBy)}>import {undoneBy}</Link>. To have it
        again, take that one back.
      </p>
    );
  }
  if (accepted + superseded === 0)
    return <p>It changed nothing, so there is nothing to take back.</p>;
  return (
    <p>
      {undoes === null ? null : (
        <>
          It took <Link href={importPath(undoes)}>import {undoes}</Link> back.{' '}
        </>
      )}
      <Link href={undoPath(id)} data-needs="imports.undo">
        Take it back…
      </Link>
    </p>
  );
}
