/** The contrast page: silo scorecards against the experience of one journey, in one period. */
import { listActions } from '../../db/queries/actions';
import { type Action, actionLines } from '../domain/action';
import { signalBoard, teamRef } from '../domain/board';
import type { Journey, Kpi } from '../domain/catalog';
import { type Contrast, contrast as contrastOf, type TrendPoint } from '../domain/contrast';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import { contrastTeams } from '../domain/contrast-teams';
import type { ContrastView } from '../domain/contrast-view';
import { figureCount } from '../domain/figure-count';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { commonGrain } from '../domain/period-choice';
import { contrastHeadline } from '../domain/sentence-contrast';
import { worstStage } from '../domain/sentence-stages';
import { stageColumn } from '../domain/stage-column';
import { judgementsIn, trendPeriods } from '../domain/trend';
import { AppError } from '../errors';
import { pointsBeside } from '../format-compare';
import { stagePath } from '../paths';
import { words } from '../words';
import type { Context } from './context';
import { followKpis } from './figures';
import { type Frame, isCritical, journeyFrame, openOn } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type ScopeQuery } from './scope';

/**
 * Everything that the contrast page shows; null when no journey is defined yet.
 * Throws `AppError` for a journey, segment, period or as-of that does not exist.
 */
export const contrast = remembered(loadContrast);

async function loadContrast(context: Context, query: ScopeQuery): Promise<ContrastView | null> {
  const scope = await resolveScope(context, query);
  const journey = findJourney(scope.catalog, query.journey);
  if (journey === null) return null;
  const index = contrastIndex(scope.catalog);
  const kpis = kpisOfJourney(index, journey.slug);
  const grain =
    scope.period?.grain ?? scope.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const { catalog, calendar, asOf } = scope;
  const [figures, actions] = await Promise.all([
    followKpis(context, scope, kpis, grain, scope.period),
    listActions(context.db, { catalog, calendar, asOf, closed: null }),
  ]);
  const { period: looked, filling } = openOn(scope, figures, grain);
  return view({ scope, journey, index, figures, looked, filling, kpis, actions });
}

interface Parts extends Frame {
  readonly journey: Journey;
  readonly index: ContrastIndex;
  /** That the journey's scorecards can count. */
  readonly kpis: readonly Kpi[];
  /** Those that are open. */
  readonly actions: readonly Action[];
}

function view(parts: Parts): ContrastView {
  const { scope, journey, index, figures, looked } = parts;
  const { catalog } = scope;
  const tracks = [...figures.tracks.values()];
  const contrasts = trendPeriods(looked, figures.earliest, scope.calendar).map((period) => ({
    period,
    contrast: contrastOf(index, journey.slug, judgementsIn(tracks, period), period.start),
  }));
  const current = contrasts.at(-1)?.contrast;
  if (current === undefined) throw new Error('a trend holds at least the period looked at');
  const trend: TrendPoint[] = contrasts.map(
    ({ period, contrast: { siloShare, stageShare, siloWithheld, stagesWithheld } }) => ({
      period: period.key,
      siloShare,
      stageShare,
      ...(siloWithheld || stagesWithheld ? { withheld: true } : {}),
    }),
  );
  const wording = words(catalog.organisation, scope.calendar, looked);
  const address = {
    journey: journey.slug,
    period: looked.key,
    segment: scope.segment?.slug ?? 'all',
    asOf: scope.asOfText,
  };
  const stages = current.stages.map(({ slug }) =>
    stageColumn({ index, tracks: figures.tracks, contrasts }, slug),
  );
  const standing = stages.flatMap((stage) =>
    current.stages
      .filter(({ slug }) => slug === stage.slug)
      .map(({ experience }) => ({
        ...stage,
        ...experience,
        href: stagePath(stage.slug, address),
      })),
  );
  return {
    ...journeyFrame(parts, parts.kpis),
    ...contrastHeadline({
      contrast: current,
      trend,
      grain: looked.grain,
      words: { ...wording, points: gapPoints(current, catalog.organisation.locale) },
      stageHref: (stage) => stagePath(stage, address),
    }),
    figures: figureCount({ catalog, tracks, looked, today: scope.today }),
    contrast: current,
    worst: worstStage({ stages: standing, words: wording }),
    teams: contrastTeams(index, current, tracks, looked),
    untouched: current.untouched.map((slug) => teamRef(catalog, slug)),
    stages,
    trend,
    board: signalBoard({
      catalog,
      tracks,
      looked,
      isCritical: isCritical(index),
      words: wording,
      actions: actionLines(parts.actions, catalog, scope.today),
    }),
  };
}

/** The sentence tells the gap with the digits that the chart and the table tell it with. */
function gapPoints({ siloShare, stageShare, alignmentGapPoints }: Contrast, locale: string) {
  return pointsBeside({ a: siloShare, b: stageShare, points: alignmentGapPoints }, locale);
}

/** For the API and the command line, which need a journey: an `AppError` instead of null. */
export async function requireContrast(context: Context, query: ScopeQuery): Promise<ContrastView> {
  const found = await contrast(context, query);
  if (found !== null) return found;
  throw new AppError('no_journey', 'No journey is defined yet; apply a definition file first.', {
    status: 404,
  });
}
