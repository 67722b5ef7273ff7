/** All teams as a tree: each with its own scorecard beside what customers get in its stages. */
import { contrast as contrastOf } from '../domain/contrast';
import { contrastIndex } from '../domain/contrast-index';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { commonGrain } from '../domain/period-choice';
import { teamListHeadline } from '../domain/sentence-team-list';
import type { TeamListView } from '../domain/team-view';
import { teamRows } from '../domain/team-view-rows';
import { judgementsIn } from '../domain/trend';
import { words } from '../words';
import type { Context } from './context';
import { followKpis, narrowed } from './figures';
import { openOn, pageFrame } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type ScopeQuery } from './scope';

/** Everything that the list of teams shows; without a journey, what teams measure of their own work. */
export const teamList = remembered(loadTeamList);

async function loadTeamList(context: Context, query: ScopeQuery): Promise<TeamListView> {
  const scope = await resolveScope(context, query);
  const { catalog } = scope;
  const index = contrastIndex(catalog);
  const journey = findJourney(catalog, query.journey);
  const main = journey === null ? [] : kpisOfJourney(index, journey.slug);
  const leading = new Set(main.map(({ slug }) => slug));
  const kpis = catalog.kpis.filter(
    ({ slug, retired, lens }) => !retired && (leading.has(slug) || lens !== 'experience'),
  );
  const common = journey === null ? kpis : mappedTo(index, journey.slug);
  const grain = scope.period?.grain ?? commonGrain(common) ?? commonGrain(kpis) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(
    scope,
    narrowed(figures, main.length > 0 ? main : kpis, grain, scope.calendar),
    grain,
  );
  const judgements = judgementsIn(figures.tracks.values(), looked);
  const rows = teamRows({
    index,
    contrast: contrastOf(index, journey?.slug ?? '', judgements, looked.start),
    judgements,
    date: looked.start,
  });
  return {
    ...pageFrame({ scope, figures, looked, filling }, kpis),
    journey: journey === null ? null : { slug: journey.slug, name: journey.name },
    ...teamListHeadline({
      rows: rows.filter(({ kind }) => kind !== 'pooled'),
      points: words(catalog.organisation, scope.calendar, looked).points,
    }),
    rows,
  };
}
