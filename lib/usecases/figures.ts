/** Reads the figures of some KPIs and follows each of them: what every page rests on. */
import { listPeriodTargets } from '../../db/queries/period-targets';
import { listReadings } from '../../db/queries/readings';
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Grain,
  isCoarser,
  type Period,
  periodContaining,
  shiftPeriod,
} from '../domain/calendar';
import type { Kpi, Target } from '../domain/catalog';
import type { Reading } from '../domain/observation';
import { type PeriodLine, periodLine } from '../domain/period-line';
import { targetOfPeriod, targetsByKpi } from '../domain/target';
import { type Track, trackKpi } from '../domain/track';
import type { Context } from './context';
import type { Scope } from './scope';

/** A page shows at most so many periods of its grain before the first figure. */
const LONGEST_TREND = 26;

/** Nothing older is followed: a slip of the century must not make a page list forty thousand days. */
const FURTHEST_DAYS = 36_525;

export interface Figures {
  readonly tracks: ReadonlyMap<string, Track>;
  /** First day of the newest period that something was reported for, by the KPI's slug. */
  readonly newestStarts: ReadonlyMap<string, CalendarDate>;
  /** First period of the displayed grain that has a figure; null without figures. */
  readonly earliest: Period | null;
  readonly newestFigureAt: string | null;
}

/**
 * Follows `kpis` at the displayed grain (a coarser KPI at its own), up to `until` at least.
 * Two queries, whatever the number of KPIs.
 */
export async function followKpis(
  context: Context,
  scope: Scope,
  kpis: readonly Kpi[],
  grain: Grain,
  until: Period | null,
  place: { readonly id: number; readonly slug: string } | null = null,
): Promise<Figures> {
  const { catalog, calendar, today, segment, asOf } = scope;
  // Under a segment, a KPI that is not broken down by its dimension has nothing to say.
  const readable = kpis.filter((kpi) => segment === null || kpi.dimension === segment.dimension);
  const reads = readable.map((kpi) => ({ kpi, grain: readGrain(kpi, grain) }));
  const where = { segmentId: segment?.id ?? 0, placeId: place?.id ?? 0, asOf };
  const kpiIds = readable.map((kpi) => kpi.id);
  const [readings, periodTargets] = await Promise.all([
    listReadings(
      context.db,
      reads.map((read) => ({ kpiId: read.kpi.id, grain: read.grain })),
      { ...where, catalog },
    ),
    listPeriodTargets(context.db, { kpiIds, ...where }),
  ]);

  const targets = targetsByKpi([
    ...catalog.targets,
    ...reported(periodTargets, readable, scope, place?.slug ?? null),
  ]);
  const phases = new Map<string, CalendarDate[]>();
  for (const { kpi, date, restartsLimits } of catalog.annotations) {
    if (restartsLimits) phases.set(kpi, [...(phases.get(kpi) ?? []), date]);
  }
  const lines = new Map<Grain, PeriodLine>();
  const firsts = [...readings.values()]
    .flatMap((series) => series[0]?.periodStart ?? [])
    .toSorted();
  const lineOf = (lineGrain: Grain): PeriodLine => {
    const known = lines.get(lineGrain);
    if (known !== undefined) return known;
    const made = makeLine(lineGrain, firsts[0] ?? null, until, today, calendar);
    lines.set(lineGrain, made);
    return made;
  };
  const tracks = new Map(
    reads.map(({ kpi, grain: own }) => [
      kpi.slug,
      trackKpi({
        kpi,
        organisation: catalog.organisation,
        calendar,
        today,
        line: lineOf(own),
        readings: readings.get(kpi.id) ?? [],
        boundsOf: (period) => {
          const series = targets.get(kpi.slug);
          return series === undefined
            ? null
            : targetOfPeriod(
                series,
                {
                  period,
                  segment: segment?.slug ?? null,
                  place: place?.slug ?? null,
                  aggregation: kpi.aggregation,
                },
                calendar,
              );
        },
        phaseStarts: phases.get(kpi.slug) ?? [],
        scope: segment === null && place === null ? 'all' : 'part',
      }),
    ]),
  );
  const [first] = firsts;
  let newestFigureAt: string | null = null;
  for (const series of readings.values()) {
    for (const { recordedAt } of series) {
      if (newestFigureAt === null || recordedAt > newestFigureAt) newestFigureAt = recordedAt;
    }
  }
  return {
    tracks,
    newestStarts: newestStarts(readings, readable),
    earliest: first === undefined ? null : periodContaining(first, grain, calendar),
    newestFigureAt,
  };
}

function newestStarts(
  readings: ReadonlyMap<number, readonly Reading[]>,
  kpis: readonly Kpi[],
): Figures['newestStarts'] {
  return new Map(
    kpis.flatMap((kpi) => {
      const newest = readings.get(kpi.id)?.at(-1);
      return newest === undefined ? [] : [[kpi.slug, newest.periodStart]];
    }),
  );
}

/** The same figures, as if only some of the KPIs had been followed. */
export function narrowed(
  figures: Figures,
  kpis: readonly Kpi[],
  grain: Grain,
  calendar: Calendar,
): Figures {
  const wanted = new Set(kpis.map(({ slug }) => slug));
  const tracks = new Map([...figures.tracks].filter(([slug]) => wanted.has(slug)));
  if (tracks.size === figures.tracks.size) return figures;
  const [first] = [...tracks.values()]
    .flatMap(({ points }) => points[0]?.period.start ?? [])
    .toSorted();
  return {
    ...figures,
    tracks,
    earliest: first === undefined ? null : periodContaining(first, grain, calendar),
  };
}

/**
 * The newest period of a KPI's own grain that has a figure, null without any: what freshness rests on.
 * Where the page shows a coarser grain, those that are `wanted` are read once more at their own, in one
 * query; of the others nothing is known there.
 */
export async function newestFigures(
  context: Context,
  scope: Scope,
  { tracks }: Pick<Figures, 'tracks'>,
  wanted: (kpi: Kpi) => boolean,
): Promise<(kpi: Kpi) => Period | null> {
  const { catalog, calendar, asOf, segment } = scope;
  const rolledUp = [...tracks.values()]
    .filter(({ kpi, points }) => {
      const shown = points[0]?.period.grain ?? kpi.grain;
      return isCoarser(shown, kpi.grain) && wanted(kpi);
    })
    .map(({ kpi }) => ({ kpiId: kpi.id, grain: kpi.grain }));
  const where = { segmentId: segment?.id ?? 0, placeId: 0, asOf, catalog };
  const readings = rolledUp.length === 0 ? null : await listReadings(context.db, rolledUp, where);
  return (kpi) => {
    const own = readings?.get(kpi.id);
    if (own === undefined) {
      const points = tracks.get(kpi.slug)?.points ?? [];
      return points.findLast(({ reading }) => reading?.measures.value != null)?.period ?? null;
    }
    const last = own.findLast((reading) => reading.measures.value !== null);
    return last === undefined ? null : periodContaining(last.periodStart, kpi.grain, calendar);
  };
}

/** A coarser KPI is read at its own grain. */
function readGrain(kpi: Pick<Kpi, 'grain'>, looked: Grain): Grain {
  return isCoarser(kpi.grain, looked) ? kpi.grain : looked;
}

function makeLine(
  grain: Grain,
  first: CalendarDate | null,
  until: Period | null,
  today: CalendarDate,
  calendar: Calendar,
): PeriodLine {
  const present = periodContaining(today, grain, calendar);
  const asked = until === null ? present : periodContaining(until.end, grain, calendar);
  const last = asked.start > present.start ? asked : present;
  const shown = shiftPeriod(asked, -LONGEST_TREND, calendar);
  const furthest = addDays(last.start, -FURTHEST_DAYS);
  const begin = first !== null && first < furthest ? furthest : first;
  const from = begin === null ? shown : periodContaining(begin, grain, calendar);
  return periodLine(from.start < shown.start ? from : shown, last, calendar);
}

function reported(
  periodTargets: Awaited<ReturnType<typeof listPeriodTargets>>,
  kpis: readonly Kpi[],
  { calendar, segment }: Scope,
  place: string | null,
): readonly Target[] {
  const slugs = new Map(kpis.map((kpi) => [kpi.id, kpi.slug]));
  return periodTargets.flatMap(({ kpiId, grain, periodStart, target, segmentId }): Target[] => {
    const kpi = slugs.get(kpiId);
    if (kpi === undefined) return [];
    return [
      {
        kpi,
        grain,
        segment: segmentId === 0 ? null : (segment?.slug ?? null),
        place,
        from: periodStart,
        ends: periodContaining(periodStart, grain, calendar).end,
        bounds: { target, atRisk: null, low: null, high: null, margin: null },
      },
    ];
  });
}
