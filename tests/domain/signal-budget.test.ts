import { describe, expect, it } from 'vitest';
import { budgetSentence } from '../../lib/domain/sentence-signal';
import { NOISE_RATES, signalBudget } from '../../lib/domain/signal-budget';
import { noiseRates, noiseRatesWithKnownLimits, SETTLED_POINTS } from './pure-noise';

describe('signalBudget', () => {
  it('adds up what each chart adds', () => {
    const locked = { state: 'locked', points: 30 } as const;
    const budget = signalBudget(Array.from({ length: 64 }, () => locked));
    // "64 KPIs: 3 new signals, 1.3 expected by chance".
    expect(budget.new).toBeCloseTo(1.3, 1);
    expect(budget.standing).toBeCloseTo(64 * 0.0142, 9);
  });

  it('gives nothing for no charts, and for charts without limits', () => {
    const nothing = { new: 0, standing: 0 };
    expect(signalBudget([])).toEqual(nothing);
    expect(
      signalBudget([
        { state: 'too_little_history', points: 3 },
        { state: 'too_little_history', points: 25, method: 'run' },
      ]),
    ).toEqual(nothing);
  });

  it('knows trial limits, freshly locked ones and old ones, means and medians', () => {
    const of = (points: number, method: 'xmr' | 'xmr_median' | 'p_prime' = 'xmr') =>
      signalBudget([{ state: points < 20 ? 'trial' : 'locked', points, method }]);
    expect(of(6)).toEqual({ new: 0.0072, standing: 0.0001 });
    expect(of(20)).toEqual({ new: 0.0079, standing: 0.002 });
    expect(of(21).new).toBeGreaterThan(of(20).new);
    expect(of(29)).toEqual({ new: 0.0207, standing: 0.0142 });
    expect(of(500)).toEqual(of(29));
    expect(of(500, 'p_prime')).toEqual(of(500));
    expect(of(500, 'xmr_median').new).toBeGreaterThan(of(500).new);
  });
});

describe('the table behind it', () => {
  // Single entries are too rare for a short run; their sums over a stretch are not.
  const STRETCHES = [
    { what: 'trial limits and just locked', from: 6, to: 20 },
    { what: 'windows that reach into the baseline', from: 21, to: 28 },
    { what: 'settled', from: 29, to: 29 },
  ];

  it.each([
    { method: 'xmr', table: NOISE_RATES.mean },
    { method: 'xmr_median', table: NOISE_RATES.median },
  ] as const)('is what a short simulation finds again ($method)', ({ method, table }) => {
    const rates = noiseRates({ charts: 4_000, seed: 7, method, after: 20 });
    expect(rates.map(({ points }) => points)).toEqual(table.map((_, i) => i + 6));
    for (const { what, from, to } of STRETCHES) {
      const found = rates.filter(({ points }) => points >= from && points <= to);
      const stated = table.slice(from - 6, to - 5);
      const ratio = (part: 'new' | 'standing') =>
        sum(found.map((rate) => rate[part])) /
        sum(stated.map(([started, standing]) => (part === 'new' ? started : standing)));
      // Two to three standard errors of 4,000 charts.
      expect(Math.abs(ratio('new') - 1), `new, ${what}`).toBeLessThan(0.12);
      expect(Math.abs(ratio('standing') - 1), `standing, ${what}`).toBeLessThan(0.3);
    }
  });

  it('is what was promised: a false alarm about every 50 periods, in some signal 3.4 %', () => {
    const charts = 2_000;
    const settled = noiseRates({ charts, seed: 11, after: 60 }).at(-1);
    expect(settled?.points).toBe(SETTLED_POINTS);
    const every = 1 / (settled?.new ?? 0);
    expect(every).toBeGreaterThan(45);
    expect(every).toBeLessThan(55);
    expect(settled?.inSignal).toBeGreaterThan(0.031);
    expect(settled?.inSignal).toBeLessThan(0.038);
  });

  it('with limits known exactly: about every 124 periods', () => {
    const { new: rate } = noiseRatesWithKnownLimits({ periods: 1_000_000, seed: 3 });
    expect(1 / rate).toBeGreaterThan(120);
    expect(1 / rate).toBeLessThan(129);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('the budget in words', () => {
  const say = (fresh: number, standing: number) =>
    budgetSentence(
      { kpis: 66, new: fresh, standing, expected: { new: 1.4, standing: 0.9 } },
      'week',
      (count) => count.toFixed(1),
    );

  it('says that no more than chance gives may be nothing but chance', () => {
    expect(say(1, 8)).toBe(
      '66 KPIs have charts. 1 new signal this week, where chance alone would give 1.4: it may be nothing but chance. 8 standing from before, where chance alone would give 0.9: more than chance explains.',
    );
    expect(say(2, 0)).toBe(
      '66 KPIs have charts. 2 new signals this week, where chance alone would give 1.4: more than chance explains. 0 standing from before, where chance alone would give 0.9.',
    );
  });
});
