/** Who reports green where customers see red: teams × stages. */
import Link from 'next/link';
import { ShareLine } from '@/components/charts/share-line';
import { StatusMark } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import type { ContrastCell, ContrastTeam } from '@/lib/domain/contrast';
import type { ContrastView, StageColumn } from '@/lib/domain/contrast-view';
import type { Scorecard } from '@/lib/domain/scorecard';
import { formatSigned } from '@/lib/format';
import { formatShare } from '@/lib/format-compare';
import { kpisPath, stagePath, teamPath, type View } from '@/lib/paths';
import styles from './matrix.module.css';

export interface MatrixProps {
  readonly shown: ContrastView;
  readonly view: View;
  readonly periodLabel: (period: string) => string;
}

/** Widest gap first: those without one come last, in the catalogue's order. */
function byGap(teams: readonly ContrastTeam[]): readonly ContrastTeam[] {
  return teams.toSorted(
    (a, b) => (b.gapPoints ?? Number.NEGATIVE_INFINITY) - (a.gapPoints ?? Number.NEGATIVE_INFINITY),
  );
}

export function Matrix({ shown, view, periodLabel }: MatrixProps) {
  const { contrast, organisation, stages } = shown;
  const { locale } = organisation;
  const cells = new Map(contrast.cells.map((cell) => [`${cell.team} ${cell.stage}`, cell]));
  const red = new Set(
    stages.filter((stage) => stage.status === 'off_target').map((stage) => stage.slug),
  );
  return (
    <Card
      id="matrix"
      title="Who reports green where customers see red"
      note="a team’s own KPIs in each stage it takes part in, widest gap first; figures are the share of due KPIs on target, in %"
    >
      <section className={styles['scroll']} aria-labelledby="matrix-title" tabIndex={0}>
        <table className={styles['matrix']}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Team and its lead</span>
              </th>
              <th scope="col" className={styles['silo']}>
                By its own scorecard
              </th>
              {stages.map((stage) => (
                <th key={stage.slug} scope="col" className={styles['stage']}>
                  <Link href={stagePath(stage.slug, view)} prefetch={false}>
                    {stage.name}
                  </Link>
                </th>
              ))}
              <th scope="col" className={styles['shared']}>
                Its stages, mean
              </th>
              <th scope="col" className={styles['gap']}>
                Gap, points
              </th>
            </tr>
          </thead>
          <tbody>
            {byGap(contrast.teams).map((team) => (
              <tr key={team.slug}>
                <th scope="row">
                  <Link href={teamPath(team.slug, view)} prefetch={false}>
                    {team.name}
                  </Link>
                  <small>{shown.teams.find(({ slug }) => slug === team.slug)?.lead}</small>
                </th>
                <td className={styles['silo']}>
                  <ScorecardFigure card={team.silo} locale={locale} />
                </td>
                {stages.map((stage) => (
                  <Cell
                    key={stage.slug}
                    cell={cells.get(`${team.slug} ${stage.slug}`)}
                    missing={missingIn(shown, team.slug, stage.slug)}
                    href={kpisPath({ team: team.slug, stage: stage.slug }, view)}
                    name={`${team.name} in ${stage.name}`}
                  />
                ))}
                <td className={styles['shared']}>{shareOrDash(team.sharedScore, locale)}</td>
                <td className={styles['gap']}>
                  <Gap points={team.gapPoints} locale={locale} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className={styles['customers']}>
              <th scope="row">
                What customers get
                <small>experience scorecard</small>
              </th>
              <td className={styles['silo']}>
                <strong>{shareOrDash(contrast.siloShare, locale)}</strong> <small>mean</small>
              </td>
              {stages.map((stage) => (
                <td
                  key={stage.slug}
                  className={red.has(stage.slug) ? styles['redFoot'] : undefined}
                >
                  <StageFigure stage={stage} shown={shown} view={view} periodLabel={periodLabel} />
                </td>
              ))}
              <td className={styles['shared']}>
                <strong>{shareOrDash(contrast.stageShare, locale)}</strong> <small>mean</small>
              </td>
              <td className={styles['gap']}>
                <Gap points={contrast.alignmentGapPoints} locale={locale} />
              </td>
            </tr>
            <tr className={styles['owners']}>
              <th scope="row">Stage owner</th>
              <td />
              {stages.map((stage) => (
                <td key={stage.slug}>{stage.owner ?? <em>nobody</em>}</td>
              ))}
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
      </section>
      <Legend shown={shown} />
    </Card>
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
  if (cell === undefined) return <td className={styles['none']} />;
  return (
    <td className={cell.watermelon ? styles['watermelon'] : undefined}>
      <Link href={href} prefetch={false} className={styles['mark']} title={`${name}: its KPIs`}>
        <span className="visually-hidden">{name}: </span>
        <StatusMark status={cell.status} basis={cell.basis} watermelon={cell.watermelon} />
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

/** How many figures the cell lacks that are due. */
function missingIn(shown: ContrastView, team: string, stage: string): number {
  return shown.figures.missing.filter(
    (figure) =>
      figure.team.slug === team && figure.lens !== 'experience' && figure.stages.includes(stage),
  ).length;
}

function ScorecardFigure({ card, locale }: { readonly card: Scorecard; readonly locale: string }) {
  return (
    <span className={styles['score']}>
      <StatusMark status={card.status} size={14} />
      <strong>{shareOrDash(card.share, locale)}</strong>
      <small>{card.due === 0 ? 'none due' : `${card.onTarget} of ${card.due}`}</small>
    </span>
  );
}

function StageFigure({
  stage,
  shown,
  view,
  periodLabel,
}: {
  readonly stage: StageColumn;
  readonly shown: ContrastView;
  readonly view: View;
  readonly periodLabel: (period: string) => string;
}) {
  const scored = shown.contrast.stages.find(({ slug }) => slug === stage.slug);
  if (scored === undefined) return null;
  const { experience } = scored;
  const missing = shown.figures.missing.filter(
    (figure) => figure.lens !== 'silo' && figure.stages.includes(stage.slug),
  ).length;
  return (
    <Link
      className={styles['stageFigure']}
      href={kpisPath({ stage: stage.slug, lens: 'experience' }, view)}
      prefetch={false}
    >
      <span className="visually-hidden">What customers get in {stage.name}: </span>
      <ScorecardFigure card={experience} locale={shown.organisation.locale} />
      <ShareLine shares={stage.history} status={stage.status} name={null} />
      {stage.since === null ? null : (
        <small className={stage.status === 'off_target' ? styles['off'] : styles['risk']}>
          {stage.status === 'off_target' ? 'off' : 'at risk'} since {periodLabel(stage.since)}
          {stage.sinceAtLeast ? ' or before' : ''}
        </small>
      )}
      {experience.criticalMisses.length === 0 ? null : (
        <small>
          {experience.criticalMisses.length === 1
            ? 'a critical KPI missed'
            : `${experience.criticalMisses.length} critical KPIs missed`}
        </small>
      )}
      {missing === 0 ? null : <small>{missing} missing</small>}
    </Link>
  );
}

function Gap({ points, locale }: { readonly points: number | null; readonly locale: string }) {
  if (points === null) return <span className={styles['dash']}>–</span>;
  return (
    <span className={points > 0 && Math.round(points) !== 0 ? styles['wide'] : undefined}>
      {formatSigned(points, 1, locale)}
    </span>
  );
}

/** A share in % without its sign: the heading says what it is. */
function shareOrDash(share: number | null, locale: string): string {
  return share === null ? '–' : formatShare(share, locale).replace(/\s?%$/, '');
}

function Legend({ shown }: { readonly shown: ContrastView }) {
  const { cells, untouched, stages } = shown.contrast;
  const statuses = new Set([
    ...cells.map((cell) => cell.status),
    ...stages.map((stage) => stage.experience.status),
  ]);
  return (
    <div className={styles['legend']}>
      <ul>
        {statuses.has('on_target') ? (
          <li>
            <StatusMark status="on_target" title={null} size={14} /> on target
          </li>
        ) : null}
        {statuses.has('at_risk') ? (
          <li>
            <StatusMark status="at_risk" title={null} size={14} /> at risk
          </li>
        ) : null}
        {statuses.has('off_target') ? (
          <li>
            <StatusMark status="off_target" title={null} size={14} /> off target
          </li>
        ) : null}
        {cells.some((cell) => cell.watermelon) ? (
          <li>
            <StatusMark status="on_target" watermelon title={null} size={14} /> green team, red
            stage
          </li>
        ) : null}
        {statuses.has('no_data') ? (
          <li>
            <StatusMark status="no_data" title={null} size={14} /> nothing to judge by
          </li>
        ) : null}
        {cells.some((cell) => cell.basis === 'overall') ? (
          <li>
            <StatusMark status="on_target" basis="overall" title={null} size={14} /> outline:
            measures nothing of its own here, its whole scorecard is shown
          </li>
        ) : null}
      </ul>
      {untouched.length === 0 ? null : (
        <p>
          <strong>
            {untouched.length === 1 ? '1 team touches' : `${untouched.length} teams touch`} no
            stage:
          </strong>{' '}
          {shown.untouched.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </div>
  );
}
