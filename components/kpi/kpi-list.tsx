/** The list of KPIs of a team, a stage, a lens, or of all. */

import { StatusMark } from '@/components/charts/status-mark';
import { PeriodBar } from '@/components/contrast/period-bar';
import { Withheld } from '@/components/contrast/period-notes';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import { STATUSES } from '@/lib/domain/kpi-filter';
import type { KpiListItem, KpiListView } from '@/lib/domain/kpi-view';
import { listPage } from '@/lib/domain/list-page';
import { capitalised, counted } from '@/lib/domain/wording';
import { type KpiFilter, kpisDownloadPath, kpisPath, type View } from '@/lib/paths';
import { KpiFilters } from './kpi-filters';
import styles from './kpi-list.module.css';
import { KpiRows } from './kpi-rows';
import { STATUS_WORDS } from './plain-words';

export function KpiListPage({ shown }: { readonly shown: KpiListView }) {
  const { frame } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const filter = filterOf(shown);
  const experience = shown.items.filter((item) => item.lens !== 'silo');
  const silo = shown.items.filter((item) => item.lens === 'silo');
  const paged = listPage([...experience, ...silo], shown.page);
  const subtitle = subtitleOf(shown);
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={shown.organisation}
        hrefOf={(next) => kpisPath(filter, next, paged.page)}
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
      <h1 className={styles['title']}>{titleOf(shown)}</h1>
      {subtitle === '' ? null : <p className={styles['subtitle']}>{subtitle}</p>}
      <Withheld teams={shown.withheld} />
      <Statuses shown={shown} filter={filter} view={view} />
      <KpiFilters shown={shown} filter={filter} view={view} />
      <div className={styles['lists']}>
        <Part
          id="experience"
          title="What customers get"
          note="counts in the experience scorecards of stages"
          items={paged.items.filter((item) => item.lens !== 'silo')}
          shown={shown}
          view={view}
        />
        <Part
          id="silo"
          title="What teams measure of their own work"
          note="counts in their silo scorecards"
          items={paged.items.filter((item) => item.lens === 'silo')}
          shown={shown}
          view={view}
        />
        {shown.items.length === 0 ? <p>{emptyText(shown)}</p> : null}
      </div>
      <Pager paged={paged} noun="KPIs" hrefOf={(page) => kpisPath(filter, view, page)} />
    </>
  );
}

function Part({
  id,
  title,
  note,
  items,
  shown,
  view,
}: {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly items: readonly KpiListItem[];
  readonly shown: KpiListView;
  readonly view: View;
}) {
  if (items.length === 0) return null;
  return (
    <Card
      id={id}
      title={title}
      note={
        <>
          {note} <How rule="status" />
        </>
      }
    >
      <KpiRows
        items={items}
        organisation={shown.organisation}
        period={shown.frame.period.key}
        view={view}
      />
    </Card>
  );
}

/** How the list stands, each count a way to those it counts. */
function Statuses({
  shown: { items, choices },
  filter,
  view,
}: {
  readonly shown: KpiListView;
  readonly filter: KpiFilter;
  readonly view: View;
}) {
  if (items.length === 0 || choices.status !== null) return null;
  const counts = STATUSES.map((status) => ({
    status,
    count: items.filter((item) => item.status === status).length,
  })).filter(({ count }) => count > 0);
  return (
    <ul className={styles['statuses']} aria-label="By status">
      {counts.map(({ status, count }) => (
        <li key={status}>
          <StatusMark status={status} size={14} title={null} />{' '}
          <Link href={kpisPath({ ...filter, status }, view)}>
            {count} {STATUS_WORDS[status]}
          </Link>
        </li>
      ))}
    </ul>
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
