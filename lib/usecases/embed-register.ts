/** The embeds that can be opened, and what was seen of them: for the server, which answers for many at once. */
import { addUses, type EmbedUse, type FoundRegister, findRegister } from '../../db/queries/embeds';
import { presentCatalog } from '../../db/queries/present-catalog';
import { dateInZone } from '../domain/calendar-zone';
import { mayEmbed } from '../domain/embed-rights';
import { type Context, demand, operator } from './context';

/** Of all that embeds rest on: figures, definitions, embeds and rights. */
export type EmbedVersion = FoundRegister['version'];

/**
 * The version, and where it is not the one that is `known`, all embeds that stand and whose makers may still
 * show it. One query, and where the catalogue has changed as well, another.
 */
export async function embedRegister(
  context: Context,
  known: string | null,
): Promise<FoundRegister> {
  demand(context, 'server.keep');
  const { db, now } = context;
  const { version, openable } = await findRegister(db, known);
  if (openable === null || openable.length === 0) return { version, openable };
  const { catalog } = await presentCatalog(db, version.catalog);
  const today = dateInZone(now(), catalog.organisation.timeZone);
  const standing = openable.filter(({ embed, maker }) =>
    mayEmbed(maker ?? operator(embed.createdBy), embed, catalog, today),
  );
  return { version, openable: standing };
}

/** Notes views, of many embeds in one statement. */
export async function noteUses(context: Context, uses: readonly EmbedUse[]): Promise<void> {
  demand(context, 'server.keep');
  if (uses.length > 0) await addUses(context.db, uses);
}
