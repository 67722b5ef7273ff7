/** How far the places of a KPI are apart, in words. */
import type { Sentence } from './sentence';
import type { Spread, SpreadPlace } from './spread';

export interface SpreadWords {
  /** A figure with its unit, never rounded so that a miss looks met. */
  readonly value: (value: number, place: SpreadPlace | null) => string;
  /** The difference of two figures as written, with its unit: `17.1 points`. */
  readonly apart: (high: number, low: number) => string;
  readonly count: (expected: number) => string;
}

/**
 * The finding of a spread: from where to where, how far apart, and whether that is more than chance.
 *
 * @example
 * plainText(spreadSentence(spread, words))
 * // 'From 78.1 % at Kestrel Bay to 95.2 % at Calderby: 17.1 points apart. 9 of 24 places lie clear of
 * //  all places together (84.0 %), where chance alone would put about 1.2: it depends on who serves.'
 */
export function spreadSentence(spread: Spread, words: SpreadWords): Sentence {
  const [first] = spread.ranked;
  const last = spread.ranked.at(-1);
  if (first === undefined || last === undefined) return [];
  const { lowest, highest } = spread;
  if (spread.apart === 0) {
    return [
      { text: `All ${spread.ranked.length} places have ${words.value(lowest.value, lowest)}.` },
    ];
  }
  return [
    { text: `From ${words.value(first.value, first)} at ${first.name} to ` },
    { text: `${words.value(last.value, last)} at ${last.name}: ` },
    { text: `${words.apart(highest.value, lowest.value)} apart`, tone: 'strong' },
    { text: `. ${chance(spread, words)}` },
  ];
}

function chance({ clear, whole }: Spread, words: SpreadWords): string {
  if (clear === null || whole === null) {
    return 'Whether that is more than chance cannot be told without the counts behind the figures.';
  }
  const { count, of, expected, beyondChance } = clear;
  const lie = `${count} of ${of} places ${count === 1 ? 'lies' : 'lie'} clear of all places together`;
  const meaning = beyondChance
    ? 'it depends on who serves'
    : 'no more than chance gives places of their size';
  return `${lie} (${words.value(whole, null)}), where chance alone would put about ${words.count(expected)}: ${meaning}.`;
}
