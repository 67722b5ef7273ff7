/**
 * What pure noise does to a process behaviour chart: independent normal figures, judged by the
 * product's own code. It is where the table in `lib/domain/signal-budget.ts` comes from. To make
 * that table again (about a quarter of an hour):
 *
 *   npx tsx tests/domain/pure-noise.ts
 */
import { pathToFileURL } from 'node:url';
import type { PeriodKey } from '../../lib/domain/calendar';
import { processChart } from '../../lib/domain/process-chart';
import { BASELINE_POINTS, FEWEST_POINTS } from '../../lib/domain/process-limits';
import { rulesAt, signalsFrom } from '../../lib/domain/process-rules';
import type { ChartMethod, ChartPoint, Limits, Signal } from '../../lib/domain/signals';

/** Signals in one period, as a mean over charts. */
export interface NoiseRate {
  /** Points in the phase; from the last entry on nothing changes any more. */
  readonly points: number;
  readonly new: number;
  readonly standing: number;
  /** Share of charts with any signal. */
  readonly inSignal: number;
}

/** A repeatable source of standard normal figures (mulberry32 and Box–Muller). */
function normalNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Points after which no window of a rule, nor that of the point before, touches the baseline. */
export const SETTLED_POINTS = BASELINE_POINTS + 9;

/**
 * Rates at 6 to 29 points of a phase, the last as a mean over the `after` periods from 29 on,
 * which are alike.
 */
export function noiseRates(options: {
  readonly charts: number;
  readonly seed: number;
  readonly method?: ChartMethod;
  readonly after?: number;
}): readonly NoiseRate[] {
  const { charts, seed, method = 'xmr', after = 40 } = options;
  const noise = normalNoise(seed);
  const length = SETTLED_POINTS - 1 + after;
  const periods = Array.from({ length }, (_, i) => String(i) as PeriodKey);
  const tally = new Tally();
  const settings = { phaseStarts: [], method, direction: 'none' } as const;
  for (let chart = 0; chart < charts; chart++) {
    const points: ChartPoint[] = periods.map((period) => ({
      period,
      value: noise(),
    }));
    // Trial limits move with every point, so each length is a chart of its own.
    for (let size = FEWEST_POINTS; size < BASELINE_POINTS; size++) {
      tally.add(size, size, processChart(points.slice(0, size), settings).signals);
    }
    tally.add(BASELINE_POINTS, length, processChart(points, settings).signals);
    tally.close(length);
  }
  return tally.rates(charts, after);
}

/** The same with limits known exactly instead of estimated: mean rates over many periods. */
export function noiseRatesWithKnownLimits(options: {
  readonly periods: number;
  readonly seed: number;
}): NoiseRate {
  const noise = normalNoise(options.seed);
  const chunk = 100_000;
  const keys = Array.from({ length: chunk }, (_, i) => ({ period: String(i) as PeriodKey }));
  const known: Limits = { center: 0, lower: -3, upper: 3, state: 'locked' };
  const limits = keys.map(() => known);
  let started = 0;
  let covered = 0;
  for (let done = 0; done < options.periods; done += chunk) {
    const values = keys.map(noise);
    const { points } = rulesAt(values, limits, new Set());
    for (const signal of signalsFrom(keys, points, new Set(), 'none')) {
      started++;
      covered += Number(signal.to) - Number(signal.from) + 1;
    }
  }
  const periods = Math.ceil(options.periods / chunk) * chunk;
  return {
    points: Number.POSITIVE_INFINITY,
    new: started / periods,
    standing: (covered - started) / periods,
    inSignal: covered / periods,
  };
}

class Tally {
  private readonly started = new Map<number, number>();
  private readonly standing = new Map<number, number>();
  private readonly touched = new Map<number, number>();
  private readonly seen = new Set<number>();

  /** Counts what was so at each length from `from` to `to` points. */
  add(from: number, to: number, signals: readonly Signal[]): void {
    for (const signal of signals) {
      const first = Number(signal.from) + 1;
      const last = Number(signal.to) + 1;
      for (let size = Math.max(first, from); size <= Math.min(last, to); size++) {
        increment(size === first ? this.started : this.standing, size);
        this.seen.add(size);
      }
    }
  }

  /** Ends one chart: a length at which two signals held counts once. */
  close(length: number): void {
    for (const size of this.seen) if (size <= length) increment(this.touched, size);
    this.seen.clear();
  }

  rates(charts: number, after: number): readonly NoiseRate[] {
    const rates: NoiseRate[] = [];
    for (let size = FEWEST_POINTS; size < SETTLED_POINTS; size++) {
      rates.push(this.rate(size, 1, charts));
    }
    rates.push(this.rate(SETTLED_POINTS, after, charts));
    return rates;
  }

  private rate(size: number, periods: number, charts: number): NoiseRate {
    const mean = (counts: ReadonlyMap<number, number>) => {
      let sum = 0;
      for (let at = size; at < size + periods; at++) sum += counts.get(at) ?? 0;
      return sum / (charts * periods);
    };
    return {
      points: size,
      new: mean(this.started),
      standing: mean(this.standing),
      inSignal: mean(this.touched),
    };
  }
}

function increment(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function print(charts: number): void {
  const seed = 20_261_122;
  for (const method of ['xmr', 'xmr_median'] as const) {
    console.log(`${method}, ${charts} charts`);
    for (const rate of noiseRates({ charts, seed, method })) {
      const { points, standing, inSignal } = rate;
      console.log(
        `  [${points}, ${rate.new.toFixed(4)}, ${standing.toFixed(4)}], in signal ${inSignal.toFixed(4)}`,
      );
    }
  }
  const known = noiseRatesWithKnownLimits({ periods: charts * 50, seed });
  console.log(`limits known: one new in ${(1 / known.new).toFixed(1)} periods`, known);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) print(1_000_000);
