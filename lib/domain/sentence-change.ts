/** A marked change beside what began with it, in words: the same time, never a cause. */
import type { CalendarDate } from './calendar';
import type { Coincidence } from './stage-change';
import { grainNoun, periods } from './wording';

/** Longer than this, the words of a change are cut where a headline quotes them. */
const QUOTED = 60;

export interface ChangeWords {
  /** `12 Oct`. */
  readonly dateName: (date: CalendarDate) => string;
}

/**
 * When something began, told by a change that was marked at about that time.
 *
 * @example
 * changePhrase(change, words) // '1 week after “New receiving screen, 12 stores” (12 Oct)'
 * // 'in the week of “New receiving screen, 12 stores” (12 Oct)'
 */
export function changePhrase(
  { text, date, grain, after }: Pick<Coincidence, 'text' | 'date' | 'grain' | 'after'>,
  { dateName }: ChangeWords,
): string {
  const when =
    after === 0 ? `in the ${grainNoun(grain, 'singular')} of` : `${periods(after, grain)} after`;
  return `${when} “${quoted(text)}” (${dateName(date)})`;
}

/** Cut between words. */
function quoted(text: string): string {
  if (text.length <= QUOTED) return text;
  const cut = text.slice(0, QUOTED);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), QUOTED / 2))}…`;
}
