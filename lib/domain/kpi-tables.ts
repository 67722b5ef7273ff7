/** KPIs and their figures as plain tables: names of columns first, full precision, nothing formatted. */
import { type Calendar, type CalendarDate, type Grain, periodContaining } from './calendar';
import type { KpiListView, KpiSeries } from './kpi-view';
import { MEASURES, type Measures } from './observation';
import { plainText } from './sentence';

type Cell = string | number | null;
type Rows = readonly (readonly Cell[])[];

/** A figure as it was reported. */
export interface ReportedFigure {
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  readonly segment: string | null;
  readonly place: string | null;
  readonly measures: Measures;
  readonly target: number | null;
}

/**
 * Reported figures in the tidy columns of an import: imported again they change nothing. Blank is
 * everyone, everywhere, or not said.
 *
 * @example tidyTable('clicks', figures, calendar)[1] // ['clicks', '2026-W40', null, null, 120, …]
 */
export function tidyTable(
  kpi: string,
  figures: readonly ReportedFigure[],
  calendar: Calendar,
): Rows {
  return [
    ['kpi', 'period', 'segment', 'place', ...MEASURES, 'target'],
    ...figures.map(({ grain, periodStart, segment, place, measures, target }) => [
      kpi,
      periodContaining(periodStart, grain, calendar).key,
      segment,
      place,
      ...MEASURES.map((name) => measures[name]),
      target,
    ]),
  ];
}

/**
 * A series as its page shows it: each period with its judgement, its usual range and its provenance.
 *
 * @example seriesTable(series)[0] // ['kpi', 'period', 'value', 'unit', 'status', …]
 */
export function seriesTable(series: KpiSeries): Rows {
  return [
    [
      'kpi',
      'period',
      'value',
      'unit',
      'status',
      'target',
      'at_risk',
      'low',
      'high',
      'usual_low',
      'usual_high',
      'limits',
      'signal',
      'reported',
      'of',
      'recorded_at',
      'revision',
    ],
    ...series.points.map((point) => [
      series.kpi,
      point.period,
      point.measures.value,
      series.unit,
      point.inProgress ? 'in_progress' : point.status,
      point.target?.target ?? null,
      point.target?.atRisk ?? null,
      point.target?.low ?? null,
      point.target?.high ?? null,
      point.limits.lower,
      point.limits.upper,
      point.limits.state,
      point.mark,
      point.reported?.in ?? null,
      point.reported?.of ?? null,
      point.recordedAt,
      point.revision,
    ]),
  ];
}

/**
 * A list of KPIs as its page shows it, in its order.
 *
 * @example listTable(view).length // view.items.length + 1
 */
export function listTable({ items }: Pick<KpiListView, 'items'>): Rows {
  return [
    [
      'kpi',
      'name',
      'answers',
      'lead',
      'shared_by',
      'stages',
      'lens',
      'kind',
      'period',
      'value',
      'unit',
      'target',
      'low',
      'high',
      'status',
      'usual_low',
      'usual_high',
      'signal',
      'signal_since',
      'figures',
      'finding',
    ],
    ...items.map((item) => [
      item.kpi.slug,
      item.kpi.name,
      item.accountable.name,
      item.accountable.lead,
      item.contributing.map(({ name }) => name).join('; '),
      item.stages.map(({ name }) => name).join('; '),
      item.lens,
      item.kind,
      item.period,
      item.value,
      item.unit,
      item.target?.target ?? null,
      item.target?.low ?? null,
      item.target?.high ?? null,
      item.status,
      item.lower,
      item.upper,
      item.signal?.state ?? null,
      item.signal?.from ?? null,
      item.freshness,
      plainText(item.sentence),
    ]),
  ];
}
