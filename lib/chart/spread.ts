/** Places of a spread on one scale, in percent of the width: dots, their intervals, and what they are held against. */
import { scaleLinear } from 'd3-scale';
import type { Spread } from '../domain/spread';

export interface SpreadRow {
  readonly slug: string;
  readonly x: number;
  /** Ends of the interval; null without one. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface SpreadGeometry {
  readonly rows: readonly SpreadRow[];
  /** All places together; null where not known. */
  readonly whole: number | null;
  /** The target that all of them share; null where they have several, or none. */
  readonly target: number | null;
}

/** Room for a dot at both ends. */
const EDGE = 3;

/**
 * Where everything lies between 0 and 100. The scale does not start at zero: these are dots, no bars.
 *
 * @example spreadGeometry(spread, 95).rows[0]?.x // 3
 */
export function spreadGeometry(spread: Spread, target: number | null): SpreadGeometry {
  const { ranked, whole } = spread;
  const values = ranked.flatMap(({ value, interval }) =>
    interval === null ? [value] : [value, interval.low, interval.high],
  );
  const all = [...values, ...[whole, target].filter((each) => each !== null)];
  const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const x = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [EDGE, 100 - EDGE]);
  const at = (value: number) => Math.round(x(value) * 100) / 100;
  return {
    rows: ranked.map(({ slug, value, interval }) => ({
      slug,
      x: at(value),
      low: interval === null ? null : at(interval.low),
      high: interval === null ? null : at(interval.high),
    })),
    whole: whole === null ? null : at(whole),
    target: target === null ? null : at(target),
  };
}
