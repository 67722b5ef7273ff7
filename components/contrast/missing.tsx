/** "3 of 64 figures missing" opens the list of them. */
import { Link } from '@/components/ui/link';
import type { ContrastView } from '@/lib/domain/contrast-view';
import { formatDayMonth } from '@/lib/format-period';
import { type KpiFilter, kpiPath, kpisPath, type View } from '@/lib/paths';
import styles from './missing.module.css';

export interface MissingProps {
  readonly shown: Pick<ContrastView, 'figures' | 'organisation'>;
  readonly view: View;
  /** What the page's figures are narrowed to in the list of KPIs. */
  readonly filter?: KpiFilter;
}

/** So many are named; a list that is longer goes on in the list of KPIs. */
const NAMED = 12;

export function Missing({ shown, view, filter = {} }: MissingProps) {
  const { figures, organisation } = shown;
  if (figures.of === 0) return <p className={styles['all']}>no figures yet</p>;
  if (figures.missing.length === 0) {
    return (
      <p className={styles['all']}>
        {figures.of === 1 ? 'its figure is in' : `all ${figures.of} figures in`}
      </p>
    );
  }
  return (
    <details className={styles['missing']} name="period-bar">
      <summary>
        {figures.missing.length} of {figures.of} figures{' '}
        {figures.missing.some(({ status }) => status === 'no_data') ? 'missing' : 'not due yet'}
      </summary>
      <ul>
        {figures.missing.slice(0, NAMED).map(({ kpi, team, status, dueOn }) => (
          <li key={kpi.slug}>
            <Link href={kpiPath(kpi.slug, view)}>{kpi.name}</Link>
            <small>
              {team.name} answers · {status === 'no_data' ? 'was due by ' : 'not yet due, by '}
              {formatDayMonth(dueOn, organisation.locale)}
            </small>
          </li>
        ))}
        {figures.missing.length <= NAMED ? null : (
          <li>
            {figures.missing.length - NAMED} more, in the list of KPIs:{' '}
            <Link href={kpisPath({ ...filter, status: 'no_data' }, view)}>without data</Link>,{' '}
            <Link href={kpisPath({ ...filter, status: 'not_yet_due' }, view)}>not yet due</Link>
          </li>
        )}
      </ul>
    </details>
  );
}
