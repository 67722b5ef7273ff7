/** The stages a team takes part in: what customers get there, and the team's own KPIs beside it. */

import { ShareLine } from '@/components/charts/share-line';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { TeamStage, TeamView } from '@/lib/domain/team-view';
import { counted } from '@/lib/domain/wording';
import { formatDifference, formatShare } from '@/lib/format-compare';
import { kpisPath, stagePath, teamPath } from '@/lib/paths';
import type { TeamPartProps } from './part';
import styles from './stages.module.css';

export function Stages(props: TeamPartProps) {
  const { stages, journey, journeys } = props.shown;
  return (
    <Card
      id="stages"
      title="The stages it takes part in"
      note={
        <>
          {`what customers get there: share of due customer KPIs on target${
            journey !== null && journeys.length > 1 ? `, in ${journey.name}` : ''
          }`}{' '}
          <How rule="green-team-red-stage" />
        </>
      }
    >
      {stages.length === 0 ? (
        <p className={styles['none']}>
          {props.shown.touchesNothing
            ? 'None: no KPI that it answers for or shares is mapped to a stage.'
            : 'None in this journey.'}
        </p>
      ) : (
        <ul className={styles['stages']}>
          {stages.map((stage) => (
            <Stage key={stage.slug} stage={stage} {...props} />
          ))}
        </ul>
      )}
      <Gap shown={props.shown} />
      <Elsewhere {...props} />
    </Card>
  );
}

function Stage({ stage, shown, view, periodLabel }: TeamPartProps & { readonly stage: TeamStage }) {
  const { experience, cell } = stage;
  const { locale } = shown.organisation;
  return (
    <li className={cell.watermelon ? styles['red'] : undefined}>
      <StatusMark status={stage.status} />
      <div className={styles['what']}>
        <Link href={stagePath(stage.slug, view)} data-step="">
          {stage.name}
        </Link>{' '}
        {stage.since === null ? null : (
          <span className={stage.status === 'off_target' ? styles['off'] : styles['risk']}>
            {stage.status === 'off_target' ? 'off' : 'at risk'} since {periodLabel(stage.since)}
            {stage.sinceAtLeast ? ' or before' : ''}
          </span>
        )}
        <small>{stage.owner === null ? 'no stage owner' : `stage owner ${stage.owner}`}</small>
        <Part word={`${shown.team.name} answers for`} kpis={stage.answers} />
        <Part word={`${shown.team.name} shares`} kpis={stage.shares} />
      </div>
      <div className={styles['score']}>
        <strong>
          {experience.share === null
            ? statusName(experience.status)
            : formatShare(experience.share, locale)}
        </strong>
        <small>
          {experience.due === 0
            ? 'none due'
            : `${experience.onTarget} of ${experience.due} on target`}
        </small>
        <ShareLine shares={stage.history} status={stage.status} name={null} />
      </div>
      <div className={styles['own']}>
        <Link
          href={kpisPath({ team: shown.team.slug, stage: stage.slug }, view)}
          className={styles['cell']}
        >
          <StatusMark
            status={cell.status}
            basis={cell.basis}
            watermelon={cell.watermelon}
            size={18}
          />
          <span>{cellText(stage)}</span>
        </Link>
        {cell.watermelon ? <small className={styles['off']}>green team, red stage</small> : null}
      </div>
    </li>
  );
}

function Part({ word, kpis }: { readonly word: string; readonly kpis: TeamStage['own'] }) {
  if (kpis.length === 0) return null;
  return (
    <small>
      {word}: {kpis.map(({ name }) => name).join(', ')}
    </small>
  );
}

/** "own KPI here: 1 of 1 on target", or that there are none and its whole scorecard stands in. */
function cellText({ cell, own }: TeamStage): string {
  if (cell.status === 'withheld') return 'own KPIs: withheld';
  if (cell.basis === 'overall') return 'measures nothing of its own here';
  const count = cell.due === 0 ? 'none due' : `${cell.onTarget} of ${cell.due} on target`;
  return `${own.length === 1 ? 'own KPI' : 'own KPIs'} here: ${count}`;
}

/** The same subtraction as on the contrast. */
function Gap({ shown }: { readonly shown: TeamView }) {
  const { silo, sharedScore, gapPoints, organisation, below } = shown;
  if (below.length > 0 || sharedScore === null || gapPoints === null || silo.share === null) {
    return null;
  }
  const { a, b, difference } = formatDifference(
    100 * silo.share,
    100 * sharedScore,
    1,
    organisation.locale,
  );
  return (
    <p className={styles['gap']}>
      Own scorecard {a} %, mean of its stages {b} %: gap{' '}
      <strong className={gapPoints > 0 ? styles['off'] : undefined}>{difference} points</strong>
    </p>
  );
}

function Elsewhere({ shown, view }: TeamPartProps) {
  if (shown.elsewhere.length === 0) return null;
  return (
    <p className={styles['gap']}>
      Also in{' '}
      {shown.elsewhere.map(({ journey, stages }, index) => (
        <span key={journey.slug}>
          {index === 0 ? '' : ', '}
          <Link href={teamPath(shown.team.slug, { ...view, journey: journey.slug, period: null })}>
            {counted(stages, 'stage', 'stages')} of {journey.name}
          </Link>
        </span>
      ))}
    </p>
  );
}
