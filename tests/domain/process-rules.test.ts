import { describe, expect, it } from 'vitest';
import type { Direction } from '../../lib/domain/catalog';
import { rulesAt, signalsFrom } from '../../lib/domain/process-rules';
import type { Limits, Rule, Side } from '../../lib/domain/signals';
import { fixedLimits, series } from './series';

const NEVER: ReadonlySet<number> = new Set();

/** With limits −3, 0, 3: the points (from 1) at which a rule holds on a side. */
function pointsWith(
  rule: Rule,
  side: Side,
  values: readonly (number | null)[],
  starts: ReadonlySet<number> = NEVER,
): number[] {
  const { points } = rulesAt(values, fixedLimits(values.length, { lower: -3, upper: 3 }), starts);
  return points.flatMap((point, i) => (point[side].includes(rule) ? [i + 1] : []));
}

const mirror = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : -value));

const times = (count: number, value: number) => Array.from({ length: count }, () => value);

describe.each<{ side: Side; turn: (v: readonly (number | null)[]) => readonly (number | null)[] }>([
  { side: 'above', turn: (values) => values },
  { side: 'below', turn: mirror },
])('rules $side', ({ side, turn }) => {
  it.each<{ what: string; values: (number | null)[]; at: number[] }>([
    { what: 'outside', values: [0, 3.1, 0], at: [2] },
    { what: 'on the limit is inside', values: [0, 3, 0], at: [] },
    { what: 'beyond the limit by rounding only', values: [0, 3 + 1e-10, 0], at: [] },
    { what: 'beyond the limit by more than rounding', values: [0, 3 + 1e-8, 0], at: [2] },
    { what: 'other side', values: [0, -3.1, 0], at: [] },
  ])('1: $what', ({ values, at }) => {
    expect(pointsWith(1, side, turn(values))).toEqual(at);
  });

  it.each<{ what: string; values: (number | null)[]; at: number[] }>([
    { what: 'seven', values: times(7, 1), at: [] },
    { what: 'eight', values: times(8, 1), at: [8] },
    { what: 'ten', values: times(10, 1), at: [8, 9, 10] },
    { what: 'a missing period breaks it', values: [...times(7, 1), null, ...times(7, 1)], at: [] },
    {
      what: 'a point on the centre breaks it',
      values: [...times(7, 1), 0, ...times(8, 1)],
      at: [16],
    },
    {
      what: 'a point off the centre by rounding is on it',
      values: [...times(7, 1), 1e-10, ...times(7, 1)],
      at: [],
    },
    { what: 'the other side breaks it', values: [...times(7, 1), -1, ...times(8, 1)], at: [16] },
  ])('2: $what', ({ values, at }) => {
    expect(pointsWith(2, side, turn(values))).toEqual(at);
  });

  it.each<{ what: string; values: (number | null)[]; at: number[] }>([
    { what: 'three of four', values: [0, 2, 2, 2], at: [4] },
    { what: 'the newest need not be one of them', values: [2, 2, 2, 0], at: [4] },
    { what: 'one between', values: [2, 0, 2, 2], at: [4] },
    { what: 'the one between may lie on the other side', values: [2, -2, 2, 2], at: [4] },
    { what: 'two of four', values: [0, 2, 2, 0], at: [] },
    { what: 'three points are no four', values: [2, 2, 2], at: [] },
    { what: 'halfway is not nearer', values: [1.5, 1.5, 1.5, 1.5], at: [] },
    { what: 'halfway and a rounding is not nearer', values: times(4, 1.5 + 1e-10), at: [] },
    { what: 'beyond the limit is nearer to it', values: [0, 9, 9, 9], at: [4] },
    { what: 'split over both sides', values: [2, -2, 2, -2, 2], at: [] },
    { what: 'all four must be reported', values: [2, 2, null, 2, 2], at: [] },
    { what: 'four again after a gap', values: [2, null, 2, 2, 0, 2], at: [6] },
    { what: 'moves on with the window', values: [0, 2, 2, 2, 0, 0], at: [4, 5] },
  ])('3: $what', ({ values, at }) => {
    expect(pointsWith(3, side, turn(values))).toEqual(at);
  });

  it('no rule looks across the start of a phase', () => {
    const cut = new Set([0, 4]);
    expect(pointsWith(2, side, turn(times(11, 1)), cut)).toEqual([]);
    expect(pointsWith(2, side, turn(times(12, 1)), cut)).toEqual([12]);
    expect(pointsWith(3, side, turn([0, 0, 2, 2, 2, 2, 0, 0]), cut)).toEqual([]);
  });
});

describe('rulesAt', () => {
  it('judges each point of rule 3 by its own limits', () => {
    const wide: Limits = { center: 0, lower: -9, upper: 9, state: 'locked' };
    const narrow: Limits = { center: 0, lower: -3, upper: 3, state: 'locked' };
    const hits = (limits: Limits[]) =>
      rulesAt([2, 2, 2, 2], limits, NEVER).points.map((point) => point.above);
    expect(hits([narrow, narrow, narrow, wide])).toEqual([[], [], [], [3]]);
    expect(hits([narrow, narrow, wide, wide])).toEqual([[], [], [], []]);
  });

  it('treats a point without limits as a break', () => {
    const limits = fixedLimits(9, { lower: -3, upper: 3 });
    limits[4] = { center: 0, lower: null, upper: null, state: 'locked' };
    const { points } = rulesAt(times(9, 1), limits, NEVER);
    expect(points.flatMap((point) => point.above)).toEqual([]);
  });

  it('finds any other value outside limits that lie on the centre, and never near one', () => {
    const constant = fixedLimits(6, { lower: 0.3, upper: 0.3 });
    const { points } = rulesAt([0.1 + 0.2, 0.3, 0.31, 0.31, 0.31, 0.31], constant, NEVER);
    expect(points.map((point) => point.above)).toEqual([[], [], [1], [1], [1], [1]]);
    expect(points.flatMap((point) => point.below)).toEqual([]);
  });

  it('counts the last points on one side', () => {
    const last = (values: readonly (number | null)[]) =>
      rulesAt(values, fixedLimits(values.length, { lower: -3, upper: 3 }), NEVER).lastRun;
    expect(last([1, -1, -1, -1])).toBe(3);
    expect(last([-1, 1, 1])).toBe(2);
    expect(last([1, 1, 0])).toBe(0);
    expect(last([1, 1, null])).toBe(0);
    expect(last([])).toBe(0);
  });
});

function signals(
  values: readonly (number | null)[],
  { direction = 'higher' as Direction, starts = NEVER } = {},
) {
  const limits = fixedLimits(values.length, { lower: -3, upper: 3 });
  const { points } = rulesAt(values, limits, starts);
  return signalsFrom(series(values), points, starts, direction);
}

describe('signalsFrom', () => {
  it('starts where the rule is first known, not where the run began', () => {
    expect(signals([-1, ...times(9, 1)])).toEqual([
      { rules: [2], from: '9', to: '10', side: 'above', good: true, state: 'standing' },
    ]);
  });

  it('merges consecutive points whatever the rules, and names them ascending', () => {
    // Rule 3 from 8, rule 2 from 9, rule 1 at 10.
    expect(signals([-1, 1, 1, 1, 1, 2, 2, 2, 1, 4, -1])).toEqual([
      { rules: [1, 2, 3], from: '8', to: '10', side: 'above', good: true, state: 'past' },
    ]);
  });

  it.each([
    { what: 'new in its first period', values: [0, 4], state: 'new' },
    { what: 'standing after', values: [0, 4, 4], state: 'standing' },
    { what: 'past when the last point is back', values: [0, 4, 0], state: 'past' },
    { what: 'past when the last point is missing', values: [0, 4, null], state: 'past' },
  ])('is $what', ({ values, state }) => {
    expect(signals(values).map((signal) => signal.state)).toEqual([state]);
  });

  it('ends a signal at a missing period', () => {
    const found = signals([0, 4, null, 4]);
    expect(found.map(({ from, to, state }) => [from, to, state])).toEqual([
      ['2', '2', 'past'],
      ['4', '4', 'new'],
    ]);
  });

  it('ends a signal at the start of a phase', () => {
    const found = signals([0, 4, 4, 0], { starts: new Set([0, 2]) });
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      ['2', '2'],
      ['3', '3'],
    ]);
  });

  it('tells sides apart: a point may end one trouble and begin another', () => {
    // Three of four near the lower limit at 4 and 5, of which 5 lies above the upper limit.
    const found = signals([0, -2, -2, -2, 4]);
    expect(found).toEqual([
      { rules: [3], from: '4', to: '5', side: 'below', good: false, state: 'standing' },
      { rules: [1], from: '5', to: '5', side: 'above', good: true, state: 'new' },
    ]);
  });

  it.each([
    { values: [-2, -2, -2, 4], last: 'above' },
    { values: [2, 2, 2, -4], last: 'below' },
  ])('of two that begin together puts the side of the point itself last ($last)', (row) => {
    expect(signals(row.values).map(({ from }) => from)).toEqual(['4', '4']);
    expect(signals(row.values).at(-1)?.side).toBe(row.last);
  });

  it.each<{ direction: Direction; above: boolean | null }>([
    { direction: 'higher', above: true },
    { direction: 'lower', above: false },
    { direction: 'range', above: null },
    { direction: 'none', above: null },
  ])('direction $direction: above is good $above', ({ direction, above }) => {
    expect(signals([0, 4], { direction })[0]?.good).toBe(above);
    expect(signals([0, -4], { direction })[0]?.good).toBe(above === null ? null : !above);
  });
});
