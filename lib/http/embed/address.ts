/** What somebody who opens an embed asks for, read from the address alone. */
import type { EmbedForm } from '../../paths-embed';

export interface Asked {
  readonly token: string;
  readonly form: EmbedForm;
  /** Of a PNG: its pixels for each of the picture's own. */
  readonly scale: 1 | 2;
}

const ADDRESS = /^\/embed\/([A-Za-z0-9_.-]{10,2400}?)(@2x)?(?:\.(svg|png|txt|json))?$/;

/**
 * The token and the form asked for; null of an address that no embed can have. Of the query only `2x`
 * means anything, so that nobody makes work by varying the rest.
 *
 * @example readAddress('/embed/TOKEN.png?2x') // { token: 'TOKEN', form: 'png', scale: 2 }
 */
export function readAddress(url: string): Asked | null {
  const at = url.indexOf('?');
  const [, token = '', twice, form = 'html'] = ADDRESS.exec(at < 0 ? url : url.slice(0, at)) ?? [];
  if (token === '' || (twice !== undefined && form !== 'png')) return null;
  const double = twice !== undefined || (at >= 0 && /^\?2x(=|&|$)/.test(url.slice(at)));
  return { token, form: form as EmbedForm, scale: double && form === 'png' ? 2 : 1 };
}

/** The form that an address ends in, for the answer where nothing can be shown. */
export function formAsked(url: string): EmbedForm {
  const [path = ''] = url.split('?', 1);
  const ending = /\.(svg|png|txt|json)$/.exec(path)?.[1];
  return ending === undefined ? 'html' : (ending as EmbedForm);
}
