/** Paths through points with gaps. Whoever places the points rounds them (`tidy`). */
import { area, line } from 'd3-shape';

export interface XY {
  readonly x: number;
  readonly y: number;
}

export interface Ribbon {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** A coordinate as it is written into the drawing: to 1/10 of a pixel, which nobody sees beyond. */
export function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}

// Rounding by d3 itself takes four times as long as writing rounded numbers.
const straight = line<XY>(
  (p) => p.x,
  (p) => p.y,
).digits(null);
const ribbon = area<Ribbon>()
  .x((p) => p.x)
  .y0((p) => p.bottom)
  .y1((p) => p.top)
  .digits(null);

/** A line through the points, which are all there. Empty for fewer than two: a dot shows one. */
export function linePath(points: readonly XY[]): string {
  return points.length < 2 ? '' : (straight([...points]) ?? '');
}

/** The area between two lines over the same places. */
export function ribbonPath(points: readonly Ribbon[]): string {
  return points.length < 2 ? '' : (ribbon([...points]) ?? '');
}

/**
 * Stretches without a gap, as runs of indexes.
 *
 * @param present whether there is something at an index
 * @param breaks whether a new stretch starts at an index though nothing is missing
 * @example stretches(4, (i) => i !== 1) // [[0], [2, 3]]
 */
export function stretches(
  count: number,
  present: (index: number) => boolean,
  breaks: (index: number) => boolean = () => false,
): number[][] {
  const runs: number[][] = [];
  let run: number[] | null = null;
  for (let index = 0; index < count; index += 1) {
    if (!present(index)) {
      run = null;
    } else if (run === null || breaks(index)) {
      run = [index];
      runs.push(run);
    } else {
      run.push(index);
    }
  }
  return runs;
}

/**
 * Horizontal lines with steps half-way between the points: what holds for a whole period each.
 *
 * @param reach how far the first and last line of a stretch go beyond its points
 */
export function stepPath(points: readonly (XY | null)[], reach: number): string {
  const runs = stretches(points.length, (index) => points[index] !== null);
  return runs
    .map((run) => {
      const corners: XY[] = [];
      let before: XY | null = null;
      for (const index of run) {
        const point = points[index] ?? null;
        if (point === null) continue;
        if (before === null) {
          corners.push({ x: tidy(point.x - reach), y: point.y });
        } else if (point.y !== before.y) {
          const middle = tidy((before.x + point.x) / 2);
          corners.push({ x: middle, y: before.y }, { x: middle, y: point.y });
        }
        before = point;
      }
      if (before !== null) corners.push({ x: tidy(before.x + reach), y: before.y });
      return linePath(corners);
    })
    .join('');
}
