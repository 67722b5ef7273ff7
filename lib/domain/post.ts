/** What is sent to people and channels outside: written once, carried until it arrived or is no use. */
import type { PeriodKey } from './calendar';
import type { DigestAsked, ToldEntry } from './digest';
import type { MinutesPoint } from './minutes';

export const POST_KINDS = ['minutes', 'reminder', 'invitation', 'digest'] as const;
export type PostKind = (typeof POST_KINDS)[number];
export type Channel = 'mail' | 'webhook';

/** How a channel outside wants its messages. */
export const WEBHOOK_FORMATS = ['slack', 'teams', 'json'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** What an installation sends with. */
export interface PostWorld {
  /** Of every link, such as `https://kpi.example.org`. */
  readonly origin: string;
  /** False: no mail is written. */
  readonly mail: boolean;
  /** Null: nothing is said to a channel. */
  readonly webhook: WebhookFormat | null;
  /** How long before a review those are reminded who have to check in; 0 for never. */
  readonly reminderHours: number;
  /** Seals what lets somebody in; null where the configuration has none. */
  readonly secret: () => string | null;
}

/** A chart that a mail holds, drawn when it is sent. */
export interface MailChart {
  /** By which the HTML names it. */
  readonly cid: string;
  readonly unit: string;
  readonly decimals: number;
  readonly locale: string;
  readonly points: readonly (Omit<MinutesPoint, 'period'> & {
    readonly period: PeriodKey;
    /** The period in a few letters. */
    readonly label: string;
  })[];
}

/** A picture within a mail: PNG. */
export interface MailPicture {
  readonly cid: string;
  readonly png: Uint8Array;
}

/** What a mail says, twice: a program shows the one that it can. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly charts?: readonly MailChart[];
}

/** Where something is ended, whole. */
export interface StopAddress {
  /** Says what it ends, and asks. */
  readonly page: string;
  /** A mail program posts there, and it is ended. */
  readonly now: string;
}

/** A digest for one person as it is when it is sent. */
export interface Composed {
  /** Null: nothing of it is new to them. */
  readonly letter: Letter | null;
  readonly pictures: readonly MailPicture[];
  /** Of all digests. */
  readonly stop: StopAddress;
  /** Kept once it is there. */
  readonly told: readonly ToldEntry[];
}

/** To be sent. */
export interface Outgoing {
  /** Why and to whom; the same is sent once. */
  readonly cause: string;
  readonly kind: PostKind;
  readonly channel: Channel;
  /** Id of the person; null for a channel. */
  readonly person: number | null;
  /** A `Letter` or what the channel is told, as JSON; sealed where it lets somebody in. */
  readonly content: string;
  readonly sealed: boolean;
  /** RFC 3339; no use any more afterwards. */
  readonly expiresAt: string;
}

/** Taken by one sender, for a while. */
export interface Claimed {
  readonly id: number;
  readonly cause: string;
  /** The same at every try. */
  readonly messageId: string;
  readonly kind: PostKind;
  readonly channel: Channel;
  readonly person: number | null;
  readonly content: string;
  readonly sealed: boolean;
  readonly queuedAt: string;
  /** With this one. */
  readonly attempts: number;
}

/** How a try ended. */
export type Carried =
  | { readonly is: 'there' }
  /** Not this time. `isDown`: nothing else will get through either. */
  | { readonly is: 'later'; readonly problem: string; readonly isDown: boolean }
  /** Never: the address is none. */
  | { readonly is: 'refused'; readonly problem: string };

export type MailCarrier = (
  letter: Letter & {
    readonly to: { readonly name: string; readonly address: string };
    readonly messageId: string;
    /** RFC 3339. */
    readonly at: string;
    readonly pictures: readonly MailPicture[];
    /** See `Composed`; null for what nobody asked for by following. */
    readonly stop: StopAddress | null;
  },
) => Promise<Carried>;

export type WebhookCarrier = (message: {
  readonly body: string;
  readonly messageId: string;
}) => Promise<Carried>;

/** What takes messages away; null where the configuration has none. */
export interface Carriers {
  readonly mail: MailCarrier | null;
  readonly webhook: WebhookCarrier | null;
  /** Finds out what a digest says to a person; without it none is sent. */
  readonly compose?: (person: number, asked: DigestAsked) => Promise<Composed>;
  /** Draws a chart; without it mail has none. */
  readonly draw?: (chart: MailChart) => Promise<MailPicture>;
}

/** A message as whoever administers the installation sees it. */
export interface PostLine {
  readonly id: number;
  readonly kind: PostKind;
  readonly channel: Channel;
  /** The e-mail address; null for a channel. */
  readonly to: string | null;
  readonly queuedAt: string;
  readonly endedAt: string | null;
  /** Null while it waits. */
  readonly outcome: 'sent' | 'failed' | 'dropped' | null;
  readonly attempts: number;
  readonly dueAt: string;
  readonly problem: string | null;
}

/** What was sent, waits and failed. */
export interface PostSummary {
  readonly waiting: number;
  /** Of those that wait, tried in vain. */
  readonly failing: number;
  /** Never arrived, of the last seven days. */
  readonly failed: number;
  /** The newest, whatever became of them. */
  readonly lines: readonly PostLine[];
}

/** How things are sent, without a secret. */
export interface PostSettings {
  /** Null where no mail is sent. */
  readonly mail: { readonly server: string; readonly from: string } | null;
  /** Host of the channel that hears of missing check-ins, and how it wants that. */
  readonly webhook: { readonly host: string; readonly format: WebhookFormat } | null;
  readonly reminderHours: number;
}

/** Of all pictures of a mail: with what encoding adds, and its words, it is below 150 kB. */
const MOST_PICTURE_BYTES = 84_000;
const MOST_PICTURES = 6;

/**
 * A letter with its pictures, as many as keep it light on a phone: those at the end are left out, and
 * with them the places where they stood. What they show is said in words beside them.
 *
 * @example fitted(letter, pictures).pictures.length // 6
 */
export function fitted(
  letter: Letter,
  pictures: readonly MailPicture[],
): { readonly html: string; readonly pictures: readonly MailPicture[] } {
  let bytes = 0;
  const kept = pictures.slice(0, MOST_PICTURES).filter(({ png }) => {
    bytes += png.byteLength;
    return bytes <= MOST_PICTURE_BYTES;
  });
  const cids = new Set(kept.map(({ cid }) => cid));
  const html = letter.html.replaceAll(/<img src="cid:([^"]*)"[^>]*>/g, (tag, cid: string) =>
    cids.has(cid) ? tag : '',
  );
  return { html, pictures: kept.filter(({ cid }) => html.includes(`"cid:${cid}"`)) };
}

const LONGEST_PAUSE_MINUTES = 60;

/**
 * Minutes until what failed so many times is tried again: 1, then twice as long each time, an hour at most.
 *
 * @example [1, 2, 3, 20].map(retryMinutes) // [1, 2, 4, 60]
 */
export function retryMinutes(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MINUTES, 2 ** Math.max(0, Math.min(attempts, 20) - 1));
}

/** Control characters, and those that turn the direction of writing around. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const LONGEST_LINE = 200;

/**
 * A text as a header may carry it: one line, and nothing in it that begins another or hides what it says.
 *
 * @example headerLine('Minutes\r\nBcc: all@shop.example') // 'Minutes Bcc: all@shop.example'
 */
export function headerLine(text: string): string {
  const line = text.replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1).trimEnd()}…`;
}
