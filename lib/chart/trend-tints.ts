/** The area between two lines, coloured by which is above. */
import { type Ribbon, ribbonPath, tidy, type XY } from './lines';

export interface Tint {
  readonly path: string;
  /** Whether the first line is above (the teams' share larger) or below the second. */
  readonly side: 'above' | 'below';
}

interface Piece {
  readonly side: Tint['side'];
  readonly corners: Ribbon[];
}

/** Where two lines cross between two places, as a part of the way. */
function crossing(before: number, after: number): number | null {
  return before * after < 0 ? before / (before - after) : null;
}

/**
 * Areas between two lines over the same places, split where the lines cross and open where
 * either has a gap. In drawings a smaller y is higher.
 */
export function tintsBetween(
  first: readonly (XY | null)[],
  second: readonly (XY | null)[],
): Tint[] {
  const pieces: Piece[] = [];
  let piece: Piece | null = null;
  const extend = (side: Tint['side'], from: Ribbon, to: Ribbon) => {
    const end = piece?.corners.at(-1);
    if (piece === null || piece.side !== side || end?.x !== from.x) {
      piece = { side, corners: [from] };
      pieces.push(piece);
    }
    piece.corners.push(to);
  };
  for (let index = 1; index < first.length; index += 1) {
    const [a0, a1] = [first[index - 1] ?? null, first[index] ?? null];
    const [b0, b1] = [second[index - 1] ?? null, second[index] ?? null];
    if (a0 === null || a1 === null || b0 === null || b1 === null) continue;
    const from = { x: a0.x, top: a0.y, bottom: b0.y };
    const to = { x: a1.x, top: a1.y, bottom: b1.y };
    const before = b0.y - a0.y;
    const after = b1.y - a1.y;
    const part = crossing(before, after);
    if (part === null) {
      if (before !== 0 || after !== 0) extend(before + after > 0 ? 'above' : 'below', from, to);
      continue;
    }
    const y = tidy(a0.y + part * (a1.y - a0.y));
    const meet = { x: tidy(a0.x + part * (a1.x - a0.x)), top: y, bottom: y };
    extend(before > 0 ? 'above' : 'below', from, meet);
    extend(after > 0 ? 'above' : 'below', meet, to);
  }
  return pieces.map(({ side, corners }) => ({ side, path: ribbonPath(corners) }));
}
