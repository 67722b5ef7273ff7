/** The page of one KPI: what it says, its chart, who answers, its targets, its figures. */
import Link from 'next/link';
import { ProcessBehaviourChart } from '@/components/charts/process-behaviour';
import { StatusMark } from '@/components/charts/status-mark';
import { PeriodBar } from '@/components/contrast/period-bar';
import { Card } from '@/components/ui/card';
import { SentenceText } from '@/components/ui/sentence';
import type { PeriodKey } from '@/lib/domain/calendar';
import { displayLimits } from '@/lib/domain/display-limits';
import type { KpiView } from '@/lib/domain/kpi-view';
import { formatNumber, withUnit } from '@/lib/format';
import { formatAgainstTarget } from '@/lib/format-compare';
import { kpiPath, kpisPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import { Facts } from './facts';
import { FigureTable } from './figure-table';
import styles from './kpi.module.css';
import { directionText, targetText } from './target-text';

/** The chart holds two years of weeks; the table has all. */
const CHARTED = 104;

export function KpiPage({ shown }: { readonly shown: KpiView }) {
  const { kpi, frame, organisation } = shown;
  const view: View = { period: frame.period.key, segment: shown.segment, asOf: frame.asOf };
  const periodLabel = (period: PeriodKey) =>
    shortName(period, organisation.locale, organisation, frame.period);
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={(next) => kpiPath(kpi.slug, next)}
        view={view}
        dimensions={
          shown.segmentDimension === null
            ? []
            : [
                {
                  slug: kpi.dimension ?? '',
                  name: shown.segmentDimension,
                  segments: shown.segments,
                },
              ]
        }
      />
      <h1 className={styles['name']}>{kpi.name}</h1>
      <p className={styles['finding']}>
        <StatusMark status={shown.status} size={18} />
        <strong className={styles['value']}>{valueText(shown)}</strong>{' '}
        <span>{rangeText(shown)}</span>
        <span className={styles['sentence']}>
          <SentenceText sentence={shown.sentence} />.
        </span>
      </p>
      <p className={styles['who']}>
        <strong>
          <Link href={kpisPath({ team: shown.answers.slug }, view)} prefetch={false}>
            {shown.answers.name}
          </Link>{' '}
          answers
        </strong>
        {shown.answers.lead === null ? '' : ` (${shown.answers.lead})`}
        {shown.shares.length === 0
          ? ''
          : ` · ${shown.shares.map(({ name }) => name).join(', ')} share it`}
      </p>
      <Card id="chart" title="Over time" note={directionText(kpi.direction) ?? undefined}>
        <Chart shown={shown} periodLabel={periodLabel} />
      </Card>
      <div className={styles['columns']}>
        <Facts shown={shown} view={view} />
        <FigureTable shown={shown} periodLabel={periodLabel} />
      </div>
    </>
  );
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

function valueText({ kpi, value, target, organisation: { locale } }: KpiView): string {
  if (value === null) return 'No figure';
  const figure = formatAgainstTarget(value, target, kpi.decimals, kpi.direction, locale);
  return withUnit(figure, kpi.unit, locale);
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
    const end = (value: number) => formatNumber(value, kpi.decimals, locale);
    parts.push(`95 % interval ${end(interval.low)}–${end(interval.high)}`);
  }
  return parts.join(' · ');
}
