/** The labels at the end of the contrast trend: what each line is, and the gap between them. */
import { spread } from './labels';
import { type Box, type PlacedText, place } from './placed';
import { LINE, TEXT } from './renditions';
import { textWidth } from './text';

export interface TrendWords {
  /** The newest share as text; null when there is none. */
  readonly value: string | null;
  /** What it is a share of ("teams report"). */
  readonly name: string;
}

/** Whose label it is: a line's, or that of the gap, by whether teams report more than customers get. */
export type TrendRole = 'silo' | 'stage' | 'above' | 'below' | 'even';

export interface TrendLabel extends PlacedText {
  readonly role: TrendRole;
}

export interface Bracket {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

interface Line {
  readonly text: string;
  readonly bold: boolean;
}

/** One label of one or two lines. */
export interface Block {
  readonly role: TrendRole;
  /** The height at which it would like to stand. */
  readonly at: number;
  readonly lines: readonly Line[];
}

/** How far the gap's text stands right of its bracket's. */
const INDENT = 12;

/** The lines of a series' label: value over name where there is little room for both. */
export function seriesLines(
  words: TrendWords,
  options: { readonly bold: boolean; readonly stacked: boolean; readonly noData: string },
): Line[] {
  const { bold, stacked, noData } = options;
  if (stacked) {
    return [
      { text: words.value ?? noData, bold: bold || words.value !== null },
      { text: words.name, bold: false },
    ];
  }
  const text = words.value === null ? `${words.name}: ${noData}` : `${words.value} ${words.name}`;
  return [{ text, bold }];
}

/** How wide the column of labels has to be. */
export function labelsWidth(series: readonly Block[], gap: Block | null): number {
  const widest = (lines: readonly Line[]) =>
    lines.reduce((w, { text, bold }) => Math.max(w, textWidth(text, { size: TEXT, bold })), 0);
  return Math.max(
    0,
    ...series.map(({ lines }) => widest(lines)),
    gap === null ? 0 : widest(gap.lines) + INDENT,
  );
}

interface Placed {
  readonly block: Block;
  readonly middle: number;
}

const heightOf = (block: Block) => block.lines.length * LINE;

/** Blocks apart from each other; at the ends of the plot they may reach half a line beyond it. */
function apart(blocks: readonly Block[], { top, bottom }: Box): Placed[] {
  const slots = blocks.map((block) => ({ at: block.at, size: heightOf(block) }));
  const middles = spread(slots, top - LINE / 2, bottom + LINE / 2);
  return blocks.map((block, index) => ({ block, middle: middles[index] ?? block.at }));
}

function written({ block, middle }: Placed, x: number): TrendLabel[] {
  const { lines, role } = block;
  return lines.map(({ text, bold }, row) => {
    const y = middle + (row - (lines.length - 1) / 2) * LINE;
    return { ...place(text, x, y, 'start', { bold }), role };
  });
}

/**
 * The labels of the lines, and between them that of the gap: with a bracket where there is room
 * for one, otherwise squeezed in between in the order of the lines.
 */
export function placeLabels(
  series: readonly Block[],
  gap: Block | null,
  x: number,
  frame: Box,
): { readonly labels: readonly TrendLabel[]; readonly bracket: Bracket | null } {
  const [upper, lower] = apart(series, frame).toSorted((a, b) => a.middle - b.middle);
  const lines = [upper, lower].flatMap((placed) => placed ?? []);
  if (gap === null || upper === undefined || lower === undefined) {
    return { labels: lines.flatMap((placed) => written(placed, x)), bracket: null };
  }
  const from = upper.middle + heightOf(upper.block) / 2;
  const to = lower.middle - heightOf(lower.block) / 2;
  if (to - from < LINE + 6) {
    const squeezed = apart([upper.block, gap, lower.block], frame);
    return { labels: squeezed.flatMap((placed) => written(placed, x)), bracket: null };
  }
  const between = { block: gap, middle: (from + to) / 2 };
  return {
    labels: [...lines.flatMap((placed) => written(placed, x)), ...written(between, x + INDENT)],
    bracket: { x: x + 4, top: from + 2, bottom: to - 2 },
  };
}
