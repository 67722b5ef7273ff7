/** KPI × team: one answers, others share. */

import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { MarkLegend, MarkSheet, SheetMark } from '@/components/ui/mark-sheet';
import { Pager } from '@/components/ui/pager';
import type { AccountabilityView, MapGroup, MapRow } from '@/lib/domain/accountability-view';
import { listPage } from '@/lib/domain/list-page';
import { counted } from '@/lib/domain/wording';
import { kpiPath, stagePath, teamPath, type View } from '@/lib/paths';
import { Cells, Names } from './owner-cells';
import styles from './owner-map.module.css';

/** So many teams stand beside each other on a desk's screen; more are named row by row. */
const FITTING = 9;
/** So many lines are read on one page. */
const PAGE_SIZE = 100;

export interface OwnerMapProps {
  readonly shown: AccountabilityView;
  readonly view: View;
  /** The same page with another part of the map. */
  readonly hrefOf: (page: number) => string;
}

type PartProps = Pick<OwnerMapProps, 'shown' | 'view'>;

export function OwnerMap({ shown, view, hrefOf }: OwnerMapProps) {
  const { groups, teams, kpis } = shown;
  if (groups.length === 0) return null;
  const { items, ...paged } = listPage(
    groups.flatMap((group) => group.rows.map((row) => ({ group, row }))),
    shown.page,
    PAGE_SIZE,
  );
  const statuses = new Set(items.flatMap(({ row }) => row.status ?? []));
  const isWide = teams.length > FITTING;
  return (
    <Card
      id="map"
      title="Who answers, who shares"
      note={
        <>
          {`${counted(kpis, 'KPI', 'KPIs')} by stage and ${counted(teams.length, 'team', 'teams')}; the mark is the KPI’s status in the period above`}{' '}
          <How rule="accountability" />
        </>
      }
    >
      <MarkSheet statuses={statuses} />
      <section className={styles['scroll']} aria-label="KPIs and teams" tabIndex={0}>
        <table className={isWide ? `${styles['map']} ${styles['named']}` : styles['map']}>
          <Head teams={isWide ? null : teams} view={view} />
          {groups.map((group) => {
            const rows = items.filter((item) => item.group === group).map(({ row }) => row);
            return rows.length === 0 ? null : (
              <tbody key={group.stage?.slug ?? ''}>
                <Stage
                  stage={group.stage}
                  shown={shown}
                  view={view}
                  columns={isWide ? 2 : teams.length}
                />
                {rows.map((row) => (
                  <tr key={row.kpi.slug}>
                    <KpiHead row={row} view={view} />
                    {isWide ? (
                      <Names row={row} shown={shown} view={view} />
                    ) : (
                      <Cells row={row} shown={shown} />
                    )}
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
      </section>
      <MarkLegend statuses={statuses} />
      <Pager paged={paged} noun="Lines" hrefOf={(page) => `${hrefOf(page)}#map`} />
    </Card>
  );
}

/** Teams as columns; null where there are too many, and each row names them. */
function Head({
  teams,
  view,
}: {
  readonly teams: AccountabilityView['teams'] | null;
  readonly view: View;
}) {
  return (
    <thead>
      <tr>
        <th scope="col">KPI</th>
        {teams === null ? (
          <>
            <th scope="col">Answers</th>
            <th scope="col">Share it</th>
          </>
        ) : (
          teams.map(({ slug, name, lead }) => (
            <th key={slug} scope="col">
              <Link href={teamPath(slug, view)}>{name}</Link>
              <small>{lead ?? 'no lead'}</small>
            </th>
          ))
        )}
      </tr>
    </thead>
  );
}

function Stage({
  stage,
  shown,
  view,
  columns,
}: PartProps & { readonly stage: MapGroup['stage']; readonly columns: number }) {
  const journey = shown.journeys.length > 1 ? stage?.journey.name : undefined;
  return (
    <tr className={styles['stage']}>
      <th scope="rowgroup">
        {stage === null ? (
          'Touches no stage'
        ) : (
          <>
            <Link href={stagePath(stage.slug, view)}>{stage.name}</Link>
            <small>
              {journey === undefined ? '' : `${journey} · `}
              {stage.owner === null ? 'no stage owner' : `stage owner ${stage.owner}`}
            </small>
          </>
        )}
      </th>
      {/* The line goes through, and the heading stays where it is while the rest scrolls. */}
      <td colSpan={columns} />
    </tr>
  );
}

function KpiHead({ row, view }: { readonly row: MapRow; readonly view: View }) {
  const { kpi, status, critical, lens } = row;
  return (
    <th scope="row">
      <span className={styles['kpi']}>
        {status === null ? <i /> : <SheetMark status={status} size={13} />}
        <span>
          <Link href={kpiPath(kpi.slug, view)} data-step="">
            {kpi.name}
          </Link>
          <small>
            {LENSES[lens]}
            {critical ? ' · critical' : ''}
          </small>
        </span>
      </span>
    </th>
  );
}

const LENSES = {
  silo: 'own work',
  experience: 'customers',
  both: 'own work and customers',
} as const;
