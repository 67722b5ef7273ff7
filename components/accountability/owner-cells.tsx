/** The teams of one KPI: as cells beneath their columns, or by name where there are too many columns. */
import { Link } from '@/components/ui/link';
import type { AccountabilityView, MapRow } from '@/lib/domain/accountability-view';
import type { TeamRef } from '@/lib/domain/contrast-view';
import { formatDate } from '@/lib/format-period';
import { teamPath, type View } from '@/lib/paths';
import styles from './owner-map.module.css';

interface CellsProps {
  readonly row: MapRow;
  readonly shown: AccountabilityView;
}

/** Empty cells side by side are one, as a row of many teams is empty but for two or three. */
export function Cells({ row, shown }: CellsProps) {
  const mine = shown.filter.team?.slug;
  const isEmpty = (team: string) =>
    team !== row.answers.slug && team !== mine && !row.shares.includes(team);
  const runs: { readonly first: string; count: number; readonly empty: boolean }[] = [];
  for (const { slug } of shown.teams) {
    const last = runs.at(-1);
    if (last?.empty === true && isEmpty(slug)) last.count += 1;
    else runs.push({ first: slug, count: 1, empty: isEmpty(slug) });
  }
  return runs.map(({ first, count, empty }) =>
    empty ? (
      <td key={first} colSpan={count} />
    ) : (
      <td key={first} className={first === mine ? styles['mine'] : undefined}>
        <Part row={row} team={first} locale={shown.organisation.locale} />
      </td>
    ),
  );
}

function Part({
  row,
  team,
  locale,
}: {
  readonly row: MapRow;
  readonly team: string;
  readonly locale: string;
}) {
  if (row.answers.slug === team) {
    return (
      <>
        <strong className={styles['answers']}>answers</strong>
        {row.since === null ? null : <small>since {formatDate(row.since, locale)}</small>}
      </>
    );
  }
  return row.shares.includes(team) ? <span className={styles['shares']}>shares</span> : null;
}

export function Names({ row, shown, view }: CellsProps & { readonly view: View }) {
  const mine = shown.filter.team?.slug;
  const sharing = shown.teams.filter(({ slug }) => row.shares.includes(slug));
  const { locale } = shown.organisation;
  return (
    <>
      <td className={row.answers.slug === mine ? styles['mine'] : undefined}>
        <TeamName team={row.answers} view={view} />
        {row.since === null ? null : <small>since {formatDate(row.since, locale)}</small>}
      </td>
      <td className={sharing.some(({ slug }) => slug === mine) ? styles['mine'] : undefined}>
        {sharing.map((team) => (
          <TeamName key={team.slug} team={team} view={view} />
        ))}
      </td>
    </>
  );
}

function TeamName({ team, view }: { readonly team: TeamRef; readonly view: View }) {
  return (
    <span className={styles['team']}>
      <Link href={teamPath(team.slug, view)}>{team.name}</Link>
      {team.lead === null ? null : ` (${team.lead})`}
    </span>
  );
}
