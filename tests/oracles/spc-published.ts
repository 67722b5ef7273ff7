/** How each entry of `statistics/spc_published.json` is checked, or why it is not. */
import { expect } from 'vitest';
import { processChart } from '../../lib/domain/process-chart';
import { pPrimeBaseline, pPrimeLimits, xmrLimits } from '../../lib/domain/process-limits';
import { rulesAt } from '../../lib/domain/process-rules';
import type { Limits, Rule } from '../../lib/domain/signals';
import { npsInterval, npsScore, npsStandardError } from '../../lib/domain/survey';
import { verdict } from '../../lib/domain/verdict';
import { fixedLimits, series } from '../domain/series';

export interface Published {
  readonly id: string;
  readonly data: unknown;
  readonly published: Readonly<Record<string, unknown>>;
}

interface Check {
  readonly id: string;
  readonly what: string;
  readonly check: (entry: Published) => void;
}

/**
 * Published limits that use 3/1.128 = 2.6596 and 3.267 lie this much nearer to the centre, as a
 * share of their distance from it.
 */
const OTHER_FACTORS = 4e-4;

function numbers(value: unknown): readonly number[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return value;
  throw new Error(`no list of numbers: ${JSON.stringify(value)}`);
}

function numberAt(entry: Published, key: string): number {
  const value = entry.published[key];
  if (typeof value === 'number') return value;
  throw new Error(`${entry.id} publishes no ${key}`);
}

/** Points (from 1) at which a rule holds on either side. */
function pointsWith(rule: Rule, values: readonly number[], limits: readonly Limits[]): number[] {
  return rulesAt(values, limits, new Set()).points.flatMap(({ above, below }, i) =>
    above.includes(rule) || below.includes(rule) ? [i + 1] : [],
  );
}

/** Limits from all values, as most books draw them, whatever their number. */
function ownLimits(values: readonly number[]): Limits[] {
  const found = xmrLimits(values, 'mean');
  if (found === null) throw new Error('no limits');
  return fixedLimits(values.length, found);
}

/** The published limits, within rounding and the other factors in use. */
function checkLimits(entry: Published, by: 'mean' | 'median', rounding: number): void {
  const found = xmrLimits(numbers(entry.data), by);
  if (found === null) throw new Error('no limits');
  const reach = found.upper - found.center;
  const wanted: [string, number, number][] = [
    ['centre', found.center, 0],
    ['mean_moving_range', found.movingRange, 0],
    ['upper', found.upper, reach],
    ['lower', found.lower, reach],
    ['range_upper', found.rangeUpper, found.rangeUpper],
  ];
  for (const [key, value, size] of wanted) {
    if (!(key in entry.published)) continue;
    const gap = Math.abs(value - numberAt(entry, key));
    expect(gap, key).toBeLessThanOrEqual(rounding + OTHER_FACTORS * size);
  }
}

const SIGMA_1 = { lower: -3, upper: 3 };

const rule1OfSigma1 = (entry: Published): void => {
  const values = numbers(entry.data);
  const found = pointsWith(1, values, fixedLimits(values.length, SIGMA_1));
  expect(found).toEqual(entry.published['indices']);
};

/** Group against the limits printed for the other group. */
const outsideOf =
  (limits: { readonly lower: number; readonly upper: number }) =>
  (entry: Published): void => {
    const values = numbers(entry.data);
    const found = pointsWith(1, values, fixedLimits(values.length, limits));
    expect(found).toEqual(entry.published['outside']);
  };

const outsideOwnLimits =
  (key: string) =>
  (entry: Published): void => {
    const values = numbers(entry.data);
    expect(pointsWith(1, values, ownLimits(values))).toEqual(entry.published[key]);
  };

export const OURS: readonly Check[] = [
  {
    id: 'nist_flowrate',
    what: 'limits, none outside',
    check: (entry) => {
      checkLimits(entry, 'mean', 5e-5);
      const values = numbers(entry.data);
      expect(pointsWith(1, values, ownLimits(values))).toEqual([]);
    },
  },
  {
    id: 'wheeler_verify_software',
    what: 'limits, and the last point outside them',
    check: (entry) => {
      checkLimits(entry, 'mean', 5e-3);
      const chart = processChart(series(numbers(entry.data)), {
        phaseStarts: [],
        method: 'xmr',
        direction: 'higher',
      });
      expect(chart.signals).toMatchObject([
        { rules: [1], from: '16', side: 'above', state: 'new' },
      ]);
    },
  },
  {
    id: 'wheeler_peak_flow',
    what: 'limits',
    check: (entry) => checkLimits(entry, 'mean', 0.051),
  },
  {
    id: 'wheeler_median_range',
    what: 'median moving range and its factors (the book keeps the mean as centre)',
    check: (entry) => {
      const found = xmrLimits(numbers(entry.data), 'median');
      const width = numberAt(entry, 'upper') - numberAt(entry, 'lower');
      expect(found?.movingRange).toBeCloseTo(numberAt(entry, 'mean_moving_range'), 9);
      expect((found?.upper ?? 0) - (found?.lower ?? 0)).toBeCloseTo(width, 2);
      expect(found?.rangeUpper).toBeCloseTo(numberAt(entry, 'range_upper'), 2);
      expect(xmrLimits(numbers(entry.data), 'mean')?.center).toBeCloseTo(
        numberAt(entry, 'centre'),
        3,
      );
    },
  },
  {
    id: 'wheeler_median_centre',
    what: 'median centre and median moving range',
    check: (entry) => checkLimits(entry, 'median', 1e-9),
  },
  {
    id: 'wheeler_run_rule',
    what: 'a run of eight, known at its eighth point',
    check: (entry) => {
      const values = numbers(entry.data);
      const members = numbers(entry.published['run_members']);
      expect(members).toHaveLength(8);
      expect(pointsWith(2, values, ownLimits(values))).toEqual([members.at(-1)]);
    },
  },
  {
    id: 'wheeler_accidents_a_on_b',
    what: 'rule 1 against the limits of the other group',
    check: outsideOf({ lower: 18.0, upper: 39.3 }),
  },
  {
    id: 'wheeler_accidents_b_on_a',
    what: 'rule 1 against the limits of the other group',
    check: outsideOf({ lower: 25.6, upper: 43.9 }),
  },
  {
    id: 'wheeler_receivables',
    what: 'rule 1, and ranges beyond the upper range limit',
    check: (entry) => {
      outsideOwnLimits('outside')(entry);
      const values = numbers(entry.data);
      const rangeUpper = xmrLimits(values, 'mean')?.rangeUpper ?? Number.NaN;
      const beyond = values.flatMap((value, i) =>
        Math.abs(value - (values[i - 1] ?? value)) > rangeUpper ? [i + 1] : [],
      );
      expect(beyond).toEqual(entry.published['range_outside']);
    },
  },
  {
    id: 'montgomery_mortgage_cost',
    what: 'limits locked on the first 20, applied to 40',
    check: (entry) => {
      const values = numbers(entry.data);
      const chart = processChart(series(values), {
        phaseStarts: [],
        method: 'xmr',
        direction: 'lower',
      });
      const [phase] = chart.phases;
      expect(phase).toMatchObject({ state: 'locked', center: numberAt(entry, 'centre') });
      const reach = (phase?.upper ?? 0) - (phase?.center ?? 0);
      for (const [value, key] of [
        [phase?.upper, 'upper'],
        [phase?.lower, 'lower'],
      ] as const) {
        expect(Math.abs((value ?? 0) - numberAt(entry, key))).toBeLessThan(OTHER_FACTORS * reach);
      }
      expect(pointsWith(1, values, chart.limits)).toEqual(entry.published['outside']);
    },
  },
  {
    id: 'wheeler_trend_region_c',
    what: 'limits with a trend are not ours; locked limits find this one as it goes on',
    check: (entry) => {
      const values = numbers(entry.data);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      // The line through the middle of the 20 points, with the published slope and no noise.
      const ahead = Array.from(
        { length: 8 },
        (_, i) => mean + numberAt(entry, 'slope') * (i + 10.5),
      );
      const signalsIn = (shown: readonly number[]) =>
        processChart(series(shown), { phaseStarts: [], method: 'xmr', direction: 'higher' })
          .signals;
      // Within the 20 points the noise hides the slope from the three rules.
      expect(signalsIn(values)).toEqual([]);
      expect(signalsIn([...values, ...ahead])).toMatchObject([
        { side: 'above', state: 'standing' },
      ]);
    },
  },
  { id: 'nelson_rule_1', what: 'rule 1', check: rule1OfSigma1 },
  { id: 'western_electric_1', what: 'rule 1', check: rule1OfSigma1 },
  {
    id: 'western_electric_2',
    what: 'eight in a row',
    check: (entry) => {
      const values = numbers(entry.data);
      const found = pointsWith(2, values, fixedLimits(values.length, SIGMA_1));
      expect(found).toEqual(entry.published['indices']);
    },
  },
  {
    id: 'jasp_all_rules',
    what: 'rule 1 (the others are not ours, or count differently)',
    check: outsideOwnLimits('rule1'),
  },
  {
    id: 'jasp_yield_minitab',
    what: 'rule 1 (the others are not ours, or count differently)',
    check: outsideOwnLimits('beyond_limits'),
  },
  {
    id: 'nhs_plot_the_dots',
    what: 'assurance (its rules count runs of seven, and its limits are screened)',
    check: (entry) => {
      const words = String(entry.published['assurance']);
      expect(words).toContain('target above upper limit: consistent_fail when higher is better');
      const values = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 9 : 11));
      const assurance = (target: number, direction: 'higher' | 'lower') => {
        const chart = processChart(series(values), { phaseStarts: [], method: 'xmr', direction });
        const bounds = { target, atRisk: null, low: null, high: null, margin: null };
        return verdict(chart, { value: 11, direction, target: bounds }).assurance;
      };
      expect(assurance(99, 'higher')).toBe('will_miss');
      expect(assurance(99, 'lower')).toBe('will_hit');
      expect(assurance(-99, 'higher')).toBe('will_hit');
      expect(assurance(-99, 'lower')).toBe('will_miss');
      expect(assurance(10, 'higher')).toBe('hit_or_miss');
      expect(assurance(10, 'lower')).toBe('hit_or_miss');
    },
  },
  {
    id: 'p_chart_orange_juice',
    what: 'p̄ and the deviation of a share, which p′ builds on (σz set to 1)',
    check: (entry) => {
      const counts = numbers(entry.data).map((numerator) => ({ numerator, denominator: 50 }));
      const share = pPrimeBaseline(counts)?.share ?? Number.NaN;
      expect(share).toBeCloseTo(numberAt(entry, 'centre'), 7);
      const plain = pPrimeLimits({ share, sigmaZ: 1 }, 50);
      expect(plain.upper).toBeCloseTo(numberAt(entry, 'upper'), 7);
      expect(plain.lower).toBeCloseTo(numberAt(entry, 'lower'), 7);
      const found = counts.flatMap(({ numerator }, i) =>
        numerator / 50 > plain.upper || numerator / 50 < plain.lower ? [i + 1] : [],
      );
      expect(found).toEqual(entry.published['outside']);
    },
  },
  {
    id: 'nps_cran_testdata',
    what: 'score, standard error and interval',
    check: (entry) => {
      const { counts } = entry.data as { counts: Readonly<Record<string, number>> };
      const between = (from: number, to: number) =>
        Object.entries(counts)
          .filter(([answer]) => Number(answer) >= from && Number(answer) <= to)
          .reduce((sum, [, count]) => sum + count, 0);
      const parts = [between(9, 10), between(7, 8), between(0, 6)] as const;
      expect(npsScore(...parts)).toBeCloseTo(100 * numberAt(entry, 'nps'), 9);
      expect(npsStandardError(...parts)).toBeCloseTo(100 * numberAt(entry, 'se'), 5);
      expect(npsInterval(...parts)?.low).toBeCloseTo(100 * numberAt(entry, 'low'), 5);
      expect(npsInterval(...parts)?.high).toBeCloseTo(100 * numberAt(entry, 'high'), 5);
    },
  },
  {
    id: 'nps_crossvalidated',
    what: 'score and variance',
    check: (entry) => {
      const parts = [162, 108, 54] as const;
      expect(npsScore(...parts)).toBeCloseTo(100 * numberAt(entry, 'nps'), 9);
      const variance = 324 * ((npsStandardError(...parts) ?? 0) / 100) ** 2;
      expect(variance).toBeCloseTo(numberAt(entry, 'variance'), 12);
    },
  },
];

export const NOT_OURS: readonly { readonly id: string; readonly why: string }[] = [
  { id: 'nelson_rule_2', why: 'Nine in a row on one side; our run is eight.' },
  { id: 'nelson_rule_3', why: 'Six in a row rising or falling; there is no trend rule.' },
  { id: 'nelson_rule_4', why: 'Fourteen alternating; there is no such rule.' },
  {
    id: 'nelson_rule_5',
    why: 'Two of three beyond two deviations; ours is three of four halfway.',
  },
  { id: 'nelson_rule_6', why: 'Four of five beyond one deviation; ours is three of four halfway.' },
  { id: 'nelson_rule_7', why: 'Fifteen within one deviation; there is no such rule.' },
  { id: 'nelson_rule_8', why: 'Eight beyond one deviation, both sides; there is no such rule.' },
  { id: 'nelson_rule_8b', why: 'Eight beyond one deviation, one side; there is no such rule.' },
  { id: 'western_electric_5', why: 'Two of three beyond two deviations; there is no such rule.' },
  { id: 'western_electric_6', why: 'Four of five beyond one deviation; there is no such rule.' },
  { id: 'c_chart_circuit', why: 'A c chart trusts the Poisson law; counts get XmR limits here.' },
  { id: 'nps_two_sample', why: 'A test of two scores, whose raw answers are not in the file.' },
];
