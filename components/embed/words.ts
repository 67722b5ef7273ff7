/** What every form of an embed says around its finding. */
import { formatInstant } from '@/lib/format-period';
import type { Face, Moment } from './face';

/** Signs that no XML may hold, and such as turn the direction of writing round. */
const UNFIT = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** The text without what would break a picture, or make it say another thing than it holds. */
export const tidy = (text: string): string => text.replaceAll(UNFIT, '');

/** As of when, and what that means for who relies on it. */
export function footOf(face: Face, { last }: Moment): readonly string[] {
  const { locale, timeZone } = face.organisation;
  const asOf = formatInstant(face.asOf, timeZone, locale);
  const known = face.pinned
    ? `Pinned as of ${asOf}`
    : last
      ? `Last known, as of ${asOf}; it cannot be renewed at present`
      : `As of ${asOf}`;
  return [known, ...(face.freshness === null ? [] : [face.freshness])];
}

/** All of it in a sentence or two: what a screen reader speaks, and what a mail shows for a picture. */
export function spokenName(face: Face, moment: Moment): string {
  const head = `${face.title}, ${face.of}`;
  const figure = [face.figure, face.aside].filter((part) => part !== null).join(' · ');
  return `${head}: ${figure === '' ? '' : `${figure}. `}${face.finding} ${footOf(face, moment).join('; ')}.`;
}

/** The finding in words, a line each. */
export function plainForm(face: Face, moment: Moment): string {
  const figure = [face.figure, face.aside].filter((part) => part !== null).join(' · ');
  return [face.title, face.of, figure, face.finding, footOf(face, moment).join('; ')]
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

/** For programs. */
export function dataForm(kind: string, face: Face, { last }: Moment): string {
  const { title, of, status, figure, finding, asOf, pinned, freshness, data } = face;
  const said = { kind, title, of, status, figure, finding, asOf, pinned, current: !last };
  // Before signs are escaped, as they cannot be told afterwards.
  return JSON.stringify({ ...said, freshness, data }, (_name, value: unknown) =>
    typeof value === 'string' ? tidy(value) : value,
  );
}

/** What stands where there is nothing to show: the same for all that cannot be opened. */
export const NOTHING = {
  title: 'This chart is not available.',
  text: 'It was taken back, it has expired, or its address is not right. Ask whoever put it on this page.',
} as const;

/** What stands where something would be shown, and was not read before the database stopped. */
export const UNREADABLE = {
  title: 'This chart cannot be shown at present.',
  text: 'Its figures cannot be read. It comes back by itself.',
} as const;
