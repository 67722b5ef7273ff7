/** What is due from whoever is signed in. */
import { listActions } from '../../db/queries/actions';
import { listCheckIns } from '../../db/queries/check-ins';
import { listEmbeds } from '../../db/queries/embeds';
import { findFollowing } from '../../db/queries/follows';
import { listReviewSeries } from '../../db/queries/reviews';
import { actionLines } from '../domain/action';
import { signalBoard } from '../domain/board';
import { addDays, parsePeriodKey } from '../domain/calendar';
import { type DueCheckIn, dueCheckIns } from '../domain/check-in';
import { contrast } from '../domain/contrast';
import { contrastIndex } from '../domain/contrast-index';
import { embedState } from '../domain/embed';
import { followedThing } from '../domain/follow';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import {
  duePromises,
  type MeView,
  namedIn,
  nextReview,
  type SharedStage,
  sharedStages,
  teamsOfPerson,
} from '../domain/mine';
import { commonGrain } from '../domain/period-choice';
import { maySome } from '../domain/policy';
import type { PersonPrincipal } from '../domain/principal';
import { rhythm } from '../domain/review';
import { ROLE_WORDS } from '../domain/role-words';
import { judgementsIn } from '../domain/trend';
import { catalogOfAll } from '../domain/withheld';
import { words } from '../words';
import { type Context, demandSight } from './context';
import { followKpis } from './figures';
import { isCritical, openOn } from './frame';
import { findJourney, resolveScope, type Scope } from './scope';

/** Their actions, their teams' check-ins and stages, their reviews, what they follow. Eight queries at most. */
export async function mePage(context: Context): Promise<MeView> {
  demandSight(context, 'read');
  const scope = await resolveScope(context, {});
  const { principal } = context;
  const around = {
    organisation: scope.catalog.organisation,
    demo: scope.demo,
    today: scope.today,
  };
  if (principal.kind !== 'person') return { ...around, person: null, ...NOTHING };
  return { ...around, ...(await dueFrom(context, scope, principal)) };
}

const NOTHING = {
  teams: [],
  actions: [],
  teamActions: [],
  checkIns: [],
  stages: [],
  reviews: [],
  following: null,
  embeds: null,
} as const;

async function dueFrom(
  context: Context,
  scope: Scope,
  person: PersonPrincipal,
): Promise<Omit<MeView, 'organisation' | 'demo' | 'today'>> {
  const { catalog, calendar, today, now } = scope;
  const teams = teamsOfPerson(person, catalog.teams);
  const [actions, series, figures, embeds, { follows, choice }] = await Promise.all([
    listActions(context.db, { catalog, calendar, asOf: null, closed: null }),
    listReviewSeries(context.db),
    teams.size === 0 ? NO_FIGURES : figuresOf(context, scope, teams),
    embedsOf(context, person),
    findFollowing(context.db, person.id),
  ]);
  const { own, theirs } = duePromises(actionLines(actions, catalog, today), person.name, teams);
  return {
    person: { name: person.name, role: ROLE_WORDS[person.role].name },
    teams: catalog.teams
      .filter(({ slug }) => teams.has(slug))
      .map(({ slug, name }) => ({ slug, name })),
    actions: own,
    teamActions: theirs,
    ...figures,
    reviews: series.flatMap(({ series: each, heads }) => {
      const as = each.retired ? null : namedIn(each, person.name);
      const entry = nextReview(rhythm(each, heads, now, today, calendar));
      return as === null || entry === null ? [] : [{ series: each, entry, as }];
    }),
    following: {
      things: follows.flatMap((each) => followedThing(each, catalog) ?? []),
      choice,
      isReached: !person.demo,
    },
    embeds,
  };
}

interface TeamFigures {
  readonly checkIns: readonly DueCheckIn[];
  readonly stages: readonly SharedStage[];
}

const NO_FIGURES: TeamFigures = { checkIns: [], stages: [] };

/** What the newest figures of the journey ask of these teams. */
async function figuresOf(
  context: Context,
  scope: Scope,
  teams: ReadonlySet<string>,
): Promise<TeamFigures> {
  const { catalog, calendar } = scope;
  const journey = findJourney(catalog, undefined);
  if (journey === null) return NO_FIGURES;
  const index = contrastIndex(catalog);
  const grain = commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const kpis = kpisOfJourney(index, journey.slug);
  const figures = await followKpis(context, scope, kpis, grain, null);
  const { period } = openOn(scope, figures, grain);
  const tracks = [...figures.tracks.values()];
  const said = await listCheckIns(context.db, {
    catalog,
    from: addDays(period.start, -400),
    to: period.end,
  });
  // What is due before a review is about what all in it may see.
  const common = catalogOfAll(catalog, scope.today);
  const seen = new Set(common.kpis.map(({ slug }) => slug));
  const board = signalBoard({
    catalog: common,
    tracks: tracks.filter(({ kpi }) => seen.has(kpi.slug)),
    looked: period,
    isCritical: isCritical(index),
    words: words(catalog.organisation, calendar, period),
  });
  const due = dueCheckIns(
    board,
    said,
    (item) => parsePeriodKey(item.period, calendar)?.start ?? period.start,
  );
  const current = contrast(index, journey.slug, judgementsIn(tracks, period), period.start);
  return {
    checkIns: due.filter(
      (each) => each.required && each.said === null && teams.has(each.team.slug),
    ),
    stages: sharedStages(current, teams),
  };
}

async function embedsOf(context: Context, { id }: PersonPrincipal): Promise<number | null> {
  if (!maySome(context.principal, 'embed.make')) return null;
  const now = context.now().toISOString();
  const all = await listEmbeds(context.db);
  return all.filter((embed) => embed.makerId === id && embedState(embed, now) === 'good').length;
}
