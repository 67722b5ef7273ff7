/** Small words for computed sentences: numbers that agree with their nouns, lists with an "and". */
import type { Grain } from './calendar';
import type { Sentence, Span } from './sentence';

const GRAIN_NOUNS = {
  day: ['day', 'days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  quarter: ['quarter', 'quarters'],
  year: ['year', 'years'],
} as const satisfies Record<Grain, readonly [string, string]>;

/**
 * A count with its noun, in digits: counts are digits in every sentence, so that none reads
 * "4 of 8" in one line and "four" in the next.
 *
 * @example counted(1, 'team', 'teams') // '1 team'
 */
export function counted(count: number, singular: string, plural: string): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/**
 * A number of periods in words.
 *
 * @example periods(26, 'week') // '26 weeks'
 */
export function periods(count: number, grain: Grain): string {
  const [singular, plural] = GRAIN_NOUNS[grain];
  return counted(count, singular, plural);
}

/**
 * What periods of a grain are called.
 *
 * @example grainNoun('week', 'plural') // 'weeks'
 */
export function grainNoun(grain: Grain, number: 'singular' | 'plural'): string {
  return GRAIN_NOUNS[grain][number === 'singular' ? 0 : 1];
}

/**
 * A list as one says it, each item with its own emphasis and link.
 *
 * @example plainText(listed([{ text: 'Buy' }, { text: 'Receive' }, { text: 'Get help' }]))
 * // 'Buy, Receive and Get help'
 */
export function listed(items: readonly Span[]): Sentence {
  return items.flatMap((item, i): readonly Span[] => {
    if (i === 0) return [item];
    return [{ text: i === items.length - 1 ? ' and ' : ', ' }, item];
  });
}

/**
 * The first letter in upper case, for a phrase that opens a sentence.
 *
 * @example capitalised('above its usual range') // 'Above its usual range'
 */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
