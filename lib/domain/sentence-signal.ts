/** A signal in words, counted from the points that make it. */
import type { Grain, PeriodKey } from './calendar';
import { RUN_LENGTH, rulesAt } from './process-rules';
import type { ChartPoint, ProcessChart, Rule, Signal } from './signals';
import { counted, grainNoun, periods } from './wording';

export interface SignalWords {
  readonly grain: Grain;
  readonly periodName: (period: PeriodKey) => string;
  /** `this week`, `in W47`. */
  readonly present: string;
}

type ChartFacts = Pick<ProcessChart, 'limits' | 'phases'>;

/**
 * What a signal that reaches the newest point looks like there, as two phrases: `here` for the
 * newest point alone, `since` with the first period from which it holds without a break. A signal
 * may join rules over its life; only what holds at the newest point is said: outside the usual
 * range first, then a run on one side of the usual level, then three of four near one end.
 *
 * @example
 * signalPhrase(signal, points, chart, { grain: 'week', periodName, present: 'this week' })
 * // { here: 'below its usual range', since: 'below its usual range since W44' }
 */
export function signalPhrase(
  signal: Pick<Signal, 'side' | 'from'>,
  points: readonly ChartPoint[],
  chart: ChartFacts,
  words: SignalWords,
): { readonly here: string; readonly since: string } {
  const { side } = signal;
  const { points: rules, lastRun } = rulesOf(points, chart);
  const holds = (rule: Rule) => rules.at(-1)?.[side].includes(rule) ?? false;
  if (holds(1)) {
    const here = `${side} its usual range`;
    const first = rules.findLastIndex((point) => !point[side].includes(1)) + 1;
    return { here, since: `${here} ${sinceIndex(first, points, words)}` };
  }
  if (holds(2)) {
    const here = `${side} its usual level for ${periods(lastRun, words.grain)} in a row`;
    return { here, since: `${here}, ${sinceIndex(points.length - lastRun, points, words)}` };
  }
  if (holds(3)) {
    const end = side === 'above' ? 'upper' : 'lower';
    const here = `near the ${end} end of its usual range in at least 3 of the last ${periods(4, words.grain)}`;
    return { here, since: here };
  }
  return { here: 'a signal', since: `a signal since ${words.periodName(signal.from)}` };
}

/**
 * Whether a rule holds at the newest point, on either side: then it is not "inside its usual
 * range" as if nothing were the matter, whoever counts the signal.
 *
 * @example holdsAnyRule(points, chart) // true where the newest point lies outside its limits
 */
export function holdsAnyRule(points: readonly ChartPoint[], chart: ChartFacts): boolean {
  const window = { ...chart, limits: chart.limits.slice(-RUN_LENGTH) };
  const last = rulesOf(points.slice(-RUN_LENGTH), window).points.at(-1);
  return last !== undefined && last.above.length + last.below.length > 0;
}

function rulesOf(points: readonly ChartPoint[], chart: ChartFacts): ReturnType<typeof rulesAt> {
  const opened = new Set(chart.phases.map((phase) => phase.from));
  const starts = new Set(points.flatMap((point, i) => (opened.has(point.period) ? [i] : [])));
  const values = points.map((point) => point.value);
  return rulesAt(values, chart.limits, starts);
}

function sinceIndex(first: number, points: readonly ChartPoint[], words: SignalWords): string {
  const point = points[first];
  if (point === undefined || first >= points.length - 1) return words.present;
  return `since ${words.periodName(point.period)}`;
}

/**
 * How many signals there are beside how many chance alone would give, and what that means: no more
 * than chance gives may be nothing but chance.
 *
 * @example
 * budgetSentence({ kpis: 66, new: 1, standing: 8, expected: { new: 1.4, standing: 0.9 } }, 'week', written)
 * // '66 KPIs have charts. 1 new signal this week, where chance alone would give 1.4: it may be nothing but chance.
 * //  8 standing from before, where chance alone would give 0.9: more than chance explains.'
 */
export function budgetSentence(
  counts: {
    readonly kpis: number;
    readonly new: number;
    readonly standing: number;
    readonly expected: { readonly new: number; readonly standing: number };
  },
  grain: Grain,
  written: (count: number) => string,
): string {
  const beside = (count: number, expected: number) => {
    const chance = `, where chance alone would give ${written(expected)}`;
    if (count === 0) return `${chance}.`;
    if (count > expected) return `${chance}: more than chance explains.`;
    return `${chance}: ${count === 1 ? 'it' : 'they'} may be nothing but chance.`;
  };
  const { kpis, expected } = counts;
  const fresh = `${counts.new} new ${counts.new === 1 ? 'signal' : 'signals'} this ${grainNoun(grain, 'singular')}`;
  return [
    `${counted(kpis, 'KPI has a chart', 'KPIs have charts')}.`,
    `${fresh}${beside(counts.new, expected.new)}`,
    `${counts.standing} standing from before${beside(counts.standing, expected.standing)}`,
  ].join(' ');
}
