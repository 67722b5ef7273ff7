/** The contrast page: the finding first, then what it rests on. */
import { ChainChart } from '@/components/charts/chain';
import { ContrastTrend } from '@/components/charts/contrast-trend';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { EmbedLink } from '@/components/embed/embed-link';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { SentenceText } from '@/components/ui/sentence';
import { trendTable } from '@/lib/chart/trend-table';
import type { PeriodKey } from '@/lib/domain/calendar';
import type { ContrastView } from '@/lib/domain/contrast-view';
import { grainNoun } from '@/lib/domain/wording';
import { formatDifference, POINT_DECIMALS } from '@/lib/format-compare';
import { contrastPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import { Board } from './board';
import styles from './contrast.module.css';
import { drawnChain, drawnTrend } from './drawn';
import { Matrix } from './matrix';
import { Missing } from './missing';
import { PeriodBar } from './period-bar';
import { PeriodNotes } from './period-notes';

export interface ContrastPageProps {
  readonly shown: ContrastView;
}

export function ContrastPage({ shown }: ContrastPageProps) {
  const { frame, organisation } = shown;
  const view: View = {
    journey: shown.journey.slug,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  const periodLabel = (period: string) =>
    shortName(period as PeriodKey, organisation.locale, organisation, frame.period);
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={contrastPath}
        view={view}
        journeys={shown.journeys}
        dimensions={shown.dimensions}
      >
        <Missing shown={shown} view={view} />
      </PeriodBar>
      <h1 className={styles['headline']}>
        <SentenceText sentence={shown.headline} />
      </h1>
      <p className={styles['lead']}>
        <SentenceText sentence={shown.lead} />
      </p>
      {shown.worst === null ? null : (
        <p className={styles['worst']}>
          <SentenceText sentence={shown.worst} />
        </p>
      )}
      <PeriodNotes shown={shown} view={view} hrefOf={contrastPath} />
      <div className={styles['grid']}>
        <TrendCard shown={shown} periodLabel={periodLabel} />
        <ChainCard shown={shown} />
      </div>
      <div className={styles['stack']}>
        <Matrix shown={shown} view={view} periodLabel={periodLabel} />
        <Board shown={shown} view={view} />
      </div>
    </>
  );
}

interface LabelledProps {
  readonly shown: ContrastView;
  readonly periodLabel: (period: string) => string;
}

function TrendCard({ shown, periodLabel }: LabelledProps) {
  const { contrast, trend, frame } = shown;
  const drawn = drawnTrend(shown, periodLabel);
  const nouns = grainNoun(frame.period.grain, 'plural');
  return (
    <Card
      id="trend"
      title="What teams report, what customers get"
      note={
        <>
          {`mean share of due KPIs on target: over ${contrast.teams.length} silo scorecards, over ${contrast.stages.length} stages, last ${trend.length} ${nouns}`}{' '}
          <How rule="gap" />{' '}
          <EmbedLink kind="trend" about={{ journey: shown.journey.slug, segment: shown.segment }} />
        </>
      }
    >
      <ContrastTrend size="column" {...drawn} />
      {contrast.siloWithheld ? (
        <p className={styles['withheld']}>
          <StatusMark status="withheld" size={14} title={null} /> What teams report is withheld: the
          mean of all their scorecards would tell of one that is for its team and executives.
        </p>
      ) : null}
      <TrendTable shown={shown} periodLabel={periodLabel} format={drawn.formatShare} />
    </Card>
  );
}

function TrendTable({
  shown,
  periodLabel,
  format,
}: LabelledProps & { readonly format: (share: number) => string }) {
  const { columns, rows } = trendTable(shown.trend, {
    periodLabel,
    formatShare: format,
    formatGap: (silo, stage) => {
      const { a, b, difference } = formatDifference(
        100 * silo,
        100 * stage,
        POINT_DECIMALS,
        shown.organisation.locale,
      );
      return { silo: `${a} %`, stage: `${b} %`, gap: difference };
    },
  });
  return (
    <details className={styles['table']}>
      <summary>The same as a table</summary>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([period, silo, stage, gap]) => (
            <tr key={period}>
              <th scope="row">{period}</th>
              <td>{silo}</td>
              <td>{stage}</td>
              <td>{gap}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ChainCard({ shown }: { readonly shown: ContrastView }) {
  const { sentence, ...drawn } = drawnChain(shown);
  const { chain } = drawn;
  return (
    <Card
      id="chain"
      title={`One customer through ${chain.stages === 1 ? 'the stage' : `all ${chain.stages} stages`}`}
      note={
        <>
          share of customers for whom each went right, by one KPI a stage <How rule="chain" />{' '}
          <EmbedLink kind="chain" about={{ journey: shown.journey.slug, segment: shown.segment }} />
        </>
      }
    >
      <ChainChart {...drawn}>
        <p className={styles['natural']}>
          <SentenceText sentence={sentence} />
        </p>
      </ChainChart>
      <ChainKey shown={shown} />
    </Card>
  );
}

/** The chain's marks judge one KPI each; a stage's status judges all of its KPIs. */
function ChainKey({ shown }: { readonly shown: ContrastView }) {
  const statuses = shown.stages.flatMap(({ reliabilityKpi }) => reliabilityKpi?.status ?? []);
  const missed = (['at_risk', 'off_target'] as const).filter((each) => statuses.includes(each));
  if (missed.length === 0) return null;
  return (
    <p className={styles['key']}>
      {missed.map((status) => (
        <span key={status}>
          <StatusMark status={status} title={null} size={13} /> {statusName(status)}{' '}
        </span>
      ))}
      against that KPI’s own target; a stage’s status below counts all its due KPIs.
    </p>
  );
}
