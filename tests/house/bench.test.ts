/** What the bench says of what it measured: a promise that is broken is seen, noise is not. */
import { expect, it } from 'vitest';

import { inTurns, ratioOf, spreadOf } from '../bench/measure';
import { brokenPromises, type MeasuredPage, type PageFigures } from '../bench/report';

const figures = (samples: readonly number[], queries = 3): PageFigures => ({
  samples,
  roundTrips: samples.map(() => 1),
  queries,
  kilobytes: 100,
});

const page = (over: Partial<MeasuredPage>): MeasuredPage => ({
  name: 'contrast',
  sameNow: null,
  tenth: figures([100, 100, 100]),
  full: figures([110, 110, 110]),
  demo: figures([50]),
  ...over,
});

it.each([
  ['close to one another', page({}), true, []],
  [
    'three and a half times as slow',
    page({ full: figures([350, 350, 350]) }),
    true,
    [
      'contrast takes 3.5 times as long at the full size as at a tenth; promised is about 1, and 3 is too much.',
    ],
  ],
  ['slow in one round of three', page({ full: figures([110, 900, 120]) }), true, []],
  ['slow in a quick run', page({ full: figures([900, 900, 900]) }), false, []],
  [
    'slow as of an earlier moment',
    page({ sameNow: 'contrast', full: figures([900, 900, 900]) }),
    true,
    [],
  ],
  [
    'of more queries where there are more figures',
    page({ sameNow: 'contrast', full: figures([110, 110, 110], 4) }),
    false,
    ['contrast asks 3 queries at a tenth and 4 at the full size.'],
  ],
])('judges pages that are %s', (_, measured, judgesTimes, broken) => {
  expect(brokenPromises({ pages: [measured] }, judgesTimes)).toEqual(broken);
});

it('takes the middle of the rounds’ ratios, so that what slows a round does not count', () => {
  expect(ratioOf([20, 2000, 30], [10, 1000, 15])).toBe(2);
  expect(ratioOf([20, 40], [10, 10])).toBe(3);
});

it('says the middle, the least and the most', () => {
  expect(spreadOf([9, 10, 100])).toEqual({ median: 10, min: 9, max: 100, rounds: 3 });
  expect(spreadOf([1, 3])).toEqual({ median: 2, min: 1, max: 3, rounds: 2 });
});

it('lets the contenders take turns, does not count warm-ups, and stops when it has taken too long', async () => {
  const order: string[] = [];
  const contender = (name: string) => async () => order.push(name);
  const options = { warmUps: 1, rounds: 5, limitMs: 0 };
  const samples = await inTurns([contender('a'), contender('b')], options);
  expect(samples.map(({ length }) => length)).toEqual([3, 3]);
  expect(order.join('')).toBe('abababab');
});
