/** What customers get that the team answers for, and what it contributes to; steady greens fold away. */

import { KpiRows } from '@/components/kpi/kpi-rows';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { TeamKpi } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { kpiPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './team.module.css';

export function KpiCards(props: TeamPartProps) {
  const { experience, shares, team } = props.shown;
  const above = new Set(props.shown.broken.map(({ kpi }) => kpi.slug));
  const broken = shares.filter(({ kpi }) => above.has(kpi.slug));
  return (
    <>
      {experience.length === 0 ? null : (
        <Card
          id="experience"
          title={`What customers get that ${team.name} answers for`}
          note={
            <>
              counts in the scorecards of its stages, not in its own <How rule="scorecards" />
            </>
          }
        >
          <Items items={experience} {...props} />
        </Card>
      )}
      <Card
        id="shares"
        title="What it contributes to"
        note={
          <>
            {`KPIs that others answer for and ${team.name} shares`} <How rule="accountability" />
          </>
        }
      >
        {shares.length === 0 ? (
          <p className={styles['none']}>It shares no KPI of another team.</p>
        ) : (
          <>
            {broken.length === 0 ? null : (
              <p className={styles['listed']}>
                {counted(broken.length, 'is', 'are')} worse than usual and listed above:{' '}
                {broken.map(({ kpi }) => kpi.name).join(', ')}.
              </p>
            )}
            <Items items={shares.filter(({ kpi }) => !above.has(kpi.slug))} {...props} />
          </>
        )}
      </Card>
    </>
  );
}

function Items({ items, shown, view }: TeamPartProps & { readonly items: readonly TeamKpi[] }) {
  const rows = (some: readonly TeamKpi[]) => (
    <KpiRows
      items={some}
      organisation={shown.organisation}
      period={shown.frame.period.key}
      view={view}
    />
  );
  const steady = items.filter((item) => item.steady);
  const rest = items.filter((item) => !item.steady);
  return (
    <>
      {rest.length === 0 ? null : rows(rest)}
      {steady.length === 0 ? null : (
        <p className={styles['steady']}>
          {counted(steady.length, 'steady KPI', 'steady KPIs')}
          {steady.every(({ status }) => status === 'on_target') ? ', on target' : ''}:{' '}
          {steady.map(({ kpi }, index) => (
            <span key={kpi.slug}>
              {index === 0 ? '' : ', '}
              <Link href={kpiPath(kpi.slug, view)} data-step="">
                {kpi.name}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
