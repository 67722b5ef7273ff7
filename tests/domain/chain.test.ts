import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chain } from '../../lib/domain/chain';

const stages = (reliabilities: readonly (number | null)[]) =>
  reliabilities.map((reliability, i) => ({ slug: `s${i}`, reliability }));

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('chain', () => {
  it('gives the example of domain §6: 59.5 %, between 50.5 % and 87.0 %', () => {
    const found = chain(stages([0.985, 0.94, 0.93, 0.87, 0.96, 0.97, 0.88, 0.97]));
    expect(((found.independent ?? 0) * 100).toFixed(1)).toBe('59.5');
    expect(found.atLeast).toBeCloseTo(0.505, 12);
    expect(found.atMost).toBe(0.87);
    expect(found).toMatchObject({ measured: 8, stages: 8, missingStages: [] });
  });

  it.each([
    ['nothing measured', [null, null], null, null, null, 0, ['s0', 's1']],
    ['no stages at all', [], null, null, null, 0, []],
    ['one stage', [0.1], 0.1, 0.1, 0.1, 1, []],
    ['one of three measured', [null, 0.9, null], 0.9, 0.9, 0.9, 1, ['s0', 's2']],
    ['never a failure', [1, 1, 1], 1, 1, 1, 3, []],
    ['always one', [1, 0, 0.5], 0, 0, 0, 3, []],
    ['more failures than customers', [0.4, 0.5], 0.2, 0, 0.4, 2, []],
  ] as const)('%s', (_, reliabilities, independent, atLeast, atMost, measured, missingStages) => {
    expect(chain(stages(reliabilities))).toEqual({
      independent,
      atLeast,
      atMost,
      measured,
      stages: reliabilities.length,
      missingStages,
    });
  });

  it.each([1.0001, -0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (reliability) => {
    expect(() => chain(stages([0.9, reliability]))).toThrow(RangeError);
    expect(() => chain(stages([0.9, reliability]))).toThrow('stage s1');
  });

  it('orders its three figures, whatever the reliabilities', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (reliabilities) => {
        const { atLeast, independent, atMost } = chain(stages(reliabilities));
        expect(atLeast).toBeGreaterThanOrEqual(0);
        expect(independent).toBeGreaterThanOrEqual(atLeast ?? Number.NaN);
        expect(atMost).toBeGreaterThanOrEqual(independent ?? Number.NaN);
      }),
    );
  });

  it('never rises with one stage more, and ignores one that is not measured', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), share, (reliabilities, more) => {
        const before = chain(stages(reliabilities));
        const after = chain(stages([...reliabilities, more]));
        const unmeasured = chain(stages([...reliabilities, null]));
        expect(after.independent).toBeLessThanOrEqual((before.independent ?? 0) + 1e-12);
        expect(after.atMost).toBeLessThanOrEqual(before.atMost ?? 0);
        expect(unmeasured.independent).toBe(before.independent);
        expect(unmeasured.missingStages).toEqual([`s${reliabilities.length}`]);
      }),
    );
  });
});
