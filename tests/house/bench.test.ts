/** What the bench says of what it measured: a promise that is broken is seen, noise is not. */
import { expect, it } from 'vitest';

import { inTurns, ratioOf, spreadOf } from '../bench/measure';
import {
  brokenImports,
  brokenPromises,
  type MeasuredPage,
  type PageFigures,
} from '../bench/report';

const answers = (all: readonly number[], sql: number) =>
  all.map((each) => ({ all: each, sql, kilobytes: 100, compressed: 20 }));

const figures = (again: readonly number[], sql = 2): PageFigures => ({
  anew: answers([900], 500),
  again: answers(again, sql),
});

const page = (over: Partial<MeasuredPage>): MeasuredPage => ({
  name: 'contrast',
  tenth: figures([30, 30, 30]),
  full: figures([31, 31, 31]),
  demo: figures([50]),
  ...over,
});

const drawing = (samples: readonly number[]) => ({
  empty: [100, 100, 100],
  pages: [{ name: 'contrast', samples }],
});
const start = { firstPage: 2000, idle: 150 };
const following = { followers: 200, changes: 15, median: 60, longest: 300, memory: 40 };

it.each([
  ['as promised', page({}), []],
  [
    'long besides its SQL',
    page({ full: figures([72, 72, 72]) }),
    ['contrast, time besides SQL: 70 ms; promised is 60 ms.'],
  ],
  ['long in one round of three', page({ full: figures([31, 900, 32]) }), []],
  [
    'longer in SQL where there are more figures',
    page({ full: figures([31, 31, 31], 3) }),
    ['contrast, SQL at the full size to a tenth: 1.50 times; promised is 1.2 times.'],
  ],
  [
    'slow on PGlite',
    page({ demo: figures([151]) }),
    ['contrast of the demo on PGlite: 151 ms; promised is 150 ms.'],
  ],
  ['not one that is promised', page({ name: 'KPI list', demo: figures([900]) }), []],
])('judges a page that is %s', (_, measured, broken) => {
  expect(brokenPromises({ pages: [measured], drawing: drawing([120]), start, following })).toEqual(
    broken,
  );
});

it('judges drawing, following and the start', () => {
  const late = { firstPage: 3000, idle: 201 };
  const behind = { ...following, median: 201, longest: 1_001, memory: 201 };
  expect(
    brokenPromises({ pages: [], drawing: drawing([90, 131, 140]), start: late, following: behind }),
  ).toEqual([
    'contrast drawn, to an empty page: 1.31 times; promised is 1.3 times.',
    'a change to the middle of those who follow: 201 ms; promised is 200 ms.',
    'a change to the last who follows: 1001 ms; promised is 1000 ms.',
    'memory of those who follow: 201 MiB; promised is 200 MiB.',
    'start to the first page: 3000 ms; promised is 2500 ms.',
    'memory at rest: 201 MiB; promised is 200 MiB.',
  ]);
  const unknown = { firstPage: 100, idle: null };
  expect(brokenPromises({ pages: [], drawing: drawing([130]), start: unknown, following })).toEqual(
    [],
  );
});

it('judges imports by the rows of copy', () => {
  const way = { seconds: 10, copying: 3, ratio: 0.3, rollingUp: 1, peak: 100 };
  expect(brokenImports({ figures: 1, csv: way, ndjson: way })).toEqual([]);
  const slow = { ...way, ratio: 0.149 };
  expect(brokenImports({ figures: 1, csv: slow, ndjson: slow })).toEqual([
    'import of CSV, rows per second to copy: 0.149; promised is 0.25.',
    'import of NDJSON over HTTP, rows per second to copy: 0.149; promised is 0.15.',
  ]);
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
