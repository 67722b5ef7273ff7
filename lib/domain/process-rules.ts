/** The three rules of a process behaviour chart, and the signals they make (rules: domain §7). */
import type { PeriodKey } from './calendar';
import type { Direction } from './catalog';
import type { Limits, Rule, Side, Signal } from './signals';

/** Points in a row on one side of the centre that make rule 2: no rule looks further back. */
export const RUN_LENGTH = 8;

/** Two figures closer than this, relative to the chart's own size, are the same. */
const TOLERANCE = 1e-9;

/** Rules that hold at one point, by side, ascending. Both sides may be non-empty: see `rulesAt`. */
export interface PointRules {
  readonly above: readonly Rule[];
  readonly below: readonly Rule[];
}

const NO_RULES: readonly Rule[] = [];
const NONE: PointRules = { above: NO_RULES, below: NO_RULES };

/**
 * The rules that hold at each point, and how many of the last points lie in a row on one side of
 * the centre. Each rule looks at the window that ends at the point:
 * 1: the point lies outside its limits (on a limit is inside);
 * 2: it is at least the eighth in a row strictly on one side of the centre;
 * 3: of it and the three before it, all reported, three or more are nearer to the same limit than
 *    to the centre, by each point's own limits. It need not be one of the three itself.
 *
 * `values` are consecutive periods, null where missing; a missing period, a point without limits
 * and the start of a phase (`starts` holds indexes) break every window; a point on the centre
 * breaks a run. Comparisons allow a relative 1e-9, so that rounding in a mean moves no point off
 * its centre: with all values 0.1 nothing holds, whatever their computed mean.
 *
 * Rules 1 and 3 can hold on opposite sides of one point, when it jumps out of one limit after
 * three near the other. Both are kept: one trouble has not ended and another has begun.
 *
 * Source: Wheeler, *Understanding Variation*. Limits −3 0 3 and values 0 2 2 0 2 4: rule 3 holds
 * above at the fifth and sixth points, rule 1 at the sixth.
 */
export function rulesAt(
  values: readonly (number | null)[],
  limits: readonly Limits[],
  starts: ReadonlySet<number>,
): { readonly points: readonly PointRules[]; readonly lastRun: number } {
  const points: PointRules[] = [];
  const above = new SideWatch();
  const below = new SideWatch();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    const center = limits[i]?.center ?? null;
    const lower = limits[i]?.lower ?? null;
    const upper = limits[i]?.upper ?? null;
    const breaks = value === null || center === null || lower === null || upper === null;
    if (breaks || starts.has(i)) {
      above.reset();
      below.reset();
    }
    if (breaks) {
      points.push(NONE);
      continue;
    }
    // The limits' reach keeps the tolerance meaningful where value and centre are both near 0.
    const slack = TOLERANCE * Math.max(Math.abs(value), Math.abs(center), upper - center);
    const rulesAbove = above.take(value - center, upper - center, slack);
    const rulesBelow = below.take(center - value, center - lower, slack);
    points.push(
      rulesAbove === NO_RULES && rulesBelow === NO_RULES
        ? NONE
        : { above: rulesAbove, below: rulesBelow },
    );
  }
  return { points, lastRun: Math.max(above.run, below.run) };
}

/** What the rules need to remember on one side of the centre. */
class SideWatch {
  /** Points in a row strictly on this side, the latest included. */
  run = 0;
  /** Points since the last break, up to four. */
  private seen = 0;
  /** One bit a point, the latest lowest: nearer to this side's limit than to the centre. */
  private near = 0;

  reset(): void {
    this.run = 0;
    this.seen = 0;
    this.near = 0;
  }

  /** `distance` from the centre towards this side's limit, which is `reach` away. */
  take(distance: number, reach: number, slack: number): readonly Rule[] {
    this.run = distance > slack ? this.run + 1 : 0;
    this.seen = Math.min(this.seen + 1, 4);
    // With the limits on the centre (a constant baseline) no point is nearer to one of them.
    const isNear = reach > 0 && distance - reach / 2 > slack;
    this.near = ((this.near << 1) | Number(isNear)) & 0b1111;
    const first = distance - reach > slack;
    const second = this.run >= RUN_LENGTH;
    const third = this.seen === 4 && THREE_OF_FOUR.has(this.near);
    if (!first && !second && !third) return NO_RULES;
    const rules: Rule[] = [];
    if (first) rules.push(1);
    if (second) rules.push(2);
    if (third) rules.push(3);
    return rules;
  }
}

const THREE_OF_FOUR: ReadonlySet<number> = new Set([0b1111, 0b0111, 0b1011, 0b1101, 0b1110]);

/**
 * Signals out of the rules at each point: consecutive points at which any rule holds on the same
 * side are one. `from` is the first such point, when it could first be known, not where the run
 * of eight began. Each side is followed by itself, so one point may belong to two signals. A
 * missing period or a new phase ends a signal: what comes after is a new one, since nobody knows
 * what happened between.
 *
 * `state` is as seen from the last point: `new` when it is the signal's first, `standing` when it
 * is a later one, `past` when the signal does not reach it, be it that the last point is missing.
 * Ordered by first point; of two that begin together the one on that point's own side comes last.
 *
 * Eight points above the centre in W01 to W08 and a ninth: rule 2, from W08 to W09, `standing`.
 */
export function signalsFrom(
  points: readonly { readonly period: PeriodKey }[],
  rules: readonly PointRules[],
  starts: ReadonlySet<number>,
  direction: Direction,
): readonly Signal[] {
  const found = episodes(rules, starts);
  const last = rules.length - 1;
  const signals: Signal[] = [];
  for (const { side, first, end, held } of found) {
    const from = points[first]?.period;
    const to = points[end]?.period;
    if (from === undefined || to === undefined) continue;
    const state = end < last ? 'past' : first === last ? 'new' : 'standing';
    signals.push({
      rules: [...held].sort((a, b) => a - b),
      from,
      to,
      side,
      good: goodFor(direction, side),
      state,
    });
  }
  return signals;
}

interface Episode {
  readonly side: Side;
  readonly first: number;
  end: number;
  readonly held: Set<Rule>;
}

/** In the order promised by `signalsFrom`. */
function episodes(rules: readonly PointRules[], starts: ReadonlySet<number>): readonly Episode[] {
  const found: Episode[] = [];
  const open: Record<Side, Episode | null> = { above: null, below: null };
  for (let i = 0; i < rules.length; i++) {
    const point = rules[i] ?? NONE;
    if (point === NONE && open.above === null && open.below === null) continue;
    // Rule 1 is about the point itself; a side that it holds on is the point's own: opened last.
    const sides: readonly Side[] = point.above.includes(1)
      ? ['below', 'above']
      : ['above', 'below'];
    for (const side of sides) {
      const current = starts.has(i) ? null : open[side];
      if (point[side].length === 0) {
        open[side] = null;
      } else if (current === null) {
        const opened = { side, first: i, end: i, held: new Set(point[side]) };
        open[side] = opened;
        found.push(opened);
      } else {
        current.end = i;
        for (const rule of point[side]) current.held.add(rule);
      }
    }
  }
  return found;
}

function goodFor(direction: Direction, side: Side): boolean | null {
  if (direction === 'higher') return side === 'above';
  if (direction === 'lower') return side === 'below';
  return null;
}
