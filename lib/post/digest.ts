/** Writes a digest for one person at the moment when it is sent: what they may see, and what of it is new. */
import type { Db } from '../../db/client';
import { type DigestAsked, heardOf, type ToldEntry } from '../domain/digest';
import { saidAbout } from '../domain/digest-review';
import type { Composed, MailPicture, StopAddress } from '../domain/post';
import { isAppError } from '../errors';
import { chartedIn, type DigestThing, digestLetter } from '../format-mail-digest';
import type { MailManner } from '../format-mail-minutes';
import { promiseText } from '../format-minutes';
import { type Context, contextOf } from '../usecases/context';
import { type DigestSubject, digestSubject } from '../usecases/digests';
import type { Stopped } from '../usecases/follows';
import { whoReads } from '../usecases/sign-on';
import { drawChart, pictureOf } from './pictures';
import { type Look, type Seen, seen } from './things';

/** More in one mail nobody reads on a phone. */
const MOST_THINGS = 10;

export interface DigestWorld {
  readonly db: Db;
  readonly now: () => Date;
  /** Of every link. */
  readonly origin: string;
  /** What ends something for a person. */
  readonly stopOf: (person: number, what: Stopped) => StopAddress;
}

/** What a digest says to a person; no letter where nothing of it is new to them. */
export async function composeDigest(
  world: DigestWorld,
  person: number,
  asked: DigestAsked,
): Promise<Composed> {
  const stop = world.stopOf(person, 'all');
  const nothing: Composed = { letter: null, pictures: [], stop, told: [] };
  const principal = await whoReads(world, person);
  if (principal === null) return nothing;
  const context = contextOf(world.db, principal, world.now);
  const subject = await digestSubject(context, asked).catch(unlessRefused);
  if (subject === null) return nothing;
  const heard = await thingsHeard(context, world, person, subject);
  const things = heard.flatMap(({ thing }) => thing ?? []);
  const { organisation, review } = subject;
  // What there is no room for is not told, and stays new.
  const left = new Set(things.slice(MOST_THINGS));
  const told = heard
    .filter(({ thing }) => thing === null || !left.has(thing))
    .map((each) => each.told);
  if (things.length === 0 && review?.missed !== true) return { ...nothing, told };
  const { fiscalYearStart, locale, timeZone } = organisation;
  const manner: MailManner = { fiscalYearStart, locale, timeZone, origin: world.origin };
  const shown = things.slice(0, MOST_THINGS);
  const letter = digestLetter(
    {
      organisation: organisation.name,
      review,
      things: shown.map(({ said }) => said),
      left: left.size,
      stop: stop.page,
    },
    manner,
  );
  const charts = await Promise.all((letter.charts ?? []).map(drawChart));
  const drawn: MailPicture[] = [];
  for (const { said, seen: of } of shown) {
    const body = said.picture === null ? null : of.face.draw('narrow');
    if (said.picture !== null && body !== null) {
      drawn.push(await pictureOf(said.picture.cid, body));
    }
  }
  return { letter, pictures: [...charts, ...drawn], stop, told };
}

/** What they may not see is not there for them. */
function unlessRefused(error: unknown): null {
  if (isAppError(error) && error.status < 500) return null;
  throw error;
}

interface ThingHeard {
  readonly told: ToldEntry;
  /** Null where nothing is new. */
  readonly thing: { readonly said: DigestThing; readonly seen: Seen } | null;
}

/** One after the other: nobody waits for it, and those who wait for pages do not wait longer. */
async function thingsHeard(
  context: Context,
  world: DigestWorld,
  person: number,
  { review, follows, organisation }: DigestSubject,
): Promise<readonly ThingHeard[]> {
  const look: Look =
    review === null
      ? {}
      : { journey: review.series.journey, period: review.period.key, asOf: review.asOf };
  const charted = chartedIn(review);
  const all: ThingHeard[] = [];
  for (const followed of follows) {
    const found = await seen(context, followed, look);
    if (found === null) continue;
    const { grain, standing } = found;
    const before = followed.told[grain] ?? (await toldAtFirst(context, followed, grain));
    const { news, told } = heardOf(before, standing);
    const about = review === null ? null : saidAbout(review.minutes, standing.kpis);
    const promised = (about?.promised ?? []).map(
      (action) => `${action.text}: ${promiseText(action, organisation)}`,
    );
    const decided = about?.decided ?? [];
    const isNew = news.length + decided.length + promised.length > 0;
    const isDrawn = followed.kind !== 'kpi' || !charted.has(followed.slug);
    const said = { ...followed, news, decided, promised, isDrawn };
    all.push({
      told: { follow: followed.id, grain, told },
      thing: isNew ? { said: thingOf(said, found, world, person), seen: found } : null,
    });
  }
  return all;
}

/** How it stood when they began to follow it: what was so already is no news. */
async function toldAtFirst(
  context: Context,
  followed: DigestSubject['follows'][number],
  grain: Seen['grain'],
) {
  const then = await seen(context, followed, { grain, asOf: followed.since });
  return then === null ? null : heardOf(null, then.standing).told;
}

type Said = DigestSubject['follows'][number] &
  Pick<DigestThing, 'news' | 'decided' | 'promised'> & {
    /** Its chart does not stand in the mail already. */
    readonly isDrawn: boolean;
  };

function thingOf(
  { id, kind, thing, news, decided, promised, isDrawn }: Said,
  { face, path, alt, targetText }: Seen,
  { stopOf }: DigestWorld,
  person: number,
): DigestThing {
  const figure = [face.figure, face.aside].filter((part) => part !== null && part !== '');
  return {
    kind,
    name: thing.name,
    path,
    figure: figure.length === 0 ? null : figure.join(' · '),
    finding: face.finding,
    news,
    targetOf: ({ from, to }) => `Target ${targetText(to)}; it was ${targetText(from)}.`,
    decided,
    promised,
    picture:
      isDrawn && face.draw('narrow') !== null ? { cid: `thing-${id}@throughline`, alt } : null,
    stop: stopOf(person, { follow: id }).page,
  };
}
