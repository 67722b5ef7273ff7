/** The minutes of a review to those concerned, written down as it closes. */
import { queueMessages } from '../../../db/queries/outbox';
import { listPeople } from '../../../db/queries/people';
import type { ActionLine } from '../../domain/action';
import type { PostWorld } from '../../domain/post';
import { minutesRecipients } from '../../domain/post-recipients';
import type { MinutesLink, ReviewFile } from '../../domain/review-record';
import { minutesLetter } from '../../format-mail-minutes';
import type { Context } from '../context';
import type { ReviewFacts } from './facts';

/** A mail server that is down for a weekend loses nothing. */
const USE_MS = 5 * 86_400_000;

/** Within the transaction of closing. One query, and one that writes; none where no mail is set up. */
export async function queueMinutes(
  { db }: Pick<Context, 'db'>,
  world: PostWorld | null,
  closed: {
    readonly file: ReviewFile;
    readonly review: number;
    readonly link: Pick<MinutesLink, 'content' | 'hash' | 'hashBefore'>;
    readonly lines: readonly ActionLine[];
    readonly facts: Pick<ReviewFacts, 'catalog' | 'calendar'>;
    /** RFC 3339. */
    readonly at: string;
  },
): Promise<void> {
  if (world === null || !world.mail) return;
  const { file, review, link, lines, facts, at } = closed;
  const { series, heads } = file;
  const { organisation, teams } = facts.catalog;
  const own = new Set([review, ...heads.map(({ id }) => id)]);
  const recipients = minutesRecipients(
    {
      named: [...(series.chair === null ? [] : [series.chair]), ...series.members],
      // What another series keeps is none of this one's.
      actions: lines
        .filter(({ openedIn }) => openedIn !== null && own.has(openedIn.id))
        .map(({ person, team }) => ({ person, team: team.slug })),
    },
    await listPeople(db),
    teams,
  );
  const content = JSON.stringify(
    minutesLetter(link, series.slug, {
      ...facts.calendar,
      locale: organisation.locale,
      timeZone: organisation.timeZone,
      origin: world.origin,
    }),
  );
  await queueMessages(
    db,
    recipients.map(({ id }) => ({
      cause: `minutes:${review}:person:${id}`,
      kind: 'minutes',
      channel: 'mail',
      person: id,
      content,
      sealed: false,
      expiresAt: new Date(Date.parse(at) + USE_MS).toISOString(),
    })),
    at,
  );
}
