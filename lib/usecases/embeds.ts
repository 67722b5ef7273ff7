/** Embeds: made, listed, changed, taken back. */
import { setActor } from '../../db/queries/definitions';
import {
  type EmbedSecret,
  findEmbed,
  insertEmbed,
  lockEmbed,
  listEmbeds as readEmbeds,
  replaceSecret,
  revokeEmbed as revoke,
  updateEmbed,
} from '../../db/queries/embeds';
import { makePrefix, makeSigningKey, makeToken } from '../crypto/embed-token';
import { readPublicKey } from '../crypto/host-token';
import { dateInZone, parseAsOf } from '../domain/calendar-zone';
import type { Catalog, Organisation } from '../domain/catalog';
import { type Embed, embedState, type SigningAlgorithm } from '../domain/embed';
import {
  type EmbedFaults,
  readEmbed,
  type TypedEmbed,
  type WantedEmbed,
} from '../domain/embed-request';
import { mayEmbed } from '../domain/embed-rights';
import { EMBED_LABELS, lookAsTyped, subjectAsTyped } from '../domain/embed-typed';
import { stampOf } from '../domain/entry';
import { overtakenBy } from '../domain/overtaken';
import { allowedTeams } from '../domain/policy';
import { AppError, isAppError } from '../errors';
import { type Context, demandSome, demandSomeSight } from './context';
import { refuseOvertaken } from './overtaken';
import { seenCatalog, surroundings } from './scope';

export interface MadeEmbed {
  readonly embed: Embed;
  /** Its address ends in this, given here and never again; null where a host signs. */
  readonly token: string | null;
  /** The key that a host signs with by HS256, given here and never again; else null. */
  readonly signingKey: string | null;
}

/** An installation's own settings about embeds. */
export interface EmbedSettings {
  /** Sites that may frame embeds at all; none is any. */
  readonly origins: readonly string[];
}

/**
 * Makes an embed. Throws `AppError('bad_embed')` with the faults field by field where it cannot be made
 * as typed, and 403 where the maker may not see what it would show.
 */
export async function mintEmbed(
  context: Context,
  settings: EmbedSettings,
  typed: TypedEmbed,
): Promise<MadeEmbed> {
  demandSome(context, 'embed.make');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const at = now();
    const { catalog } = await seenCatalog({ ...context, db: tx }, null);
    const wanted = wantedOf(typed, catalog, settings, at);
    const today = dateInZone(at, catalog.organisation.timeZone);
    if (!mayEmbed(context.principal, wanted, catalog, today)) {
      throw new AppError('not_yours', 'You may not show this to others.', { status: 403 });
    }
    const prefix = makePrefix();
    const opening = openingOf(prefix, wanted.signing, typed.publicKey);
    await setActor(tx, actor, at);
    await insertEmbed(tx, {
      ...wanted,
      prefix,
      createdAt: at.toISOString(),
      createdBy: actor,
      makerId: context.principal.kind === 'person' ? context.principal.id : null,
      secret: opening.secret,
    });
    const embed = await findEmbed(tx, prefix);
    if (embed === null) throw new Error('the embed that was just made is not there');
    return { embed, token: opening.token, signingKey: opening.signingKey };
  });
}

/** All embeds that the reader may keep, the newest first, with their state at present. */
export async function listEmbeds(
  context: Context,
): Promise<readonly (Embed & { readonly state: ReturnType<typeof embedState> })[]> {
  demandSomeSight(context, 'embed.make');
  const present = context.now().toISOString();
  return (await readEmbeds(context.db))
    .filter((embed) => mayKeep(context, embed))
    .map((embed) => ({ ...embed, state: embedState(embed, present) }));
}

/** Who may make embeds of everything keeps those of all; others keep their own. */
function mayKeep({ principal }: Context, { makerId }: Embed): boolean {
  if (allowedTeams(principal, 'embed.make') === null) return true;
  return principal.kind === 'person' && principal.id === makerId;
}

/** Takes an embed back, by the part of its address that is shown: all who open it see the same nothing. */
export async function revokeEmbed(context: Context, shown: string): Promise<Embed> {
  demandSome(context, 'embed.make');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const embed = await embedShown({ ...context, db: tx }, shown);
    if (embed.revokedAt !== null) return embed;
    const at = now();
    await setActor(tx, actor, at);
    await revoke(tx, embed.id, at.toISOString());
    return { ...embed, revokedAt: at.toISOString() };
  });
}

/** Another address or signing key for the same embed: the one before opens nothing any more. */
export async function replaceEmbedKey(
  context: Context,
  shown: string,
  publicKey?: string,
): Promise<MadeEmbed> {
  demandSome(context, 'embed.make');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const embed = await embedShown({ ...context, db: tx }, shown);
    if (embed.revokedAt !== null) throw gone();
    const at = now();
    const opening = openingOf(embed.prefix, embed.signing, publicKey);
    await setActor(tx, actor, at);
    await replaceSecret(tx, embed, opening.secret, { actor, at: at.toISOString() });
    return { embed, token: opening.token, signingKey: opening.signingKey };
  });
}

/**
 * Changes how an embed looks, which sites may frame it, and until when; what it shows stays. Throws 409
 * `overtaken` where it is not the embed that the form was opened with, by the stamp that `seen` is of.
 */
export async function reviseEmbed(
  context: Context,
  settings: EmbedSettings,
  shown: string,
  typed: TypedEmbed,
  seen?: string,
): Promise<Embed> {
  demandSome(context, 'embed.make');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const inside = { ...context, db: tx };
    await lockEmbed(tx, (await embedShown(inside, shown)).id);
    const embed = await embedShown(inside, shown);
    if (embed.revokedAt !== null) throw gone();
    const at = now();
    const { catalog } = await seenCatalog(inside, null);
    if (seen !== undefined) {
      const stored = lookAsTyped(embed, lastDayOf(embed, catalog.organisation));
      refuseOvertaken(overtakenBy(seen, stored, typed, EMBED_LABELS));
    }
    const wanted = wantedOf({ ...typed, ...subjectAsTyped(embed) }, catalog, settings, at);
    await setActor(tx, actor, at);
    await updateEmbed(tx, embed.id, wanted);
    return (await findEmbed(tx, embed.prefix)) ?? embed;
  });
}

/** The list with what its page says besides. */
export async function embedList(context: Context) {
  demandSomeSight(context, 'embed.make');
  return { ...(await surroundings(context)), embeds: await listEmbeds(context) };
}

/** One embed, by the part of its address that is shown. Throws 404 for one that never was. */
export async function embedPage(context: Context, shown: string) {
  demandSomeSight(context, 'embed.make');
  const around = await surroundings(context);
  const embed = await embedShown(context, shown);
  const lastDay = lastDayOf(embed, around.organisation);
  const typed = lookAsTyped(embed, lastDay);
  return {
    ...around,
    embed: { ...embed, state: embedState(embed, context.now().toISOString()) },
    lastDay,
    typed,
    stamp: stampOf(typed),
  };
}

const lastDayOf = ({ expiresAt }: Embed, { timeZone }: Pick<Organisation, 'timeZone'>) =>
  expiresAt === null ? null : dateInZone(expiresAt, timeZone);

/** What `mintEmbed` or `reviseEmbed` found wrong; null when an error is another one. */
export function embedFaultsOf(error: unknown): EmbedFaults | null {
  return isAppError(error) && error.code === 'bad_embed' ? (error.details as EmbedFaults) : null;
}

function wantedOf(
  typed: TypedEmbed,
  catalog: Catalog,
  settings: EmbedSettings,
  now: Date,
): WantedEmbed {
  const read = readEmbed(typed, {
    catalog,
    installation: settings.origins,
    momentOf: (text) => parseAsOf(text, catalog.organisation.timeZone),
    now,
  });
  if ('embed' in read) return read.embed;
  throw refused(read.faults);
}

function refused(faults: EmbedFaults): AppError {
  return new AppError('bad_embed', Object.values(faults).join(' '), {
    status: 422,
    details: faults,
  });
}

interface Opening {
  readonly secret: EmbedSecret;
  readonly token: string | null;
  readonly signingKey: string | null;
}

function openingOf(
  prefix: string,
  signing: SigningAlgorithm | null,
  publicKey: string | undefined,
): Opening {
  if (signing === null) {
    const { token, hash } = makeToken(prefix);
    return { secret: { hash, key: null }, token, signingKey: null };
  }
  if (signing === 'HS256') {
    const key = makeSigningKey();
    return { secret: { hash: null, key }, token: null, signingKey: key };
  }
  const key = readPublicKey(publicKey ?? '');
  if (key !== null) return { secret: { hash: null, key }, token: null, signingKey: null };
  throw refused({
    publicKey:
      'This is no public Ed25519 key. Paste it as PEM (BEGIN PUBLIC KEY) or JWK; the private key stays with you.',
  });
}

async function embedShown(context: Context, shown: string): Promise<Embed> {
  const embed = await findEmbed(context.db, shown.trim().slice(0, 12));
  if (embed !== null && mayKeep(context, embed)) return embed;
  throw new AppError('unknown_embed', `There is no embed "${shown.trim().slice(0, 12)}".`, {
    status: 404,
  });
}

const gone = () =>
  new AppError('revoked_embed', 'This embed was taken back. Make another one.', { status: 409 });
