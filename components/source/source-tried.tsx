/** What came when a source was tried: its columns, and its first rows as they would be understood. */
import type { Tried } from '@/lib/domain/source-view';
import data from '../data/data.module.css';
import styles from './source.module.css';

export function SourceTried({ tried }: { readonly tried: Tried }) {
  const { window, columns, rows, count } = tried;
  const refused = rows.filter(({ as }) => as === 'refused').length;
  return (
    <section className={styles['tried']} aria-labelledby="source-tried">
      <h2 id="source-tried">What came</h2>
      <p role="status">
        It answers: {columns.length} {columns.length === 1 ? 'column' : 'columns'},{' '}
        {count === 0 ? 'no row' : count >= 1000 ? 'a thousand rows or more' : `${count} rows`} for{' '}
        {window.from} up to, and without, {window.to}.
        {refused > 0 ? ` Of the first ${rows.length}, ${refused} would be refused.` : ''} Nothing
        was taken.
      </p>
      {rows.length === 0 ? (
        <p>Its columns are {columns.join(', ')}.</p>
      ) : (
        <section className={data['scroll']} aria-label="The first rows" tabIndex={0}>
          <table className={data['table']}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                <th scope="col">understood as</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ row, cells, as, says }) => (
                <tr key={row}>
                  {columns.map((column, place) => (
                    <td key={column}>{cells[place]}</td>
                  ))}
                  <td className={as === 'refused' ? styles['bad'] : undefined}>
                    {as === 'taken' ? says : `${as}: ${says}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
