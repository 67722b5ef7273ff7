/** How far apart the places of a KPI are, and whether that is more than chance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { periodContaining } from '../../lib/domain/calendar';
import type { Kpi, TargetBounds } from '../../lib/domain/catalog';
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import { plainText } from '../../lib/domain/sentence';
import { spreadSentence } from '../../lib/domain/sentence-spread';
import { chanceOfAtLeast, spread } from '../../lib/domain/spread';
import { day, kpi, NO_BOUNDS } from '../support/catalog-facts';

const WEEK = periodContaining(day('2026-11-15'), 'week', { fiscalYearStart: 1 });

function spreadOf(
  over: Partial<Kpi>,
  places: Readonly<Record<string, Partial<Measures>>>,
  whole: number | null,
  bounds: TargetBounds = { ...NO_BOUNDS, target: 95 },
) {
  return spread({
    kpi: kpi({ slug: 'on-time', accountable: 'stock', ...over }) as Kpi,
    organisation: { smallestN: 10 },
    period: WEEK,
    today: day('2026-11-22'),
    whole,
    places: Object.entries(places).map(([slug, measures]) => ({
      place: { slug, name: slug, kind: null },
      reading: {
        periodStart: WEEK.start,
        measures: { ...NO_MEASURES, ...measures },
        reported: { in: 1, of: 1 },
        basis: 'reported',
        recordedAt: '2026-11-16T06:00:00.000Z',
        revision: 1,
      },
      bounds,
    })),
  });
}

const ratio = (numerator: number, denominator: number) => ({
  value: (100 * numerator) / denominator,
  numerator,
  denominator,
});
const COUNTS = { aggregation: 'ratio', counts: true, scale: 100, unit: '%' } as const;
const SURVEY = { aggregation: 'ratio', kind: 'perception', scale: 100, unit: '%' } as const;

describe('ranked', () => {
  const values = { a: { value: 3 }, b: { value: 1 }, c: { value: 2 } };

  it.each([
    ['higher', ['b', 'c', 'a'], true],
    ['lower', ['a', 'c', 'b'], true],
    ['none', ['b', 'c', 'a'], false],
  ] as const)('%s: %o', (direction, order, judged) => {
    const found = spreadOf({ aggregation: 'mean', direction }, values, 2);
    expect(found?.ranked.map(({ slug }) => slug)).toEqual(order);
    expect(found?.judged).toBe(judged);
    expect(found?.apart).toBe(2);
    expect([found?.lowest.slug, found?.highest.slug]).toEqual(['b', 'a']);
  });

  it('in a range the farthest outside comes first, on whichever side', () => {
    const bounds = { ...NO_BOUNDS, low: 2, high: 4 };
    const places = { in: { value: 3 }, below: { value: 1.5 }, above: { value: 6 } };
    const found = spreadOf({ aggregation: 'mean', direction: 'range' }, places, 3, bounds);
    expect(found?.ranked.map(({ slug }) => slug)).toEqual(['above', 'below', 'in']);
  });

  it('is nothing for fewer than two places with a figure', () => {
    expect(spreadOf({}, {}, null)).toBeNull();
    expect(spreadOf({}, { a: { value: 1 }, b: {} }, 1)).toBeNull();
  });
});

describe('surveys', () => {
  it('too few answers are not shown, and are named with their count', () => {
    const found = spreadOf(SURVEY, { a: ratio(255, 412), b: ratio(9, 9), c: ratio(9, 12) }, 62);
    expect(found?.ranked.map(({ slug }) => slug)).toEqual(['a', 'c']);
    expect(found?.tooFew).toEqual([{ slug: 'b', name: 'b', kind: null, n: 9 }]);
    expect(JSON.stringify(found?.tooFew)).not.toContain('100');
    expect(found?.ranked[0]?.interval?.low).toBeCloseTo(57.1, 1);
    expect(found?.ranked[0]?.interval?.high).toBeCloseTo(66.5, 1);
  });

  it('figures without counts have no interval, and say nothing of chance', () => {
    const found = spreadOf(
      { aggregation: 'mean', kind: 'perception' },
      { a: { value: 4 }, b: { value: 3 } },
      3.5,
    );
    expect(found?.clear).toBeNull();
    const said = spreadSentence(found ?? fail(), WORDS);
    expect(plainText(said)).toMatch(/cannot be told without the counts/);
  });
});

const fail = (): never => {
  throw new Error('there is no spread');
};
const WORDS = {
  value: (value: number) => `${value.toFixed(1)} %`,
  apart: (high: number, low: number) => `${(high - low).toFixed(1)} points`,
  count: (expected: number) => expected.toFixed(1),
};

describe('more than chance', () => {
  it('is said where more places lie clear of the whole than one in twenty explains', () => {
    const good = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`p${i}`, ratio(950, 1000)] as const),
    );
    const found = spreadOf(COUNTS, { ...good, bad: ratio(700, 1000), worse: ratio(650, 1000) }, 90);
    expect(found?.clear).toMatchObject({ count: 12, of: 12, beyondChance: true });
    expect(plainText(spreadSentence(found ?? fail(), WORDS))).toBe(
      'From 65.0 % at worse to 95.0 % at p9: 30.0 points apart. 12 of 12 places lie clear of all places together (90.0 %), where chance alone would put about 0.6: it depends on who serves.',
    );
  });

  it('is not said of alike places', () => {
    const alike = { a: ratio(90, 100), b: ratio(92, 100), c: ratio(88, 100) };
    const found = spreadOf(COUNTS, alike, 90);
    expect(found?.clear).toMatchObject({ count: 0, of: 3, beyondChance: false });
    expect(plainText(spreadSentence(found ?? fail(), WORDS))).toMatch(/no more than chance gives/);
  });

  it('all equal is said as such', () => {
    const found = spreadOf(COUNTS, { a: ratio(90, 100), b: ratio(90, 100) }, 90);
    expect(plainText(spreadSentence(found ?? fail(), WORDS))).toBe('All 2 places have 90.0 %.');
  });

  it('the binomial tail: 1 for at least none, falling, and as summed by hand', () => {
    expect(chanceOfAtLeast(0, 24, 0.05)).toBe(1);
    expect(chanceOfAtLeast(1, 24, 0.05)).toBeCloseTo(1 - 0.95 ** 24, 12);
    expect(chanceOfAtLeast(2, 2, 0.05)).toBeCloseTo(0.0025, 12);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 30 }),
        (of, count) => {
          expect(chanceOfAtLeast(count + 1, of, 0.05)).toBeLessThanOrEqual(
            chanceOfAtLeast(count, of, 0.05) + 1e-12,
          );
        },
      ),
    );
  });
});
