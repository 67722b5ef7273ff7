/** The page of one KPI: what it says, its chart, who answers, its targets, its figures. */

import type { ReactNode } from 'react';
import { Explorer } from '@/components/charts/explorer';
import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import { StatusMark } from '@/components/charts/status-mark';
import { PeriodBar } from '@/components/contrast/period-bar';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import { displayLimits } from '@/lib/domain/display-limits';
import type { KpiView } from '@/lib/domain/kpi-view';
import { formatAgainstTarget } from '@/lib/format-compare';
import { type KpiLook, kpiPath, teamPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import { Changes, Proposal, type WithdrawAction } from './changes';
import { exploredOf } from './explored';
import { Facts } from './facts';
import { FigureOpened } from './figure-opened';
import { FigureTable } from './figure-table';
import styles from './kpi.module.css';
import { RollUpsCard } from './roll-ups';
import { SpreadCard } from './spread';
import { directionText, targetText } from './target-text';
import { intervalText, valueText } from './value-text';

/** The chart holds two years of weeks; the table has all. */
const CHARTED = 104;

export interface KpiPageProps {
  readonly shown: KpiView;
  readonly withdraw: WithdrawAction;
  /** Keeps what never changes by itself as HTML. */
  readonly still: (part: string, children: ReactNode) => ReactNode;
}

export function KpiPage({ shown, withdraw, still }: KpiPageProps) {
  const { kpi, frame, organisation, place } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const look: KpiLook = { ...view, place: place?.slug ?? null };
  const periodLabel = (period: PeriodKey) =>
    shortName(period, organisation.locale, organisation, frame.period);
  return (
    <>
      {still(
        'head',
        <>
          <PeriodBar
            frame={frame}
            organisation={organisation}
            hrefOf={(next) => kpiPath(kpi.slug, { ...next, place: look.place ?? null })}
            view={view}
            dimensions={dimensionsOf(shown)}
          />
          <Heading shown={shown} view={view} periodLabel={periodLabel} />
        </>,
      )}
      <Card id="chart" title="Over time" note={directionText(kpi.direction) ?? undefined}>
        <Explorer explored={exploredOf(shown)}>
          {still('chart', <Chart shown={shown} periodLabel={periodLabel} />)}
        </Explorer>
        <Proposal shown={shown} periodLabel={periodLabel} />
      </Card>
      <div className={styles['columns']}>
        <div className={styles['column']}>
          {still('facts', <Facts shown={shown} view={view} />)}
          <Changes shown={shown} withdraw={withdraw} />
        </div>
        <div className={styles['column']}>
          {still(
            'figures',
            <>
              <SpreadCard
                shown={shown}
                view={view}
                periodLabel={periodLabel(shown.judged?.key ?? frame.period.key)}
              />
              <RollUpsCard shown={shown} periodLabel={periodLabel} />
              <FigureTable shown={shown} look={look} periodLabel={periodLabel} />
              <FigureOpened shown={shown} look={look} periodLabel={periodLabel} />
            </>,
          )}
        </div>
      </div>
    </>
  );
}

function dimensionsOf({ kpi, segments, segmentDimension }: KpiView) {
  if (segmentDimension === null) return [];
  return [{ slug: kpi.dimension ?? '', name: segmentDimension, segments }];
}

interface HeadingProps {
  readonly shown: KpiView;
  readonly view: View;
  readonly periodLabel: (period: PeriodKey) => string;
}

/** What it is, what it says, who answers. */
function Heading({ shown, view, periodLabel }: HeadingProps) {
  const { kpi, place } = shown;
  return (
    <>
      <h1 className={styles['name']}>
        {kpi.name}
        {place === null ? '' : ` at ${place.name}`}
      </h1>
      <p className={styles['finding']}>
        <StatusMark status={shown.status} size={18} />
        <strong className={styles['value']}>{figureText(shown)}</strong>{' '}
        <span>{rangeText(shown)}</span>
        <span className={styles['sentence']}>
          <SentenceText sentence={shown.sentence} />.
        </span>
      </p>
      <p className={styles['who']}>
        <strong>
          <Link href={teamPath(shown.answers.slug, view)}>{shown.answers.name}</Link> answers
        </strong>
        {shown.answers.lead === null ? '' : ` (${shown.answers.lead})`}
        {shown.shares.length === 0
          ? ''
          : ` · ${shown.shares.map(({ name }) => name).join(', ')} ${
              shown.shares.length === 1 ? 'shares' : 'share'
            } it`}
        {` · ${freshText(shown, periodLabel)}`}
        {place === null ? null : (
          <>
            {' · '}
            <Link href={kpiPath(kpi.slug, view)}>everywhere</Link>
          </>
        )}
      </p>
    </>
  );
}

/** Whether figures come in on time; apart from what they say. */
function freshText(
  { freshness: { state, due } }: KpiView,
  periodLabel: HeadingProps['periodLabel'],
): string {
  switch (state) {
    case 'fresh':
      return `figures up to date (${periodLabel(due.key)} is in)`;
    case 'late':
      return `figures late: ${periodLabel(due.key)} is missing`;
    case 'stale':
      return `figures stale: ${periodLabel(due.key)} and the one before are missing`;
    case 'never':
      return 'no figure has come in yet';
  }
}

function Chart({
  shown,
  periodLabel,
}: {
  readonly shown: KpiView;
  readonly periodLabel: (period: PeriodKey) => string;
}) {
  const { kpi, series, organisation } = shown;
  const { locale } = organisation;
  const points = series.points.slice(-CHARTED);
  const first = points[0];
  const target = targetText(shown.target, kpi.direction, kpi.decimals, locale);
  return (
    <ProcessBehaviourChart
      size="large"
      name={shown.chartName}
      unit={kpi.unit}
      targetLabel={target === null ? null : `target ${target}`}
      formatValue={(value, against) =>
        formatAgainstTarget(
          value,
          { target: against, atRisk: null, low: null, high: null, margin: null },
          kpi.decimals,
          kpi.direction,
          locale,
        )
      }
      points={points.map((point) => ({
        period: point.period,
        label: periodLabel(point.period),
        value: point.status === 'too_few' ? null : point.measures.value,
        ...displayLimits(kpi, point.limits),
        center: point.limits.center,
        target: point.target?.target ?? null,
        range:
          kpi.direction === 'range' && point.target !== null
            ? { low: point.target.low, high: point.target.high }
            : null,
        signal: point.mark,
        inProgress: point.inProgress,
        ...(point.reported === null ? {} : { reported: point.reported }),
      }))}
      phases={series.phases.flatMap((phase) => {
        const to = points.findIndex((point) => point.period === phase.to);
        const from = points.findIndex((point) => point.period === phase.from);
        return to < 0 ? [] : [{ ...phase, from: points[Math.max(0, from)]?.period ?? phase.from }];
      })}
      annotations={shown.annotations.flatMap(({ date, text }) => {
        const index = points.findLastIndex((point) => point.start <= date);
        return first === undefined || date < first.start || index < 0
          ? []
          : [{ periodIndex: index, text }];
      })}
    />
  );
}

function figureText({ kpi, value, target, organisation: { locale } }: KpiView): string {
  return value === null ? 'No figure' : valueText(kpi, value, target, locale);
}

/** Target, interval and answers, as far as there are any. */
function rangeText(shown: KpiView): string {
  const { kpi, target, interval, organisation } = shown;
  const { locale } = organisation;
  const written = targetText(target, kpi.direction, kpi.decimals, locale);
  const better = written === null ? null : directionText(kpi.direction);
  const parts = [
    written === null ? 'no target in effect' : `target ${written}`,
    ...(better === null ? [] : [better]),
  ];
  if (interval !== null) {
    parts.push(`95 % interval ${intervalText(kpi, interval, locale)}`);
  }
  return parts.join(' · ');
}
