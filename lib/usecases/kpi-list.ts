/** The list of KPIs, narrowed to a team, a stage or a lens: where every mark of the contrast leads. */
import { boardItem } from '../domain/board';
import { contrastIndex } from '../domain/contrast-index';
import type { KpiListItem, KpiListView } from '../domain/kpi-view';
import { commonGrain } from '../domain/period-choice';
import { accountableOn } from '../domain/target';
import { AppError } from '../errors';
import { words } from '../words';
import type { Context } from './context';
import { followKpis } from './figures';
import { dimensionsOf, frameOf, isCritical, openOn } from './frame';
import { resolveScope, type ScopeQuery } from './scope';

export interface KpiListQuery extends ScopeQuery {
  readonly team?: string | undefined;
  readonly stage?: string | undefined;
  readonly lens?: string | undefined;
}

/**
 * KPIs that a team answers for or shares, of a stage, of a lens; all of them without a filter. Null
 * when nothing is defined yet.
 */
export async function kpiList(context: Context, query: KpiListQuery): Promise<KpiListView | null> {
  const scope = await resolveScope(context, query);
  const { catalog } = scope;
  const index = contrastIndex(catalog);
  if (catalog.journeys.length === 0 && catalog.kpis.length === 0) return null;
  const team = findIn(catalog.teams, query.team, 'team');
  const stage = findIn(catalog.stages, query.stage, 'stage');
  const lens = query.lens === 'silo' || query.lens === 'experience' ? query.lens : null;
  const pool = team === null ? null : new Set([team.slug, ...(index.below.get(team.slug) ?? [])]);
  const kpis = catalog.kpis.filter(
    (kpi) =>
      !kpi.retired &&
      (lens === null || kpi.lens === lens || kpi.lens === 'both') &&
      (stage === null || kpi.stages.some((mapping) => mapping.stage === stage.slug)) &&
      (pool === null ||
        kpi.accountable.some((entry) => pool.has(entry.team)) ||
        kpi.contributing.some((slug) => pool.has(slug))),
  );
  const grain = scope.period?.grain ?? commonGrain(kpis) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(scope, figures, grain);
  const tracks = [...figures.tracks.values()];
  const wording = words(catalog.organisation, scope.calendar, looked);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    frame: frameOf({ scope, figures, looked, filling }),
    segment: scope.segment?.slug ?? 'all',
    dimensions: dimensionsOf(catalog, tracks),
    team,
    stage,
    lens,
    items: tracks.flatMap((track): KpiListItem[] => {
      const answers = pool?.has(accountableOn(track.kpi, looked.start)) ?? null;
      const shares = pool === null || track.kpi.contributing.some((slug) => pool.has(slug));
      if (answers === false && !shares) return [];
      return [
        {
          ...boardItem(track, { catalog, looked, isCritical: isCritical(index), words: wording }),
          lens: track.kpi.lens,
          part: answers === null ? null : answers ? 'answers' : 'shares',
        },
      ];
    }),
  };
}

function findIn<T extends { readonly slug: string; readonly retired: boolean }>(
  entities: readonly T[],
  slug: string | undefined,
  noun: string,
): T | null {
  if (slug === undefined || slug === '') return null;
  const found = entities.find((each) => each.slug === slug && !each.retired);
  if (found !== undefined) return found;
  throw new AppError(`unknown_${noun}`, `There is no ${noun} "${slug}".`, { status: 404 });
}
