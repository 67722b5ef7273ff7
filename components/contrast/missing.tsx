/** "3 of 64 figures missing" opens the list of them. */
import { Link } from '@/components/ui/link';
import type { ContrastView } from '@/lib/domain/contrast-view';
import { formatDayMonth } from '@/lib/format-period';
import { kpiPath, type View } from '@/lib/paths';
import styles from './missing.module.css';

export interface MissingProps {
  readonly shown: Pick<ContrastView, 'figures' | 'organisation'>;
  readonly view: View;
}

export function Missing({ shown, view }: MissingProps) {
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
        {figures.missing.length} of {figures.of} figures missing
      </summary>
      <ul>
        {figures.missing.map(({ kpi, team, status, dueOn }) => (
          <li key={kpi.slug}>
            <Link href={kpiPath(kpi.slug, view)}>{kpi.name}</Link>
            <small>
              {team.name} answers · {status === 'no_data' ? 'was due by ' : 'not yet due, by '}
              {formatDayMonth(dueOn, organisation.locale)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
