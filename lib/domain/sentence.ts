/** Sentences as data: pages emphasise and link, mail and screen readers read the plain text. */

export interface Span {
  readonly text: string;
  readonly tone?: 'strong' | 'bad' | 'good' | 'muted';
  readonly href?: string;
}

export type Sentence = readonly Span[];

/**
 * The sentence as plain text.
 *
 * @example plainText([{ text: '6 of 8 teams', tone: 'strong' }, { text: ' are on target.' }])
 * // '6 of 8 teams are on target.'
 */
export function plainText(sentence: Sentence): string {
  return sentence.map((span) => span.text).join('');
}
