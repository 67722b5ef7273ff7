/** A followed KPI as a series: each period with its judgement, its limits and its mark. */
import { signalsByPoint } from '../../domain/board';
import {
  GRAINS,
  type Grain,
  isCoarser,
  type Period,
  parsePeriodKey,
  periodContaining,
} from '../../domain/calendar';
import type { Kpi } from '../../domain/catalog';
import type { KpiSeries, SeriesPoint } from '../../domain/kpi-view';
import { NO_MEASURES } from '../../domain/observation';
import type { Limits } from '../../domain/signals';
import { isOver } from '../../domain/status';
import type { Track } from '../../domain/track';
import { AppError } from '../../errors';
import type { Figures } from '../figures';
import type { Scope } from '../scope';

export function seriesOf(track: Track, scope: Scope, grain: Grain, looked: Period): KpiSeries {
  const { kpi } = track;
  const { chart, points, method, verdict } = track.chartUpTo(looked);
  const marks = signalsByPoint(
    points.map((point) => point.period),
    chart,
  );
  const charted = new Map(points.map((point, index) => [point.period, chart.limits[index]]));
  const shown = track.points.filter(({ period }) => period.start <= looked.start);
  return {
    kpi: kpi.slug,
    unit: kpi.unit,
    grain,
    method,
    points: shown.map(({ period }): SeriesPoint => {
      const judgement = track.judgementIn(period);
      const reading = judgement?.reading ?? null;
      return {
        period: period.key,
        start: period.start,
        measures: reading?.measures ?? NO_MEASURES,
        interval: judgement?.interval ?? null,
        inconclusive: judgement?.inconclusive ?? false,
        target: judgement?.target ?? null,
        status: judgement?.status ?? 'no_data',
        limits: charted.get(period.key) ?? afterChart(chart.limits.at(-1), method),
        reported: reading?.reported ?? null,
        recordedAt: reading?.recordedAt ?? null,
        revision: reading?.revision ?? null,
        inProgress: !isOver(period, scope.today),
        mark: marks.get(period.key) ?? null,
      };
    }),
    phases: chart.phases,
    signals: chart.signals,
    verdict,
  };
}

/** A period in progress is on no chart yet; the limits that await it are known for XmR, for p′ the centre alone. */
function afterChart(last: Limits | undefined, method: KpiSeries['method']): Limits {
  if (last === undefined)
    return { center: null, lower: null, upper: null, state: 'too_little_history' };
  return method === 'p_prime' ? { ...last, lower: null, upper: null } : last;
}

/** The newest period with a figure, over or in progress; the present one without figures. */
export function newestPeriod(track: Track, scope: Scope, grain: Grain): Period {
  return (
    track.points.findLast(({ reading }) => reading !== null)?.period ??
    periodContaining(scope.today, grain, scope.calendar)
  );
}

export function readableGrain(kpi: Kpi, asked: string | undefined): Grain {
  if (asked === undefined || asked === '') return kpi.grain;
  const grain = GRAINS.find((each) => each === asked);
  if (grain === undefined) {
    throw new AppError('bad_grain', `grain is "${asked}"; it must be one of ${GRAINS.join(', ')}.`);
  }
  if (isCoarser(kpi.grain, grain)) {
    throw new AppError(
      'bad_grain',
      `${kpi.name} is reported by ${kpi.grain}; it has no figures by ${grain}.`,
    );
  }
  return grain;
}

export function bound(
  text: string | undefined,
  name: string,
  grain: Grain,
  scope: Scope,
): Period | null {
  if (text === undefined || text === '') return null;
  const period = parsePeriodKey(text, scope.calendar);
  if (period === null) {
    throw new AppError('bad_period', `${name} is "${text}", which names no period.`);
  }
  return periodContaining(name === 'to' ? period.end : period.start, grain, scope.calendar);
}

export function trackOf(figures: Figures, kpi: Kpi): Track {
  const track = figures.tracks.get(kpi.slug);
  if (track === undefined) throw new Error(`${kpi.slug} was not followed`);
  return track;
}
