/** Which way text runs on a line: Hebrew and Arabic from the right, and what stands among them as it should. */
import bidiFactory from 'bidi-js';

/** Letters and digits of scripts that run from right to left; marks of direction alone are none. */
const RIGHT_TO_LEFT =
  /[\u0590-\u05ff\u0600-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Says to the algorithm where what was typed begins and ends; drawn as nothing. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** Nothing of it is drawn: it has said what it has to say when letters are in their order. */
const DIRECTING = /[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]/g;

/** Parts letters that would join, and is seen as nothing. */
const NON_JOINER = '\u200c';

const SCRIPT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}]/u;
const SCRIPTS = [/\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\p{Script=Nko}/u];

const bidi = bidiFactory();

/** Where a paragraph begins: at the left, or at the side its first letter tells. */
export type Base = 'ltr' | 'auto';

/** A word of one direction and script, with the space after it, as it is read. */
export interface Run {
  readonly text: string;
  readonly isRightToLeft: boolean;
  /** Where its first letter stands in the whole text. */
  readonly at: number;
}

export interface Line {
  readonly start: number;
  /** After its last letter. */
  readonly end: number;
}

/** Whether any of it runs from right to left. */
export const runsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/**
 * What somebody typed, kept apart from the sentence that it is put into: its full stop stays its own,
 * and two names beside each other stay in the order of the sentence.
 */
export const alone = (text: string): string => `${ISOLATE}${text}${END_OF_ISOLATE}`;

/** Without the marks that only direct. */
export const undirected = (text: string): string => text.replaceAll(DIRECTING, '');

/** What is drawn of it: neither those marks nor what only parts letters. */
export const drawable = (text: string): string => undirected(text).replaceAll(NON_JOINER, '');

/** In which order the lines of a text are drawn. */
export interface ReadingOrder {
  /** Whether the line's paragraph begins at the right. */
  readonly beginsAtRight: (line: Line) => boolean;
  /** From the left to the right, split where `isApart` says so of two neighbours. */
  readonly runs: (line: Line, isApart: (one: number, other: number) => boolean) => readonly Run[];
}

/**
 * The order of a text by Unicode's bidirectional algorithm (UAX #9). Lines are broken before, in the
 * order of reading: the first words of a sentence stand on its first line.
 *
 * @example readingOrder('(אב) 12', 'auto').runs({ start: 0, end: 7 }, () => false) // '12', ' ', '(אב)'
 */
export function readingOrder(text: string, base: Base): ReadingOrder {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, base);
  const paragraphLevel = ({ start }: Line) =>
    paragraphs.find((each) => each.start <= start && start <= each.end)?.level ?? 0;
  return {
    beginsAtRight: (line) => isOdd(paragraphLevel(line)),
    runs: (line, isApart) => {
      if (line.start >= line.end) return [];
      const whole = { start: 0, end: line.end - line.start - 1, level: paragraphLevel(line) };
      const places = bidi
        .getReorderedIndices(text.slice(line.start, line.end), {
          levels: levels.slice(line.start, line.end),
          paragraphs: [whole],
        })
        .map((place) => line.start + place);
      return neighbours(places, levels, isApart).flatMap((group) => {
        const isRightToLeft = isOdd(levels[group[0] ?? 0] ?? 0);
        const inOrder = group.toSorted((one, other) => one - other);
        const runs = scriptRuns(text, inOrder, isRightToLeft);
        return isRightToLeft ? runs.toReversed() : runs;
      });
    },
  };
}

const isOdd = (level: number): boolean => level % 2 === 1;

/** Places beside each other on the line and in the text, at the same level. */
function neighbours(
  places: readonly number[],
  levels: Uint8Array,
  isApart: (one: number, other: number) => boolean,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const place of places) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const isOn =
      before !== undefined &&
      levels[place] === levels[before] &&
      Math.abs(place - before) === 1 &&
      !isApart(Math.min(place, before), Math.max(place, before));
    if (isOn) group?.push(place);
    else groups.push([place]);
  }
  return groups;
}

/** Typefaces join the letters of one script at a time; what belongs to none goes with what is before it. */
function scriptRuns(text: string, places: readonly number[], isRightToLeft: boolean): Run[] {
  const runs: { text: string; at: number }[] = [];
  let script: number | null = null;
  for (const place of places) {
    const letter = text.charAt(place);
    const own: number | null = SCRIPT.test(letter)
      ? SCRIPTS.findIndex((each) => each.test(letter))
      : script;
    const shown = isRightToLeft ? (bidi.getMirroredCharacter(letter) ?? letter) : letter;
    const run = runs.at(-1);
    const isNew =
      run === undefined ||
      run.text.endsWith(' ') ||
      letter === NON_JOINER ||
      (script !== null && own !== script);
    if (isNew) runs.push({ text: shown, at: place });
    else run.text += shown;
    script = own;
  }
  return runs.flatMap(({ text: all, at }) => {
    const shown = drawable(all);
    return shown === '' ? [] : [{ text: shown, isRightToLeft, at }];
  });
}
