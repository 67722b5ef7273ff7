/** KPI × team: one answers, others share. */
import Link from 'next/link';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { MarkLegend, MarkSheet, SheetMark } from '@/components/ui/mark-sheet';
import type { AccountabilityView, MapGroup, MapRow } from '@/lib/domain/accountability-view';
import { counted } from '@/lib/domain/wording';
import { formatDate } from '@/lib/format-period';
import { kpiPath, stagePath, teamPath, type View } from '@/lib/paths';
import styles from './owner-map.module.css';

/** So many teams stand beside each other on a desk's screen. */
const FITTING = 9;

export interface OwnerMapProps {
  readonly shown: AccountabilityView;
  readonly view: View;
}

export function OwnerMap({ shown, view }: OwnerMapProps) {
  const { groups, teams, kpis } = shown;
  if (groups.length === 0) return null;
  const statuses = new Set(
    groups.flatMap(({ rows }) => rows.flatMap(({ status }) => status ?? [])),
  );
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
      <section
        className={
          teams.length > FITTING ? `${styles['scroll']} ${styles['wide']}` : styles['scroll']
        }
        aria-label="KPIs and teams"
        tabIndex={0}
      >
        <table className={styles['map']}>
          <thead>
            <tr>
              <th scope="col">KPI</th>
              {teams.map(({ slug, name, lead }) => (
                <th key={slug} scope="col">
                  <Link href={teamPath(slug, view)} prefetch={false}>
                    {name}
                  </Link>
                  <small>{lead ?? 'no lead'}</small>
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <Group key={group.stage?.slug ?? ''} group={group} shown={shown} view={view} />
          ))}
        </table>
      </section>
      <MarkLegend statuses={statuses} />
    </Card>
  );
}

function Group({ group, shown, view }: OwnerMapProps & { readonly group: MapGroup }) {
  const { stage, rows } = group;
  const journey = shown.journeys.length > 1 ? stage?.journey.name : undefined;
  return (
    <tbody>
      <tr className={styles['stage']}>
        <th scope="rowgroup">
          {stage === null ? (
            'Touches no stage'
          ) : (
            <>
              <Link href={stagePath(stage.slug, view)} prefetch={false}>
                {stage.name}
              </Link>
              <small>
                {journey === undefined ? '' : `${journey} · `}
                {stage.owner === null ? 'no stage owner' : `stage owner ${stage.owner}`}
              </small>
            </>
          )}
        </th>
        {/* The line goes through, and the heading stays where it is while the rest scrolls. */}
        <td colSpan={shown.teams.length} />
      </tr>
      {rows.map((row) => (
        <Row key={row.kpi.slug} row={row} shown={shown} view={view} />
      ))}
    </tbody>
  );
}

function Row({ row, shown, view }: OwnerMapProps & { readonly row: MapRow }) {
  const { kpi, status, critical, lens } = row;
  return (
    <tr>
      <th scope="row">
        <span className={styles['kpi']}>
          {status === null ? <i /> : <SheetMark status={status} size={13} />}
          <span>
            <Link href={kpiPath(kpi.slug, view)} prefetch={false} data-step="">
              {kpi.name}
            </Link>
            <small>
              {LENSES[lens]}
              {critical ? ' · critical' : ''}
            </small>
          </span>
        </span>
      </th>
      {shown.teams.map(({ slug }) => (
        <Cell
          key={slug}
          row={row}
          team={slug}
          locale={shown.organisation.locale}
          mine={shown.filter.team?.slug}
        />
      ))}
    </tr>
  );
}

const LENSES = {
  silo: 'own work',
  experience: 'customers',
  both: 'own work and customers',
} as const;

function Cell({
  row,
  team,
  locale,
  mine,
}: {
  readonly row: MapRow;
  readonly team: string;
  readonly locale: string;
  readonly mine: string | undefined;
}) {
  const className = team === mine ? styles['mine'] : undefined;
  if (row.answers.slug === team) {
    return (
      <td className={className}>
        <strong className={styles['answers']}>answers</strong>
        {row.since === null ? null : <small>since {formatDate(row.since, locale)}</small>}
      </td>
    );
  }
  if (row.shares.includes(team)) {
    return (
      <td className={className}>
        <span className={styles['shares']}>shares</span>
      </td>
    );
  }
  return <td className={className} />;
}
