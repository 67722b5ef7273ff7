/** A whole process behaviour chart: phases, limits and signals of one series (rules: domain §7). */
import type { Direction } from './catalog';
import {
  baseline,
  countsOf,
  isReported,
  pPrimeBaseline,
  pPrimeLimits,
  xmrLimits,
} from './process-limits';
import { rulesAt, signalsFrom } from './process-rules';
import type {
  ChartMethod,
  ChartPhase,
  ChartPoint,
  Limits,
  ProcessChart,
  RunReason,
} from './signals';

/** So many points in a row on one side of the centre, and a new phase is proposed. */
const PROPOSING_RUN = 12;

export interface ChartOptions {
  /** Indexes of the points at which a marked change restarts the limits; 0 need not be among them. */
  readonly phaseStarts: readonly number[];
  readonly method: ChartMethod;
  readonly direction: Direction;
  /** p′ only: what turns a share into the KPI's unit, 100 for `%`. Default 1. */
  readonly scale?: number;
}

const NO_LINES = { center: null, lower: null, upper: null, rangeUpper: null };
const NO_LIMITS: Limits = {
  center: null,
  lower: null,
  upper: null,
  state: 'too_little_history',
};

/**
 * The process behaviour chart of a series: per phase its natural limits, at each point the limits
 * that hold there, and the signals. Limits and values are in the KPI's unit. It takes time
 * proportional to the number of points.
 *
 * `points` are consecutive periods, oldest first, with null values where a period is missing.
 * A phase with fewer than 6 reported points is a run chart: no limits, no signals. With 6 to 19
 * its limits rest on all its points (`trial`) and move as points arrive; from 20 they rest on the
 * first 20 reported points and stay (`locked`). They hold for the whole phase, baseline included.
 * Limits are not clipped to what the unit allows: that is for drawing.
 *
 * 49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1 (`xmr`) → one phase, `trial`, centre 50.81,
 * limits 45.815 and 55.805, no signal.
 */
export function processChart(points: readonly ChartPoint[], options: ChartOptions): ProcessChart {
  const { method, direction } = options;
  const starts = phaseStartsOf(points.length, options.phaseStarts);
  const values = points.map((point) => (isReported(point, method) ? point.value : null));
  const phases: ChartPhase[] = [];
  const limits: Limits[] = [];
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? points.length;
    const found = phaseLimits(points.slice(start, end), values.slice(start, end), options);
    const from = points[start];
    const to = points[end - 1];
    if (from === undefined || to === undefined) return;
    phases.push({ from: from.period, to: to.period, ...found.phase });
    for (let i = start; i < end; i++) limits.push(found.at(points[i]));
  });

  const startSet = new Set(starts);
  const { points: rules, lastRun } = rulesAt(values, limits, startSet);
  const signals = signalsFrom(points, rules, startSet, direction);
  return { phases, limits, signals, proposesPhase: lastRun >= PROPOSING_RUN };
}

function phaseStartsOf(length: number, marked: readonly number[]): readonly number[] {
  if (length === 0) return [];
  const inside = marked.filter((index) => Number.isInteger(index) && index > 0 && index < length);
  return [...new Set([0, ...inside])].toSorted((a, b) => a - b);
}

interface PhaseLimits {
  readonly phase: Omit<ChartPhase, 'from' | 'to'>;
  readonly at: (point: ChartPoint | undefined) => Limits;
}

/** `values` are those of `members`, null where a point does not count as reported. */
function phaseLimits(
  members: readonly ChartPoint[],
  values: readonly (number | null)[],
  { method, scale = 1 }: ChartOptions,
): PhaseLimits {
  const { end, state, reported } = baseline(values);
  const run = (runReason: RunReason): PhaseLimits => ({
    phase: {
      method: 'run',
      runReason,
      reported,
      ...NO_LINES,
      state: 'too_little_history',
    },
    at: () => NO_LIMITS,
  });
  if (state === 'too_little_history') return run('few_points');
  if (!hasNeighbours(values, end)) return run('no_neighbours');

  if (method === 'p_prime') {
    const from = pPrimeBaseline(members.slice(0, end).map(countsOf));
    if (from === null) return run('all_or_nothing');
    const center = scale * from.share;
    return {
      phase: { ...NO_LINES, method, runReason: null, reported, center, state },
      at: (point) => {
        const counts = point === undefined ? null : countsOf(point);
        if (counts === null) return { center, lower: null, upper: null, state };
        const { lower, upper } = pPrimeLimits(from, counts.denominator);
        return { center, lower: scale * lower, upper: scale * upper, state };
      },
    };
  }

  const found = xmrLimits(values.slice(0, end), method === 'xmr' ? 'mean' : 'median');
  if (found === null) return run('no_neighbours');
  const { center, lower, upper, rangeUpper } = found;
  const shared: Limits = { center, lower, upper, state };
  return {
    phase: { method, runReason: null, reported, center, lower, upper, rangeUpper, state },
    at: () => shared,
  };
}

function hasNeighbours(values: readonly (number | null)[], end: number): boolean {
  for (let i = 1; i < end; i++) if (isThere(values[i]) && isThere(values[i - 1])) return true;
  return false;
}

function isThere(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}
