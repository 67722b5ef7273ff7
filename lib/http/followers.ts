/** Those who follow reviews: one listener a process, whatever their number, and one answer for all of a review. */
import { database, now } from '../runtime';
import { type Context, contextOf, operator } from '../usecases/context';
import { channel, reviewNews } from '../usecases/review-news';

type Tell = (news: string) => void;

const AGAIN_MS = 1_000;

interface Hub {
  /** By the number of the review. */
  readonly followers: Map<number, Set<Tell>>;
  listening: Promise<unknown> | null;
}

const HUB = Symbol.for('throughline.followers');
const holder = globalThis as { [HUB]?: Hub };

function hub(): Hub {
  holder[HUB] ??= { followers: new Map(), listening: null };
  return holder[HUB];
}

/** Tells of every change of a review until the given function is called; the present state comes first. */
export async function followReview(
  context: Context,
  review: number,
  tell: Tell,
): Promise<() => void> {
  const { followers } = hub();
  const these = followers.get(review) ?? new Set();
  these.add(tell);
  followers.set(review, these);
  const leave = () => {
    these.delete(tell);
    if (these.size === 0 && followers.get(review) === these) followers.delete(review);
  };
  try {
    await listening();
    const news = await reviewNews(context, review);
    if (news !== null) tell(news);
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

function listening(): Promise<unknown> {
  const here = hub();
  here.listening ??= database()
    .then(({ listen }) => listen(channel, hear))
    .catch((error: unknown) => {
      here.listening = null;
      throw error;
    });
  return here.listening;
}

/** `12 7`: review 12 has its version 7. Nothing said: something may have been missed. */
function hear(payload: string): void {
  const [first = ''] = payload.split(' ');
  const { followers } = hub();
  const told = first === '' ? [...followers.keys()] : [Number(first)];
  for (const review of told) {
    if (followers.has(review)) {
      // A database that is away for a moment keeps nobody waiting for the change after this one.
      tellAll(review).catch(() => setTimeout(() => hear(String(review)), AGAIN_MS).unref());
    }
  }
}

/** Read once, however many follow. */
async function tellAll(review: number): Promise<void> {
  const context = contextOf((await database()).db, operator('server'), now);
  const news = await reviewNews(context, review);
  if (news === null) return;
  for (const tell of hub().followers.get(review) ?? []) tell(news);
}
