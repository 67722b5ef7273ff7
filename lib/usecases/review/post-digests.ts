/** Whom a digest of a review may concern, written down as it closes; what it says is found when it is sent. */
import { listDigestChoices, listFollows } from '../../../db/queries/follows';
import { queueMessages } from '../../../db/queries/outbox';
import { listPeople } from '../../../db/queries/people';
import type { DigestAsked } from '../../domain/digest';
import { journeysOf, USUAL_CHOICE } from '../../domain/follow';
import type { PostWorld } from '../../domain/post';
import { absentFrom } from '../../domain/post-recipients';
import type { Review, ReviewFile } from '../../domain/review-record';
import type { Context } from '../context';
import type { ReviewFacts } from './facts';

/** What happened a week ago is in the next one. */
const USE_MS = 5 * 86_400_000;

/** Within the transaction of closing. Three queries, and one that writes; none where no mail is set up. */
export async function queueDigests(
  { db }: Pick<Context, 'db'>,
  world: PostWorld | null,
  closed: {
    readonly file: Pick<ReviewFile, 'series'>;
    readonly review: Pick<Review, 'id' | 'present'>;
    readonly facts: Pick<ReviewFacts, 'catalog' | 'journey' | 'today' | 'demo'>;
    /** RFC 3339. */
    readonly at: string;
  },
): Promise<void> {
  if (world === null || !world.mail) return;
  const { file, review, facts, at } = closed;
  const { chair, members } = file.series;
  const people = await listPeople(db);
  const [follows, choices] = await Promise.all([listFollows(db), listDigestChoices(db)]);
  const wants = (person: number) => choices.get(person) ?? USUAL_CHOICE;
  const absent = absentFrom(
    { named: [...(chair === null ? [] : [chair]), ...members], present: review.present },
    people,
  );
  const concerned = new Set([
    ...absent.filter(({ id }) => wants(id).missed).map(({ id }) => id),
    ...follows
      .filter(({ person }) => wants(person).followed)
      .filter((each) => journeysOf(each, facts.catalog, facts.today).has(facts.journey.slug))
      .map(({ person }) => person),
  ]);
  const asked: DigestAsked = { review: review.id };
  await queueMessages(
    db,
    people
      .filter(({ id, active }) => active && concerned.has(id))
      .map(({ id }) => ({
        cause: `digest:review:${review.id}:person:${id}`,
        kind: 'digest',
        channel: 'mail',
        person: id,
        content: JSON.stringify(asked),
        sealed: false,
        expiresAt: new Date(Date.parse(at) + USE_MS).toISOString(),
      })),
    at,
  );
}
