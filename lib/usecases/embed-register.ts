/** The embeds that can be opened, and what was seen of them: for the server, which answers for many at once. */
import { addUses, type EmbedUse, listOpenable, type OpenableEmbed } from '../../db/queries/embeds';
import { findVersion } from '../../db/queries/newest';
import type { Context } from './context';
import { mayEmbed } from './embed-rights';

/** The version of all that embeds rest on: figures, definitions, embeds and rights. One query. */
export async function embedVersion({ db }: Context): Promise<string> {
  return (await findVersion(db)).stamp;
}

/** All embeds that stand and whose makers may still see what they show. One query, whoever asks for them. */
export async function openableEmbeds(context: Context): Promise<readonly OpenableEmbed[]> {
  const all = await listOpenable(context.db);
  const allowed = await Promise.all(all.map(({ embed }) => mayEmbed(context, embed)));
  return all.filter((_, index) => allowed[index] === true);
}

/** Notes views, of many embeds in one statement. */
export async function noteUses({ db }: Context, uses: readonly EmbedUse[]): Promise<void> {
  if (uses.length > 0) await addUses(db, uses);
}
