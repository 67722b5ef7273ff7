/** Text on paper in which something runs from right to left. */
import type { Sheet } from './paper';
import { type Base, drawable, type Line, type Run, readingOrder } from './reading-order';

export interface Span {
  readonly face: 'bold' | 'plain';
  readonly text: string;
}

export interface DirectedPlace {
  readonly x: number;
  readonly width: number;
  readonly lineGap: number;
  readonly base: Base;
  /** Otherwise at the side at which its paragraph begins. */
  readonly align?: 'right';
}

/** Which way a typeface lays these letters out when nobody tells it. */
export type Drift = (text: string) => 'ltr' | 'rtl';

/** Where a line may end: after spaces, and after a hyphen between letters. */
const BREAKS = /(?<=[ \n])(?![ \n])|(?<=\n)|(?<=\p{L}[-–—־])(?=\p{L})/u;

/** Writes it from where the sheet stands, on as many lines and sheets as it takes. */
export function writeDirected(
  sheet: Sheet,
  spans: readonly Span[],
  place: DirectedPlace,
  drift: Drift,
): void {
  const text = spans.map((span) => span.text).join('');
  const faces = spans.flatMap(({ face, text: own }) => Array.from(own.split(''), () => face));
  const faceAt = (at: number) => faces[at] ?? 'plain';
  const isApart = (one: number, other: number) => faceAt(one) !== faceAt(other);
  const order = readingOrder(text, place.base);
  let face: Span['face'] | null = null;
  // A sheet reads the file of a typeface each time it is told to take it.
  const takeFaceAt = (at: number) => {
    if (faceAt(at) !== face) sheet.font(faceAt(at));
    face = faceAt(at);
  };
  const widthOf = ({ at, text: word }: Pick<Run, 'at' | 'text'>) => {
    takeFaceAt(at);
    return sheet.widthOfString(word);
  };
  // Word by word, as the sheet remembers how each is laid out.
  const wordWidth = (start: number, end: number) =>
    widthOf({ at: start, text: drawable(text.slice(start, end)) });
  for (const line of brokenLines(text, place.width, wordWidth)) {
    if (sheet.y + sheet.currentLineHeight(true) > sheet.page.maxY()) sheet.continueOnNewPage();
    const { y } = sheet;
    const runs = order.runs(line, isApart).map((run) => ({ ...run, width: widthOf(run) }));
    const width = runs.reduce((sum, run) => sum + run.width, 0);
    const isAtRight = place.align === 'right' || order.beginsAtRight(line);
    let x = isAtRight ? place.x + place.width - width : place.x;
    for (const run of runs) {
      takeFaceAt(run.at);
      drawRun(sheet, run, { x, y }, drift);
      x += run.width;
    }
    sheet.x = place.x;
    sheet.y = y + sheet.currentLineHeight(true) + place.lineGap;
  }
}

function drawRun(
  sheet: Sheet,
  { text, isRightToLeft }: Run,
  { x, y }: { readonly x: number; readonly y: number },
  drift: Drift,
): void {
  const isAsDrawn = (drift(text) === 'rtl') === isRightToLeft;
  const turned = () => [...(isRightToLeft ? text : text.trimEnd())].toReversed().join('');
  sheet.text(isAsDrawn ? text : turned(), x, y, { lineBreak: false });
}

/** As many words on each line as it holds; a word that is longer than a line is cut. */
function brokenLines(
  text: string,
  width: number,
  widthOf: (start: number, end: number) => number,
): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let filled = 0;
  const close = (end: number) => {
    lines.push({ start, end: start + text.slice(start, end).trimEnd().length });
    start = end;
    filled = 0;
  };
  let at = 0;
  for (const word of text.split(BREAKS)) {
    const end = at + word.length;
    const fits = (from: number, to: number) =>
      filled + widthOf(from, from + text.slice(from, to).trimEnd().length) <= width;
    if (at > start && !fits(at, Math.min(end, at + LONGEST))) close(at);
    let from = at;
    while (!fits(from, Math.min(end, from + LONGEST))) {
      const cut =
        from +
        fitting(text.slice(from, Math.min(end, from + LONGEST)), (length) =>
          fits(from, from + length),
        );
      if (cut >= end) break;
      close(cut);
      from = cut;
    }
    filled += widthOf(from, end);
    at = end;
    if (word.endsWith('\n')) close(end);
  }
  if (start < text.length) close(text.length);
  return lines;
}

/** More letters than any line holds: no more of a word need be measured. */
const LONGEST = 400;

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How much of a word fits; one letter at the least, with its marks. */
function fitting(word: string, fits: (length: number) => boolean): number {
  const ends = Array.from(LETTERS.segment(word), ({ index, segment }) => index + segment.length);
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(ends[middle] ?? 0)) low = middle;
    else high = middle - 1;
  }
  return ends[low] ?? word.length;
}
