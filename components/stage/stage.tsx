/** The page of a stage: the finding, where it starts, what customers get, what teams measure. */
import type { ReactNode } from 'react';

import { ShareLine } from '@/components/charts/share-line';
import { Missing } from '@/components/contrast/missing';
import { PeriodBar } from '@/components/contrast/period-bar';
import { PeriodNotes } from '@/components/contrast/period-notes';
import { EmbedLink } from '@/components/embed/embed-link';
import { How } from '@/components/methods/how';
import { ThanksCard } from '@/components/review/thanks';
import { Card } from '@/components/ui/card';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { StageSiloKpi, StageView } from '@/lib/domain/stage-view';
import { formatList } from '@/lib/format';
import { formatShare } from '@/lib/format-compare';
import { stagePath, stagesPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import { StageActions } from './actions';
import { CappedRows, namesOf } from './capped';
import { StageKpiGroups } from './kpi-groups';
import { Origins } from './origin';
import { StageGaps, StageMoments, StageNotes, StageTeams } from './side';
import styles from './stage.module.css';
import { StageStrip } from './strip';

export interface StagePageProps {
  readonly shown: StageView;
  /** Whether one follows it. */
  readonly follow: ReactNode;
  /** Keeps what never changes by itself as HTML. */
  readonly still: (part: string, children: ReactNode) => ReactNode;
}

export function StagePage({ shown, follow, still }: StagePageProps) {
  const { frame, organisation, stage } = shown;
  const view: View = {
    journey: shown.journey.slug,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  // A stage belongs to one journey: another one opens on its list of stages.
  const hrefOf = (next: View) =>
    next.journey === shown.journey.slug ? stagePath(stage.slug, next) : stagesPath(next);
  const periodLabel = (period: PeriodKey) =>
    shortName(period, organisation.locale, organisation, frame.period);
  return (
    <>
      {still(
        'bar',
        <>
          <PeriodBar
            frame={frame}
            organisation={organisation}
            hrefOf={hrefOf}
            view={view}
            journeys={shown.journeys}
            dimensions={shown.dimensions}
          >
            <Missing shown={shown} view={view} filter={{ stage: stage.slug }} />
          </PeriodBar>
          <StageStrip stages={shown.strip} current={stage.slug} view={view} />
        </>,
      )}
      {follow}
      {still(
        'page',
        <>
          <h1 className={styles['headline']}>
            <SentenceText sentence={shown.finding} />
          </h1>
          <Lead shown={shown} />
          <History shown={shown} />
          <PeriodNotes shown={shown} view={view} hrefOf={hrefOf} />
          <div className={styles['stack']}>
            <Beside shown={shown} view={view} periodLabel={periodLabel} />
            <StageActions shown={shown} view={view} />
            {shown.thanks.length === 0 ? null : (
              <ThanksCard thanks={shown.thanks} organisation={organisation} href={null} />
            )}
            <StageKpiGroups shown={shown} view={view} periodLabel={periodLabel} />
            <Silo shown={shown} view={view} />
          </div>
        </>,
      )}
    </>
  );
}

/** Rows of a list that stand for the head of its card, when two columns are to end near each other. */
const HEAD = 1.5;

/**
 * Where it starts beside who shares the stage and its moments; what else there is goes to the
 * column that is shorter, by the rows that each list has.
 */
function Beside({
  shown,
  view,
  periodLabel,
}: {
  readonly shown: StageView;
  readonly view: View;
  readonly periodLabel: (period: PeriodKey) => string;
}) {
  const { origins, teams, moments, notes } = shown;
  const hasOrigin = origins.length > 0;
  const rowsOf = (list: readonly unknown[]) => (list.length === 0 ? 0 : HEAD + list.length);
  const told = rowsOf(origins.slice(0, 2).flatMap(({ steps }) => steps));
  const left = hasOrigin ? 1.25 * told : rowsOf(teams);
  const right = (hasOrigin ? rowsOf(teams) : 0) + 1.25 * rowsOf(moments);
  const areNotesLeft = left <= right;
  const areGapsLeft =
    left + (areNotesLeft ? rowsOf(notes) : 0) <= right + (areNotesLeft ? 0 : rowsOf(notes));
  const teamsCard = <StageTeams shown={shown} view={view} />;
  const notesCard = <StageNotes shown={shown} view={view} />;
  const gapsCard = <StageGaps shown={shown} view={view} />;
  return (
    <div className={hasOrigin ? styles['columns'] : styles['even']}>
      <div className={styles['main']}>
        {hasOrigin ? <Origins shown={shown} view={view} /> : teamsCard}
        {areNotesLeft ? notesCard : null}
        {areGapsLeft ? gapsCard : null}
      </div>
      <div className={styles['main']}>
        {hasOrigin ? teamsCard : null}
        <StageMoments shown={shown} view={view} periodLabel={periodLabel} />
        {areNotesLeft ? null : notesCard}
        {areGapsLeft ? null : gapsCard}
      </div>
    </div>
  );
}

function Lead({ shown }: { readonly shown: StageView }) {
  const { stage, teams, organisation } = shown;
  return (
    <p className={styles['lead']}>
      {stage.promise === null ? (
        'No promise is written down. '
      ) : (
        <>
          Promise: <strong>“{stage.promise}”</strong>{' '}
        </>
      )}
      <SentenceText sentence={shown.reliability} />{' '}
      {stage.owner === null ? (
        'Nobody owns this stage.'
      ) : (
        <>
          Stage owner: <strong>{stage.owner}</strong>.
        </>
      )}{' '}
      {teams.length === 0
        ? 'No team takes part.'
        : `${teams.length === 1 ? 'One team takes part' : 'Shared by'}${
            teams.length === 1 ? ': ' : ' '
          }${formatList(
            teams.map(({ name }) => name),
            organisation.locale,
          )}.`}{' '}
      <EmbedLink kind="stage" about={{ stage: stage.slug, segment: shown.segment }} />
    </p>
  );
}

/** The score, defined where it stands, and how often it was bad. */
function History({ shown }: { readonly shown: StageView }) {
  const { scorecard, column, history, organisation } = shown;
  if (scorecard.share === null) return null;
  return (
    <p className={styles['history']}>
      <ShareLine shares={column.history} status={column.status} name={null} width={112} />
      <span>
        <strong>{formatShare(scorecard.share, organisation.locale)}</strong> of due customer KPIs
        are on target ({scorecard.onTarget} of {scorecard.due}).{' '}
        {history === null ? null : <SentenceText sentence={history} />} <How rule="share" />
      </span>
    </p>
  );
}

function Silo({ shown, view }: { readonly shown: StageView; readonly view: View }) {
  const { silo, siloCount } = shown;
  const steady = silo.filter((item) => item.steady);
  const rest = silo.filter((item) => !item.steady);
  const rows = (items: readonly StageSiloKpi[]) => (
    <CappedRows items={items.map(remarked)} shown={shown} view={view} filter={{ lens: 'silo' }} />
  );
  return (
    <Card
      id="silo"
      title="What teams measure of their own work here"
      note={
        siloCount.due === 0
          ? 'counts in silo scorecards'
          : `${siloCount.onTarget} of ${siloCount.due} on target; counts in silo scorecards`
      }
    >
      {silo.length === 0 ? (
        <p className={styles['none']}>
          {shown.teams.some(({ status, basis }) => status === 'withheld' && basis === 'own')
            ? 'Withheld: what teams measure of their own work here is for the teams and executives.'
            : shown.leftOut === null || shown.leftOut.kpis === 0
              ? 'No team measures anything of its own here.'
              : `Nothing of it is broken down by ${shown.leftOut.dimension.toLowerCase()}.`}
        </p>
      ) : null}
      {rest.length === 0 ? null : rows(rest)}
      {steady.length === 0 ? null : (
        <details className={styles['steady']}>
          <summary>
            {steady.length} steady: {namesOf(steady)}
          </summary>
          {rows(steady)}
        </details>
      )}
    </Card>
  );
}

/** A green KPI that feeds a miss says so, before anything else. */
function remarked(item: StageSiloKpi): StageSiloKpi {
  const up = item.greenUpstreamOf;
  if (up === null) return item;
  const how = up.evidence === 'suspected' ? 'yet suspected upstream of' : 'though proven to feed';
  return {
    ...item,
    sentence: [
      { text: 'Green', tone: 'good' },
      { text: `, ${how} ` },
      { text: up.name, tone: 'strong' },
    ],
  };
}
