/** The teams of a contrast, with what they answer for besides their own scorecards. */
import { teamRef } from './board';
import type { Period } from './calendar';
import type { Contrast } from './contrast';
import type { ContrastIndex } from './contrast-index';
import type { ContrastTeamRef } from './contrast-view';
import { mappedTo } from './journey-kpis';
import { accountableOn } from './target';
import type { Track } from './track';

/**
 * The rows of a contrast by name, each with how many of the journey's customer KPIs that it answers
 * for are off target: its own scorecard counts none of them, unless they count in both.
 *
 * @example contrastTeams(index, contrast, tracks, week46)[4]
 * // { slug: 'logistics', name: 'Logistics', lead: 'M. Okafor', customerMisses: 3 }
 */
export function contrastTeams(
  index: ContrastIndex,
  { journey, teams }: Pick<Contrast, 'journey' | 'teams'>,
  tracks: readonly Pick<Track, 'kpi' | 'judgementIn'>[],
  looked: Period,
): readonly ContrastTeamRef[] {
  const mapped = new Set(mappedTo(index, journey).map(({ slug }) => slug));
  const misses = new Map<string, number>();
  for (const { kpi, judgementIn } of tracks) {
    if (kpi.lens === 'silo' || !mapped.has(kpi.slug)) continue;
    if (judgementIn(looked)?.status !== 'off_target') continue;
    const team = accountableOn(kpi, looked.start);
    misses.set(team, (misses.get(team) ?? 0) + 1);
  }
  return teams.map(({ slug }) => ({
    ...teamRef(index.catalog, slug),
    customerMisses: misses.get(slug) ?? 0,
  }));
}
