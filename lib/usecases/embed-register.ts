/** The embeds that can be opened, and what was seen of them: for the server, which answers for many at once. */
import { addUses, type EmbedUse, listOpenable, type OpenableEmbed } from '../../db/queries/embeds';
import { findVersion, type Version } from '../../db/queries/newest';
import { presentCatalog } from '../../db/queries/present-catalog';
import { dateInZone } from '../domain/calendar-zone';
import { mayEmbed } from '../domain/embed-rights';
import { type Context, demand, operator } from './context';

export type EmbedVersion = Version;

/** The version of all that embeds rest on: figures, definitions, embeds and rights. One query. */
export async function embedVersion(context: Context): Promise<EmbedVersion> {
  demand(context, 'server.watch');
  return findVersion(context.db);
}

/** All embeds that stand and whose makers may still show it. Two queries, whoever asks for them. */
export async function openableEmbeds(context: Context): Promise<readonly OpenableEmbed[]> {
  demand(context, 'server.keep');
  const { db, now } = context;
  const [all, { catalog }] = await Promise.all([
    listOpenable(db),
    presentCatalog(db, context.catalogVersion),
  ]);
  const today = dateInZone(now(), catalog.organisation.timeZone);
  return all.filter(({ embed, maker }) =>
    mayEmbed(maker ?? operator(embed.createdBy), embed, catalog, today),
  );
}

/** Notes views, of many embeds in one statement. */
export async function noteUses(context: Context, uses: readonly EmbedUse[]): Promise<void> {
  demand(context, 'server.keep');
  if (uses.length > 0) await addUses(context.db, uses);
}
