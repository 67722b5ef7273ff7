/** The figures of the explorer's lines, newest first: the same for those who do not see them. */
import styles from './explorer.module.css';
import type { Compared, Explored, ExploredRow } from './explorer-facts';
import { exactText } from './explorer-tip';

export function ExplorerTable({
  explored,
  rows,
  compared,
}: {
  readonly explored: Explored;
  readonly rows: readonly ExploredRow[];
  readonly compared: readonly Compared[];
}) {
  return (
    <details className={styles['table']}>
      <summary>These lines as a table</summary>
      <section aria-label="Lines as a table" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col">{explored.name}</th>
              {compared.map(({ token, name }) => (
                <th scope="col" key={token}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map((row) => (
              <tr key={row.period}>
                <th scope="row">{row.label}</th>
                <td>{exactText(row.value, row.target, explored)}</td>
                {compared.map(({ token }) => (
                  <td key={token}>
                    {exactText(row.compared[token] ?? null, row.target, explored)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
