/** The usual range: natural limits as bands, one a phase. */
import { linePath, type Ribbon, ribbonPath, tidy } from './lines';
import type { ProcessPhase, ProcessPoint, Scales } from './process-points';

export interface Band {
  readonly area: string;
  readonly edges: string;
  /** Limits from fewer figures than lock them: the edges are dashed. */
  readonly trial: boolean;
}

export interface Run {
  readonly indexes: readonly number[];
  readonly trial: boolean;
}

/** Stretches with limits, one a phase; a missing figure within a phase leaves no hole. */
export function bandRuns(
  points: readonly ProcessPoint[],
  phaseOf: readonly number[],
  phases: readonly ProcessPhase[],
): Run[] {
  const runs = new Map<number, number[]>();
  for (const [index, point] of points.entries()) {
    if (point.lower === null || point.upper === null) continue;
    const phase = phaseOf[index] ?? -1;
    const run = runs.get(phase);
    if (run === undefined) runs.set(phase, [index]);
    else run.push(index);
  }
  return [...runs].map(([phase, indexes]) => ({
    indexes,
    trial: phases[phase]?.state === 'trial',
  }));
}

/**
 * The outline of a run, with its reach beyond the first and the last point, and no corner where
 * the limits do not move.
 */
export function ribbonOf(run: Run, points: readonly ProcessPoint[], scales: Scales): Ribbon[] {
  const inner = run.indexes.flatMap((index) => {
    const point = points[index];
    if (point === undefined || point.lower === null || point.upper === null) return [];
    return [{ x: scales.x(index), top: scales.y(point.upper), bottom: scales.y(point.lower) }];
  });
  const first = inner[0];
  const last = inner.at(-1);
  if (first === undefined || last === undefined) return [];
  return corners([
    { ...first, x: tidy(first.x - scales.reach) },
    ...inner,
    { ...last, x: tidy(last.x + scales.reach) },
  ]);
}

function corners(ribbon: readonly Ribbon[]): Ribbon[] {
  return ribbon.filter((at, index) => {
    const before = ribbon[index - 1];
    const after = ribbon[index + 1];
    if (before === undefined || after === undefined) return true;
    const still = (other: Ribbon) => other.top === at.top && other.bottom === at.bottom;
    return !(still(before) && still(after));
  });
}

/** The bands as paths. */
export function drawBands(runs: readonly Run[], ribbons: readonly (readonly Ribbon[])[]): Band[] {
  return ribbons.map((ribbon, index) => ({
    area: ribbonPath(ribbon),
    edges:
      linePath(ribbon.map(({ x, top }) => ({ x, y: top }))) +
      linePath(ribbon.map(({ x, bottom }) => ({ x, y: bottom }))),
    trial: runs[index]?.trial === true,
  }));
}
