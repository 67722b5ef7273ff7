/** An embed that somebody wants: what was typed, read or refused field by field. */
import { GRAINS, type Grain } from './calendar';
import type { Catalog } from './catalog';
import {
  aboutOf,
  EMBED_KINDS,
  EMBED_SIZES,
  EMBED_THEMES,
  type EmbedKind,
  type EmbedLook,
  type EmbedSubject,
  SIGNABLE,
  type Signable,
  type SigningAlgorithm,
} from './embed';
import { isAllowed, readOrigin } from './embed-origin';

/** As it stands in a form, an address or on a command line; absent parts have their default. */
export interface TypedEmbed {
  readonly kind?: string | undefined;
  readonly kpi?: string | undefined;
  readonly stage?: string | undefined;
  readonly team?: string | undefined;
  readonly journey?: string | undefined;
  readonly segment?: string | undefined;
  readonly place?: string | undefined;
  readonly grain?: string | undefined;
  readonly span?: string | undefined;
  readonly asOf?: string | undefined;
  readonly theme?: string | undefined;
  readonly accent?: string | undefined;
  readonly title?: string | undefined;
  readonly size?: string | undefined;
  /** One a line, or with spaces between. */
  readonly origins?: string | undefined;
  readonly expires?: string | undefined;
  /** `HS256` or `EdDSA`: a host signs for its readers. */
  readonly signing?: string | undefined;
  /** The host's public key for `EdDSA`, as PEM or JWK. */
  readonly publicKey?: string | undefined;
  /** What the host may choose: `segment place`. */
  readonly signable?: string | undefined;
}

export type EmbedField = keyof TypedEmbed;
export type EmbedFaults = { readonly [field in EmbedField]?: string };

export interface EmbedFacts {
  readonly catalog: Catalog;
  /** Sites that the installation allows; none is all. */
  readonly installation: readonly string[];
  /** The moment of a date or instant, null of what is neither. */
  readonly momentOf: (text: string) => Date | null;
  readonly now: Date;
}

export interface WantedEmbed extends EmbedSubject, EmbedLook {
  readonly origins: readonly string[];
  readonly expiresAt: string | null;
  readonly signing: SigningAlgorithm | null;
  readonly signable: readonly Signable[];
}

export type ReadEmbed = { readonly embed: WantedEmbed } | { readonly faults: EmbedFaults };

const LONGEST_EMBED_TITLE = 80;
const MOST_ORIGINS = 20;
const SHORTEST_SPAN = 6;
const LONGEST_SPAN = 156;

/** Signs that turn the direction of writing round, or are not seen: they could make a title say another thing. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

/**
 * An embed as typed, or what is wrong with it, field by field. What it is about has to be there; a
 * segment has to be one that the KPI is broken down by.
 *
 * @example readEmbed({ kind: 'kpi-tile' }, facts) // { faults: { kpi: 'Choose the KPI that it shows.' } }
 */
export function readEmbed(typed: TypedEmbed, facts: EmbedFacts): ReadEmbed {
  const faults: { [field in EmbedField]?: string } = {};
  const say = (field: EmbedField, fault: string): null => {
    faults[field] ??= fault;
    return null;
  };
  const kind = oneOf(EMBED_KINDS, given(typed.kind));
  if (kind === null) say('kind', `Choose what it shows: ${EMBED_KINDS.join(', ')}.`);
  const subject = readSubject(kind ?? 'trend', typed, facts, say);
  const look = readLook(typed, say);
  const limits = {
    origins: readOrigins(given(typed.origins) ?? '', facts.installation, say),
    expiresAt: readExpiry(given(typed.expires), facts, say),
    ...readSigning(typed, say),
  };
  if (Object.keys(faults).length > 0) return { faults };
  return { embed: { ...subject, ...look, ...limits } };
}

type Say = (field: EmbedField, fault: string) => null;

function readSubject(
  kind: EmbedKind,
  typed: TypedEmbed,
  facts: EmbedFacts,
  say: Say,
): EmbedSubject {
  const { catalog } = facts;
  const about = aboutOf(kind);
  const named = (field: 'kpi' | 'stage' | 'team', live: readonly { readonly slug: string }[]) => {
    if (about !== field) return null;
    const slug = given(typed[field]);
    const word = field === 'kpi' ? 'KPI' : field;
    if (slug === null) return say(field, `Choose the ${word} that it shows.`);
    return live.some((each) => each.slug === slug)
      ? slug
      : say(field, `There is no ${word} "${slug}". Choose one of the list.`);
  };
  const live = <Entry extends { readonly retired: boolean }>(entries: readonly Entry[]) =>
    entries.filter(({ retired }) => !retired);
  const kpi = named('kpi', live(catalog.kpis));
  const journey = given(typed.journey);
  if (journey !== null && !live(catalog.journeys).some(({ slug }) => slug === journey)) {
    say('journey', `There is no journey "${journey}". Choose one of the list.`);
  }
  return {
    kind,
    kpi,
    stage: named('stage', live(catalog.stages)),
    team: named('team', live(catalog.teams)),
    journey: about === 'kpi' ? null : journey,
    segment: readSegment(typed, kpi, catalog, say),
    place: readPlace(typed, about, catalog, say),
    grain: readGrain(typed, kpi, catalog, say),
    span: readSpan(given(typed.span), say),
    asOf: readPin(given(typed.asOf), facts, say),
  };
}

function readSegment({ segment }: TypedEmbed, kpi: string | null, catalog: Catalog, say: Say) {
  const slug = given(segment);
  if (slug === null || slug === 'all') return null;
  const dimension = catalog.dimensions.find(({ segments }) =>
    segments.some((each) => each.slug === slug),
  );
  if (dimension === undefined) return say('segment', `There is no segment "${slug}".`);
  const about = catalog.kpis.find((each) => each.slug === kpi);
  if (about === undefined || about.dimension === dimension.slug) return slug;
  return say('segment', `${about.name} is not broken down by ${dimension.name}. Choose everyone.`);
}

function readPlace(typed: TypedEmbed, about: string | null, catalog: Catalog, say: Say) {
  const slug = given(typed.place);
  if (slug === null) return null;
  if (about !== 'kpi') return say('place', 'Only a KPI can be shown at one place.');
  if (catalog.places.some((each) => each.slug === slug)) return slug;
  return say('place', `There is no place "${slug}".`);
}

function readGrain(
  typed: TypedEmbed,
  kpi: string | null,
  catalog: Catalog,
  say: Say,
): Grain | null {
  const text = given(typed.grain);
  if (text === null) return null;
  const grain = oneOf(GRAINS, text);
  if (grain === null) return say('grain', `grain must be one of ${GRAINS.join(', ')}.`);
  const own = catalog.kpis.find((each) => each.slug === kpi)?.grain;
  if (own === undefined || GRAINS.indexOf(grain) >= GRAINS.indexOf(own)) return grain;
  return say('grain', `This KPI is reported by ${own}; it cannot be shown by ${grain}.`);
}

function readSpan(text: string | null, say: Say): number | null {
  if (text === null) return null;
  const span = Number(text);
  if (/^\d{1,3}$/.test(text) && span >= SHORTEST_SPAN && span <= LONGEST_SPAN) return span;
  return say('span', `Give a number of periods from ${SHORTEST_SPAN} to ${LONGEST_SPAN}.`);
}

function readPin(text: string | null, { momentOf, now }: EmbedFacts, say: Say): string | null {
  if (text === null) return null;
  const moment = momentOf(text);
  if (moment === null) return say('asOf', 'Give a date such as 2026-11-16, or leave it live.');
  if (moment.getTime() <= now.getTime()) return moment.toISOString();
  return say('asOf', 'That day is not over: it can be pinned from its end on. Or leave it live.');
}

function readLook(typed: TypedEmbed, say: Say): EmbedLook {
  const theme = given(typed.theme) ?? 'viewer';
  const size = given(typed.size) ?? 'broad';
  const accent = given(typed.accent)?.toLowerCase() ?? null;
  const title = given(typed.title?.replaceAll(/\s+/g, ' '));
  if (accent !== null && !/^#[0-9a-f]{6}$/.test(accent)) {
    say('accent', 'Give a colour as # and six hexadecimal digits, such as #1e7b57.');
  }
  if (title !== null && [...title].length > LONGEST_EMBED_TITLE) {
    say('title', `A title has at most ${LONGEST_EMBED_TITLE} characters. Shorten it.`);
  }
  if (title !== null && UNSEEN.test(title)) {
    say('title', 'There are signs in the title that cannot be seen. Type it anew.');
  }
  return {
    theme:
      oneOf(EMBED_THEMES, theme) ?? say('theme', `Choose ${EMBED_THEMES.join(', ')}.`) ?? 'light',
    size: oneOf(EMBED_SIZES, size) ?? say('size', `Choose ${EMBED_SIZES.join(', ')}.`) ?? 'broad',
    accent,
    title,
  };
}

function readOrigins(text: string, installation: readonly string[], say: Say): readonly string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const origins = words.map((word) => ({ word, origin: readOrigin(word) }));
  for (const { word, origin } of origins) {
    if (origin === null) {
      say('origins', `"${word}" is no site. Give its scheme and name: https://wiki.example.com`);
    } else if (!isAllowed(origin, installation)) {
      say(
        'origins',
        `${origin} is not among the sites that this installation allows: ${installation.join(', ')}.`,
      );
    }
  }
  if (origins.length > MOST_ORIGINS) say('origins', `At most ${MOST_ORIGINS} sites can be named.`);
  return [...new Set(origins.flatMap(({ origin }) => origin ?? []))];
}

function readExpiry(text: string | null, { momentOf, now }: EmbedFacts, say: Say): string | null {
  if (text === null) return null;
  const moment = momentOf(text);
  if (moment === null) return say('expires', 'Give a date such as 2027-06-30, or none.');
  if (moment.getTime() > now.getTime()) return moment.toISOString();
  return say('expires', 'That day is over. Give a day to come, or none.');
}

function readSigning(typed: TypedEmbed, say: Say): Pick<WantedEmbed, 'signing' | 'signable'> {
  const signing = given(typed.signing);
  const words = (given(typed.signable) ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const signable = words.flatMap((word) => oneOf(SIGNABLE, word) ?? []);
  if (signable.length < words.length) say('signable', `A host may choose ${SIGNABLE.join(', ')}.`);
  if (signing === null) return { signing: null, signable: [] };
  if (signing === 'EdDSA' && given(typed.publicKey) === null) {
    say('publicKey', 'Paste the public key that your server signs with, as PEM or JWK.');
  }
  const known = oneOf(['HS256', 'EdDSA'] as const, signing);
  return { signing: known ?? say('signing', 'Choose HS256 or EdDSA.'), signable };
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | null {
  return words.find((word) => word === text) ?? null;
}

function given(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}
