import { describe, expect, it } from 'vitest';
import { DIRECTIONS, type Direction, type TargetBounds } from '../../lib/domain/catalog';
import { processChart } from '../../lib/domain/process-chart';
import type { Verdict } from '../../lib/domain/signals';
import { JUDGED_STATUSES, UNJUDGED_STATUSES } from '../../lib/domain/status';
import { isRoutineVariation, liveSignal, verdict } from '../../lib/domain/verdict';
import { chartOf, QUIET, shares } from './series';

const NO_BOUNDS: TargetBounds = { target: null, atRisk: null, low: null, high: null, margin: null };
const bounds = (some: Partial<TargetBounds>): TargetBounds => ({ ...NO_BOUNDS, ...some });

/** Locked at 4.68, 10, 15.32. */
const QUIET_THEN = (next: readonly (number | null)[], direction: Direction = 'higher') =>
  chartOf([...QUIET, ...next], { direction });

describe('liveSignal', () => {
  it('is the newest that reaches the last point', () => {
    const low = Array.from({ length: 9 }, () => 9.5);
    expect(liveSignal(QUIET_THEN(low))).toMatchObject({ side: 'below', state: 'standing' });
    // Three of four near the lower limit still hold when the next jumps out at the top.
    expect(liveSignal(QUIET_THEN([10, 7, 7, 7, 16]))).toMatchObject({
      side: 'above',
      state: 'new',
      rules: [1],
    });
  });

  it('is none when all are past', () => {
    expect(liveSignal(QUIET_THEN([40, 9]))).toBeNull();
    expect(liveSignal(chartOf([]))).toBeNull();
  });
});

describe('verdict: variation', () => {
  it.each<{ direction: Direction; above: Verdict['variation']; below: Verdict['variation'] }>([
    { direction: 'higher', above: 'improving', below: 'worsening' },
    { direction: 'lower', above: 'worsening', below: 'improving' },
    { direction: 'range', above: 'changed', below: 'changed' },
    { direction: 'none', above: 'changed', below: 'changed' },
  ])('$direction', ({ direction, above, below }) => {
    const last = (value: number | null) => ({ value, direction, target: bounds({ target: 10 }) });
    expect(verdict(QUIET_THEN([40], direction), last(40)).variation).toBe(above);
    expect(verdict(QUIET_THEN([-40], direction), last(-40)).variation).toBe(below);
    expect(verdict(QUIET_THEN([9], direction), last(9)).variation).toBe('steady');
  });

  it('says nothing without limits, without points, or when the last is missing', () => {
    const last = { value: 9, direction: 'higher', target: bounds({ target: 10 }) } as const;
    const nothing = { variation: null, assurance: null };
    expect(verdict(chartOf([9, 11, 9]), last)).toEqual(nothing);
    expect(verdict(chartOf([]), last)).toEqual(nothing);
    // A standing signal before the gap: nobody knows whether it lasts, so not "steady".
    expect(verdict(QUIET_THEN([40, null]), { ...last, value: null })).toEqual(nothing);
  });

  it('speaks under trial limits, but gives no assurance', () => {
    const trial = chartOf(QUIET.slice(0, 12));
    expect(
      verdict(trial, { value: 11, direction: 'higher', target: bounds({ target: 1 }) }),
    ).toEqual({ variation: 'steady', assurance: null });
  });
});

describe('verdict: assurance', () => {
  it.each<{
    direction: Direction;
    target: Partial<TargetBounds> | null;
    assurance: Verdict['assurance'];
  }>([
    { direction: 'higher', target: { target: 4 }, assurance: 'will_hit' },
    { direction: 'higher', target: { target: 10 }, assurance: 'hit_or_miss' },
    { direction: 'higher', target: { target: 16 }, assurance: 'will_miss' },
    { direction: 'lower', target: { target: 16 }, assurance: 'will_hit' },
    { direction: 'lower', target: { target: 10 }, assurance: 'hit_or_miss' },
    { direction: 'lower', target: { target: 4 }, assurance: 'will_miss' },
    { direction: 'range', target: { low: 4, high: 16 }, assurance: 'will_hit' },
    { direction: 'range', target: { low: 9, high: 11 }, assurance: 'hit_or_miss' },
    { direction: 'range', target: { low: 16, high: 20 }, assurance: 'will_miss' },
    { direction: 'range', target: { low: 0, high: 4 }, assurance: 'will_miss' },
    { direction: 'none', target: { target: 4 }, assurance: null },
    { direction: 'higher', target: {}, assurance: null },
    { direction: 'higher', target: null, assurance: null },
  ])('$direction, $target → $assurance', ({ direction, target, assurance }) => {
    const last = { value: 9, direction, target: target && bounds(target) };
    expect(verdict(QUIET_THEN([9], direction), last)).toEqual({ variation: 'steady', assurance });
  });

  it.each(DIRECTIONS)('is null under a signal (%s)', (direction) => {
    const last = { value: 40, direction, target: bounds({ target: 1, low: 0, high: 90 }) };
    expect(verdict(QUIET_THEN([40], direction), last).assurance).toBeNull();
  });

  it('takes the newest point’s limits for p′', () => {
    const counts = Array.from({ length: 20 }, (_, i): [number, number] => [i % 2 ? 96 : 90, 100]);
    const assuranceWith = (last: [number, number]) => {
      const chart = processChart(shares([...counts, last]), {
        phaseStarts: [],
        method: 'p_prime',
        direction: 'higher',
        scale: 100,
      });
      const value = (100 * last[0]) / last[1];
      return verdict(chart, { value, direction: 'higher', target: bounds({ target: 80 }) })
        .assurance;
    };
    // ± 16 points at 100, ± 4 at 1,600.
    expect(assuranceWith([93, 100])).toBe('hit_or_miss');
    expect(assuranceWith([1488, 1600])).toBe('will_hit');
  });
});

describe('isRoutineVariation', () => {
  it.each(JUDGED_STATUSES)('%s, locked, no signal', (status) => {
    expect(isRoutineVariation(QUIET_THEN([9]), status)).toBe(status !== 'on_target');
  });

  it.each(UNJUDGED_STATUSES)('%s is no miss', (status) => {
    expect(isRoutineVariation(QUIET_THEN([9]), status)).toBe(false);
  });

  it('is false under a signal, under trial limits, and without limits', () => {
    expect(isRoutineVariation(QUIET_THEN([40]), 'off_target')).toBe(false);
    expect(isRoutineVariation(chartOf(QUIET.slice(0, 12)), 'off_target')).toBe(false);
    expect(isRoutineVariation(chartOf([9, 11]), 'off_target')).toBe(false);
    expect(isRoutineVariation(chartOf([]), 'off_target')).toBe(false);
  });

  it('is true again once a signal is past', () => {
    expect(isRoutineVariation(QUIET_THEN([40, 9]), 'off_target')).toBe(true);
  });
});
