/** What is worse than usual and not yet fixed: its own KPIs and those it shares. */

import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark } from '@/components/charts/status-mark';
import { valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { changeText } from '@/components/kpi/value-text';
import { Who } from '@/components/kpi/who';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { Grain } from '@/lib/domain/calendar';
import type { TeamKpi } from '@/lib/domain/team-view';
import { kpiPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './team.module.css';

export function Broken({ shown, view, periodLabel }: TeamPartProps) {
  const { broken, team, organisation, frame } = shown;
  return (
    <Card
      id="broken"
      title="Broken and not yet fixed"
      note={
        <>
          {`KPIs that ${team.name} answers for or shares, worse than usual in ${periodLabel(frame.period.key)}`}{' '}
          <How rule="signals" />
        </>
      }
    >
      {broken.length === 0 ? (
        <p className={styles['none']}>
          {shown.silos.length + shown.experience.length + shown.shares.length === 0
            ? 'It answers for no KPI and shares none.'
            : 'None is worse than usual: nothing to explain here.'}
        </p>
      ) : (
        <ul className={`${styles['list']} ${styles['broken']}`}>
          {broken.map((item) => (
            <li key={item.kpi.slug}>
              <StatusMark status={item.status} />
              <div>
                <Link className={styles['name']} href={kpiPath(item.kpi.slug, view)} data-step="">
                  {item.kpi.name}
                </Link>{' '}
                <Figure item={item} locale={organisation.locale} grain={frame.period.grain} />
                <small>
                  <Who answers={item.accountable} shares={item.contributing} mine={team.slug} />
                  {placesText(item)}
                </small>
                <small>
                  <SentenceText sentence={item.sentence} />
                </small>
              </div>
              <Sparkline points={item.points} name={null} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Figure({
  item,
  locale,
  grain,
}: {
  readonly item: TeamKpi;
  readonly locale: string;
  readonly grain: Grain;
}) {
  const target = targetText(item.target, item.direction, item.decimals, locale);
  return (
    <span className={styles['figure']}>
      <strong>{valueText(item, locale)}</strong>{' '}
      {[
        changeText(item, item.coarserGrain ?? grain, locale),
        target === null ? 'no target' : `target ${target}`,
        directionText(item.direction),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </span>
  );
}

/** " · Receive · critical" */
function placesText({ stages }: TeamKpi): string {
  return [
    stages.length === 0 ? 'touches no stage' : stages.map(({ name }) => name).join(', '),
    ...(stages.some(({ critical }) => critical) ? ['critical'] : []),
  ]
    .map((part) => ` · ${part}`)
    .join('');
}
