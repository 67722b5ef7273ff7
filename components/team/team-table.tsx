/** Teams as a tree: own scorecard, what customers get in its stages, and the gap between the two. */

import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import type { TeamRow } from '@/lib/domain/team-view';
import { formatNumber } from '@/lib/format';
import { formatDifference, formatShare } from '@/lib/format-compare';
import { stagePath, teamPath, type View } from '@/lib/paths';
import styles from './team-table.module.css';

export interface TeamTableProps {
  readonly rows: readonly TeamRow[];
  readonly organisation: ShownOrganisation;
  readonly view: View;
  /** Depth of the rows that stand at the margin. */
  readonly from?: number;
}

export function TeamTable({ rows, organisation, view, from = 0 }: TeamTableProps) {
  return (
    <section className={styles['scroll']} aria-label="Teams" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Team and its lead</th>
            <th scope="col" className={styles['number']}>
              By its own scorecard
            </th>
            <th scope="col">What customers get in its stages</th>
            <th scope="col" className={styles['number']}>
              Its stages, mean
            </th>
            <th scope="col" className={styles['number']}>
              Gap, points
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${row.slug} ${row.kind}`}
              row={row}
              organisation={organisation}
              view={view}
              from={from}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  row,
  organisation: { locale },
  view,
  from = 0,
}: Omit<TeamTableProps, 'rows'> & { readonly row: TeamRow }) {
  const { silo } = row;
  const depth = Math.max(0, row.depth - from);
  const written = writtenGap(row, locale);
  return (
    <tr className={row.kind === 'pooled' ? styles['pooled'] : undefined}>
      <th scope="row" style={{ paddingLeft: `${depth * 1.25}rem` }}>
        <Link href={teamPath(row.slug, view)} data-step="">
          {row.name}
        </Link>
        <small>{who(row)}</small>
      </th>
      <td className={styles['number']}>
        <span className={styles['score']}>
          <StatusMark status={silo.status} size={14} />
          <strong>
            {silo.share === null ? statusName(silo.status) : formatShare(silo.share, locale)}
          </strong>
          <small>{countText(silo)}</small>
        </span>
      </td>
      <td>
        {row.stages.length === 0 ? (
          <small>{row.touchesNothing ? 'touches no stage' : 'no stage of this journey'}</small>
        ) : (
          <ul className={styles['stages']}>
            {row.stages.map(({ slug, name, status, watermelon }) => (
              <li key={slug}>
                <Link
                  href={stagePath(slug, view)}
                  className={watermelon ? styles['red'] : undefined}
                >
                  {watermelon ? (
                    <StatusMark status="on_target" watermelon size={14} />
                  ) : (
                    <StatusMark status={status} size={12} />
                  )}{' '}
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td className={styles['number']}>{written?.shared ?? '–'}</td>
      <td className={styles['number']}>
        {written === null ? (
          '–'
        ) : (
          <span className={written.isWide ? styles['wide'] : undefined}>{written.gap}</span>
        )}
      </td>
    </tr>
  );
}

const countText = ({ status, onTarget, due }: TeamRow['silo']): string =>
  status === 'withheld'
    ? 'for the team and executives'
    : due === 0
      ? 'none due'
      : `${onTarget} of ${due} KPIs`;

function who({ kind, lead }: TeamRow): string {
  const named = lead ?? 'no lead is named';
  if (kind === 'pooled') return `${named} · pooled with the teams below it`;
  if (kind === 'itself') return `${named} · its own KPIs alone`;
  return named;
}

/** Written so that the column before subtracts to it. */
function writtenGap({ silo, sharedScore, gapPoints }: TeamRow, locale: string) {
  if (sharedScore === null) return null;
  if (silo.share === null || gapPoints === null) {
    const alone = `${formatNumber(100 * sharedScore, 1, locale)} %`;
    return { shared: alone, gap: '–', isWide: false };
  }
  const { b, difference, sign } = formatDifference(100 * silo.share, 100 * sharedScore, 1, locale);
  return { shared: `${b} %`, gap: difference, isWide: sign > 0 };
}
