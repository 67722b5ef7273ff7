/** Embeds drawn: of a view of the product, all forms at once. */
import { formsOf, wordForms } from '@/components/embed/forms';
import { NOTHING, UNREADABLE } from '@/components/embed/words';
import { publicBase } from '@/lib/http/embed/oembed';
import { drawingContext } from '@/lib/http/embed/register';
import type { BothForms, Draw } from '@/lib/http/embed/store';
import { embedPath, oembedPath } from '@/lib/paths-embed';
import { faceOf } from './face';

/** What is shown where there is nothing to show. */
export const WORDS = { nothing: wordForms(NOTHING), unreadable: wordForms(UNREADABLE) };

export const draw: Draw = async ({ embed, standing, token }): Promise<BothForms> => {
  const face = await faceOf(await drawingContext(standing.maker), embed);
  const links = token === null ? null : linksOf(token);
  const at = (last: boolean) => formsOf(face, embed.kind, embed, { last }, links);
  return { now: at(false), last: at(true) };
};

function linksOf(token: string) {
  const base = publicBase();
  const page = `${base}${embedPath(token)}`;
  return {
    page,
    picture: `${base}${embedPath(token, 'png')}`,
    oembed: `${base}${oembedPath(page)}`,
  };
}
