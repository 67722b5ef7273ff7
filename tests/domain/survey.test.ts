import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, TargetBounds } from '../../lib/domain/catalog';
import {
  isInconclusive,
  meanInterval,
  npsInterval,
  npsScore,
  npsStandardError,
  wilsonInterval,
} from '../../lib/domain/survey';

/** Percent with one decimal, as a page shows it. */
const percent = (share: number | undefined) => Math.round((share ?? Number.NaN) * 1000) / 10;

describe('wilsonInterval', () => {
  it.each([
    // The rules' own examples.
    { of: [255, 412], low: 57.1, high: 66.5 },
    { of: [9, 12], low: 46.8, high: 91.1 },
    { of: [0, 10], low: 0, high: 27.8 },
  ] as const)('$of', ({ of: [successes, n], low, high }) => {
    const interval = wilsonInterval(successes, n);
    expect(percent(interval?.low)).toBe(low);
    expect(percent(interval?.high)).toBe(high);
  });

  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    { of: [81, 263], low: 0.2553, high: 0.3662 },
    { of: [15, 148], low: 0.0624, high: 0.1605 },
    { of: [0, 20], low: 0, high: 0.1611 },
    { of: [1, 29], low: 0.0061, high: 0.1718 },
  ] as const)('$of, as published', ({ of: [successes, n], low, high }) => {
    const interval = wilsonInterval(successes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('ends exactly at 0 and 1 where nobody and everybody agrees', () => {
    for (const n of [1, 3, 7, 10, 49, 1e6]) {
      expect(wilsonInterval(0, n)?.low).toBe(0);
      expect(wilsonInterval(n, n)?.high).toBe(1);
    }
  });

  it('takes weighted answers', () => {
    const interval = wilsonInterval(8.5, 12.25);
    expect(interval?.low).toBeGreaterThan(wilsonInterval(8, 12.25)?.low ?? 1);
    expect(interval?.low).toBeLessThan(wilsonInterval(9, 12.25)?.low ?? 0);
  });

  it.each([
    ['nobody asked', 0, 0],
    ['more than all', 13, 12],
    ['less than none', -1, 12],
    ['no number', Number.NaN, 12],
    ['endless', 1, Number.POSITIVE_INFINITY],
  ])('is null: %s', (_, successes, n) => {
    expect(wilsonInterval(successes, n)).toBeNull();
  });

  it('holds the share, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 1e7, noNaN: true }),
        (share, n) => {
          const successes = Math.min(share * n, n);
          const { low, high } = wilsonInterval(successes, n) ?? { low: 2, high: -1 };
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(successes / n + 1e-12);
          expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12);
          const mirrored = wilsonInterval(Math.max(0, n - successes), n);
          expect(mirrored?.low).toBeCloseTo(1 - high, 9);
          expect(mirrored?.high).toBeCloseTo(1 - low, 9);
        },
      ),
    );
  });
});

describe('net promoter score', () => {
  it('220 promoters, 120 passives, 72 detractors → 35.9 ± 7.4', () => {
    const score = npsScore(220, 120, 72);
    const interval = npsInterval(220, 120, 72);
    expect(score).toBeCloseTo((100 * 148) / 412, 12);
    expect(score).toBeCloseTo(35.9, 1);
    expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / 2).toBeCloseTo(7.4, 1);
    expect(npsStandardError(220, 120, 72)).toBeCloseTo(3.751, 4);
  });

  it('has an interval from 30 answers on', () => {
    expect(npsInterval(15, 8, 6)).toBeNull();
    expect(npsInterval(15, 8, 7)).not.toBeNull();
    expect(npsScore(15, 8, 6)).toBeCloseTo((100 * 9) / 29, 12);
  });

  it('agrees with the same formula on scores of 1, 0 and −1', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        (promoters, passives, detractors) => {
          const answers = [
            ...Array.from({ length: promoters }, () => 1),
            ...Array.from({ length: passives }, () => 0),
            ...Array.from({ length: detractors }, () => -1),
          ];
          const n = answers.length;
          if (n === 0) {
            expect(npsScore(promoters, passives, detractors)).toBeNull();
            expect(npsStandardError(promoters, passives, detractors)).toBeNull();
            return;
          }
          const mean = answers.reduce((sum, x) => sum + x, 0) / n;
          const variance = answers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
          expect(npsScore(promoters, passives, detractors)).toBeCloseTo(100 * mean, 9);
          expect(npsStandardError(promoters, passives, detractors)).toBeCloseTo(
            100 * Math.sqrt(variance / n),
            6,
          );
        },
      ),
    );
  });

  it('is null for counts that cannot be', () => {
    expect(npsScore(-1, 20, 20)).toBeNull();
    expect(npsInterval(Number.NaN, 20, 20)).toBeNull();
  });
});

describe('meanInterval', () => {
  it('is the mean ± 1.96 standard errors', () => {
    const interval = meanInterval(4.2, 0.9, 100);
    expect(interval?.low).toBeCloseTo(4.2 - 1.96 * 0.09, 4);
    expect(interval?.high).toBeCloseTo(4.2 + 1.96 * 0.09, 4);
  });

  it('has no width without spread', () => {
    expect(meanInterval(4, 0, 10)).toEqual({ low: 4, high: 4 });
  });

  it.each([
    ['no sd', null, 10],
    ['no n', 0.9, null],
    ['one answer', 0, 1],
    ['negative sd', -1, 10],
    ['no number', Number.NaN, 10],
  ])('is null: %s', (_, sd, n) => {
    expect(meanInterval(4, sd, n)).toBeNull();
  });
});

describe('isInconclusive', () => {
  const none: TargetBounds = { target: null, atRisk: null, low: null, high: null, margin: null };
  const interval = { low: 57.1, high: 66.5 };
  it.each<{ direction: Direction; bounds: Partial<TargetBounds>; is: boolean }>([
    { direction: 'higher', bounds: { target: 60 }, is: true },
    { direction: 'higher', bounds: { target: 57 }, is: false },
    { direction: 'higher', bounds: { target: 57.1 }, is: false },
    { direction: 'higher', bounds: { target: 66.5 }, is: true },
    { direction: 'higher', bounds: { target: 67 }, is: false },
    { direction: 'lower', bounds: { target: 60 }, is: true },
    { direction: 'lower', bounds: { target: 57 }, is: false },
    { direction: 'lower', bounds: { target: 57.1 }, is: true },
    { direction: 'lower', bounds: { target: 66.5 }, is: false },
    { direction: 'range', bounds: { low: 50, high: 70 }, is: false },
    { direction: 'range', bounds: { low: 60, high: 62 }, is: true },
    { direction: 'range', bounds: { low: 60, high: 80 }, is: true },
    { direction: 'range', bounds: { low: 70, high: 80 }, is: false },
    { direction: 'none', bounds: { target: 60 }, is: false },
    { direction: 'higher', bounds: {}, is: false },
  ])('$direction $bounds → $is', ({ direction, bounds, is }) => {
    expect(isInconclusive(interval, { ...none, ...bounds }, direction)).toBe(is);
  });

  it('is sure where nothing can be said', () => {
    expect(isInconclusive(null, { ...none, target: 60 }, 'higher')).toBe(false);
    expect(isInconclusive(interval, null, 'higher')).toBe(false);
  });
});
