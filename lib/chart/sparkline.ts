/** Geometry of the small charts that stand in a line of a list: no text, the shape only. */
import { scaleLinear } from 'd3-scale';
import { linePath, type Ribbon, ribbonPath, stepPath, stretches, tidy, type XY } from './lines';

export interface SparkPoint {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly target: number | null;
  readonly signal: 'good' | 'bad' | 'neutral' | null;
}

export interface SparkDot extends XY {
  readonly kind: 'good' | 'bad' | 'neutral' | 'last';
}

export interface SparkGeometry {
  readonly band: string;
  readonly target: string;
  readonly line: string;
  readonly dots: readonly SparkDot[];
}

export interface Box2 {
  readonly width: number;
  readonly height: number;
}

const INSET = 4;

const drawable = (value: number | null) =>
  value !== null && Number.isFinite(value) ? value : null;

function xOf(count: number, width: number): (index: number) => number {
  return (index) =>
    tidy(count > 1 ? INSET + (index * (width - 2 * INSET)) / (count - 1) : width / 2);
}

function broken(places: readonly (XY | null)[]): string {
  return stretches(places.length, (i) => places[i] !== null)
    .map((run) => linePath(run.flatMap((i) => places[i] ?? [])))
    .join('');
}

/** A KPI's last periods: line, usual range, target, signals and the newest value. */
export function sparkGeometry(points: readonly SparkPoint[], box: Box2): SparkGeometry {
  const parts = points.flatMap((p) =>
    [p.value, p.lower, p.upper, p.target].flatMap((part) => drawable(part) ?? []),
  );
  const low = Math.min(...parts);
  const high = Math.max(...parts);
  const middle = box.height / 2;
  const scale = scaleLinear([low, high], [box.height - INSET, INSET]);
  const y = (value: number) => tidy(high > low ? scale(value) : middle);
  const x = xOf(points.length, box.width);
  const places = (pick: (point: SparkPoint) => number | null) =>
    points.map((point, index) => {
      const value = drawable(pick(point));
      return value === null ? null : { x: x(index), y: y(value) };
    });

  const values = places((p) => p.value);
  const ribbons = points.flatMap((p, index): Ribbon[] => {
    const [lower, upper] = [drawable(p.lower), drawable(p.upper)];
    return lower === null || upper === null
      ? []
      : [{ x: x(index), top: y(upper), bottom: y(lower) }];
  });
  const last = values.findLastIndex((value) => value !== null);
  const dots = values.flatMap((place, index): SparkDot[] => {
    const signal = points[index]?.signal ?? null;
    if (place === null || (signal === null && index !== last)) return [];
    return [{ ...place, kind: signal ?? 'last' }];
  });
  return {
    band: ribbonPath(levelled(ribbons)),
    target: stepPath(
      places((p) => p.target),
      0,
    ),
    line: broken(values),
    dots,
  };
}

/** Moves of a band that nobody sees in a chart of this size. */
const UNSEEN = 0.5;

/** The band's corners: without those at which it moves by less than half a pixel from the last. */
function levelled(ribbons: readonly Ribbon[]): Ribbon[] {
  const kept: Ribbon[] = [];
  for (const [index, at] of ribbons.entries()) {
    const last = kept.at(-1);
    const before = ribbons[index - 1];
    const isStill =
      last !== undefined &&
      Math.abs(at.top - last.top) < UNSEEN &&
      Math.abs(at.bottom - last.bottom) < UNSEEN;
    if (isStill && index < ribbons.length - 1) continue;
    // It moves here, and not from its last corner on.
    if (!isStill && before !== undefined && before !== last) kept.push(before);
    kept.push(at);
  }
  return kept;
}

export interface ShareGeometry {
  readonly line: string;
  /** The newest share; null when it is missing. */
  readonly last: XY | null;
  /** Shares between two gaps, which have no line. */
  readonly alone: readonly XY[];
}

/** Shares over the periods of a trend, always on 0 to 100 %, so that stages compare. */
export function shareGeometry(shares: readonly (number | null)[], box: Box2): ShareGeometry {
  const y = scaleLinear([0, 1], [box.height - INSET, INSET]);
  const x = xOf(shares.length, box.width);
  const places = shares.map((share, index) =>
    drawable(share) === null ? null : { x: x(index), y: tidy(y(share ?? 0)) },
  );
  const runs = stretches(places.length, (i) => places[i] !== null);
  return {
    line: broken(places),
    last: places.at(-1) ?? null,
    alone: runs.flatMap((run) => (run.length === 1 ? (places[run[0] ?? -1] ?? []) : [])),
  };
}
