/** What somebody follows, and which digests they want: their own, and nobody else's. */
import {
  deleteFollow,
  deleteFollowById,
  findFollowing,
  insertFollow,
  isFollowed,
  saveDigestChoice,
} from '../../db/queries/follows';
import {
  type DigestChoice,
  type Followable,
  followedThing,
  isFollowedKind,
  MOST_FOLLOWS,
} from '../domain/follow';
import { may } from '../domain/policy';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';
import { resolveScope } from './scope';

/** From now on they hear of it. Throws `AppError` 404 for what is not there, or not for them. */
export async function follow(context: Context, thing: Followable): Promise<void> {
  const person = personOf(context);
  demandKind(thing);
  const { catalog } = await resolveScope(context, {});
  if (followedThing(thing, catalog) === null) {
    throw new AppError('unknown_thing', `There is no ${thing.kind} "${thing.slug}" to follow.`, {
      status: 404,
    });
  }
  if (!(await insertFollow(context.db, person, thing, context.now().toISOString(), MOST_FOLLOWS))) {
    throw new AppError(
      'too_many_follows',
      `You follow ${MOST_FOLLOWS} things, which is as many as there can be. Stop following some on your own page.`,
      { status: 409 },
    );
  }
}

/** They hear of it no more. What was not followed is as good as stopped. */
export async function unfollow(context: Context, thing: Followable): Promise<void> {
  const person = personOf(context);
  demandKind(thing);
  await deleteFollow(context.db, person, thing);
}

/** Whether whoever looks follows it; null where there is nobody who could. One query at most. */
export async function followState(context: Context, thing: Followable): Promise<boolean | null> {
  demandSight(context, 'read');
  const { principal, db } = context;
  return principal.kind === 'person' ? isFollowed(db, principal.id, thing) : null;
}

export async function chooseDigests(context: Context, choice: DigestChoice): Promise<void> {
  await saveDigestChoice(context.db, personOf(context), choice);
}

/** What a link in a digest ends: all digests, or those of one thing by the number of its following. */
export type Stopped = 'all' | { readonly follow: number };

/** Ends it for the person in whose name the link was made. Once more changes nothing. */
export async function stopDigests(context: Context, what: Stopped): Promise<void> {
  const person = personOf(context);
  if (what === 'all') {
    await saveDigestChoice(context.db, person, { missed: false, followed: false });
  } else {
    await deleteFollowById(context.db, person, what.follow);
  }
}

/** Whether it is ended already; nobody gets any. One query. */
export async function areStopped(context: Context, what: Stopped): Promise<boolean> {
  const { principal, db } = context;
  if (principal.kind !== 'person' || !may(principal, 'read')) return true;
  const { choice, follows } = await findFollowing(db, principal.id);
  if (what === 'all') return !choice.missed && !choice.followed;
  return follows.every(({ id }) => id !== what.follow);
}

/** What a browser sends back may be anything. */
function demandKind({ kind }: Followable): void {
  if (isFollowedKind(kind)) return;
  throw new AppError('unknown_thing', 'Only KPIs, stages and teams can be followed.', {
    status: 422,
  });
}

function personOf(context: Context): number {
  demand(context, 'read');
  const { principal } = context;
  if (principal.kind === 'person') return principal.id;
  throw new AppError('no_person', 'Only somebody who is signed in can follow something.', {
    status: 403,
  });
}
