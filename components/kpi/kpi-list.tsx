/** The list of KPIs of a team, a stage, a lens, or of all. */
import Link from 'next/link';
import { PeriodBar } from '@/components/contrast/period-bar';
import { Card } from '@/components/ui/card';
import type { KpiListItem, KpiListView } from '@/lib/domain/kpi-view';
import { counted } from '@/lib/domain/wording';
import { type KpiFilter, kpisPath, type View } from '@/lib/paths';
import styles from './kpi.module.css';
import { KpiRows } from './kpi-rows';

export function KpiListPage({ shown }: { readonly shown: KpiListView }) {
  const { frame, team, stage, lens } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const filter: KpiFilter = {
    ...(team === null ? {} : { team: team.slug }),
    ...(stage === null ? {} : { stage: stage.slug }),
    ...(lens === null ? {} : { lens }),
  };
  const rows = (items: readonly KpiListItem[]) => (
    <KpiRows
      items={items}
      organisation={shown.organisation}
      period={frame.period.key}
      view={view}
    />
  );
  const experience = shown.items.filter((item) => item.lens !== 'silo');
  const silo = shown.items.filter((item) => item.lens === 'silo');
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={shown.organisation}
        hrefOf={(next) => kpisPath(filter, next)}
        view={view}
        dimensions={shown.dimensions}
      >
        {Object.keys(filter).length === 0 ? null : (
          <Link href={kpisPath({}, view)} prefetch={false}>
            All KPIs
          </Link>
        )}
      </PeriodBar>
      <h1 className={styles['name']}>{titleOf(shown)}</h1>
      <p className={styles['who']}>{subtitleOf(shown)}</p>
      <div className={styles['lists']}>
        {experience.length === 0 ? null : (
          <Card
            id="experience"
            title="What customers get"
            note="counts in the experience scorecard"
          >
            {rows(experience)}
          </Card>
        )}
        {silo.length === 0 ? null : (
          <Card
            id="silo"
            title="What teams measure of their own work"
            note="counts in silo scorecards"
          >
            {rows(silo)}
          </Card>
        )}
        {shown.items.length === 0 ? (
          <p>
            No KPI here: {team === null ? 'none is mapped' : 'it measures nothing of its own'}
            {stage === null ? '.' : ` in ${stage.name}.`}
          </p>
        ) : null}
      </div>
    </>
  );
}

function titleOf({ team, stage, items }: KpiListView): string {
  const kpis = counted(items.length, 'KPI', 'KPIs');
  if (team !== null && stage !== null) return `${team.name} in ${stage.name}: ${kpis}`;
  if (team !== null) return `${team.name}: ${kpis}`;
  return stage === null ? `All ${kpis}` : `${stage.name}: ${kpis}`;
}

function subtitleOf({ team, stage, items }: KpiListView): string {
  const answered = items.filter((item) => item.part === 'answers').length;
  return [
    stage?.promise == null ? null : `Promise: “${stage.promise}”`,
    stage === null ? null : `Stage owner: ${stage.owner ?? 'nobody'}`,
    team === null ? null : `Lead: ${team.lead ?? 'nobody is named'}`,
    team === null ? null : `it answers for ${answered}, shares ${items.length - answered}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
