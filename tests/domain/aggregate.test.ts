import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIn, measuresOf, measuresOver } from '../../lib/domain/aggregate';
import { AGGREGATIONS, type Aggregation } from '../../lib/domain/catalog';
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';

const measures = (over: Partial<Measures>): Measures => ({ ...NO_MEASURES, ...over });
const values = (...figures: readonly (number | null)[]): Measures[] =>
  figures.map((value) => measures({ value }));
const ratio = (numerator: number, denominator: number): Measures =>
  measures({ numerator, denominator });
const mean = (value: number, n: number | null): Measures => measures({ value, n });
const nps = (promoters: number, passives: number, detractors: number): Measures =>
  measures({ promoters, passives, detractors });

describe('one report', () => {
  // 255 of 412 and 220/120/72: domain §4.
  it.each([
    ['ratio', 100, ratio(255, 412), 61.893203883495],
    ['ratio', 1, ratio(255, 412), 0.61893203883495],
    ['ratio', 100, ratio(0, 10), 0],
    ['ratio', 100, ratio(0, 0), null],
    ['ratio', 100, measures({ value: 88 }), null],
    ['ratio', 100, measures({ numerator: 1, value: 88 }), null],
    ['nps', 1, nps(220, 120, 72), 35.922330097087],
    ['nps', 1, nps(0, 0, 5), -100],
    ['nps', 1, nps(0, 0, 0), null],
    ['mean', 1, mean(4.2, 12), 4.2],
    ['mean', 1, mean(4.2, null), 4.2],
    ['sum', 100, measures({ value: 0 }), 0],
    ['none', 100, measures({ value: 7 }), 7],
  ] as const)('%s, scale %d, %j: %s', (aggregation, scale, reported, expected) => {
    const { value } = measuresOf(aggregation, scale, reported);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 10);
  });

  it('keeps what was reported besides', () => {
    const reported = measures({ value: 4.2, n: 12, sd: 0.9 });
    expect(measuresOf('mean', 1, reported)).toEqual(reported);
  });
});

describe('several together', () => {
  it.each([
    ['sum', values(1, 2, 3), 6],
    ['sum', values(0, 0), 0],
    ['min', values(3, -1, 2), -1],
    ['max', values(3, -1, 2), 3],
    ['last', values(3, -1, 2), 2],
    // Whether enough is in is not decided here.
    ['sum', values(1, null, 3), 4],
    ['last', values(3, -1, null), -1],
    ['min', values(null, 5), 5],
    ['none', values(1, 2), null],
    ['sum', [], null],
    ['ratio', [], null],
    ['mean', [], null],
    ['nps', [], null],
    ['last', [], null],
    ['min', values(null), null],
    // Never a mean of ratios, which would be 70.
    ['ratio', [ratio(1, 2), ratio(9, 10)], (100 * 10) / 12],
    ['ratio', [ratio(0, 0), ratio(9, 10)], 90],
    ['ratio', [ratio(0, 0), ratio(0, 0)], null],
    ['mean', [mean(4, 10), mean(5, 30)], 4.75],
    ['mean', [mean(4, 10), mean(5, null)], null],
    ['mean', [mean(4, 10), measures({ n: 0 })], 4],
    ['mean', [measures({ n: 0 }), measures({ n: 0 })], null],
    ['nps', [nps(10, 0, 0), nps(0, 0, 30)], -50],
    ['nps', [nps(0, 0, 0)], null],
  ] as const)('%s of %j: %s', (aggregation, parts, expected) => {
    expect(measuresOver(aggregation, 100, parts).value).toBe(expected);
  });

  it('carries what the aggregation carries, and no sd', () => {
    const noted = (part: Measures): Measures => ({ ...part, sd: 1 });
    expect(measuresOver('ratio', 1, [ratio(1, 2), ratio(2, 6)].map(noted))).toEqual(
      measures({ value: 0.375, numerator: 3, denominator: 8 }),
    );
    expect(measuresOver('mean', 1, [mean(4, 10), mean(5, 30)].map(noted))).toEqual(
      measures({ value: 4.75, n: 40 }),
    );
    expect(measuresOver('nps', 1, [nps(5, 3, 2), nps(5, 3, 2)].map(noted))).toEqual(
      measures({ value: 30, promoters: 10, passives: 6, detractors: 4 }),
    );
    expect(measuresOver('sum', 1, [mean(4, 10), mean(5, 30)].map(noted))).toEqual(
      measures({ value: 9 }),
    );
  });

  const counts = fc.integer({ min: 0, max: 1000 });
  const parts: Readonly<Record<Aggregation, fc.Arbitrary<Measures>>> = {
    sum: counts.map((value) => measures({ value })),
    last: counts.map((value) => measures({ value })),
    min: counts.map((value) => measures({ value })),
    max: counts.map((value) => measures({ value })),
    none: counts.map((value) => measures({ value })),
    ratio: fc.tuple(counts, counts).map(([a, b]) => ratio(a, b)),
    mean: fc.tuple(counts, counts).map(([value, n]) => mean(value, n)),
    nps: fc.tuple(counts, counts, counts).map(([a, b, c]) => nps(a, b, c)),
  };

  it.each(AGGREGATIONS.filter((each) => each !== 'none'))(
    '%s of groups is that of all parts',
    (aggregation) => {
      const groups = fc.array(fc.array(parts[aggregation], { minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 5,
      });
      fc.assert(
        fc.property(groups, (all) => {
          const stepwise = measuresOver(
            aggregation,
            100,
            all.map((group) => measuresOver(aggregation, 100, group)),
          );
          const { value, ...rest } = measuresOver(aggregation, 100, all.flat());
          expect(stepwise).toMatchObject(rest);
          if (value === null) expect(stepwise.value).toBeNull();
          else expect(stepwise.value).toBeCloseTo(value, 8);
        }),
      );
    },
  );

  it.each(['sum', 'ratio', 'mean', 'nps', 'min', 'max'] as const)(
    '%s does not depend on order',
    (aggregation) => {
      fc.assert(
        fc.property(fc.array(parts[aggregation], { minLength: 1, maxLength: 8 }), (all) => {
          expect(measuresOver(aggregation, 100, all.toReversed())).toEqual(
            measuresOver(aggregation, 100, all),
          );
        }),
      );
    },
  );

  it.each(['ratio', 'mean', 'nps'] as const)('%s lies among its parts', (aggregation) => {
    fc.assert(
      fc.property(fc.array(parts[aggregation], { minLength: 1, maxLength: 8 }), (all) => {
        const { value } = measuresOver(aggregation, 100, all);
        const each = all.flatMap((part) => measuresOver(aggregation, 100, [part]).value ?? []);
        // A ratio's numerator may be reported over a denominator of 0: it adds from nowhere.
        fc.pre(!all.some(({ denominator }) => denominator === 0));
        if (value === null) expect(each).toEqual([]);
        else {
          expect(value).toBeGreaterThanOrEqual(Math.min(...each) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...each) + 1e-6);
        }
      }),
    );
  });
});

describe('what counts as in', () => {
  it.each([
    ['ratio', ratio(0, 0), true],
    ['ratio', measures({ value: 1 }), false],
    ['ratio', measures({ numerator: 1 }), false],
    ['nps', nps(0, 0, 0), true],
    ['nps', measures({ promoters: 1, passives: 2 }), false],
    ['mean', mean(4, null), true],
    ['mean', measures({ n: 0 }), true],
    ['mean', measures({ n: 3 }), false],
    ['sum', measures({ value: 0 }), true],
    ['sum', NO_MEASURES, false],
    ['none', measures({ value: 0 }), true],
  ] as const)('%s %j: %s', (aggregation, part, expected) => {
    expect(isIn(aggregation, part)).toBe(expected);
  });
});
