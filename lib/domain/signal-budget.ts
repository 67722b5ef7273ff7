/** How many signals chance alone would give (rules: domain §7, budget). */
import { FEWEST_POINTS } from './process-limits';
import type { ChartMethod, LimitState } from './signals';

/** What the budget needs to know of a chart whose newest figure is in. */
export interface BudgetedChart {
  /** State of the limits at its newest point. */
  readonly state: LimitState;
  /** Reported points in its newest phase. */
  readonly points: number;
  /** Default `xmr`; p′ behaves alike. Medians know less of the process, and cry wolf more often. */
  readonly method?: ChartMethod | 'run';
}

type Rates = readonly (readonly [newSignals: number, standing: number])[];

/**
 * Expected new and standing signals in one period of pure noise, by reported points in the phase:
 * the first entry is for 6, the last for 29 and more. Up to 19 limits are trial; at 20 they lock.
 * Figures right after the lock are lower than later ones, since the windows of the rules still
 * reach into the baseline, which the limits were made to fit.
 *
 * From `tests/domain/pure-noise.ts`: a million charts of independent normal figures, seed
 * 20261122; the last entry over 40 periods of each. The standard error is at most 0.0002.
 * Beside it, limits known exactly: one new signal in 124.7 periods, in some signal 1.3 % of them.
 */
export const NOISE_RATES: { readonly mean: Rates; readonly median: Rates } = {
  mean: [
    [0.0072, 0.0001],
    [0.008, 0.0006],
    [0.0081, 0.0011],
    [0.008, 0.0013],
    [0.0078, 0.0014],
    [0.0077, 0.0013],
    [0.0077, 0.0014],
    [0.0079, 0.0016],
    [0.0078, 0.0016],
    [0.0077, 0.0016],
    [0.0079, 0.0017],
    [0.0078, 0.0019],
    [0.0077, 0.0019],
    [0.0079, 0.0019],
    [0.0079, 0.002],
    [0.0149, 0.0028],
    [0.016, 0.0041],
    [0.0176, 0.0054],
    [0.0193, 0.0075],
    [0.02, 0.0089],
    [0.0205, 0.0102],
    [0.0216, 0.0113],
    [0.022, 0.0127],
    [0.0207, 0.0142],
  ],
  median: [
    [0.03, 0.0085],
    [0.0235, 0.0078],
    [0.0277, 0.0087],
    [0.0231, 0.0079],
    [0.0239, 0.0084],
    [0.0208, 0.0075],
    [0.0213, 0.0073],
    [0.0194, 0.0067],
    [0.0194, 0.0066],
    [0.0174, 0.006],
    [0.0179, 0.0058],
    [0.0165, 0.0053],
    [0.017, 0.0054],
    [0.0157, 0.0049],
    [0.0161, 0.0049],
    [0.0222, 0.0058],
    [0.0231, 0.0073],
    [0.0246, 0.0086],
    [0.0267, 0.0111],
    [0.0274, 0.0131],
    [0.0285, 0.0148],
    [0.0299, 0.0169],
    [0.0311, 0.0192],
    [0.0286, 0.0216],
  ],
};

/**
 * How many new and how many standing signals these charts would show together in one period if
 * nothing had happened anywhere: expected counts, so not whole numbers. To be held against what
 * they do show. A chart without limits adds nothing; nor can one whose newest figure is missing,
 * so leave such out. It assumes that figures are independent from period to period: seasons and
 * slow drifts give more signals, and those are real.
 *
 * 64 charts with limits locked on 20 of 30 points → 1.3 new, 0.9 standing.
 */
export function signalBudget(charts: readonly BudgetedChart[]): {
  readonly new: number;
  readonly standing: number;
} {
  let expectedNew = 0;
  let expectedStanding = 0;
  for (const { state, points, method = 'xmr' } of charts) {
    if (state === 'too_little_history' || method === 'run') continue;
    const rates = NOISE_RATES[method === 'xmr_median' ? 'median' : 'mean'];
    const index = Math.min(Math.max(points - FEWEST_POINTS, 0), rates.length - 1);
    const [started, standing] = rates[index] ?? [0, 0];
    expectedNew += started;
    expectedStanding += standing;
  }
  return { new: expectedNew, standing: expectedStanding };
}
