/** What is done about a KPI, and what was seen after it. */
import { ActionRows } from '@/components/action/action-rows';
import { NoneOpen } from '@/components/action/none-open';
import { statusName } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { seenText } from '@/lib/domain/action-judged';
import type { Grain, PeriodKey } from '@/lib/domain/calendar';
import { dateInZone } from '@/lib/domain/calendar-zone';
import type { KpiAction, KpiView } from '@/lib/domain/kpi-view';
import { grainNoun } from '@/lib/domain/wording';
import { kpiPath } from '@/lib/paths';
import { actionsPath, newActionPath } from '@/lib/paths-review';
import styles from './kpi.module.css';

/** So many that are closed are shown; the list of actions has all. */
const CLOSED = 5;

export function KpiActions({
  shown,
  periodLabel,
}: {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}) {
  const { kpi, actions, status, organisation, frame, answers } = shown;
  const open = actions.filter(({ state }) => state === 'open');
  const closed = actions.filter(({ state }) => state !== 'open');
  if (frame.asOf !== null) return null;
  const back = kpiPath(kpi.slug);
  const rows = (lines: readonly KpiAction[]) => (
    <ActionRows
      lines={lines.map((line) => ({
        ...line,
        outcome: outcomeOf(line, shown.series.grain, periodLabel),
      }))}
      organisation={organisation}
      today={dateInZone(frame.now, organisation.timeZone)}
      back={back}
      without="kpi"
    />
  );
  return (
    <Card
      id="actions"
      title={open.length === 0 ? 'No action is open' : 'What is done about it'}
      noteNeeds="review.record"
      note={
        <Link href={newActionPath({ kpi: kpi.slug, team: answers.slug, back })}>add an action</Link>
      }
    >
      {open.length === 0 && (status === 'off_target' || status === 'at_risk') ? (
        <NoneOpen>{`Yet it is ${statusName(status)}.`}</NoneOpen>
      ) : null}
      {open.length === 0 ? null : rows(open)}
      {closed.length === 0 ? null : (
        <details className={styles['closed']}>
          <summary>{closed.length} done or dropped</summary>
          {rows(closed.slice(0, CLOSED))}
          {closed.length <= CLOSED ? null : (
            <Link href={actionsPath({ kpi: kpi.slug, state: 'all' })}>All of them</Link>
          )}
        </details>
      )}
    </Card>
  );
}

/** What came of it as somebody said, and what the chart says. */
function outcomeOf(
  { outcome, seen }: KpiAction,
  grain: Grain,
  periodLabel: (period: PeriodKey) => string,
): string | null {
  if (seen === null) return outcome;
  const said = seenText(seen, {
    periodName: periodLabel,
    noun: { singular: grainNoun(grain, 'singular'), plural: grainNoun(grain, 'plural') },
  });
  return outcome === null ? said : `${outcome} · ${said}`;
}
