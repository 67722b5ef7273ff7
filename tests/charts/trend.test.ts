import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chainGeometry, chainRange } from '@/lib/chart/chain';
import type { XY } from '@/lib/chart/lines';
import { boxOf, overlaps } from '@/lib/chart/placed';
import { RENDITIONS } from '@/lib/chart/renditions';
import { shareGeometry, sparkGeometry } from '@/lib/chart/sparkline';
import { type TrendInput, trendDomain, trendGeometry } from '@/lib/chart/trend';
import { trendTable } from '@/lib/chart/trend-table';
import { tintsBetween } from '@/lib/chart/trend-tints';
import { chain } from '@/lib/domain/chain';
import type { TrendPoint } from '@/lib/domain/contrast';

import { crossing, key, pointsOf, widening } from './samples';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function inputOf(trend: readonly TrendPoint[]): TrendInput {
  const last = trend.at(-1);
  const [silo, stage] = [last?.siloShare ?? null, last?.stageShare ?? null];
  return {
    trend,
    periodLabel: String,
    silo: { value: silo === null ? null : percent(silo), name: 'teams report' },
    stage: { value: stage === null ? null : percent(stage), name: 'customers get' },
    gap: silo === null || stage === null ? null : `${(100 * (silo - stage)).toFixed(1)} points`,
    noData: 'no data',
  };
}

const trendOf = (...shares: readonly (readonly [number | null, number | null])[]): TrendPoint[] =>
  shares.map(([siloShare, stageShare], index) => ({ period: key(index), siloShare, stageShare }));
const texts = (trend: readonly TrendPoint[], rendition = RENDITIONS.broad) =>
  trendGeometry(inputOf(trend), rendition).labels.map(({ text, role }) => `${role}: ${text}`);

describe('trendDomain', () => {
  it.each([
    ['nothing', [], [0, 100]],
    ['the shares of the picture', [65.2, 86], [60, 90]],
    ['one share: still 20 wide', [80], [70, 90]],
    ['all on target', [100, 100], [80, 100]],
    ['none on target', [0], [0, 20]],
    ['from nothing to all', [0, 100], [0, 100]],
  ])('%s', (_, values, domain) => {
    expect(trendDomain(values)).toEqual(domain);
  });

  it('holds every share, at least 20 wide, within 0 to 100', () => {
    const share = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 30 }), (values) => {
        const [low, high] = trendDomain(values);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
        expect(high - low).toBeGreaterThanOrEqual(20 - 1e-9);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-9);
        expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-9);
      }),
    );
  });
});

describe('trendGeometry', () => {
  it('labels both lines and the gap, which has a bracket where there is room', () => {
    expect(texts(widening)).toEqual([
      'silo: 84.5 % teams report',
      'stage: 65.2 % customers get',
      'above: 19.3 points',
    ]);
    expect(trendGeometry(inputOf(widening), RENDITIONS.broad).bracket).not.toBeNull();
    expect(trendGeometry(inputOf(trendOf([0.8, 0.79])), RENDITIONS.broad).bracket).toBeNull();
  });

  it('puts the label of the higher line first, whichever it is', () => {
    expect(texts(trendOf([0.5, 0.52]))).toEqual([
      'stage: 52.0 % customers get',
      'below: -2.0 points',
      'silo: 50.0 % teams report',
    ]);
  });

  it('says that the newest share is missing, and gives no gap', () => {
    expect(texts(trendOf([0.9, 0.6], [null, 0.61]))).toEqual([
      'silo: teams report: no data',
      'stage: 61.0 % customers get',
    ]);
    expect(texts(trendOf([null, null]))).toEqual([]);
    expect(texts([])).toEqual([]);
  });

  it('draws a share between two gaps as a dot', () => {
    const { dots } = trendGeometry(
      inputOf(trendOf([0.9, null], [null, 0.5], [0.8, 0.6])),
      RENDITIONS.broad,
    );
    expect(dots.map(({ role }) => role)).toEqual(['silo', 'silo', 'stage']);
  });

  it('never lets labels overlap or leave the drawing', () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, share), { maxLength: 40 }),
        fc.constantFrom(...Object.values(RENDITIONS)),
        (shares, rendition) => {
          const drawn = trendGeometry(inputOf(trendOf(...shares)), rendition);
          const all = [...drawn.labels, ...drawn.periods].map(boxOf);
          for (const [index, box] of all.entries()) {
            expect(box.left).toBeGreaterThanOrEqual(-0.6);
            expect(box.right).toBeLessThanOrEqual(rendition.width + 0.6);
            expect(box.top).toBeGreaterThanOrEqual(-0.6);
            expect(box.bottom).toBeLessThanOrEqual(rendition.height + 0.6);
            expect(all.slice(index + 1).some((other) => overlaps(box, other))).toBe(false);
          }
          expect([drawn.silo, drawn.stage].join()).not.toMatch(/NaN|Infinity/);
        },
      ),
    );
  });
});

describe('tintsBetween', () => {
  const line = (...ys: readonly (number | null)[]) =>
    ys.map((y, index): XY | null => (y === null ? null : { x: 10 * index, y }));

  it('splits where the lines cross', () => {
    // A smaller y is higher: the first line starts above, and they meet half-way.
    expect(tintsBetween(line(10, 30), line(20, 20))).toEqual([
      { side: 'above', path: 'M0,10L5,20L5,20L0,20Z' },
      { side: 'below', path: 'M5,20L10,30L10,20L5,20Z' },
    ]);
  });

  it('is open where either line has a gap, and empty where both run together', () => {
    expect(tintsBetween(line(10, null, 10), line(20, 20, 20))).toEqual([]);
    expect(tintsBetween(line(10, 10), line(10, 10))).toEqual([]);
    expect(tintsBetween(line(10, 10, 10, null, 10, 10), line(20, 20, 20, 20, 20, 20))).toHaveLength(
      2,
    );
  });

  it('goes on in one piece where the lines only touch', () => {
    const sides = tintsBetween(line(10, 20, 10), line(20, 20, 20)).map(({ side }) => side);
    expect(sides).toEqual(['above']);
  });
});

describe('trendTable', () => {
  it('gives the newest period first, and says what is not there', () => {
    const table = trendTable(trendOf([0.8, 0.7], [0.9, null]), {
      periodLabel: String,
      formatShare: percent,
      formatGap: (silo, stage) => ({
        silo: percent(silo),
        stage: percent(stage),
        gap: (100 * (silo - stage)).toFixed(1),
      }),
    });
    expect(table.rows).toEqual([
      ['W0001', '90.0 %', 'no data', 'no data'],
      ['W0000', '80.0 %', '70.0 %', '10.0'],
    ]);
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
  });

  it('has a row for every period of the drawing', () => {
    const formats = {
      periodLabel: String,
      formatShare: percent,
      formatGap: () => ({ silo: '', stage: '', gap: '' }),
    };
    const drawn = trendGeometry(inputOf(crossing), RENDITIONS.narrow);
    expect(trendTable(crossing, formats).rows).toHaveLength(drawn.columns.length);
  });
});

describe('chainGeometry', () => {
  const stage = (name: string, reliability: number | null) => ({ slug: name, name, reliability });

  it('places shares on an axis that ends at 100 %', () => {
    const drawn = chainGeometry([stage('Buy', 0.87), stage('Use', 1)], percent, 'not measured');
    expect(drawn.ticks.map(({ label }) => label.text)).toEqual(['80 %', '90 %', '100 %']);
    expect(drawn.rows.map(({ x }) => x)).toEqual([
      expect.closeTo(drawn.left + (drawn.right - drawn.left) * 0.35, 1),
      drawn.right,
    ]);
  });

  it.each([
    [0.985, '90 %'],
    [0.9, '90 %'],
    [0.87, '80 %'],
    [0, '0 %'],
  ])('starts at a round figure below %d', (reliability, first) => {
    const drawn = chainGeometry([stage('Buy', reliability)], percent, 'not measured');
    expect(drawn.ticks[0]?.label.text).toBe(first);
    expect(drawn.rows[0]?.x).toBeGreaterThanOrEqual(drawn.left);
  });

  it('names what is not measured, and has no axis when nothing is', () => {
    const drawn = chainGeometry([stage('Buy', null)], percent, 'not measured');
    expect(drawn.rows[0]).toMatchObject({ x: null, value: { text: 'not measured' } });
    expect(drawn.ticks).toEqual([]);
    expect(chainGeometry([], percent, 'not measured').height).toBe(0);
  });

  it('stays within its width, whatever the names', () => {
    const drawn = chainGeometry(
      [stage('Paying in the store or at the door', 1), stage('W', 0.02)],
      percent,
      'not measured',
    );
    for (const row of drawn.rows) {
      expect(boxOf(row.name).left).toBeGreaterThanOrEqual(0);
      expect(boxOf(row.value).right).toBeLessThanOrEqual(drawn.width);
    }
  });
});

describe('chainRange', () => {
  const words = { atLeast: 'at least', independent: 'if independent', atMost: 'at most' };
  const range = (...shares: readonly (number | null)[]) =>
    chainRange(
      chain(shares.map((reliability, i) => ({ slug: `s${i}`, reliability }))),
      percent,
      words,
    );

  it('is the example of the rules: 59.5 %, between 50.5 % and 87.0 %', () => {
    const drawn = range(0.985, 0.94, 0.93, 0.87, 0.96, 0.97, 0.88, 0.97);
    expect(drawn?.independent.text).toBe('59.5 % if independent');
    expect(drawn?.ends.map(({ text }) => text)).toEqual(['at least 50.5 %', 'at most 87.0 %']);
    expect([drawn?.from, drawn?.tick, drawn?.to]).toEqual([
      expect.closeTo(0.505 * 320, 1),
      expect.closeTo(0.985 * 0.94 * 0.93 * 0.87 * 0.96 * 0.97 * 0.88 * 0.97 * 320, 1),
      expect.closeTo(0.87 * 320, 1),
    ]);
  });

  it('is one share for one stage, and nothing for none', () => {
    expect(range(0.9)?.ends).toEqual([]);
    expect(range(0.9)?.independent.text).toBe('90.0 %');
    expect(range(null)).toBeNull();
  });

  it('keeps its words apart and inside', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const drawn = range(a, b);
        if (drawn === null) return;
        const [first, second] = drawn.ends.map(boxOf);
        if (first !== undefined && second !== undefined)
          expect(overlaps(first, second)).toBe(false);
        for (const text of [drawn.independent, ...drawn.ends]) {
          expect(boxOf(text).left).toBeGreaterThanOrEqual(-0.01);
          expect(boxOf(text).right).toBeLessThanOrEqual(drawn.width + 0.01);
        }
      }),
    );
  });
});

describe('small charts', () => {
  const box = { width: 120, height: 30 };

  it('breaks the line at gaps and marks signals and the newest value', () => {
    const drawn = sparkGeometry(
      pointsOf([1, 2, null, 4, 5]).map((p, i) => ({ ...p, signal: i === 1 ? 'bad' : null })),
      box,
    );
    expect(drawn.line.split('M')).toHaveLength(3);
    expect(drawn.dots.map(({ kind }) => kind)).toEqual(['bad', 'last']);
  });

  it.each([
    ['nothing', []],
    ['no figures', [null, null]],
    ['one figure', [5]],
    ['no change', [5, 5, 5]],
  ])('draws %s', (_, values) => {
    const drawn = sparkGeometry(pointsOf(values), box);
    expect(JSON.stringify(drawn)).not.toMatch(/NaN|Infinity|null/);
  });

  it('puts shares on 0 to 100 %, so that stages compare', () => {
    const y = (share: number) => shareGeometry([share], box).last?.y;
    expect([y(0), y(0.5), y(1)]).toEqual([26, 15, 4]);
    expect(shareGeometry([0.5, null], box).last).toBeNull();
    expect(shareGeometry([0.5, null, 0.4, 0.3], box).alone).toHaveLength(1);
  });
});
