/** What somebody follows, and in which journeys it is looked at. */
import type { CalendarDate } from './calendar';
import { type Calendar, periodContaining, shiftPeriod } from './calendar';
import type { Catalog } from './catalog';
import type { Named } from './contrast-view';
import { liveStages, participation } from './participation';
import type { ReviewHead, ReviewSeries } from './review';
import { descendants } from './team-tree';

export const FOLLOWED_KINDS = ['kpi', 'stage', 'team'] as const;
export type FollowedKind = (typeof FOLLOWED_KINDS)[number];

/** A thing that can be followed, by its address. */
export interface Followable {
  readonly kind: FollowedKind;
  readonly slug: string;
}

/** Which digests somebody wants. */
export interface DigestChoice {
  /** Of reviews of theirs that they were not at. */
  readonly missed: boolean;
  /** Of what they follow. */
  readonly followed: boolean;
}

/** Everybody wants them until they say otherwise: who is named in a series, and who follows. */
export const USUAL_CHOICE: DigestChoice = { missed: true, followed: true };

/** More than anybody reads of. */
export const MOST_FOLLOWS = 200;

/** What a person follows, with its present name. */
export interface FollowedThing extends Followable, Named {}

/**
 * Whether a text is a kind of thing that can be followed.
 *
 * @example isFollowedKind('kpi') // true
 */
export function isFollowedKind(text: string): text is FollowedKind {
  return FOLLOWED_KINDS.some((kind) => kind === text);
}

/**
 * What of the catalogue a thing means; null where there is no such thing, or it is retired.
 *
 * @example followedThing({ kind: 'team', slug: 'stores' }, catalog)?.name // 'Stores'
 */
export function followedThing(
  { kind, slug }: Followable,
  catalog: Pick<Catalog, 'kpis' | 'stages' | 'teams' | 'journeys'>,
): FollowedThing | null {
  const of = { kpi: catalog.kpis, stage: liveStages(catalog), team: catalog.teams } as const;
  const found = of[kind].find((each) => each.slug === slug);
  return found === undefined || found.retired ? null : { kind, slug, name: found.name };
}

/**
 * Slugs of the journeys that a thing belongs to on a day: those of a KPI's stages, of a stage, of the
 * stages that a team or one below it takes part in. Empty for what touches no stage.
 *
 * @example journeysOf({ kind: 'stage', slug: 'receive' }, catalog, today) // Set { 'buy-and-own' }
 */
export function journeysOf(
  { kind, slug }: Followable,
  catalog: Catalog,
  date: CalendarDate,
): ReadonlySet<string> {
  const journeyOf = new Map(liveStages(catalog).map((stage) => [stage.slug, stage.journey]));
  const stages =
    kind === 'stage'
      ? [slug]
      : kind === 'kpi'
        ? (catalog.kpis.find((kpi) => kpi.slug === slug)?.stages ?? []).map(({ stage }) => stage)
        : stagesOfTeam(slug, catalog, date);
  return new Set(stages.flatMap((stage) => journeyOf.get(stage) ?? []));
}

function stagesOfTeam(slug: string, catalog: Catalog, date: CalendarDate): readonly string[] {
  const taking = participation(catalog, date);
  const below = descendants(catalog.teams).get(slug) ?? [];
  return [slug, ...below].flatMap((team) => [...(taking.get(team) ?? [])]);
}

/** A series that met about none of its last so many periods holds no reviews that one could wait for. */
const PATIENCE = 3;

/**
 * Slugs of the journeys whose reviews are held: a series of it is not ended, and met about one of its last
 * three periods, or is not older than that. Those who follow something else hear of it by the week.
 *
 * @example journeysReviewed([{ series, heads }], today, calendar) // Set { 'buy-and-own' }
 */
export function journeysReviewed(
  all: readonly { readonly series: ReviewSeries; readonly heads: readonly ReviewHead[] }[],
  today: CalendarDate,
  calendar: Calendar,
): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ series, heads }) => {
      if (series.retired) return [];
      const present = periodContaining(today, series.cadence, calendar);
      const oldest = shiftPeriod(present, -PATIENCE, calendar).start;
      const isHeld = series.from >= oldest || heads.some(({ start }) => start >= oldest);
      return isHeld ? [series.journey] : [];
    }),
  );
}
