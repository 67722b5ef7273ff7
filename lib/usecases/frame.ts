/** What every page with a period shares: which one it opens on, and where one can go from it. */
import {
  coarserPeriod,
  finerPeriods,
  GRAINS,
  type Grain,
  isCoarser,
  type Period,
  periodContaining,
  shiftPeriod,
} from '../domain/calendar';
import type { Catalog, Journey, Kpi } from '../domain/catalog';
import type { ContrastIndex } from '../domain/contrast-index';
import type { ContrastView, PeriodFrame } from '../domain/contrast-view';
import { freshness, type Overdue } from '../domain/freshness';
import { choosePeriod, type PeriodChoice } from '../domain/period-choice';
import { isOver } from '../domain/status';
import type { Track } from '../domain/track';
import { keepingTeams } from '../domain/withheld';
import type { Figures } from './figures';
import type { Scope } from './scope';

export interface Frame {
  readonly scope: Scope;
  readonly figures: Figures;
  /** The period that the page looks at. */
  readonly looked: Period;
  readonly filling: PeriodFrame['filling'];
}

/** The period asked for, else the newest one with enough figures. */
export function openOn(scope: Scope, figures: Figures, grain: Grain): PeriodChoice {
  if (scope.period !== null) return { period: scope.period, filling: null };
  const { today, calendar } = scope;
  const expected = [...figures.tracks.values()].filter(
    (track) => !isCoarser(track.kpi.grain, grain) && track.points.length > 0,
  );
  return choosePeriod({
    newest: periodContaining(today, grain, calendar),
    earliest: figures.earliest,
    today,
    calendar,
    filled: (period) => ({
      in: expected.filter((track) => track.judgementIn(period)?.reading?.measures.value != null)
        .length,
      of: expected.length,
    }),
  });
}

export function frameOf({ scope, figures, looked, filling }: Frame): PeriodFrame {
  const { calendar, today } = scope;
  const next = shiftPeriod(looked, 1, calendar);
  const tracks = [...figures.tracks.values()];
  const finest = GRAINS.find((grain) => tracks.some((track) => track.kpi.grain === grain));
  const grains = GRAINS.filter((grain) => finest !== undefined && !isCoarser(finest, grain));
  return {
    period: looked,
    state: isOver(looked, today) ? 'over' : 'in_progress',
    previous:
      figures.earliest !== null && looked.start > figures.earliest.start
        ? shiftPeriod(looked, -1, calendar).key
        : null,
    next: next.start <= today ? next.key : null,
    grains: grains.map((grain) => ({ grain, period: sameTime(looked, grain, scope).key })),
    filling,
    asOf: scope.asOfText,
    now: scope.now.toISOString(),
    newestFigureAt: figures.newestFigureAt,
    overdue: overdueOf(tracks, scope),
  };
}

/** Each KPI in the grain that it is followed in; what never reported is a gap, and not late. */
function overdueOf(tracks: readonly Track[], { today, calendar }: Scope): Overdue {
  const late = tracks.flatMap(({ kpi, points }) => {
    const newest = points.findLast(({ reading }) => reading?.measures.value != null);
    if (newest === undefined) return [];
    const followed = { ...kpi, grain: newest.period.grain };
    return [freshness(followed, newest.period, today, calendar) !== 'fresh'];
  });
  return { kpis: late.filter(Boolean).length, of: late.length };
}

type PageFrame = Pick<
  ContrastView,
  'organisation' | 'demo' | 'journeys' | 'frame' | 'segment' | 'leftOut' | 'dimensions' | 'withheld'
>;

/** What every page about one journey shows; `counted` are the KPIs that the page speaks of. */
export function journeyFrame(
  parts: Frame & { readonly journey: Journey },
  counted: readonly Kpi[],
): PageFrame & Pick<ContrastView, 'journey'> {
  const { slug, name } = parts.journey;
  return { ...pageFrame(parts, counted), journey: { slug, name } };
}

/** The same where there may be no journey at all. */
export function pageFrame(parts: Frame, counted: readonly Kpi[]): PageFrame {
  const { scope, figures } = parts;
  const { catalog, segment } = scope;
  const dimension = catalog.dimensions.find(({ slug }) => slug === segment?.dimension);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    journeys: catalog.journeys
      .filter((each) => !each.retired)
      .map(({ slug, name }) => ({ slug, name })),
    frame: frameOf(parts),
    segment: segment?.slug ?? 'all',
    leftOut:
      segment === null
        ? null
        : {
            kpis: counted.filter(({ slug }) => !figures.tracks.has(slug)).length,
            of: counted.length,
            dimension: dimension?.name ?? segment.dimension,
          },
    dimensions: dimensionsOf(catalog, [...figures.tracks.values()]),
    withheld: keepingTeams(catalog, scope.today),
  };
}

/** Where a choice of another grain leads: to the period that holds this one, or to its newest part, that is over. */
export function sameTime(looked: Period, grain: Grain, { calendar, today }: Scope): Period {
  if (grain === looked.grain) return looked;
  if (isCoarser(grain, looked.grain)) {
    const holding = coarserPeriod(looked, grain, calendar);
    return isOver(holding, today) ? holding : shiftPeriod(holding, -1, calendar);
  }
  const parts = finerPeriods(looked, grain, calendar);
  return parts.findLast((part) => isOver(part, today)) ?? parts[0] ?? looked;
}

/** Dimensions that any of the KPIs is broken down by. */
export function dimensionsOf(
  catalog: Catalog,
  tracks: readonly Track[],
): ContrastView['dimensions'] {
  const used = new Set(tracks.map((track) => track.kpi.dimension));
  return catalog.dimensions
    .filter((dimension) => used.has(dimension.slug))
    .map(({ slug, name, segments }) => ({
      slug,
      name,
      segments: segments
        .filter((each) => !each.retired)
        .map((each) => ({ slug: each.slug, name: each.name })),
    }));
}

/** Whether a KPI is critical for a stage, by its mapping or its moment. */
export function isCritical(index: ContrastIndex): (kpi: string, stage: string) => boolean {
  return (kpi, stage) =>
    index.mapped.get(stage)?.some((each) => each.kpi.slug === kpi && each.critical) ?? false;
}
