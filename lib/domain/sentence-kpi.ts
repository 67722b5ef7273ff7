/** What one KPI's chart says, in words: for the list of signals, for misses, for chart names. */
import type { CalendarDate, Grain, PeriodKey } from './calendar';
import type { Direction, TargetBounds } from './catalog';
import { plainText, type Sentence, type Span } from './sentence';
import { holdsAnyRule, signalPhrase } from './sentence-signal';
import type { ChartPoint, ProcessChart } from './signals';
import type { Judgement, Status } from './status';
import { isRoutineVariation, liveSignal, verdict } from './verdict';
import { capitalised, counted, grainNoun, periods } from './wording';

/** How dates and periods are written; the domain itself formats nothing. */
export interface KpiWords {
  /** `W44`. */
  readonly periodName: (period: PeriodKey) => string;
  /** `25 Nov`. */
  readonly dateName: (date: CalendarDate) => string;
  /** The newest point's period as part of a sentence, `this week`; without it `in W47`. */
  readonly present?: string;
}

/** One KPI as judged, with its chart up to the period judged. */
export interface KpiFinding {
  readonly direction: Direction;
  /** Grain of the chart's points. */
  readonly grain: Grain;
  readonly judgement: Pick<Judgement, 'status' | 'dueOn' | 'inconclusive' | 'reading' | 'target'>;
  /** Consecutive periods, oldest first; the last one is the period judged. */
  readonly points: readonly ChartPoint[];
  /** Of these points. */
  readonly chart: ProcessChart;
}

export const STATUS_WORDS = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'no target in effect',
  not_yet_due: 'not judged yet',
  no_data: 'no figure reported',
  too_few: 'too few answers to judge',
} as const satisfies Record<Status, string>;

/**
 * One KPI's reading without a full stop: its signal and since when, or that it is routine, or why
 * nothing can be said. "Usual range" is the natural limits, "usual level" their centre. A miss is
 * called routine only with locked limits and no signal; with trial limits the sentence says how
 * little they rest on. What is said of runs is counted from the points themselves, not from the
 * span of the signal, which may join different rules.
 *
 * @example
 * plainText(kpiSentence(finding, words)) // 'Below its usual range since W44: worse than usual'
 * // 'New this week: above its usual range, worse than usual; on target all the same'
 * // 'Off target, inside its usual range: routine variation; only a change of process or target will help'
 * // 'Off target; too little history for a usual range'
 * // 'No figure yet, due 25 Nov'
 */
export function kpiSentence(finding: KpiFinding, words: KpiWords): Sentence {
  const { judgement, direction } = finding;
  const { status, dueOn } = judgement;
  const value = judgement.reading?.measures.value ?? null;
  if (status === 'no_data') {
    return [{ text: `No figure reported, was due ${words.dateName(dueOn)}` }];
  }
  if (status === 'not_yet_due') {
    return value === null
      ? [{ text: `No figure yet, due ${words.dateName(dueOn)}` }]
      : [{ text: `In progress: judged when the ${grainNoun(finding.grain, 'singular')} is over` }];
  }
  if (status === 'too_few') return [{ text: 'Too few answers to judge' }];
  const signal = signalSpans(finding, words);
  const inconclusive = judgement.inconclusive
    ? [{ text: '; inconclusive, as its 95 % interval straddles the target' }]
    : [];
  if (signal !== null) return [...signal, ...inconclusive];
  if (value === null) {
    return [{ text: direction === 'none' ? 'No figure' : `No figure, ${STATUS_WORDS[status]}` }];
  }
  const opening = direction === 'none' ? 'shown for context' : STATUS_WORDS[status];
  return [
    { text: capitalised(opening), ...toneOf(status) },
    { text: withoutSignal(finding) },
    ...inconclusive,
  ];
}

function toneOf(status: Status): Pick<Span, 'tone'> {
  if (status === 'off_target') return { tone: 'bad' };
  return status === 'on_target' ? { tone: 'good' } : {};
}

/** Null when no signal reaches the newest point. */
function signalSpans(
  { chart, points, grain, judgement }: KpiFinding,
  words: KpiWords,
): Sentence | null {
  const signal = liveSignal(chart);
  const last = points.at(-1);
  if (signal === null || last === undefined) return null;
  const isNew = signal.state === 'new';
  const present = words.present ?? `in ${words.periodName(last.period)}`;
  const phrase = signalPhrase(signal, points, chart, { grain, ...words, present });
  const tone = signal.good === null ? 'strong' : signal.good ? 'good' : 'bad';
  const judged = signal.good === null ? '' : signal.good ? 'better than usual' : 'worse than usual';
  const from = provisional(chart, grain);
  const tail = [
    judged === '' ? '' : `${isNew ? ',' : ':'} ${judged}`,
    from === '' ? '' : `; the usual range is ${from}`,
    contrary(signal.good, judgement.status),
  ].join('');
  if (isNew) return [{ text: `New ${present}`, tone }, { text: `: ${phrase.here}${tail}` }];
  const opening: Span = { text: capitalised(phrase.since), tone };
  return tail === '' ? [opening] : [opening, { text: tail }];
}

/** A signal for the worse on target, or for the better off it, is said with its status. */
function contrary(good: boolean | null, status: Status): string {
  if (status !== 'on_target' && status !== 'at_risk' && status !== 'off_target') return '';
  const agrees = good === (status === 'on_target');
  return agrees ? '' : `; ${STATUS_WORDS[status]}${good === null ? '' : ' all the same'}`;
}

/** What trial limits rest on; empty for locked ones. */
function provisional(chart: ProcessChart, grain: Grain): string {
  const phase = chart.phases.at(-1);
  if (phase?.state !== 'trial') return '';
  return `provisional, from ${periods(phase.reported, grain)}`;
}

/** What follows the status of a KPI without a signal. */
function withoutSignal({ chart, judgement, direction, points, grain }: KpiFinding): string {
  const limits = chart.limits.at(-1);
  if (limits === undefined || limits.state === 'too_little_history') {
    const reason = chart.phases.at(-1)?.runReason ?? 'few_points';
    return NO_RANGE[reason];
  }
  // A signal that is counted in another view (a coarser KPI's) was taken out of the chart.
  if (holdsAnyRule(points, chart)) return '';
  const from = provisional(chart, grain);
  const inside = `, inside its usual range${from === '' ? '' : ` (${from})`}`;
  const value = points.at(-1)?.value ?? null;
  const { assurance } = verdict(chart, { value, direction, target: judgement.target });
  if (isRoutineVariation(chart, judgement.status)) {
    const change = '; only a change of process or target will help';
    return `${inside}: routine variation${assurance === 'will_miss' ? change : ''}`;
  }
  if (judgement.status !== 'on_target') return inside;
  if (assurance === 'will_hit') return `${inside}, which lies on target as a whole`;
  return assurance === 'hit_or_miss' ? `${inside}; by chance alone it will miss at times` : inside;
}

const NO_RANGE = {
  few_points: '; too little history for a usual range',
  no_neighbours: '; no usual range, as no two figures follow each other',
  all_or_nothing: '; no usual range, as all cases went the same way',
} as const;

/** How figures are written in the name of a chart. */
export interface ChartWords extends KpiWords {
  /** A figure with its unit, `84.0 %`; never rounded so that a miss looks met. */
  readonly value: (value: number) => string;
}

/**
 * The target of a KPI in words, null where none is in effect or the direction has none.
 *
 * @example targetPhrase({ target: 95, … }, 'higher', (v) => `${v} %`) // '95 % or more'
 */
export function targetPhrase(
  target: TargetBounds | null,
  direction: Direction,
  value: (value: number) => string,
): string | null {
  if (target === null || direction === 'none') return null;
  if (direction === 'range') {
    if (target.low === null) return target.high === null ? null : `${value(target.high)} or less`;
    if (target.high === null) return `${value(target.low)} or more`;
    return `between ${value(target.low)} and ${value(target.high)}`;
  }
  if (target.target === null) return null;
  return `${value(target.target)} or ${direction === 'higher' ? 'more' : 'less'}`;
}

/**
 * The name of a chart for those who hear it: the KPI, its newest figure and period, status and
 * target, what the chart says, and the usual range as drawn (`range`, after clipping; null
 * without one). What is missing is said, not left out.
 *
 * @example
 * chartName('Delivered on promised day', finding, { lower: 90.5, upper: 96.5 }, words)
 * // 'Delivered on promised day: 84.0 % in W47, off target; target 95 % or more. Below its usual
 * //  range since W44: worse than usual. Usual range 90.5 % to 96.5 %, from 26 points.'
 */
export function chartName(
  name: string,
  finding: KpiFinding,
  range: { readonly lower: number; readonly upper: number } | null,
  words: ChartWords,
): string {
  const { points, judgement, direction, chart } = finding;
  const last = points.at(-1);
  const reported = points.filter((point) => point.value !== null).length;
  const target = targetPhrase(judgement.target, direction, words.value);
  const figure = figurePhrase(last, judgement.status, words);
  const bound = target === null ? '' : `; target ${target}`;
  const usual =
    range === null || chart.limits.at(-1)?.state === 'too_little_history'
      ? 'No usual range'
      : `Usual range ${words.value(range.lower)} to ${words.value(range.upper)}`;
  return [
    `${name}: ${figure}${bound}`,
    plainText(kpiSentence(finding, words)),
    `${usual}, from ${counted(reported, 'figure', 'figures')}`,
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

function figurePhrase(last: ChartPoint | undefined, status: Status, words: ChartWords): string {
  if (last === undefined) return 'no figures yet';
  const period = words.periodName(last.period);
  if (last.value === null) return `no figure in ${period}`;
  return `${words.value(last.value)} in ${period}, ${STATUS_WORDS[status]}`;
}
