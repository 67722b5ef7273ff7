/** Who reports green where customers see red: teams × stages. */

import { ShareLine } from '@/components/charts/share-line';
import { EmbedLink } from '@/components/embed/embed-link';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { ContrastTeam } from '@/lib/domain/contrast';
import type { ContrastView, StageColumn } from '@/lib/domain/contrast-view';
import type { Scorecard } from '@/lib/domain/scorecard';
import { formatDifference, POINT_DECIMALS } from '@/lib/format-compare';
import { kpisPath, stagePath, type View } from '@/lib/paths';
import { Legend } from './legend';
import styles from './matrix.module.css';
import { Gap, ScorecardFigure, shareOrDash, TeamRow } from './matrix-row';

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
  const { onTarget, atRisk } = organisation.thresholds;
  const thresholds = [onTarget, atRisk];
  const { siloShare, stageShare } = contrast;
  const means =
    siloShare === null || stageShare === null
      ? null
      : formatDifference(100 * siloShare, 100 * stageShare, POINT_DECIMALS, locale);
  const cells = new Map(contrast.cells.map((cell) => [`${cell.team} ${cell.stage}`, cell]));
  const red = new Set(
    stages.filter((stage) => stage.status === 'off_target').map((stage) => stage.slug),
  );
  return (
    <Card
      id="matrix"
      title="Who reports green where customers see red"
      note={
        <>
          a team’s own KPIs in each stage it takes part in, widest gap first; figures are the share
          of due KPIs on target, in %; the gap is a team’s own share less the mean share of its
          stages for customers <How rule="green-team-red-stage" />{' '}
          <EmbedLink
            kind="matrix"
            about={{ journey: shown.journey.slug, segment: shown.segment }}
          />
        </>
      }
    >
      <section className={styles['scroll']} aria-label="Teams by stages" tabIndex={0}>
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
                  <Link href={stagePath(stage.slug, view)}>{stage.name}</Link>
                </th>
              ))}
              <th scope="col" className={styles['shared']}>
                Customers, in its stages
              </th>
              <th scope="col" className={styles['gap']}>
                Gap, points
              </th>
            </tr>
          </thead>
          <tbody>
            {byGap(contrast.teams).map((team) => (
              <TeamRow key={team.slug} team={team} shown={shown} view={view} cells={cells} />
            ))}
          </tbody>
          <tfoot>
            <tr className={styles['customers']}>
              <th scope="row">
                What customers get
                <small>experience scorecard</small>
              </th>
              <td className={styles['silo']}>
                <strong>{means?.a ?? shareOrDash(siloShare, locale, thresholds)}</strong>{' '}
                <small>
                  {meanOf(
                    contrast.teams.map(({ silo }) => silo),
                    'team',
                    'teams report, mean of',
                  )}
                </small>
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
                <strong>{means?.b ?? shareOrDash(stageShare, locale, thresholds)}</strong>{' '}
                <small>
                  {meanOf(
                    contrast.stages.map(({ experience }) => experience),
                    'stage',
                    'customers get, mean of',
                  )}
                </small>
              </td>
              <td className={styles['gap']}>
                <Gap written={means} />
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

/** Whose mean it is, and of how many scorecards: one without data enters none. */
function meanOf(cards: readonly Scorecard[], one: string, whose: string): string {
  if (cards.some(({ status }) => status === 'withheld')) return `withheld, as one ${one} is`;
  const judged = cards.filter(({ status }) => status !== 'no_data').length;
  return judged === 0 ? 'no data' : `${whose} ${judged}`;
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
  const { locale, thresholds } = shown.organisation;
  const missing = shown.figures.missing.filter(
    (figure) => figure.lens !== 'silo' && figure.stages.includes(stage.slug),
  );
  const overdue = missing.filter(({ status }) => status === 'no_data').length;
  return (
    <Link
      className={styles['stageFigure']}
      href={kpisPath({ stage: stage.slug, lens: 'experience' }, view)}
    >
      <span className="visually-hidden">What customers get in {stage.name}: </span>
      <ScorecardFigure
        card={experience}
        text={shareOrDash(experience.share, locale, [thresholds.onTarget, thresholds.atRisk])}
      />
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
      {overdue === 0 ? null : <small>{overdue} missing, counted as missed</small>}
      {missing.length === overdue ? null : <small>{missing.length - overdue} not due yet</small>}
    </Link>
  );
}
