import { describe, expect, it } from 'vitest';
import {
  baseline,
  type Counts,
  countsOf,
  isReported,
  pPrimeBaseline,
  pPrimeLimits,
  xmrLimits,
} from '../../lib/domain/process-limits';
import type { ChartPoint } from '../../lib/domain/signals';
import { periodOf } from './series';

const ones = (count: number) => Array.from({ length: count }, () => 1);

describe('baseline', () => {
  it.each([
    { what: 'no point', values: [], end: 0, reported: 0, state: 'too_little_history' },
    { what: '5 points', values: ones(5), end: 5, reported: 5, state: 'too_little_history' },
    { what: '6 points', values: ones(6), end: 6, reported: 6, state: 'trial' },
    { what: '19 points', values: ones(19), end: 19, reported: 19, state: 'trial' },
    { what: '20 points', values: ones(20), end: 20, reported: 20, state: 'locked' },
    { what: '26 points', values: ones(26), end: 20, reported: 26, state: 'locked' },
    {
      what: 'gaps do not count, but are part of it',
      values: [null, ...ones(19), null, null, 1, 1],
      end: 23,
      reported: 21,
      state: 'locked',
    },
    {
      what: '5 of 9 reported',
      values: [1, null, 1, null, 1, null, 1, null, 1],
      end: 9,
      reported: 5,
      state: 'too_little_history',
    },
  ])('$what → $state', ({ values, end, reported, state }) => {
    expect(baseline(values)).toEqual({ end, reported, state });
  });
});

describe('isReported', () => {
  const point = (rest: Omit<ChartPoint, 'period'>): ChartPoint => ({
    period: periodOf(0),
    ...rest,
  });
  it.each([
    { rest: { value: 0 }, xmr: true, pPrime: false },
    { rest: { value: null }, xmr: false, pPrime: false },
    { rest: { value: Number.NaN }, xmr: false, pPrime: false },
    { rest: { value: Number.POSITIVE_INFINITY }, xmr: false, pPrime: false },
    { rest: { value: 0, numerator: 0, denominator: 8 }, xmr: true, pPrime: true },
    { rest: { value: 50, numerator: 4, denominator: 0 }, xmr: true, pPrime: false },
    { rest: { value: 50, numerator: 4, denominator: null }, xmr: true, pPrime: false },
    // Withheld because too few answered: the counts are known, the figure is not to be shown.
    { rest: { value: null, numerator: 4, denominator: 8 }, xmr: false, pPrime: false },
  ])('$rest', ({ rest, xmr, pPrime }) => {
    expect(isReported(point(rest), 'xmr')).toBe(xmr);
    expect(isReported(point(rest), 'xmr_median')).toBe(xmr);
    expect(isReported(point(rest), 'p_prime')).toBe(pPrime);
  });

  it('gives the counts only where they can be judged', () => {
    expect(countsOf(point({ value: 50, numerator: 4, denominator: 8 }))).toEqual({
      numerator: 4,
      denominator: 8,
    });
    expect(countsOf(point({ value: null, numerator: 4, denominator: 8 }))).toBeNull();
  });
});

describe('xmrLimits', () => {
  it('takes moving ranges only between neighbours that were both reported', () => {
    // Pairs: 10→12, 20→21; never 12→20 across the gap, whose range would be 8.
    const limits = xmrLimits([10, 12, null, 20, 21], 'mean');
    expect(limits?.movingRange).toBe(1.5);
    expect(limits?.center).toBe(15.75);
    expect(limits?.upper).toBeCloseTo(15.75 + 2.66 * 1.5, 12);
    expect(limits?.lower).toBeCloseTo(15.75 - 2.66 * 1.5, 12);
    expect(limits?.rangeUpper).toBeCloseTo(3.268 * 1.5, 12);
  });

  it('uses medians of values and of ranges with their own factors', () => {
    const limits = xmrLimits([1, 2, 5, null, 9, 2, 4], 'median');
    // Values 1 2 5 9 2 4 → median 3; ranges 1 3 | 7 2 → 2.5.
    expect(limits?.center).toBe(3);
    expect(limits?.movingRange).toBe(2.5);
    expect(limits?.upper).toBeCloseTo(3 + 3.145 * 2.5, 12);
    expect(limits?.lower).toBeCloseTo(3 - 3.145 * 2.5, 12);
    expect(limits?.rangeUpper).toBeCloseTo(3.865 * 2.5, 12);
  });

  it('does not screen large moving ranges', () => {
    // One range of 100 among eight of 0.1: leaving it out would shrink the limits a hundredfold.
    const limits = xmrLimits([0, 0.1, 0, 0.1, 0, 100, 100.1, 100, 100.1, 100], 'mean');
    expect(limits?.movingRange).toBeCloseTo(100.8 / 9, 12);
  });

  it.each([
    ['nothing', []],
    ['one value', [4]],
    ['no two neighbours', [1, null, 2, null, 3, null, 4]],
  ])('is null from %s', (_, values) => {
    expect(xmrLimits(values, 'mean')).toBeNull();
    expect(xmrLimits(values, 'median')).toBeNull();
  });
});

describe('pPrimeBaseline', () => {
  const of = (...pairs: readonly (readonly [number, number] | null)[]): (Counts | null)[] =>
    pairs.map((pair) => pair && { numerator: pair[0], denominator: pair[1] });

  it('weighs by counts: it is no mean of shares', () => {
    expect(pPrimeBaseline(of([1, 10], [900, 1000]))?.share).toBeCloseTo(901 / 1010, 15);
  });

  it('measures how much more the shares vary than tosses would', () => {
    // p̄ 0.5, s 0.05, z 0 2 −2, |Δz| 2 4.
    expect(pPrimeBaseline(of([50, 100], [60, 100], [40, 100]))?.sigmaZ).toBeCloseTo(3 / 1.128, 12);
  });

  it('takes Δz only between neighbours', () => {
    // Across the gap it would be 2 and 4 again; only the pair 60, 40 remains.
    const found = pPrimeBaseline(of([50, 100], null, [60, 100], [40, 100]));
    expect(found?.sigmaZ).toBeCloseTo(4 / 1.128, 12);
  });

  it('works on counts that are no whole numbers', () => {
    const found = pPrimeBaseline(of([0.5, 1], [0.6, 1], [0.4, 1]));
    expect(found?.share).toBeCloseTo(0.5, 15);
  });

  it.each([
    ['none of the whole', of([0, 10], [0, 20], [0, 10])],
    ['all of the whole', of([10, 10], [20, 20])],
    ['no neighbours', of([5, 10], null, [6, 10])],
    ['nothing', of()],
  ])('is null from %s', (_, counts) => {
    expect(pPrimeBaseline(counts)).toBeNull();
  });
});

describe('pPrimeLimits', () => {
  it('narrows with the root of the denominator and is not clipped', () => {
    const from = { share: 0.9, sigmaZ: 2 };
    const small = pPrimeLimits(from, 25);
    const large = pPrimeLimits(from, 2500);
    expect(small.upper).toBeCloseTo(0.9 + 3 * 0.06 * 2, 12);
    expect((small.upper - 0.9) / (large.upper - 0.9)).toBeCloseTo(10, 9);
    expect(small.lower).toBeCloseTo(0.54, 12);
  });
});
