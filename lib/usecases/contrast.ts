/** The contrast page: silo scorecards against the experience of one journey, in one period. */
import { signalBoard, teamRef } from '../domain/board';
import { type Period, shiftPeriod } from '../domain/calendar';
import type { Journey } from '../domain/catalog';
import { type Contrast, contrast as contrastOf, type TrendPoint } from '../domain/contrast';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import type { ContrastView, MissingFigure, StageColumn } from '../domain/contrast-view';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { commonGrain } from '../domain/period-choice';
import { contrastHeadline } from '../domain/sentence-contrast';
import type { Judgement } from '../domain/status';
import { accountableOn } from '../domain/target';
import type { Track } from '../domain/track';
import { AppError } from '../errors';
import { pointsBeside } from '../format-compare';
import { kpisPath } from '../paths';
import { words } from '../words';
import type { Context } from './context';
import { followKpis } from './figures';
import { dimensionsOf, type Frame, frameOf, isCritical, openOn } from './frame';
import { findJourney, resolveScope, type ScopeQuery } from './scope';

const TREND_PERIODS = 26;

/**
 * Everything that the contrast page shows; null when no journey is defined yet.
 * Throws `AppError` for a journey, segment, period or as-of that does not exist.
 */
export async function contrast(context: Context, query: ScopeQuery): Promise<ContrastView | null> {
  const scope = await resolveScope(context, query);
  const journey = findJourney(scope.catalog, query.journey);
  if (journey === null) return null;
  const index = contrastIndex(scope.catalog);
  const kpis = kpisOfJourney(index, journey.slug);
  const grain = scope.period?.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(scope, figures, grain);
  return view({ scope, journey, index, figures, looked, filling, kpis: kpis.length });
}

interface Parts extends Frame {
  readonly journey: Journey;
  readonly index: ContrastIndex;
  /** How many KPIs the journey's scorecards can count. */
  readonly kpis: number;
}

function view(parts: Parts): ContrastView {
  const { scope, journey, index, figures, looked } = parts;
  const { catalog } = scope;
  const tracks = [...figures.tracks.values()];
  const contrasts = trendPeriods(parts).map((period) => ({
    period,
    contrast: contrastOf(index, journey.slug, judgementsIn(tracks, period), period.start),
  }));
  const current = contrasts.at(-1)?.contrast;
  if (current === undefined) throw new Error('a trend holds at least the period looked at');
  const trend: TrendPoint[] = contrasts.map(({ period, contrast: { siloShare, stageShare } }) => ({
    period: period.key,
    siloShare,
    stageShare,
  }));
  const wording = words(catalog.organisation, scope.calendar, looked);
  const address = {
    journey: journey.slug,
    period: looked.key,
    segment: scope.segment?.slug ?? 'all',
    asOf: scope.asOfText,
  };
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    journeys: catalog.journeys
      .filter((each) => !each.retired)
      .map(({ slug, name }) => ({ slug, name })),
    journey: { slug: journey.slug, name: journey.name },
    frame: frameOf(parts),
    segment: scope.segment?.slug ?? 'all',
    leftOut: leftOut(parts),
    dimensions: dimensionsOf(catalog, tracks),
    ...contrastHeadline({
      contrast: current,
      trend,
      grain: looked.grain,
      words: { ...wording, points: gapPoints(current, catalog.organisation.locale) },
      stageHref: (stage) => kpisPath({ stage, lens: 'experience' }, address),
    }),
    figures: figureCount(parts, tracks),
    contrast: current,
    teams: current.teams.map(({ slug }) => teamRef(catalog, slug)),
    untouched: current.untouched.map((slug) => teamRef(catalog, slug)),
    stages: current.stages.map((stage) => stageColumn(parts, stage.slug, contrasts)),
    trend,
    board: signalBoard({
      catalog,
      tracks,
      looked,
      isCritical: isCritical(index),
      words: wording,
    }),
  };
}

/** The sentence tells the gap with the digits that the chart and the table tell it with. */
function gapPoints({ siloShare, stageShare, alignmentGapPoints }: Contrast, locale: string) {
  return pointsBeside({ a: siloShare, b: stageShare, points: alignmentGapPoints }, locale);
}

function leftOut({ scope, figures, kpis }: Parts): ContrastView['leftOut'] {
  const { segment, catalog } = scope;
  if (segment === null) return null;
  const dimension = catalog.dimensions.find(({ slug }) => slug === segment.dimension);
  return {
    kpis: kpis - figures.tracks.size,
    of: kpis,
    dimension: dimension?.name ?? segment.dimension,
  };
}

/** The periods up to the one looked at, from the first that has figures, at most 26. */
function trendPeriods({ scope, figures, looked }: Parts): readonly Period[] {
  const periods: Period[] = [looked];
  while (periods.length < TREND_PERIODS) {
    const first = periods[0] ?? looked;
    if (figures.earliest === null || first.start <= figures.earliest.start) break;
    periods.unshift(shiftPeriod(first, -1, scope.calendar));
  }
  return periods;
}

function judgementsIn(tracks: readonly Track[], period: Period): ReadonlyMap<string, Judgement> {
  return new Map(
    tracks.flatMap((track) => {
      const judgement = track.judgementIn(period);
      return judgement === null ? [] : [[track.kpi.slug, judgement] as const];
    }),
  );
}

function figureCount({ scope, looked }: Parts, tracks: readonly Track[]): ContrastView['figures'] {
  const missing: MissingFigure[] = [];
  let expected = 0;
  for (const track of tracks) {
    const judgement = track.judgementIn(looked);
    if (judgement === null || judgement.coarser || track.points.length === 0) continue;
    expected += 1;
    const { status, reading, dueOn } = judgement;
    if (reading?.measures.value != null || status === 'too_few') continue;
    const { kpi } = track;
    missing.push({
      kpi: { slug: kpi.slug, name: kpi.name },
      team: teamRef(scope.catalog, accountableOn(kpi, looked.start)),
      stages: kpi.stages.map(({ stage }) => stage),
      lens: kpi.lens,
      status: dueOn < scope.today ? 'no_data' : 'not_yet_due',
      dueOn,
    });
  }
  return { in: expected - missing.length, of: expected, missing };
}

function stageColumn(
  { scope: { catalog }, index, figures, looked }: Parts,
  slug: string,
  contrasts: readonly { readonly period: Period; readonly contrast: Contrast }[],
): StageColumn {
  const cards = contrasts.map(({ period, contrast: { stages } }) => ({
    period,
    card: stages.find((stage) => stage.slug === slug)?.experience,
  }));
  const status = cards.at(-1)?.card?.status ?? 'no_data';
  const before = cards.findLastIndex(({ card }) => card?.status !== status);
  const stage = catalog.stages.find((each) => each.slug === slug);
  const measuring = index.reliabilityKpi.get(slug);
  const measured =
    measuring === undefined ? undefined : figures.tracks.get(measuring)?.judgementIn(looked);
  return {
    slug,
    name: stage?.name ?? slug,
    owner: stage?.owner ?? null,
    promise: stage?.promise ?? null,
    history: cards.map(({ card }) => card?.share ?? null),
    since:
      status === 'at_risk' || status === 'off_target'
        ? (cards[before + 1]?.period.key ?? null)
        : null,
    sinceAtLeast: before < 0,
    reliabilityKpi: measured == null ? null : { slug: measured.kpi, status: measured.status },
    status,
  };
}

/** For the API and the command line, which need a journey: an `AppError` instead of null. */
export async function requireContrast(context: Context, query: ScopeQuery): Promise<ContrastView> {
  const found = await contrast(context, query);
  if (found !== null) return found;
  throw new AppError('no_journey', 'No journey is defined yet; apply a definition file first.', {
    status: 404,
  });
}
