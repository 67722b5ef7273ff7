/** The list of KPIs of a team, a stage, a lens, or of all. */
import { PeriodBar } from '@/components/contrast/period-bar';
import { Card } from '@/components/ui/card';
import type { KpiListItem, KpiListView } from '@/lib/domain/kpi-view';
import { capitalised, counted } from '@/lib/domain/wording';
import { type KpiFilter, kpisDownloadPath, kpisPath, type View } from '@/lib/paths';
import styles from './kpi.module.css';
import { KpiFilters } from './kpi-filters';
import { KpiRows } from './kpi-rows';

export function KpiListPage({ shown }: { readonly shown: KpiListView }) {
  const { frame } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const filter = filterOf(shown);
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
        <span>
          This list:{' '}
          <a className="alone" href={kpisDownloadPath('csv', filter, view)} download>
            CSV
          </a>{' '}
          <a className="alone" href={kpisDownloadPath('xlsx', filter, view)} download>
            XLSX
          </a>
        </span>
      </PeriodBar>
      <h1 className={styles['name']}>{titleOf(shown)}</h1>
      <p className={styles['who']}>{subtitleOf(shown)}</p>
      <KpiFilters shown={shown} filter={filter} view={view} />
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
        {shown.items.length === 0 ? <p>{emptyText(shown)}</p> : null}
      </div>
    </>
  );
}

/** The filter as it stands in addresses. */
function filterOf({ team, stage, lens, choices }: KpiListView): KpiFilter {
  const { q, ...named } = choices;
  const chosen = Object.entries(named).filter(([, value]) => value !== null);
  return {
    ...(team === null ? {} : { team: team.slug }),
    ...(stage === null ? {} : { stage: stage.slug }),
    ...(lens === null ? {} : { lens }),
    ...Object.fromEntries(chosen),
    ...(q === '' ? {} : { q }),
  };
}

/** Why nothing is shown. */
function emptyText({ team, stage, of, choices }: KpiListView): string {
  if (of > 0) {
    const found = choices.q === '' ? '' : ` with “${choices.q}”`;
    return `None of ${counted(of, 'KPI', 'KPIs')}${found} answers to all that is chosen above. Clear a choice to see more.`;
  }
  if (team === null && stage === null) return 'No KPI is defined yet.';
  const why = team === null ? 'none is mapped' : 'it measures nothing of its own';
  return `No KPI here: ${why}${stage === null ? '' : ` in ${stage.name}`}.`;
}

function titleOf({ team, stage, items, of }: KpiListView): string {
  const kpis =
    items.length === of
      ? counted(of, 'KPI', 'KPIs')
      : `${items.length} of ${counted(of, 'KPI', 'KPIs')}`;
  if (team !== null && stage !== null) return `${team.name} in ${stage.name}: ${kpis}`;
  if (team !== null) return `${team.name}: ${kpis}`;
  if (stage !== null) return `${stage.name}: ${kpis}`;
  return items.length === of ? `All ${kpis}` : capitalised(kpis);
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
