/** What is due from one person: theirs, their teams', and the reviews that they are named in. */
import type { ActionLine } from './action';
import { narrowedActions } from './action-view';
import type { CalendarDate } from './calendar';
import type { Team } from './catalog';
import type { DueCheckIn } from './check-in';
import type { Contrast, ContrastStage } from './contrast';
import type { Named, ShownOrganisation } from './contrast-view';
import type { DigestChoice, FollowedThing } from './follow';
import type { ReviewSeries, RhythmEntry } from './review';
import { descendants } from './team-tree';

/** A stage that is off target or at risk, with those of one's teams that take part in it. */
export interface SharedStage extends Named {
  readonly status: ContrastStage['experience']['status'];
  readonly onTarget: number;
  readonly due: number;
  readonly teams: readonly Named[];
}

/** A review that comes, is due or is open. */
export interface NamedReview {
  readonly series: ReviewSeries;
  readonly entry: RhythmEntry;
  readonly as: 'chair' | 'member';
}

export interface MeView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly today: CalendarDate;
  /** Null: nobody is signed in, and the demo is open. */
  readonly person: { readonly name: string; readonly role: string } | null;
  readonly teams: readonly Named[];
  /** Named to them, or to a team that they lead and nobody else. */
  readonly actions: readonly ActionLine[];
  /** Others of their teams. */
  readonly teamActions: readonly ActionLine[];
  /** Asked for and not there. */
  readonly checkIns: readonly DueCheckIn[];
  readonly stages: readonly SharedStage[];
  readonly reviews: readonly NamedReview[];
  /** Null where nobody is signed in. */
  readonly following: {
    readonly things: readonly FollowedThing[];
    readonly choice: DigestChoice;
    /** Mail goes to them: the people of the demo have invented addresses. */
    readonly isReached: boolean;
  } | null;
  /** That they made and that can be opened; null where they may make none. */
  readonly embeds: number | null;
}

const alike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Slugs of the teams of somebody: those that they lead by their role, those whose lead bears their
 * name, and all that are below. Empty for who leads none.
 *
 * @example teamsOfPerson({ name: 'A. Ruiz', teams: [] }, teams) // Set { 'stores', 'stores-north' }
 */
export function teamsOfPerson(
  { name, teams: led }: { readonly name: string; readonly teams: readonly string[] },
  teams: readonly Pick<Team, 'slug' | 'parent' | 'lead' | 'retired'>[],
): ReadonlySet<string> {
  const below = descendants(teams);
  const own = teams.filter(
    ({ slug, lead, retired }) =>
      !retired && (led.includes(slug) || (lead !== null && alike(lead, name))),
  );
  return new Set(own.flatMap(({ slug }) => [slug, ...(below.get(slug) ?? [])]));
}

/**
 * Open actions of somebody, and the others of their teams. One without a person is its team lead's.
 *
 * @example duePromises(lines, 'A. Ruiz', new Set(['stores'])).theirs.length // 2
 */
export function duePromises(
  lines: readonly ActionLine[],
  name: string,
  teams: ReadonlySet<string>,
): { readonly own: readonly ActionLine[]; readonly theirs: readonly ActionLine[] } {
  const all = { list: 'open', team: null, person: null, stage: null, kpi: null } as const;
  const own = narrowedActions(lines, { ...all, person: name });
  const known = new Set(own.map(({ id }) => id));
  const theirs = narrowedActions(lines, { ...all, team: teams });
  return { own, theirs: theirs.filter(({ id }) => !known.has(id)) };
}

/**
 * Stages off target in which teams take part, in the journey's order.
 *
 * @example sharedStages(contrast, new Set(['stores'])).map(({ slug }) => slug) // ['receive']
 */
export function sharedStages(
  { stages, teams }: Pick<Contrast, 'stages' | 'teams'>,
  mine: ReadonlySet<string>,
): readonly SharedStage[] {
  return stages.flatMap(({ slug, name, experience }): SharedStage[] => {
    if (experience.status !== 'off_target') return [];
    const own = teams.filter((team) => mine.has(team.slug) && team.stages.includes(slug));
    if (own.length === 0) return [];
    const { status, onTarget, due } = experience;
    const shown = own.map((team) => ({ slug: team.slug, name: team.name }));
    return [{ slug, name, status, onTarget, due, teams: shown }];
  });
}

/**
 * As what somebody is named in a series; null where they are not. Whoever chairs it is no mere member.
 *
 * @example namedIn({ chair: 'Ana', members: ['ANA', 'Zoë'] }, 'Ana') // 'chair'
 */
export function namedIn(
  { chair, members }: Pick<ReviewSeries, 'chair' | 'members'>,
  name: string,
): NamedReview['as'] | null {
  if (chair !== null && alike(chair, name)) return 'chair';
  return members.some((member) => alike(member, name)) ? 'member' : null;
}

/**
 * The review of a series that comes next for its people: the one that is open, else the oldest that is
 * due, else the one that comes; null for none.
 *
 * @example nextReview(rhythm(series, heads, now, today, calendar))?.state // 'due'
 */
export function nextReview(entries: readonly RhythmEntry[]): RhythmEntry | null {
  const first = (state: RhythmEntry['state']) => entries.findLast((entry) => entry.state === state);
  return first('open') ?? first('due') ?? first('coming') ?? null;
}
