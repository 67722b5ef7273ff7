/** The minutes of a review to those concerned, written down as it closes. */
import { loadCatalog } from '../../../db/queries/catalog';
import { listMinutesReaders, queueMessages } from '../../../db/queries/outbox';
import { listPeople } from '../../../db/queries/people';
import type { ActionLine } from '../../domain/action';
import type { Catalog } from '../../domain/catalog';
import type { PostWorld } from '../../domain/post';
import { minutesRecipients } from '../../domain/post-recipients';
import type { MinutesLink, ReviewFile } from '../../domain/review-record';
import { correctionLetter, type MailManner, minutesLetter } from '../../format-mail-minutes';
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
    readonly facts: Pick<ReviewFacts, 'catalog'>;
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
  const content = JSON.stringify(minutesLetter(link, series.slug, mannerOf(organisation, world)));
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

/** A correction to whom the minutes went, within the transaction that adds it. */
export async function queueCorrection(
  { db }: Pick<Context, 'db'>,
  world: PostWorld | null,
  corrected: {
    readonly series: ReviewFile['series'];
    readonly period: string;
    readonly review: number;
    readonly link: Pick<MinutesLink, 'content' | 'hash' | 'hashBefore'>;
    /** RFC 3339. */
    readonly at: string;
  },
): Promise<void> {
  if (world === null || !world.mail) return;
  const { series, period, review, link, at } = corrected;
  const readers = await listMinutesReaders(db, review);
  if (readers.length === 0) return;
  const { organisation } = (await loadCatalog(db, null)).catalog;
  const of = { series: series.slug, name: series.name, period };
  const content = JSON.stringify(correctionLetter(link, of, mannerOf(organisation, world)));
  await queueMessages(
    db,
    readers.map((person) => ({
      cause: `correction:${link.hash}:person:${person}`,
      kind: 'minutes',
      channel: 'mail',
      person,
      content,
      sealed: false,
      expiresAt: new Date(Date.parse(at) + USE_MS).toISOString(),
    })),
    at,
  );
}

const mannerOf = (
  { fiscalYearStart, locale, timeZone }: Catalog['organisation'],
  { origin }: PostWorld,
): MailManner => ({ fiscalYearStart, locale, timeZone, origin });
