/** The mail that lets somebody in. */
import type { Letter } from './domain/post';
import { letterOf } from './format-mail';

/**
 * An invitation, or a new link for who forgot the password.
 *
 * @example invitationLetter({ organisation: 'Shop', name: 'Zoë', link, days: 7, locale: 'en-GB' }).subject
 * // 'Your link to Shop on Throughline'
 */
export function invitationLetter({
  organisation,
  name,
  link,
  days,
  locale,
}: {
  readonly organisation: string;
  readonly name: string;
  /** Whole. */
  readonly link: string;
  readonly days: number;
  readonly locale: string;
}): Letter {
  return letterOf(
    `Your link to ${organisation} on Throughline`,
    [
      { is: 'title', text: organisation },
      {
        is: 'paragraph',
        text: `${name}, this link lets you in to the figures and reviews of ${organisation}, and to choose a password.`,
      },
      { is: 'way', text: 'Come in', href: link },
      {
        is: 'quiet',
        text: `It works once, for ${days} days, and is for you alone. Whoever did not expect it need do nothing.`,
      },
    ],
    locale,
  );
}
