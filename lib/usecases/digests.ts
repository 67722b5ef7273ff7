/** Digests: which are due by the week, and what one of them is about, asked in the name of who gets it. */
import {
  type FollowRow,
  findFollowing,
  listDigestChoices,
  listFollows,
} from '../../db/queries/follows';
import { queueMessages } from '../../db/queries/outbox';
import { listPeople } from '../../db/queries/people';
import { findReviewAddress, findReviewFile, listReviewSeries } from '../../db/queries/reviews';
import { periodContaining } from '../domain/calendar';
import type { Catalog } from '../domain/catalog';
import { type DigestAsked, digestWeek } from '../domain/digest';
import type { DigestReview } from '../domain/digest-review';
import {
  type FollowedThing,
  followedThing,
  journeysOf,
  journeysReviewed,
  USUAL_CHOICE,
} from '../domain/follow';
import { readMinutes } from '../domain/minutes';
import type { PostWorld } from '../domain/post';
import { absentFrom } from '../domain/post-recipients';
import type { PersonPrincipal } from '../domain/principal';
import { type Context, demand, demandSight } from './context';
import { fileSeen } from './review/seen';
import { resolveScope, type Scope } from './scope';

const USE_MS = 5 * 86_400_000;

/**
 * Writes the digests of the week, for those who follow what no review looks at, and how many are new. Each
 * person has one a week, and none that says nothing: that is found when it is sent.
 */
export async function queueWeek(context: Context, world: PostWorld): Promise<number> {
  demand(context, 'server.keep');
  if (!world.mail) return 0;
  const { db } = context;
  const follows = await listFollows(db);
  if (follows.length === 0) return 0;
  const scope = await resolveScope(context, {});
  // Of what is invented nobody is told.
  if (scope.demo) return 0;
  const [unreviewed, choices, people] = [
    await unreviewedOf(context, scope, follows),
    await listDigestChoices(db),
    await listPeople(db),
  ];
  const { week, from } = weekOf(scope);
  const wanting = new Set(
    unreviewed
      .map(({ person }) => person)
      .filter((person) => (choices.get(person) ?? USUAL_CHOICE).followed),
  );
  const asked: DigestAsked = { week: week.key };
  const at = scope.now.toISOString();
  const expiresAt = new Date(from.getTime() + USE_MS);
  if (expiresAt <= scope.now) return 0;
  return queueMessages(
    db,
    people
      .filter(({ id, active }) => active && wanting.has(id))
      .map(({ id }) => ({
        cause: `digest:week:${week.key}:person:${id}`,
        kind: 'digest',
        channel: 'mail',
        person: id,
        content: JSON.stringify(asked),
        sealed: false,
        expiresAt: expiresAt.toISOString(),
      })),
    at,
  );
}

const weekOf = ({ today, now, catalog, calendar }: Scope) =>
  digestWeek(today, now, catalog.organisation.timeZone, calendar);

/** What no review of its journeys is held about. One query. */
async function unreviewedOf(
  { db }: Pick<Context, 'db'>,
  { catalog, today, calendar }: Scope,
  follows: readonly FollowRow[],
): Promise<readonly FollowRow[]> {
  const reviewed = journeysReviewed(await listReviewSeries(db), today, calendar);
  return follows.filter(
    (each) => ![...journeysOf(each, catalog, today)].some((journey) => reviewed.has(journey)),
  );
}

export interface DigestSubject {
  readonly organisation: Catalog['organisation'];
  /** Null for that of a week. */
  readonly review: DigestReview | null;
  /** What they follow there, and want to hear of. */
  readonly follows: readonly (FollowRow & { readonly thing: FollowedThing })[];
}

/**
 * What a digest is about for who asks: they are whom it goes to, and what they may not see, do not follow any
 * more or do not want to hear of is not in it. Null where the review is gone. Five queries at most.
 */
export async function digestSubject(
  context: Context,
  asked: DigestAsked,
): Promise<DigestSubject | null> {
  demandSight(context, 'read');
  const { principal, db } = context;
  if (principal.kind !== 'person') return null;
  const scope = await resolveScope(context, {});
  const { catalog, today } = scope;
  const { choice, follows } = await findFollowing(db, principal.id);
  const wanted = (choice.followed ? follows : []).flatMap((each) => {
    const thing = followedThing(each, catalog);
    return thing === null ? [] : [{ ...each, thing }];
  });
  const { organisation } = catalog;
  if ('week' in asked) {
    const left = new Set((await unreviewedOf(context, scope, follows)).map(({ id }) => id));
    return { organisation, review: null, follows: wanted.filter(({ id }) => left.has(id)) };
  }
  const review = await reviewOf(context, scope, asked.review, principal);
  if (review === null) return null;
  const { journey } = review.series;
  return {
    organisation,
    review: { ...review, missed: review.missed && choice.missed },
    follows: wanted.filter((each) => journeysOf(each, catalog, today).has(journey)),
  };
}

async function reviewOf(
  context: Context,
  { calendar }: Scope,
  id: number,
  person: PersonPrincipal,
): Promise<DigestReview | null> {
  const { db } = context;
  const address = await findReviewAddress(db, id);
  if (address === null) return null;
  const found = await findReviewFile(db, address.series, [address.start]);
  const file = found === null ? null : await fileSeen(context, found);
  const link = file?.links.find(({ kind }) => kind === 'minutes');
  if (file?.review == null || link === undefined) return null;
  const { series, review } = file;
  const { chair, members } = series;
  const absent = absentFrom(
    { named: [...(chair === null ? [] : [chair]), ...members], present: review.present },
    await listPeople(db),
  );
  return {
    series,
    period: periodContaining(review.start, series.cadence, calendar),
    asOf: review.asOf,
    link,
    minutes: readMinutes(link.content),
    missed: absent.some((each) => each.id === person.id),
  };
}
