/** What is worse than usual and not yet fixed: its own KPIs and those it shares. */

import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark } from '@/components/charts/status-mark';
import { targetText } from '@/components/kpi/target-text';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { TeamKpi } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { formatDifference } from '@/lib/format-compare';
import { kpiPath } from '@/lib/paths';
import { figureText } from './figure-text';
import type { TeamPartProps } from './part';
import styles from './team.module.css';

export function Broken({ shown, view, periodLabel }: TeamPartProps) {
  const { broken, team, organisation, frame } = shown;
  return (
    <Card
      id="broken"
      title="Broken and not yet fixed"
      note={`KPIs that ${team.name} answers for or shares, worse than usual in ${periodLabel(frame.period.key)}`}
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
                <Link className={styles['name']} href={kpiPath(item.kpi.slug, view)}>
                  {item.kpi.name}
                </Link>{' '}
                <Figure item={item} locale={organisation.locale} grain={frame.period.grain} />
                <small>{whoText(item, team.name)}</small>
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
  readonly grain: string;
}) {
  const target = targetText(item.target, item.direction, item.decimals, locale);
  const change =
    item.value === null || item.previousValue === null
      ? null
      : formatDifference(item.value, item.previousValue, item.decimals, locale);
  return (
    <span className={styles['figure']}>
      <strong>{figureText(item, locale)}</strong>
      {change === null || change.sign === 0
        ? ''
        : ` ${change.sign > 0 ? '▲' : '▼'} ${change.size} on the ${item.coarserGrain ?? grain} before`}
      {target === null ? ' · no target' : ` · target ${target}`}
      {item.direction === 'lower' ? ', lower is better' : ''}
    </span>
  );
}

/** "Logistics answers (M. Okafor), Stores shares · Receive · critical". */
function whoText({ accountable, part, stages, contributing }: TeamKpi, team: string): string {
  const lead = accountable.lead === null ? '' : ` (${accountable.lead})`;
  const others = contributing.filter(({ name }) => name !== team).length;
  const who =
    part === 'answers'
      ? `${accountable.name} answers${lead}${others === 0 ? '' : `, shared by ${counted(others, 'other team', 'other teams')}`}`
      : `${accountable.name} answers${lead}, ${team} shares`;
  return [
    who,
    ...(stages.length === 0 ? ['touches no stage'] : [stages.map(({ name }) => name).join(', ')]),
    ...(stages.some(({ critical }) => critical) ? ['critical'] : []),
  ].join(' · ');
}
