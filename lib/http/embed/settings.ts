/** What of a form or an address concerns embeds. */
import type { EmbedField, TypedEmbed } from '../../domain/embed-request';
import { readConfig } from '../../runtime';
import type { EmbedSettings } from '../../usecases/embeds';
import { fieldText } from '../form';

/** What an address may say: all that decides what is seen. */
export const CHOICES = [
  'kind',
  'kpi',
  'stage',
  'team',
  'journey',
  'segment',
  'place',
  'grain',
  'span',
  'asOf',
  'theme',
  'accent',
  'title',
  'size',
] as const satisfies readonly EmbedField[];

const TYPED = [
  'origins',
  'expires',
  'signing',
  'signable',
  'publicKey',
] as const satisfies readonly EmbedField[];

export function embedSettings(): EmbedSettings {
  return { origins: readConfig().embedOrigins };
}

export function typedEmbed(form: FormData): TypedEmbed {
  return Object.fromEntries([...CHOICES, ...TYPED].map((name) => [name, fieldText(form, name)]));
}
