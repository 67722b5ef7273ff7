/** Who answers for which KPI, who shares it, and what was never agreed or is not measured. */
import {
  type AccountabilityView,
  accountabilityMap,
  filteredGaps,
  type MapFilter,
  type MapGroup,
} from '../domain/accountability-view';
import { teamRef } from '../domain/board';
import type { Period } from '../domain/calendar';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import { gapGroups, gapItems, isGapKind } from '../domain/gap-work';
import { readPage } from '../domain/list-page';
import { commonGrain } from '../domain/period-choice';
import { accountabilityHeadline } from '../domain/sentence-accountability';
import { poolOf } from '../domain/team-view-rows';
import { keepingTeams } from '../domain/withheld';
import { AppError } from '../errors';
import type { Context } from './context';
import { type Figures, followKpis } from './figures';
import { frameOf, openOn } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type Scope, type ScopeQuery } from './scope';

export interface AccountabilityQuery extends ScopeQuery {
  readonly team?: string | undefined;
  readonly stage?: string | undefined;
  readonly lens?: string | undefined;
  /** Number of a page of the map. */
  readonly page?: string | undefined;
  /** The kind of gap that is wanted whole. */
  readonly gap?: string | undefined;
}

/**
 * The map and the gaps. Owners and targets are those of today, or of the first day of the period that
 * is asked for. Throws `AppError` 404 for a journey, team or stage that is not there.
 */
export const accountability = remembered(loadAccountability);

async function loadAccountability(
  context: Context,
  query: AccountabilityQuery,
): Promise<AccountabilityView> {
  // Who answers does not depend on the customers looked at; the address keeps them.
  const scope = await resolveScope(context, query);
  const everyone = { ...scope, segment: null };
  const { catalog } = scope;
  const index = contrastIndex(catalog);
  const asked = query.journey !== undefined && query.journey.trim() !== '';
  const journey = asked ? findJourney(catalog, query.journey) : null;
  const filter: MapFilter = {
    team: slugIn(index.teams, query.team, 'team'),
    stage: slugIn([...index.stages.values()].flat(), query.stage, 'stage'),
    lens: query.lens === 'silo' || query.lens === 'experience' ? query.lens : null,
  };
  const kpis = catalog.kpis.filter(({ retired }) => !retired);
  const grain = scope.period?.grain ?? commonGrain(kpis) ?? 'week';
  const figures = await followKpis(context, everyone, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(everyone, figures, grain);
  const date = scope.period?.start ?? scope.today;
  const frame = frameOf({ scope: everyone, figures, looked, filling });
  const groups = accountabilityMap(index, filter, {
    date,
    journey: journey?.slug ?? null,
    statusOf: (kpi) => figures.tracks.get(kpi)?.judgementIn(looked)?.status ?? null,
  });
  return {
    ...pageOf(scope, index, filter),
    journey: journey === null ? null : { slug: journey.slug, name: journey.name },
    frame,
    date,
    ...findings(index, figures, groups, { filter, date, journey: journey?.slug ?? null }),
    groups,
    ...lookOf(query),
  };
}

function lookOf({
  page: asked,
  gap,
}: AccountabilityQuery): Pick<AccountabilityView, 'page' | 'openGap'> {
  const page = readPage(asked);
  if (page === null) {
    throw new AppError('bad_page', `page is "${asked}"; it must be a number from 1.`);
  }
  if (gap === undefined || gap === '') return { page, openGap: null };
  if (!isGapKind(gap)) throw new AppError('bad_gap', `"${gap}" is no kind of gap.`);
  return { page, openGap: gap };
}

function pageOf({ catalog, demo, segment, today }: Scope, index: ContrastIndex, filter: MapFilter) {
  const stages = catalog.journeys.flatMap(({ slug }) => index.stages.get(slug) ?? []);
  const stage = stages.find(({ slug }) => slug === filter.stage);
  return {
    organisation: catalog.organisation,
    demo,
    journeys: catalog.journeys
      .filter(({ retired }) => !retired)
      .map(({ slug, name }) => ({ slug, name })),
    segment: segment?.slug ?? 'all',
    withheld: keepingTeams(catalog, today),
    filter: {
      team: filter.team === null ? null : teamRef(catalog, filter.team),
      stage: stage === undefined ? null : { slug: stage.slug, name: stage.name },
      lens: filter.lens,
    },
    allTeams: index.teams.map(({ slug, name }) => ({ slug, name })),
    allStages: stages.map(({ slug, name }) => ({ slug, name })),
  };
}

function findings(
  index: ContrastIndex,
  figures: Figures,
  groups: readonly MapGroup[],
  {
    filter,
    date,
    journey,
  }: {
    readonly filter: MapFilter;
    readonly date: Period['start'];
    readonly journey: string | null;
  },
): Pick<AccountabilityView, 'headline' | 'teams' | 'kpis' | 'gaps'> {
  const rows = [
    ...new Map(groups.flatMap((group) => group.rows.map((row) => [row.kpi.slug, row]))).values(),
  ];
  const pool = new Set(filter.team === null ? [] : poolOf(index, filter.team));
  const answering = new Set(rows.map(({ answers }) => answers.slug));
  const columns = new Set([...answering, ...rows.flatMap(({ shares }) => shares)]);
  const gaps = filteredGaps(
    gapItems(index, { date, hasData: (kpi) => figures.tracks.get(kpi)?.points.length !== 0 }),
    index,
    filter,
    journey,
  );
  return {
    headline: accountabilityHeadline({
      kpis: rows.length,
      answering: answering.size,
      unshared: rows.filter(({ shares }) => shares.length === 0).length,
      gaps: gaps.length,
      team:
        filter.team === null
          ? null
          : {
              name: teamRef(index.catalog, filter.team).name,
              answers: rows.filter(({ answers }) => pool.has(answers.slug)).length,
            },
      isFiltered: filter.team !== null || filter.stage !== null || filter.lens !== null,
    }),
    teams: index.teams
      .filter(({ slug }) => columns.has(slug))
      .map(({ slug }) => teamRef(index.catalog, slug)),
    kpis: rows.length,
    gaps: gapGroups(gaps),
  };
}

function slugIn(
  among: readonly { readonly slug: string }[],
  slug: string | undefined,
  noun: string,
): string | null {
  if (slug === undefined || slug.trim() === '') return null;
  if (among.some((each) => each.slug === slug)) return slug;
  throw new AppError(`unknown_${noun}`, `There is no ${noun} "${slug}".`, { status: 404 });
}
