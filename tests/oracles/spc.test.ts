/**
 * Published worked examples of process behaviour charts and survey statistics: those of the rules
 * themselves, the collection `statistics/spc_published.json`, and England's accident and emergency
 * departments.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PeriodKey } from '../../lib/domain/calendar';
import { processChart } from '../../lib/domain/process-chart';
import { pPrimeBaseline, pPrimeLimits, xmrLimits } from '../../lib/domain/process-limits';
import type { ChartPoint } from '../../lib/domain/signals';
import { chartOf, QUIET } from '../domain/series';
import { sharedData } from '../support/shared-data';
import { NOT_OURS, OURS, type Published } from './spc-published';

describe('the rules’ own examples', () => {
  it('NIST/SEMATECH e-Handbook 6.3.2.2', () => {
    const values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
    const chart = chartOf(values);
    const [phase] = chart.phases;
    expect(phase?.state).toBe('trial');
    expect(phase?.center).toBeCloseTo(50.81, 10);
    expect(xmrLimits(values, 'mean')?.movingRange).toBeCloseTo(1.8778, 4);
    expect(phase?.lower).toBeCloseTo(45.815, 3);
    expect(phase?.upper).toBeCloseTo(55.805, 3);
    expect(phase?.rangeUpper).toBeCloseTo(6.137, 3);
    expect(chart.signals).toEqual([]);
  });

  // p̄, σz and limits as published; the first week's 280,443 attendances are in the R package
  // qicharts2, data set nhs_accidents (Mohammed et al., BMJ Qual Saf 22, 2013, 362–368).
  it('p′: the NHS four-hour example', () => {
    const limits = pPrimeLimits({ share: 0.9529, sigmaZ: 10.64 }, 280_443);
    expect(100 * limits.lower).toBeCloseTo(94.01, 2);
    expect(100 * limits.upper).toBeCloseTo(96.57, 2);
    const plain = pPrimeLimits({ share: 0.9529, sigmaZ: 1 }, 280_443);
    expect(100 * plain.lower).toBeCloseTo(95.17, 2);
    expect(100 * plain.upper).toBeCloseTo(95.41, 2);
  });
});

const publishedPath = sharedData('statistics/spc_published.json');
const published = (): Published[] =>
  publishedPath === null ? [] : JSON.parse(readFileSync(publishedPath, 'utf8'));

describe.skipIf(publishedPath === null)(
  `published examples${publishedPath === null ? ' (skipped: ../shared/data/statistics is absent)' : ''}`,
  () => {
    it('are all accounted for: each is tested, or left out for a stated reason', () => {
      const told = [...OURS.map(({ id }) => id), ...NOT_OURS.map(({ id }) => id)];
      expect(told.toSorted()).toEqual(
        published()
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(new Set(told).size).toBe(32);
      for (const { why } of NOT_OURS) expect(why.length).toBeGreaterThan(20);
    });

    it.each(OURS)('$id: $what', ({ id, check }) => {
      const entry = published().find((one) => one.id === id);
      if (entry === undefined) throw new Error(`no entry ${id}`);
      expect.hasAssertions();
      check(entry);
    });
  },
);

const englandPath = sharedData('nhs/ae.csv');

/** England by month: seen within four hours of all who came, in percent. */
function england(): ChartPoint[] {
  if (englandPath === null) return [];
  const [header = '', ...lines] = readFileSync(englandPath, 'utf8').trim().split('\n');
  const columns = header.trim().split(',');
  const [period, attendances, breaches] = ['period', 'attendances', 'breaches'].map((name) =>
    columns.indexOf(name),
  );
  const months = new Map<string, { seen: number; came: number }>();
  for (const line of lines) {
    const cells = line.split(',');
    const month = cells[period ?? -1] ?? '';
    const came = Number(cells[attendances ?? -1]);
    const late = Number(cells[breaches ?? -1]);
    const total = months.get(month) ?? { seen: 0, came: 0 };
    months.set(month, { seen: total.seen + came - late, came: total.came + came });
  }
  return [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { seen, came }]) => ({
      period: month as PeriodKey,
      value: (100 * seen) / came,
      numerator: seen,
      denominator: came,
    }));
}

/** Periods outside their limits. */
function outside(points: readonly ChartPoint[], method: 'xmr' | 'p_prime'): string[] {
  const chart = processChart(points, { phaseStarts: [], method, direction: 'higher', scale: 100 });
  return points.flatMap(({ period, value }, i) => {
    const at = chart.limits[i];
    const out = value !== null && (value < (at?.lower ?? value) || value > (at?.upper ?? value));
    return out ? [period] : [];
  });
}

describe.skipIf(englandPath === null)(
  `England’s four-hour standard${englandPath === null ? ' (skipped: ../shared/data/nhs is absent)' : ''}`,
  () => {
    const WINTERS = [
      ...['2016-12', '2017-01'],
      ...['2017-12', '2018-01', '2018-02', '2018-03'],
      ...['2018-12', '2019-01', '2019-02', '2019-03'],
    ];

    it('XmR, locked on the first 20 months: rule 1 flags ten winter months and no other', () => {
      const points = england();
      expect(points).toHaveLength(36);
      expect(outside(points, 'xmr')).toEqual(WINTERS);
      const chart = processChart(points, { phaseStarts: [], method: 'xmr', direction: 'higher' });
      expect(chart.phases).toMatchObject([
        { from: '2016-04', to: '2019-03', state: 'locked', reported: 36 },
      ]);
      const ofRule1 = chart.signals.filter(({ rules }) => rules.includes(1));
      expect(ofRule1.every(({ side, good }) => side === 'below' && good === false)).toBe(true);
      for (const month of WINTERS) {
        expect(ofRule1.some(({ from, to }) => from <= month && month <= to)).toBe(true);
      }
    });

    it('a plain p chart flags all 36 months, which is why there is none', () => {
      const points = england();
      const counts = points.map(({ numerator, denominator }) => ({
        numerator: numerator ?? 0,
        denominator: denominator ?? 0,
      }));
      const from = pPrimeBaseline(counts.slice(0, 20));
      const flagged = points.filter(({ value, denominator }) => {
        const plain = pPrimeLimits({ share: from?.share ?? 0, sigmaZ: 1 }, denominator ?? 0);
        const share = (value ?? 0) / 100;
        return share < plain.lower || share > plain.upper;
      });
      expect(flagged).toHaveLength(36);
    });

    it('p′ agrees with XmR where the counts are large and alike', () => {
      const points = england();
      expect(outside(points, 'p_prime')).toEqual(WINTERS);
      const options = { phaseStarts: [], direction: 'higher', scale: 100 } as const;
      const chart = processChart(points, { ...options, method: 'p_prime' });
      const individuals = processChart(points, { ...options, method: 'xmr' }).phases[0];
      expect(chart.phases[0]?.center).toBeCloseTo(individuals?.center ?? 0, 1);
      const reach = (individuals?.upper ?? 0) - (individuals?.center ?? 0);
      for (const { upper, center } of chart.limits) {
        expect(((upper ?? 0) - (center ?? 0)) / reach).toBeGreaterThan(0.9);
        expect(((upper ?? 0) - (center ?? 0)) / reach).toBeLessThan(1.1);
      }
    });
  },
);

it('a baseline that the rules call quiet is quiet', () => {
  expect(chartOf(QUIET).signals).toEqual([]);
});
