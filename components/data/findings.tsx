/** What there is to know of the data, before it is listed: the finding, what is open, and the sources. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { FeedView, SourceData } from '@/lib/domain/data-view';
import { sourceName } from '@/lib/domain/restatement';
import { dataSentence } from '@/lib/domain/sentence-data';
import { counted } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { freshnessPath, importPath, restatementsPath } from '@/lib/paths-data';
import { changedBy } from './changed-text';
import styles from './data.module.css';
import { importTitle } from './outcomes';

export function Finding({ view }: { readonly view: FeedView }) {
  return (
    <p className={styles['finding']}>
      <SentenceText
        sentence={dataSentence(view, {
          late: freshnessPath({ state: 'waiting' }),
          never: freshnessPath({ state: 'never' }),
          changed: restatementsPath(),
        })}
      />
    </p>
  );
}

/** Rows that were refused, and that nothing has brought since. */
export function OpenRows({ view: { open, organisation } }: { readonly view: FeedView }) {
  const { locale, timeZone } = organisation;
  if (open.rows === 0) return null;
  return (
    <Card
      id="open"
      title={`Refused rows still open: ${formatNumber(open.rows, 0, locale)}`}
      note="until the file comes again without a refusal, or is taken back"
    >
      <ul className={styles['open']}>
        {open.imports.map((each) => (
          <li key={each.id}>
            <Link href={`${importPath(each.id)}#refused`}>{importTitle(each)}</Link>
            <small>
              {counted(each.rejected, 'row', 'rows')},{' '}
              {formatInstant(each.recordedAt, timeZone, locale)}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Source by source: when it was heard of last, and how it changes its mind. */
export function Sources({ view: { sources, organisation } }: { readonly view: FeedView }) {
  if (sources.length === 0) return null;
  return (
    <Card
      id="origins"
      title="Where figures come from"
      note="the source heard of last first; files by their name without its digits"
    >
      <section className={styles['scroll']} aria-label="Source by source" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" className={styles['number']}>
                figures
              </th>
              <th scope="col">Last import</th>
              <th scope="col">Changed after they were first known</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((each) => (
              <SourceRow key={each.source} source={each} organisation={organisation} />
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function SourceRow({
  source,
  organisation: { locale, timeZone },
}: {
  readonly source: SourceData;
  readonly organisation: FeedView['organisation'];
}) {
  const { rates, others, openRows } = source;
  return (
    <tr>
      <th scope="row">
        {sourceName(source.source)}
        <small>
          {counted(source.imports, 'import', 'imports')}
          {openRows === 0 ? '' : ` · ${counted(openRows, 'refused row', 'refused rows')} open`}
        </small>
      </th>
      <td className={styles['number']}>{formatNumber(source.figures, 0, locale)}</td>
      <td>
        <Link href={importPath(source.last.id)}>
          {formatInstant(source.last.recordedAt, timeZone, locale)}
        </Link>
      </td>
      <td>
        {rates === null && others === null ? (
          'none'
        ) : (
          <Link href={restatementsPath({ source: source.source })}>
            {[
              rates === null ? [] : [`rates: ${changedBy(rates, true, locale)}`],
              others === null ? [] : [`other: ${changedBy(others, false, locale)}`],
            ]
              .flat()
              .join('; ')}
          </Link>
        )}
      </td>
    </tr>
  );
}
