/** The short list of a journey's stages: how each stands for customers, since when, and who owns it. */
import { contrast as contrastOf } from '../domain/contrast';
import { contrastIndex } from '../domain/contrast-index';
import { figureCount } from '../domain/figure-count';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { commonGrain } from '../domain/period-choice';
import { countedShare } from '../domain/scorecard';
import { lowestSentence, stagesFinding } from '../domain/sentence-stages';
import { stageColumn } from '../domain/stage-column';
import type { StageLine, StagesView } from '../domain/stage-view';
import { judgementsIn, trendPeriods } from '../domain/trend';
import { formatShare } from '../format-compare';
import { stagePath } from '../paths';
import type { Context } from './context';
import { followKpis } from './figures';
import { journeyFrame, openOn } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type ScopeQuery } from './scope';

/** The stages of a journey in its order; null when no journey is defined yet. */
export const stageList = remembered(loadStageList);

async function loadStageList(context: Context, query: ScopeQuery): Promise<StagesView | null> {
  const scope = await resolveScope(context, query);
  const { catalog } = scope;
  const journey = findJourney(catalog, query.journey);
  if (journey === null) return null;
  const index = contrastIndex(catalog);
  const kpis = kpisOfJourney(index, journey.slug);
  const grain = scope.period?.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(scope, figures, grain);
  const tracks = [...figures.tracks.values()];
  const contrasts = trendPeriods(looked, figures.earliest, scope.calendar).map((period) => ({
    period,
    contrast: contrastOf(index, journey.slug, judgementsIn(tracks, period), period.start),
  }));
  const current = contrasts.at(-1)?.contrast;
  const names = new Map(kpis.map(({ slug, name }) => [slug, name]));
  const lines = (current?.stages ?? []).map(
    ({ slug, experience, reliability }): StageLine => ({
      ...stageColumn({ index, tracks: figures.tracks, contrasts }, slug),
      scorecard: experience,
      reliabilityShare: reliability,
      criticalMisses: experience.criticalMisses.map((kpi) => ({
        slug: kpi,
        name: names.get(kpi) ?? kpi,
      })),
      teams: (current?.cells ?? []).filter((cell) => cell.stage === slug).length,
    }),
  );
  const address = {
    journey: journey.slug,
    period: looked.key,
    segment: scope.segment?.slug ?? 'all',
    asOf: scope.asOfText,
  };
  return {
    ...journeyFrame({ scope, figures, looked, filling, journey }, kpis),
    finding: stagesFinding(
      lines.map(({ slug, name, status }) => ({ name, status, href: stagePath(slug, address) })),
    ),
    lowest: lowestSentence(
      lines.map(({ name, scorecard }) => ({ name, share: countedShare(scorecard) })),
      (share) => formatShare(share, catalog.organisation.locale),
    ),
    figures: figureCount({ catalog, tracks, looked, today: scope.today }),
    lines,
  };
}
