/** What holds for a period: the target and the owner in effect on its first day (rules: domain §3, §4). */
import {
  type Calendar,
  type CalendarDate,
  composes,
  finerPeriods,
  GRAINS,
  type Grain,
  type Period,
} from './calendar';
import type { Aggregation, Kpi, Target, TargetBounds } from './catalog';

/**
 * The targets of one KPI, made by `targetsByKpi`: one series, oldest first, for each grain, segment
 * and place that has any.
 */
export type KpiTargets = ReadonlyMap<string, readonly Target[]>;

/** Where in a KPI a target is looked for; null is everyone and everywhere. */
export interface TargetScope {
  readonly segment: string | null;
  readonly place: string | null;
  readonly aggregation: Aggregation;
}

/** Aggregations whose value does not grow with the size of the group, so that one target fits all. */
const SHARED: ReadonlySet<Aggregation> = new Set<Aggregation>(['ratio', 'mean', 'nps']);

/** Slugs hold no spaces and are never empty. */
const seriesKey = (grain: Grain, segment: string | null, place: string | null): string =>
  `${grain} ${segment ?? ''} ${place ?? ''}`;

/**
 * A catalogue's targets by KPI slug, so that `targetInEffect` finds one without reading the others.
 * A KPI without targets is absent.
 *
 * @example targetsByKpi(catalog.targets).get('damaged-on-arrival')
 */
export function targetsByKpi(targets: readonly Target[]): ReadonlyMap<string, KpiTargets> {
  const byKpi = new Map<string, Map<string, Target[]>>();
  for (const target of targets) {
    const ofKpi = byKpi.get(target.kpi) ?? new Map<string, Target[]>();
    byKpi.set(target.kpi, ofKpi);
    const key = seriesKey(target.grain, target.segment, target.place);
    const series = ofKpi.get(key);
    if (series) series.push(target);
    else ofKpi.set(key, [target]);
  }
  for (const ofKpi of byKpi.values()) {
    for (const series of ofKpi.values()) {
      series.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    }
  }
  return byKpi;
}

/** The latest of a series that starts on or before a date, unless it has ended: none before it counts. */
function latest(series: readonly Target[] | undefined, date: CalendarDate): TargetBounds | null {
  if (series === undefined) return null;
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const from = series[middle]?.from;
    if (from !== undefined && from <= date) low = middle + 1;
    else high = middle;
  }
  const target = series[low - 1];
  if (target === undefined) return null;
  return target.ends === null || target.ends >= date ? target.bounds : null;
}

/**
 * Where a target may come from, nearest first. Only a ratio, a mean and an NPS are judged against
 * another's: a cell of segment and place against the segment's, then the place's, then the common
 * one.
 */
function scopesOf({
  segment,
  place,
  aggregation,
}: TargetScope): (readonly [string | null, string | null])[] {
  const own = [segment, place] as const;
  if (!SHARED.has(aggregation) || (segment === null && place === null)) return [own];
  if (segment === null || place === null) return [own, [null, null]];
  return [own, [segment, null], [null, place], [null, null]];
}

/**
 * The target of exactly one grain that is in effect on a period's first day: the one with the latest
 * `from` on or before that day. If that one has ended there is none; older ones do not come back. A
 * segment or place without one in effect has the common one, for `ratio`, `mean` and `nps` only.
 * Null when there is none.
 *
 * @example
 * // 90 from January, 95 from 1 July, both for months:
 * targetInEffect(targets, { grain: 'month', periodStart: '2026-07-01', … }) // target 95
 * targetInEffect(targets, { grain: 'week', periodStart: '2026-07-06', … }) // null
 */
export function targetInEffect(
  targets: KpiTargets,
  at: TargetScope & { readonly grain: Grain; readonly periodStart: CalendarDate },
): TargetBounds | null {
  for (const [segment, place] of scopesOf(at)) {
    const bounds = latest(targets.get(seriesKey(at.grain, segment, place)), at.periodStart);
    if (bounds !== null) return bounds;
  }
  return null;
}

/**
 * The target that a period is judged against: that of its own grain in effect on its first day;
 * without one, that of the nearest finer grain which gives one. From a finer grain, a `sum` has the
 * sum of its periods' targets, and none unless each of them has one; other aggregations have the
 * same target, as in effect on the first day of the period looked at. What a segment or place has of
 * its own, in any grain, goes before the common one. Null when there is none.
 *
 * @example
 * // `sum`, 10 a month from January and 12 from March:
 * targetOfPeriod(targets, { period: quarter '2026-Q1', … }, calendar) // target 32
 */
export function targetOfPeriod(
  targets: KpiTargets,
  at: TargetScope & { readonly period: Period },
  calendar: Calendar,
): TargetBounds | null {
  const { period, aggregation } = at;
  for (const [segment, place] of scopesOf(at)) {
    const own = latest(targets.get(seriesKey(period.grain, segment, place)), period.start);
    if (own !== null) return own;
    for (const grain of GRAINS.toReversed()) {
      const series = targets.get(seriesKey(grain, segment, place));
      if (series === undefined || !composes(grain, period.grain)) continue;
      const bounds =
        aggregation === 'sum'
          ? summed(series, finerPeriods(period, grain, calendar))
          : latest(series, period.start);
      if (bounds !== null) return bounds;
    }
  }
  return null;
}

/** The sum of each bound over the periods; a bound that one of them lacks is null. */
function summed(series: readonly Target[], periods: readonly Period[]): TargetBounds | null {
  let sum: TargetBounds | null = null;
  for (const { start } of periods) {
    const bounds = latest(series, start);
    if (bounds === null) return null;
    sum = sum === null ? bounds : addBounds(sum, bounds);
  }
  return sum;
}

function addBounds(a: TargetBounds, b: TargetBounds): TargetBounds {
  return {
    target: plus(a.target, b.target),
    atRisk: plus(a.atRisk, b.atRisk),
    low: plus(a.low, b.low),
    high: plus(a.high, b.high),
    margin: plus(a.margin, b.margin),
  };
}

const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/**
 * Slug of the team that answers for a KPI on a date; for a period ask on its first day.
 *
 * @example
 * // [{ team: 'stores', from: null }, { team: 'online', from: '2026-07-01' }]
 * accountableOn(kpi, '2026-06-30') // 'stores'
 */
export function accountableOn(kpi: Pick<Kpi, 'accountable'>, date: CalendarDate): string {
  let { team } = kpi.accountable[0];
  for (const entry of kpi.accountable) {
    if (entry.from === null || entry.from <= date) team = entry.team;
  }
  return team;
}
