/** The register of a journey's moments of truth. */
import { PRIORITISED_MOMENTS } from '../domain/accountability';
import { boardItem } from '../domain/board';
import { type Catalog, type Journey, type Kpi, MOMENT_KINDS, type Stage } from '../domain/catalog';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import type { TeamRef } from '../domain/contrast-view';
import { figureCount } from '../domain/figure-count';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { countByKind, mostPressingFirst, passes } from '../domain/moment-register';
import { kpisOfMoment, momentState } from '../domain/moment-status';
import type { MomentFilter, MomentItem, MomentsView } from '../domain/moment-view';
import { commonGrain } from '../domain/period-choice';
import { momentsFinding, prioritySentence } from '../domain/sentence-moment';
import { trendPeriods } from '../domain/trend';
import { isMomentWithheld } from '../domain/withheld';
import { AppError } from '../errors';
import { words } from '../words';
import type { Context } from './context';
import { followKpis, narrowed } from './figures';
import { type Frame, isCritical, journeyFrame, openOn } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type ScopeQuery } from './scope';

export interface MomentsQuery extends ScopeQuery {
  readonly kind?: string | undefined;
  readonly aim?: string | undefined;
  readonly critical?: string | undefined;
  readonly stage?: string | undefined;
}

/**
 * The moments of a journey with their status, most pressing first; null when no journey is defined
 * yet. Throws `AppError` for a filter that means nothing, a journey, segment or period that is not.
 */
export const momentRegister = remembered(loadMomentRegister);

async function loadMomentRegister(
  context: Context,
  query: MomentsQuery,
): Promise<MomentsView | null> {
  const scope = await resolveScope(context, query);
  const journey = findJourney(scope.catalog, query.journey);
  if (journey === null) return null;
  const index = contrastIndex(scope.catalog);
  const stages = index.stages.get(journey.slug) ?? [];
  const filter = filterOf(query, stages);
  const counted = kpisOfJourney(index, journey.slug);
  const measuring = scope.catalog.kpis.filter(({ retired, moment }) => !retired && moment !== null);
  const grain = scope.period?.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const kpis = [...new Set([...counted, ...measuring])];
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  // The same period as the journey's contrast, whatever else a moment's KPI may be mapped to.
  const own = narrowed(figures, counted, grain, scope.calendar);
  const { period: looked, filling } = openOn(scope, own, grain);
  return view({ scope, journey, index, stages, filter, figures: own, looked, filling }, figures);
}

interface Parts extends Frame {
  readonly journey: Journey;
  readonly index: ContrastIndex;
  readonly stages: readonly Stage[];
  readonly filter: MomentFilter;
}

function view(parts: Parts, all: Frame['figures']): MomentsView {
  const { scope, stages, filter, looked } = parts;
  const { catalog } = scope;
  const moments = momentsOf(parts, all);
  const prioritised = {
    count: moments.filter(({ priority }) => priority !== null).length,
    ...PRIORITISED_MOMENTS,
  };
  const measuring = moments.flatMap(({ kpis }) => kpis.map(({ kpi }) => kpi.slug));
  const tracks = [...new Set(measuring)].flatMap((slug) => all.tracks.get(slug) ?? []);
  return {
    ...journeyFrame(
      { ...parts, figures: { ...parts.figures, tracks: all.tracks } },
      kpisOfMoments(catalog, stages),
    ),
    finding: momentsFinding(moments),
    prioritised,
    priority: prioritySentence(prioritised),
    figures: figureCount({ catalog, tracks, looked, today: scope.today }),
    filter,
    items: mostPressingFirst(moments.filter((moment) => passes(moment, filter))),
    of: moments.length,
    stages: stages.map(({ slug, name }) => ({ slug, name })),
    kinds: countByKind(moments),
  };
}

function momentsOf(parts: Parts, all: Frame['figures']): readonly MomentItem[] {
  const { scope, index, stages, looked, figures } = parts;
  const { catalog, calendar } = scope;
  const periods = trendPeriods(looked, figures.earliest, calendar);
  const input = {
    catalog,
    looked,
    isCritical: isCritical(index),
    words: words(catalog.organisation, calendar, looked),
  };
  return stages.flatMap((stage) =>
    catalog.moments
      .filter((moment) => moment.stage === stage.slug && !moment.retired)
      .map((moment): MomentItem => {
        const kpis = kpisOfMoment(catalog.kpis, moment.slug);
        const isWithheld = isMomentWithheld(catalog, moment.slug);
        const items = kpis
          .flatMap((kpi) => all.tracks.get(kpi.slug) ?? [])
          .map((track) => boardItem(track, input));
        return {
          ...momentState(moment, kpis, all.tracks, periods, isWithheld),
          stage: { slug: stage.slug, name: stage.name },
          kpis: items,
          answers: once(items.map(({ accountable }) => accountable)),
        };
      }),
  );
}

function kpisOfMoments(catalog: Catalog, stages: readonly Stage[]): readonly Kpi[] {
  const within = new Set(stages.map(({ slug }) => slug));
  const slugs = new Set(
    catalog.moments
      .filter(({ stage, retired }) => !retired && within.has(stage))
      .map(({ slug }) => slug),
  );
  return catalog.kpis.filter(
    ({ moment, retired }) => !retired && moment !== null && slugs.has(moment),
  );
}

function once(teams: readonly TeamRef[]): readonly TeamRef[] {
  return [...new Map(teams.map((team) => [team.slug, team])).values()];
}

function filterOf(query: MomentsQuery, stages: readonly Stage[]): MomentFilter {
  const kind = chosen('kind', query.kind, MOMENT_KINDS);
  const aim = chosen('aim', query.aim, ['reliability', 'wow'] as const);
  const critical = chosen('critical', query.critical, ['yes', 'no'] as const);
  const stage = chosen(
    'stage',
    query.stage,
    stages.map(({ slug }) => slug),
  );
  return {
    ...(kind === null ? {} : { kind }),
    ...(aim === null ? {} : { aim }),
    ...(critical === null ? {} : { critical }),
    ...(stage === null ? {} : { stage }),
  };
}

function chosen<T extends string>(
  name: string,
  given: string | undefined,
  allowed: readonly T[],
): T | null {
  if (given === undefined || given === '') return null;
  const found = allowed.find((each) => each === given);
  if (found !== undefined) return found;
  throw new AppError(
    'bad_filter',
    `${name} is "${given}"; it must be one of ${allowed.join(', ')}.`,
    { status: 404 },
  );
}
