/** One team in the accountability matrix: its own scorecard, its stages, and the gap between. */

import { StatusMark } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import type { ContrastCell, ContrastTeam } from '@/lib/domain/contrast';
import type { ContrastTeamRef, ContrastView } from '@/lib/domain/contrast-view';
import type { Scorecard } from '@/lib/domain/scorecard';
import { formatShare, formatShareGap, type WrittenDifference } from '@/lib/format-compare';
import { kpisPath, teamPath, type View } from '@/lib/paths';
import styles from './matrix.module.css';

export function TeamRow({
  team,
  shown,
  view,
  cells,
}: {
  readonly team: ContrastTeam;
  readonly shown: ContrastView;
  readonly view: View;
  readonly cells: ReadonlyMap<string, ContrastCell>;
}) {
  const { locale, thresholds } = shown.organisation;
  const limits = [thresholds.onTarget, thresholds.atRisk];
  const written =
    team.gapPoints === null || team.silo.share === null || team.sharedScore === null
      ? null
      : formatShareGap(team.silo.share, team.sharedScore, locale, limits);
  return (
    <tr>
      <th scope="row">
        <Link href={teamPath(team.slug, view)}>{team.name}</Link>
        <TeamFacts team={shown.teams.find(({ slug }) => slug === team.slug)} />
      </th>
      <td className={styles['silo']}>
        <ScorecardFigure
          card={team.silo}
          text={written?.a ?? shareOrDash(team.silo.share, locale, limits)}
        />
      </td>
      {shown.stages.map((stage) => (
        <Cell
          key={stage.slug}
          cell={cells.get(`${team.slug} ${stage.slug}`)}
          missing={missingIn(shown, team.slug, stage.slug)}
          href={kpisPath({ team: team.slug, stage: stage.slug }, view)}
          name={`${team.name} in ${stage.name}`}
        />
      ))}
      <td className={styles['shared']}>
        {written?.b ?? shareOrDash(team.sharedScore, locale, limits)}
      </td>
      <td className={styles['gap']}>
        <Gap written={written} />
      </td>
    </tr>
  );
}

/** Its lead, and the misses that its own scorecard does not count. */
function TeamFacts({ team }: { readonly team: ContrastTeamRef | undefined }) {
  if (team === undefined) return null;
  const { lead, customerMisses } = team;
  return (
    <>
      <small>{lead}</small>
      {customerMisses === 0 ? null : (
        <small className={styles['answers']}>
          answers for <strong>{customerMisses} red</strong> customer{' '}
          {customerMisses === 1 ? 'KPI' : 'KPIs'}
        </small>
      )}
    </>
  );
}

function Cell({
  cell,
  missing,
  href,
  name,
}: {
  readonly cell: ContrastCell | undefined;
  readonly missing: number;
  readonly href: string;
  readonly name: string;
}) {
  if (cell === undefined) return <td />;
  return (
    <td className={cell.watermelon ? styles['watermelon'] : undefined}>
      <Link href={href} className={styles['mark']}>
        <span className="visually-hidden">{name}: </span>
        <StatusMark
          status={cell.status}
          basis={cell.basis}
          watermelon={cell.watermelon}
          {...(cell.status === 'withheld' ? { title: WITHHELD_CELL } : {})}
        />
        {missing === 0 ? null : (
          <span className={styles['missing']}>
            <span aria-hidden="true">{missing} ?</span>
            <span className="visually-hidden">, {missing} missing</span>
          </span>
        )}
      </Link>
    </td>
  );
}

const WITHHELD_CELL = 'withheld: its silo figures are for the team and executives';

/** How many figures the cell lacks that are due. */
function missingIn(shown: ContrastView, team: string, stage: string): number {
  return shown.figures.missing.filter(
    (figure) =>
      figure.team.slug === team && figure.lens !== 'experience' && figure.stages.includes(stage),
  ).length;
}

export function ScorecardFigure({
  card,
  text,
}: {
  readonly card: Scorecard;
  readonly text: string;
}) {
  if (card.status === 'withheld') return <WithheldFigure />;
  return (
    <span className={styles['score']}>
      <StatusMark status={card.status} size={14} />
      <strong>{text}</strong>
      <small>{card.due === 0 ? 'none due' : `${card.onTarget} of ${card.due}`}</small>
    </span>
  );
}

/** In place of a figure that counts what the reader may not see. */
function WithheldFigure() {
  return (
    <span className={styles['score']}>
      <StatusMark status="withheld" size={14} title={null} />
      <small className={styles['withheld']}>withheld</small>
    </span>
  );
}

export function Gap({ written }: { readonly written: WrittenDifference | null }) {
  if (written === null) return <span className={styles['dash']}>–</span>;
  return (
    <span className={written.sign > 0 ? styles['wide'] : undefined}>{written.difference}</span>
  );
}

/** A share in % without its sign: the heading says what it is. */
export function shareOrDash(
  share: number | null,
  locale: string,
  thresholds: readonly number[],
): string {
  return share === null ? '–' : formatShare(share, locale, thresholds).replace(/\s?%$/, '');
}
