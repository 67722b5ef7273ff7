/** What the chart of a KPI is drawn from, on its page, in embeds and in mail. */
import type { ProcessBehaviourChartProps } from '@/components/charts/process-drawing';
import type { PeriodKey } from '@/lib/domain/calendar';
import { displayLimits } from '@/lib/domain/display-limits';
import type { KpiShown } from '@/lib/domain/kpi-view';
import { formatAgainstTarget } from '@/lib/format-compare';
import { targetText } from './target-text';

/** When an action on it was done is marked like a change: what came after it can be seen. */
function doneOf({ actions }: KpiShown) {
  return actions.flatMap(({ state, closedOn, text }) =>
    state === 'done' && closedOn !== null ? [{ date: closedOn, text: `done: ${text}` }] : [],
  );
}

/** The chart holds two years of weeks; the table has all. */
const CHARTED = 104;

type KpiDrawn = Omit<ProcessBehaviourChartProps, 'size' | 'hover'>;

/** What the chart of a KPI shows, over its last so many periods. */
export function chartedKpi(
  shown: KpiShown,
  periodLabel: (period: PeriodKey) => string,
  span: number = CHARTED,
): KpiDrawn {
  const { kpi, series, organisation } = shown;
  const { locale } = organisation;
  const points = series.points.slice(-span);
  const first = points[0];
  const target = targetText(shown.target, kpi.direction, kpi.decimals, locale);
  return {
    name: shown.chartName,
    unit: kpi.unit,
    targetLabel: target === null ? null : `target ${target}`,
    formatValue: (value, against) =>
      formatAgainstTarget(
        value,
        { target: against, atRisk: null, low: null, high: null, margin: null },
        kpi.decimals,
        kpi.direction,
        locale,
      ),
    points: points.map((point) => ({
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
    })),
    phases: series.phases.flatMap((phase) => {
      const to = points.findIndex((point) => point.period === phase.to);
      const from = points.findIndex((point) => point.period === phase.from);
      return to < 0 ? [] : [{ ...phase, from: points[Math.max(0, from)]?.period ?? phase.from }];
    }),
    annotations: [...shown.annotations, ...doneOf(shown)].flatMap(({ date, text }) => {
      const index = points.findLastIndex((point) => point.start <= date);
      return first === undefined || date < first.start || index < 0
        ? []
        : [{ periodIndex: index, text }];
    }),
  };
}
