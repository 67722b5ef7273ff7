/** The signals of a period, sorted into what to act on and what to leave alone (rules: domain §7). */
import { type ActionLine, nextStep } from './action';
import type { Period, PeriodKey } from './calendar';
import type { Catalog, Team } from './catalog';
import type { BoardItem, SignalBoard, TeamRef } from './contrast-view';
import { displayLimits } from './display-limits';
import { type KpiWords, kpiSentence } from './sentence-kpi';
import { signalBudget } from './signal-budget';
import type { ProcessChart, Signal } from './signals';
import { accountableOn } from './target';
import type { Track, TrackChart } from './track';
import { isRoutineVariation } from './verdict';

/** So many periods are drawn in a small chart. */
const SMALL_CHART = 26;

export interface BoardInput {
  readonly catalog: Catalog;
  readonly tracks: readonly Track[];
  readonly looked: Period;
  /** True when a KPI is critical for a stage, by its mapping or its moment. */
  readonly isCritical: (kpi: string, stage: string) => boolean;
  readonly words: KpiWords;
  /** Those that are open; absent, where a page does not speak of them. */
  readonly actions?: readonly ActionLine[];
}

interface Entry {
  readonly item: BoardItem;
  readonly critical: boolean;
  readonly chart: TrackChart;
}

/**
 * The board of a period: every KPI with a signal that is new or standing, by what it asks for, and
 * every miss without one. A standing bad signal is in hand while it has actions and none of them is
 * late: the most urgent one is the first to be. Critical ones come first, then new before standing, then in the
 * catalogue's order. The budget says how many signals noise alone would give these charts.
 *
 * @example
 * signalBoard({ catalog, tracks, looked: week46, … }).actOn[0]?.kpi.slug // 'delivered-on-promised-day'
 */
export function signalBoard(input: BoardInput): SignalBoard {
  const entries = input.tracks.flatMap((track) => entryOf(track, input) ?? []);
  const sorted = entries.toSorted(
    (a, b) => Number(b.critical) - Number(a.critical) || rank(a) - rank(b),
  );
  const withSignal = sorted.filter(({ item }) => item.signal !== null);
  const good = (wanted: boolean | null) =>
    withSignal.filter(({ item }) => item.signal?.good === wanted).map(({ item }) => item);
  const bad = good(false);
  const isInHand = ({ signal, step }: BoardItem) =>
    signal?.state === 'standing' && step !== null && step.action.daysLate === 0;
  const misses = sorted.filter(
    ({ item }) =>
      item.signal === null && (item.status === 'off_target' || item.status === 'at_risk'),
  );
  const isRoutine = ({ chart, item }: Entry) => isRoutineVariation(chart.chart, item.status);
  const count = (state: Signal['state']) =>
    withSignal.filter(({ item }) => item.signal?.state === state).length;
  // A figure that is missing gives no signal, by chance or otherwise.
  const reported = entries.filter(({ chart }) => chart.points.at(-1)?.value != null);
  const charts = reported.map(({ chart }) => ({
    state: chart.chart.limits.at(-1)?.state ?? ('too_little_history' as const),
    points: chart.chart.phases.at(-1)?.reported ?? 0,
    method: chart.chart.phases.at(-1)?.method ?? ('run' as const),
  }));
  return {
    actOn: bad.filter((item) => !isInHand(item)),
    inHand: bad.filter(isInHand),
    good: good(true),
    changed: good(null),
    routine: misses.filter(isRoutine).map(({ item }) => item),
    untold: misses.filter((entry) => !isRoutine(entry)).map(({ item }) => item),
    newCount: count('new'),
    standingCount: count('standing'),
    budget: { kpis: charts.length, ...signalBudget(charts) },
  };
}

function rank({ item }: Entry): number {
  if (item.signal === null) return item.status === 'off_target' ? 2 : 3;
  return item.signal.state === 'new' ? 0 : 1;
}

function entryOf(track: Track, input: BoardInput): Entry | null {
  if (track.points.length === 0 || track.judgementIn(input.looked) === null) return null;
  const item = boardItem(track, input);
  return {
    item,
    critical: item.stages.some((stage) => stage.critical),
    chart: track.chartUpTo(input.looked),
  };
}

/**
 * One KPI as a line of a list: its figure and status in a period, its small chart, what it says and
 * who answers. A KPI that has nothing to judge in that view has status `no_data`.
 *
 * @example boardItem(track, { catalog, looked: week46, … }).sentence // 'Below its usual range since W44 …'
 */
export function boardItem(track: Track, input: Omit<BoardInput, 'tracks'>): BoardItem {
  const { catalog, looked, words } = input;
  const { kpi } = track;
  const judgement = track.judgementIn(looked);
  const chart = track.chartUpTo(looked);
  const period = judgement?.period ?? looked;
  const judgedAt = chart.points.findLastIndex((point) => point.period === period.key);
  return {
    kpi: { slug: kpi.slug, name: kpi.name },
    stages: kpi.stages.flatMap(({ stage }) => {
      const found = catalog.stages.find((each) => each.slug === stage);
      if (found === undefined || found.retired) return [];
      return [{ slug: found.slug, name: found.name, critical: input.isCritical(kpi.slug, stage) }];
    }),
    status: judgement?.status ?? 'no_data',
    period: period.key,
    unit: kpi.unit,
    decimals: kpi.decimals,
    direction: kpi.direction,
    value: judgement?.reading?.measures.value ?? null,
    previousValue: judgedAt > 0 ? (chart.points[judgedAt - 1]?.value ?? null) : null,
    target: judgement?.target ?? null,
    ...displayLimits(kpi, chart.chart.limits.at(-1)),
    points: smallChart(track, chart),
    signal: chart.signal,
    sentence:
      judgement === null
        ? [{ text: 'No figure to judge here' }]
        : kpiSentence(
            {
              direction: kpi.direction,
              grain: period.grain,
              judgement,
              points: chart.points,
              chart: chart.signal === null ? withoutLiveSignal(chart.chart) : chart.chart,
            },
            words,
          ),
    step: nextStep(input.actions ?? [], kpi.slug),
    accountable: teamRef(catalog, accountableOn(kpi, period.start)),
    contributing: kpi.contributing.map((slug) => teamRef(catalog, slug)),
  };
}

/** A coarser KPI's signal is said in the view where its period closes, and nowhere else. */
function withoutLiveSignal(chart: ProcessChart): ProcessChart {
  return { ...chart, signals: chart.signals.filter((signal) => signal.state === 'past') };
}

function smallChart(track: Track, { chart, points }: TrackChart): BoardItem['points'] {
  const first = Math.max(0, points.length - SMALL_CHART);
  const shown = points.slice(first);
  const marked = signalsByPoint(
    shown.map((point) => point.period),
    chart,
  );
  return shown.map((point, offset) => {
    const limits = chart.limits[first + offset];
    // The chart's points are the first of the track's.
    const period = track.points[first + offset]?.period;
    const judged = period === undefined ? null : track.judgementIn(period);
    return {
      period: point.period,
      value: point.value,
      ...displayLimits(track.kpi, limits),
      target: judged?.target?.target ?? null,
      signal: marked.get(point.period) ?? null,
    };
  });
}

/**
 * How each point with a signal is marked: good or bad for the direction, or neutral. `periods` are
 * the chart's, all of them or the newest.
 *
 * @example signalsByPoint(['2026-W45', '2026-W46'], chart).get('2026-W46') // 'bad'
 */
export function signalsByPoint(
  periods: readonly PeriodKey[],
  chart: Pick<ProcessChart, 'signals'>,
): ReadonlyMap<PeriodKey, 'good' | 'bad' | 'neutral'> {
  const marks = new Map<PeriodKey, 'good' | 'bad' | 'neutral'>();
  const positions = new Map(periods.map((period, index) => [period, index]));
  for (const signal of chart.signals) {
    const from = positions.get(signal.from) ?? 0;
    const to = positions.get(signal.to) ?? -1;
    const mark = signal.good === null ? 'neutral' : signal.good ? 'good' : 'bad';
    for (const period of periods.slice(from, to + 1)) marks.set(period, mark);
  }
  return marks;
}

/** A team as pages name it; one that is gone keeps its slug. */
export function teamRef(catalog: Pick<Catalog, 'teams'>, slug: string): TeamRef {
  const team: Team | undefined = catalog.teams.find((each) => each.slug === slug);
  return { slug, name: team?.name ?? slug, lead: team?.lead ?? null };
}
