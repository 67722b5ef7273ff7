/** One team: its scorecard beside the stages it takes part in, what it answers for and owes. */
import { listActions } from '../../db/queries/actions';
import { listThanks } from '../../db/queries/recognition';
import { type Action, actionLines } from '../domain/action';
import { teamRef } from '../domain/board';
import { addDays, type Period } from '../domain/calendar';
import type { Catalog, Journey, Kpi, Team } from '../domain/catalog';
import { contrast as contrastOf } from '../domain/contrast';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import { figureCount } from '../domain/figure-count';
import { freshness } from '../domain/freshness';
import { gapGroups, gapItems } from '../domain/gap-work';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { downstreamOf } from '../domain/line-of-sight';
import { commonGrain } from '../domain/period-choice';
import type { Thanks } from '../domain/review-record';
import { teamHeadline, teamLead } from '../domain/sentence-team';
import { accountableOn } from '../domain/target';
import { ancestors, listedTeams } from '../domain/team-tree';
import type { TeamKpi, TeamView } from '../domain/team-view';
import { owedFigures } from '../domain/team-view-due';
import { brokenOf, partIn, teamKpis } from '../domain/team-view-kpis';
import {
  pooledScorecard,
  poolOf,
  siloKpisOf,
  type TeamFacts,
  teamRows,
  teamStages,
} from '../domain/team-view-rows';
import { touchedMoments } from '../domain/team-view-touches';
import { judgementsIn, trendPeriods } from '../domain/trend';
import { AppError } from '../errors';
import { kpiPath } from '../paths';
import { words } from '../words';
import type { Context } from './context';
import { followKpis, narrowed, newestFigures } from './figures';
import { type Frame, isCritical, openOn, pageFrame } from './frame';
import { remembered } from './remembered';
import { findJourney, resolveScope, type Scope, type ScopeQuery } from './scope';

/** Each KPI shows its status in so many periods. */
const MARKS = 13;

/** Everything that a team's page shows. Throws `AppError` 404 for a team that is not there. */
export const teamPage = remembered(loadTeamPage);

async function loadTeamPage(context: Context, slug: string, query: ScopeQuery): Promise<TeamView> {
  const scope = await resolveScope(context, query);
  const { catalog } = scope;
  const team = catalog.teams.find((each) => each.slug === slug && !each.retired);
  if (team === undefined) {
    throw new AppError('unknown_team', `There is no team "${slug}".`, { status: 404 });
  }
  const index = contrastIndex(catalog);
  const pool = new Set(poolOf(index, slug));
  const journey = journeyOf(scope, index, pool, query.journey);
  const main = journey === null ? [] : kpisOfJourney(index, journey.slug);
  const kpis = followed(catalog, main, pool);
  const common = journey === null ? kpis : mappedTo(index, journey.slug);
  const grain =
    scope.period?.grain ?? scope.grain ?? commonGrain(common) ?? commonGrain(kpis) ?? 'week';
  const { calendar, asOf } = scope;
  const [figures, actions, thanks] = await Promise.all([
    followKpis(context, scope, kpis, grain, scope.period),
    listActions(context.db, { catalog, calendar, asOf, closed: null }),
    listThanks(context.db, catalog, addDays(scope.today, -366), asOf),
  ]);
  // The page opens on the period that the journey's other pages open on.
  const leading = main.length > 0 ? main : kpis;
  const { period: looked, filling } = openOn(
    scope,
    narrowed(figures, leading, grain, scope.calendar),
    grain,
  );
  const newest = await newestFigures(context, scope, figures, (kpi) =>
    pool.has(accountableOn(kpi, scope.today)),
  );
  return view({
    scope,
    team,
    index,
    pool,
    journey,
    figures,
    looked,
    filling,
    newest,
    actions,
    thanks,
  });
}

/** The new slug of a team that was renamed; null when the slug was never one. */
export async function renamedTeam(context: Context, slug: string): Promise<string | null> {
  const scope = await resolveScope(context, {});
  return scope.redirects.get(`team ${slug}`) ?? null;
}

/** The journey asked for; else the first one that the team takes part in, else the first one. */
function journeyOf(
  scope: Scope,
  index: ContrastIndex,
  pool: ReadonlySet<string>,
  asked: string | undefined,
): Journey | null {
  const first = findJourney(scope.catalog, asked);
  if (first === null || (asked !== undefined && asked.trim() !== '')) return first;
  const { participation } = index.ownershipOn(scope.today);
  const taking = new Set([...pool].flatMap((team) => [...(participation.get(team) ?? [])]));
  const journeys = scope.catalog.journeys.filter(({ retired }) => !retired);
  return (
    journeys.find(({ slug }) => index.stages.get(slug)?.some((stage) => taking.has(stage.slug))) ??
    first
  );
}

/** The journey's KPIs, the team's whatever the journey, those that these feed, and those of the same moments. */
function followed(
  { kpis }: Catalog,
  main: readonly Kpi[],
  pool: ReadonlySet<string>,
): readonly Kpi[] {
  const live = kpis.filter(({ retired }) => !retired);
  const theirs = live.filter(
    (kpi) =>
      kpi.accountable.some(({ team }) => pool.has(team)) ||
      kpi.contributing.some((team) => pool.has(team)),
  );
  const reached = downstreamOf(
    theirs.map(({ slug }) => slug),
    live,
  );
  const moments = new Set(live.flatMap((kpi) => (reached.has(kpi.slug) ? (kpi.moment ?? []) : [])));
  const wanted = new Set(main.map(({ slug }) => slug));
  return live.filter(
    ({ slug, moment }) =>
      wanted.has(slug) || reached.has(slug) || (moment !== null && moments.has(moment)),
  );
}

interface Parts extends Frame {
  readonly team: Team;
  readonly index: ContrastIndex;
  readonly pool: ReadonlySet<string>;
  readonly journey: Journey | null;
  readonly newest: (kpi: Kpi) => Period | null;
  /** Those that are open. */
  readonly actions: readonly Action[];
  readonly thanks: readonly Thanks[];
}

function view(parts: Parts): TeamView {
  const { scope, team, index, journey, figures, looked } = parts;
  const { catalog } = scope;
  const tracks = [...figures.tracks.values()];
  const periods = trendPeriods(looked, figures.earliest, scope.calendar);
  const contrasts = periods.map((period) => ({
    period,
    contrast: contrastOf(index, journey?.slug ?? '', judgementsIn(tracks, period), period.start),
  }));
  const contrast = contrasts.at(-1)?.contrast;
  if (contrast === undefined) throw new Error('a trend holds at least the period looked at');
  const judgements = judgementsIn(tracks, looked);
  const facts: TeamFacts = { index, contrast, judgements, date: looked.start };
  const [row, ...rows] = teamRows(facts, team.slug);
  const below = rows.some(({ kind }) => kind !== 'itself') ? rows : [];
  const stages = teamStages(facts, { index, tracks: figures.tracks, contrasts }, team.slug);
  const kpis = kpisOf(parts, periods.slice(-MARKS));
  const answers = kpis.filter(({ part }) => part === 'answers');
  const silos = answers.filter(({ lens }) => lens !== 'experience');
  const broken = brokenOf(kpis);
  const silo = pooledScorecard(facts, team.slug);
  const touchesNothing = row?.touchesNothing ?? false;
  const page = pageOf(parts);
  const ownKpis = siloKpisOf(facts, [...parts.pool]).length;
  return {
    ...page,
    headline: teamHeadline({
      name: team.name,
      below: below.filter(({ kind }) => kind === 'team').length,
      silo,
      ownKpis,
      notBrokenDownBy:
        silos.length === 0 && ownKpis > 0 ? (page.leftOut?.dimension.toLowerCase() ?? null) : null,
      stages,
      touchesNothing,
    }),
    lead: teamLead({
      name: team.name,
      broken,
      kpis,
      kpiHref: (kpi) => kpiPath(kpi, addressOf(parts)),
    }),
    team: teamRef(catalog, team.slug),
    below,
    silo,
    sharedScore: row?.sharedScore ?? null,
    gapPoints: row?.gapPoints ?? null,
    figures: figureCount({
      catalog,
      tracks: tracks.filter(({ kpi }) => partIn(kpi, parts.pool, looked.start) === 'answers'),
      looked,
      today: scope.today,
    }),
    broken,
    ownKpis,
    silos,
    experience: answers.filter(({ lens }) => lens !== 'silo'),
    shares: kpis.filter(({ part }) => part === 'shares'),
    stages,
    ...workOf(parts),
    touchesNothing,
    actions: actionLines(
      parts.actions.filter((action) => parts.pool.has(action.team)),
      catalog,
      scope.today,
    ),
    thanks: parts.thanks.filter(
      (each) => parts.pool.has(each.team) || each.credited.some((slug) => parts.pool.has(slug)),
    ),
  };
}

function addressOf({ scope, journey, looked }: Parts) {
  return {
    journey: journey?.slug ?? null,
    period: looked.key,
    segment: scope.segment?.slug ?? 'all',
    asOf: scope.asOfText,
  };
}

/** What the page needs besides the team's figures. */
function pageOf(parts: Parts) {
  const { team, index, pool, journey, looked } = parts;
  const { catalog } = index;
  const parents = new Map(catalog.teams.map(({ slug, parent }) => [slug, parent]));
  const { participation } = index.ownershipOn(looked.start);
  const taking = new Set([...pool].flatMap((slug) => [...(participation.get(slug) ?? [])]));
  const theirs = catalog.kpis.filter(
    (kpi) => !kpi.retired && partIn(kpi, pool, looked.start) !== null,
  );
  const frame = pageFrame(parts, theirs);
  return {
    ...frame,
    journey: journey === null ? null : { slug: journey.slug, name: journey.name },
    above: ancestors(team.slug, parents)
      .toReversed()
      .map((slug) => teamRef(catalog, slug)),
    teams: listedTeams(index.teams),
    elsewhere: frame.journeys
      .filter(({ slug }) => slug !== journey?.slug)
      .map((other) => ({
        journey: other,
        stages: (index.stages.get(other.slug) ?? []).filter(({ slug }) => taking.has(slug)).length,
      }))
      .filter(({ stages }) => stages > 0),
  };
}

function kpisOf(
  { scope, index, pool, figures, looked, newest }: Parts,
  periods: readonly Period[],
) {
  const { catalog, today, calendar } = scope;
  return teamKpis({
    catalog,
    tracks: figures.tracks,
    looked,
    periods,
    pool,
    isCritical: isCritical(index),
    freshnessOf: (kpi): TeamKpi['freshness'] => freshness(kpi, newest(kpi), today, calendar),
    words: words(catalog.organisation, calendar, looked),
  });
}

/** Moments touched, figures owed, gaps to close. */
function workOf({ scope, index, pool, figures, looked, newest }: Parts) {
  const { catalog, today, calendar } = scope;
  const owned = [...figures.tracks.values()]
    .map(({ kpi }) => kpi)
    .filter((kpi) => pool.has(accountableOn(kpi, today)));
  const reported = (slug: string) => figures.tracks.get(slug)?.points.length !== 0;
  const gaps = gapItems(index, {
    date: looked.start,
    // Under a segment a KPI without a figure may have one for everyone.
    hasData: (kpi) => scope.segment !== null || reported(kpi),
  });
  return {
    touches: touchedMoments({
      index,
      partOf: (kpi) => partIn(kpi, pool, looked.start),
      judgements: judgementsIn(figures.tracks.values(), looked),
    }),
    owed: owedFigures(owned, { catalog, today, calendar, newestOf: newest }),
    gaps: gapGroups(gaps.filter(({ team }) => team !== null && pool.has(team))),
  };
}
