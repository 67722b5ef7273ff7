import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../db/demo/random';
import { apportion } from '../../db/demo/split';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('apportion', () => {
  it.each([
    ['even weights', 9, [1, 1, 1], [3, 3, 3]],
    ['the largest remainder first', 10, [1, 1, 1], [4, 3, 3]],
    ['proportion', 7, [4, 2, 1], [4, 2, 1]],
    ['no weight at all', 2, [0, 0, 0], [1, 1, 0]],
    ['nothing to share', 0, [3, 1], [0, 0]],
  ])('shares by %s', (_, total, weights, expected) => {
    expect(apportion(total, weights)).toEqual(expected);
  });

  it('moves what a cap leaves over to parts with room', () => {
    expect(apportion(10, [8, 1, 1], [5, 5, 5])).toEqual([5, 3, 2]);
    expect(() => apportion(10, [1, 1], [4, 4])).toThrow(RangeError);
  });

  it('adds up again, in whole numbers, within the caps', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ weight: fc.double({ min: 0, max: 1e4, noNaN: true }), cap: fc.nat(400) }),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, filled) => {
          const caps = parts.map((part) => part.cap);
          const total = Math.floor(sum(caps) * filled);
          const shares = apportion(
            total,
            parts.map((part) => part.weight),
            caps,
          );
          expect(sum(shares)).toBe(total);
          expect(shares.every((s, i) => Number.isInteger(s) && s >= 0 && s <= (caps[i] ?? 0))).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('randomOf', () => {
  it('repeats itself for the same labels, and only for them', () => {
    const draws = (...labels: (string | number)[]) => {
      const random = randomOf(1, ...labels);
      return [random.uniform(), random.normal(), random.uniform()];
    };
    expect(draws('a', 1)).toEqual(draws('a', 1));
    expect(draws('a', 1)).not.toEqual(draws('a', 2));
    expect(draws('a', 1)).not.toEqual(draws('b', 1));
  });

  it('draws with mean 0 and standard deviation 1', () => {
    const random = randomOf(7, 'moments');
    const draws = Array.from({ length: 20_000 }, () => random.normal());
    const mean = sum(draws) / draws.length;
    const variance = sum(draws.map((x) => (x - mean) ** 2)) / draws.length;
    // Five standard errors: 5/√20000 = 0.035, and 5·√(2/20000) = 0.05 for the variance.
    expect(Math.abs(mean)).toBeLessThan(0.035);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});
