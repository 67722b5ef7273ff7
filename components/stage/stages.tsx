/** The stages of a journey, one line each: how it stands, since when, who owns it. */

import { ShareLine } from '@/components/charts/share-line';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Missing } from '@/components/contrast/missing';
import { PeriodBar } from '@/components/contrast/period-bar';
import { PeriodNotes } from '@/components/contrast/period-notes';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import { historyPhrase } from '@/lib/domain/sentence-stage';
import type { StageLine, StagesView } from '@/lib/domain/stage-view';
import { capitalised, counted } from '@/lib/domain/wording';
import { formatShare } from '@/lib/format-compare';
import { stagePath, stagesPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import page from './stage.module.css';
import styles from './stages.module.css';

export function StagesPage({ shown }: { readonly shown: StagesView }) {
  const { frame, organisation } = shown;
  const view: View = {
    journey: shown.journey.slug,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={stagesPath}
        view={view}
        journeys={shown.journeys}
        dimensions={shown.dimensions}
      >
        <Missing shown={shown} view={view} />
      </PeriodBar>
      <h1 className={page['headline']}>
        <SentenceText sentence={shown.finding} />
      </h1>
      <p className={styles['lowest']}>
        {shown.lowest === null ? null : <SentenceText sentence={shown.lowest} />}
      </p>
      <PeriodNotes shown={shown} view={view} hrefOf={stagesPath} />
      <Card
        id="stages"
        title={`The stages of ${shown.journey.name}`}
        note={
          <>
            in the order in which customers live through them; figures are the share of due customer
            KPIs on target <How rule="share" />
          </>
        }
      >
        <ol className={styles['lines']}>
          {shown.lines.map((line) => (
            <Line key={line.slug} line={line} shown={shown} view={view} />
          ))}
        </ol>
      </Card>
    </>
  );
}

function Line({
  line,
  shown,
  view,
}: {
  readonly line: StageLine;
  readonly shown: StagesView;
  readonly view: View;
}) {
  const { organisation, frame } = shown;
  const { locale } = organisation;
  const { scorecard, status } = line;
  return (
    <li className={styles['line']}>
      <StatusMark status={status} />
      <div className={styles['name']}>
        <Link href={stagePath(line.slug, view)} data-step="">
          {line.name}
        </Link>
        <small>{line.owner === null ? 'nobody owns it' : `owner ${line.owner}`}</small>
      </div>
      <p className={styles['score']}>
        <strong>{scorecard.share === null ? '–' : formatShare(scorecard.share, locale)}</strong>
        <small>
          {scorecard.due === 0 ? 'none due' : `${scorecard.onTarget} of ${scorecard.due}`}
        </small>
      </p>
      <ShareLine shares={line.history} status={status} name={null} width={96} height={24} />
      <div className={styles['said']}>
        <p className={status === 'off_target' ? styles['off'] : undefined}>
          {sinceText(line, (period) =>
            shortName(period, organisation.locale, organisation, frame.period),
          )}
        </p>
        <small>{factsText(line, frame.period.grain, locale)}</small>
      </div>
    </li>
  );
}

function sinceText(
  { status, since, sinceAtLeast }: StageLine,
  periodLabel: (period: PeriodKey) => string,
): string {
  const name = status === 'no_data' ? 'Cannot be judged' : capitalised(statusName(status));
  if (since === null) return name;
  return `${name} since ${periodLabel(since)}${sinceAtLeast ? ' or before' : ''}`;
}

function factsText(
  { criticalMisses, standing, reliabilityShare, teams }: StageLine,
  grain: Parameters<typeof historyPhrase>[1],
  locale: string,
): string {
  const history = historyPhrase(standing, grain);
  return [
    ...(criticalMisses.length === 0
      ? []
      : [`critical and missed: ${criticalMisses.map(({ name }) => name).join(', ')}`]),
    ...(history === null ? [] : [history]),
    reliabilityShare === null
      ? 'reliability not measured'
      : `went right for ${formatShare(reliabilityShare, locale)} of customers`,
    teams === 0 ? 'no team takes part' : `shared by ${counted(teams, 'team', 'teams')}`,
  ].join(' · ');
}
