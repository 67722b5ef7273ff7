import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type ChainStage, chain } from '@/lib/domain/chain';
import { plainText } from '@/lib/domain/sentence';
import { chainSentence, naturalFrequency } from '@/lib/domain/sentence-chain';

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** The range of shares of which a reader would call the words true. */
function meant(words: string): readonly [number, number] {
  if (words === 'None') return [0, 0];
  if (words === 'All') return [1, 1];
  if (words === 'About half') return [0.475, 0.525];
  const [, how, count, of] = /^(About|Fewer than|More than) (\d+) in (10|100)$/.exec(words) ?? [];
  const at = Number(count) / Number(of);
  if (how === 'Fewer than') return [Number.MIN_VALUE, at];
  if (how === 'More than') return [at, 1 - Number.EPSILON / 2];
  const half = of === '10' ? 0.025 : 0.005;
  return [at - half, at + half];
}

describe('naturalFrequency', () => {
  it.each([
    [0, 'None'],
    [1e-300, 'Fewer than 1 in 100'],
    [0.0099, 'Fewer than 1 in 100'],
    [0.01, 'About 1 in 100'],
    [0.07, 'About 7 in 100'],
    [0.075, 'About 1 in 10'],
    [0.125, 'About 1 in 10'],
    [0.13, 'About 13 in 100'],
    [0.5, 'About half'],
    [0.595, 'About 6 in 10'],
    [0.65, 'About 65 in 100'],
    [0.925, 'About 9 in 10'],
    [0.93, 'About 93 in 100'],
    [0.99, 'About 99 in 100'],
    [0.9901, 'More than 99 in 100'],
    [1 - 1e-12, 'More than 99 in 100'],
    [1, 'All'],
  ])('says %d as "%s"', (value, words) => {
    expect(naturalFrequency(value)).toBe(words);
  });

  it('is true of every share', () => {
    fc.assert(
      fc.property(share, (value) => {
        const [low, high] = meant(naturalFrequency(value));
        expect(value).toBeGreaterThanOrEqual(low - 2e-9);
        expect(value).toBeLessThanOrEqual(high + 2e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it('never says less of a larger share', () => {
    const middle = (words: string) => {
      const [low, high] = meant(words);
      return (low + high) / 2;
    };
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [small, large] = a <= b ? [a, b] : [b, a];
        // Tenths are coarser than hundredths: at a seam the words may step back by that much.
        expect(middle(naturalFrequency(small))).toBeLessThanOrEqual(
          middle(naturalFrequency(large)) + 0.025,
        );
      }),
    );
  });

  it.each([-0.1, 1.1, Number.NaN, 59.5])('refuses %d', (value) => {
    expect(() => naturalFrequency(value)).toThrow(RangeError);
  });
});

describe('chainSentence', () => {
  const names = new Map([
    ['a', 'Discover'],
    ['b', 'Buy, pay'],
    ['c', 'Get help'],
    ['d', 'Renew & share'],
  ]);
  const sentence = (...stages: readonly ChainStage[]) =>
    plainText(chainSentence(chain(stages), (slug) => names.get(slug) ?? slug));
  const stage = (slug: string, reliability: number | null): ChainStage => ({ slug, reliability });

  it('counts the stages (example of the rules: 59.5 %)', () => {
    const shares = [0.985, 0.94, 0.93, 0.87, 0.96, 0.97, 0.88, 0.97];
    expect(sentence(...shares.map((value, i) => stage(`s${i}`, value)))).toBe(
      'About 6 in 10 get through all 8 stages without a failure.',
    );
  });

  it('speaks of one stage in the singular', () => {
    expect(sentence(stage('a', 1))).toBe('All get through the one stage without a failure.');
  });

  it('names what is not measured', () => {
    expect(sentence(stage('a', 0.9), stage('b', null), stage('c', 0.8), stage('d', null))).toBe(
      'About 7 in 10 get through the measured stages without a failure; 2 of 4 stages are measured, Buy, pay and Renew & share are not.',
    );
    expect(sentence(stage('a', 0.9), stage('b', null))).toBe(
      'About 9 in 10 get through the measured stage without a failure; 1 of 2 stages is measured, Buy, pay is not.',
    );
  });

  it('says so when nothing is known', () => {
    expect(sentence(stage('a', null), stage('b', null))).toBe(
      'How many get through all stages is not known: no stage is measured.',
    );
    expect(sentence()).toBe('How many get through all stages is not known: no stage is measured.');
  });
});
