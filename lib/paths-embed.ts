/** The addresses of embeds, and of what makes them. */
import { query } from './paths';

export type EmbedForm = 'html' | 'svg' | 'png' | 'txt' | 'json';

/**
 * An embed, by the token that opens it.
 *
 * @example embedPath('TOKEN', 'png') // '/embed/TOKEN.png'
 */
export function embedPath(token: string, form: EmbedForm = 'html'): string {
  return `/embed/${token}${form === 'html' ? '' : `.${form}`}`;
}

/** What other sites ask to find out how a page is embedded. */
export function oembedPath(url: string): string {
  return `/api/oembed${query({ url, format: 'json' })}`;
}

/** The list of embeds. */
export function embedsPath(said: { readonly notice?: string } = {}): string {
  return `/settings/embeds${query(said)}`;
}

/** The form that makes an embed, with what is known of it filled in. */
export function newEmbedPath(
  known: Readonly<Record<string, string | null | undefined>> = {},
): string {
  return `/settings/embeds/new${query(known)}`;
}

/** One embed, to be changed or taken back. */
export function embedSettingsPath(prefix: string, said: { readonly notice?: string } = {}): string {
  return `/settings/embeds/${encodeURIComponent(prefix)}${query(said)}`;
}

/** What an embed would look like, for those who may make it. */
export function embedPreviewPath(
  typed: Readonly<Record<string, string | null | undefined>>,
  form: 'html' | 'svg' = 'html',
): string {
  return `/settings/embeds/preview${query({ ...typed, form: form === 'html' ? null : form })}`;
}
