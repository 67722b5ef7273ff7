/** Charts that live in pages elsewhere: what one shows, how it looks, and until when. */
import type { Grain } from './calendar';

/** What can be embedded, as addresses and the command line name it. */
export const EMBED_KINDS = [
  'kpi-chart',
  'kpi-tile',
  'stage',
  'team',
  'matrix',
  'trend',
  'chain',
] as const;
export type EmbedKind = (typeof EMBED_KINDS)[number];

/** `viewer` follows what the browser prefers; a PNG cannot, and is light. */
export const EMBED_THEMES = ['viewer', 'light', 'dark'] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** How wide a picture is drawn. The page (HTML) fits itself to its frame. */
export const EMBED_SIZES = ['small', 'narrow', 'broad', 'wide'] as const;
export type EmbedSize = (typeof EMBED_SIZES)[number];

/** What a host that signs may choose for its readers. */
export const SIGNABLE = ['segment', 'place'] as const;
export type Signable = (typeof SIGNABLE)[number];

export type SigningAlgorithm = 'HS256' | 'EdDSA';

/** What an embed shows, locked into it: who opens it changes none of it. Names are slugs. */
export interface EmbedSubject {
  readonly kind: EmbedKind;
  /** The KPI, stage or team of a kind that is about one; else null. */
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly team: string | null;
  /** Null is the first journey. */
  readonly journey: string | null;
  /** Null is everyone. */
  readonly segment: string | null;
  /** Null is everywhere. */
  readonly place: string | null;
  /** Null is the grain that the product's own page opens in. */
  readonly grain: Grain | null;
  /** How many periods a chart goes back; null is as far as the page's own. */
  readonly span: number | null;
  /** Pinned as of that moment, RFC 3339; null is live. */
  readonly asOf: string | null;
}

export interface EmbedLook {
  readonly theme: EmbedTheme;
  /** `#1e7b57`; null is none. */
  readonly accent: string | null;
  /** Null: the title is what the embed is about. */
  readonly title: string | null;
  readonly size: EmbedSize;
}

export interface EmbedLimits {
  /** Sites that may frame the page; empty leaves it to the installation. A picture is not framed. */
  readonly origins: readonly string[];
  /** RFC 3339; null: it does not expire. */
  readonly expiresAt: string | null;
}

/** An embed as its maker sees it: everything but what opens it. Times are RFC 3339, UTC. */
export interface Embed extends EmbedSubject, EmbedLook, EmbedLimits {
  readonly id: number;
  /** The part of its address that may be seen. */
  readonly prefix: string;
  /** How a host signs for it; null: its address opens it. */
  readonly signing: SigningAlgorithm | null;
  /** What a host that signs may choose; empty for an address. */
  readonly signable: readonly Signable[];
  readonly createdAt: string;
  readonly createdBy: string;
  /** The person who made it; null where it was made at the machine itself. */
  readonly makerId: number | null;
  readonly revokedAt: string | null;
  /** How often it was opened, to the half minute. */
  readonly views: number;
  readonly seenAt: string | null;
}

/** The forms of an embed that are text; pixels are made of the drawing. */
export interface EmbedTexts {
  readonly html: string;
  readonly svg: string;
  readonly txt: string;
  readonly json: string;
}

/**
 * Where an embed stands at a moment. It is good up to its last millisecond.
 *
 * @example embedState({ revokedAt: null, expiresAt: '2026-11-22T23:59:59.999Z' }, '2026-11-23T00:00:00.000Z') // 'expired'
 */
export function embedState(
  { revokedAt, expiresAt }: Pick<Embed, 'revokedAt' | 'expiresAt'>,
  now: string,
): 'good' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt < now ? 'expired' : 'good';
}

/**
 * Which of a KPI, a stage or a team a kind is about; null where it is about a whole journey.
 *
 * @example aboutOf('kpi-tile') // 'kpi'
 */
export function aboutOf(kind: EmbedKind): 'kpi' | 'stage' | 'team' | null {
  if (kind === 'kpi-chart' || kind === 'kpi-tile') return 'kpi';
  return kind === 'stage' || kind === 'team' ? kind : null;
}

/**
 * What an embed of a host shows its reader: the embed's own subject with what the host has chosen.
 * The choices are those that were checked already.
 *
 * @example chosenBy(embed, { segment: 'north' }).segment // 'north'
 */
export function chosenBy<Subject extends EmbedSubject>(
  embed: Subject,
  chosen: Readonly<Partial<Record<Signable, string>>>,
): Subject {
  return { ...embed, ...chosen };
}
