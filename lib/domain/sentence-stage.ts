/** What a stage's page says before it shows anything. */
import type { Grain, PeriodKey } from './calendar';
import type { Direction } from './catalog';
import type { StageScorecard } from './scorecard';
import type { Sentence, Span } from './sentence';
import { type ChangeWords, changePhrase } from './sentence-change';
import type { Coincidence } from './stage-change';
import type { Standing } from './trend';
import { grainNoun, periods } from './wording';

export interface StageFindingInput {
  readonly name: string;
  readonly scorecard: StageScorecard;
  /** How many experience KPIs are mapped to the stage and could be read here. */
  readonly kpis: number;
  readonly since: PeriodKey | null;
  readonly sinceAtLeast: boolean;
  /** Key of the period looked at. */
  readonly period: PeriodKey;
  readonly inProgress: boolean;
  /** What was marked on a chart of the stage at about the time of `since`. */
  readonly change: Coincidence | null;
  readonly words: ChangeWords & { readonly periodName: (period: PeriodKey) => string };
}

/**
 * How a stage stands for customers: its status, since when where that is not good, and how many of
 * its due customer KPIs are met; what is due and missing is said. A critical miss is named as the
 * reason where the count alone would not say it. Where nothing can be judged it says why.
 *
 * @example
 * plainText(stageFinding(input)) // 'Receive is off target since W44: 1 of 3 customer KPIs is met.'
 * // 'Receive is off target since W43, 1 week after “New receiving screen” (12 Oct): 1 of 3 …'
 * // 'Use is on target: all 4 customer KPIs are met.'
 * // 'Receive cannot be judged: only 1 of 4 due customer KPIs has a figure.'
 */
export function stageFinding(input: StageFindingInput): Sentence {
  const { name, scorecard, words } = input;
  const { status, due, onTarget, judged } = scorecard;
  const cannot = (why: string): Sentence => [
    { text: `${name} cannot be judged`, tone: 'strong' },
    { text: `: ${why}.` },
  ];
  if (input.kpis === 0) return cannot('no KPI says what customers get here');
  if (due === 0) {
    return input.inProgress
      ? [
          { text: `${name} is not judged yet`, tone: 'strong' },
          { text: `: ${words.periodName(input.period)} is in progress.` },
        ]
      : cannot(noneDue(input.kpis, words.periodName(input.period)));
  }
  if (status === 'no_data') return cannot(tooFewFigures(judged, due));
  const missing = due - judged;
  return [
    { text: `${name} is ` },
    statusSpan(input),
    {
      text: `${changeOf(input)}: ${metPhrase(onTarget, due)}${missing === 0 ? '' : `, ${missing} ${missing === 1 ? 'has' : 'have'} no figure`}${criticalPhrase(scorecard)}.`,
    },
  ];
}

function noneDue(kpis: number, period: string): string {
  return kpis === 1
    ? `its only customer KPI is not due in ${period}`
    : `none of its ${kpis} customer KPIs is due in ${period}`;
}

function tooFewFigures(judged: number, due: number): string {
  if (due === 1) return 'its only due customer KPI has no figure';
  if (judged === 0) return `none of ${due} due customer KPIs has a figure`;
  return `only ${judged} of ${due} due customer KPIs ${judged === 1 ? 'has' : 'have'} a figure`;
}

/** The change is said only where the run is known to have begun then. */
function changeOf({ change, since, sinceAtLeast, words }: StageFindingInput): string {
  return change === null || since === null || sinceAtLeast
    ? ''
    : `, ${changePhrase(change, words)}`;
}

function statusSpan({ scorecard, since, sinceAtLeast, words }: StageFindingInput): Span {
  const run =
    since === null ? '' : ` since ${words.periodName(since)}${sinceAtLeast ? ' or before' : ''}`;
  switch (scorecard.status) {
    case 'on_target':
      return { text: 'on target', tone: 'good' };
    case 'at_risk':
      return { text: `at risk${run}`, tone: 'strong' };
    default:
      return { text: `off target${run}`, tone: 'bad' };
  }
}

/** "1 of 3 customer KPIs is met": in agreement with its count. */
function metPhrase(onTarget: number, due: number): string {
  if (due === 1) return `its only due customer KPI is ${onTarget === 1 ? '' : 'not '}met`;
  if (onTarget === due) {
    return due === 2 ? 'both customer KPIs are met' : `all ${due} customer KPIs are met`;
  }
  if (onTarget === 0) {
    return due === 2 ? 'neither of 2 customer KPIs is met' : `none of ${due} customer KPIs is met`;
  }
  return `${onTarget} of ${due} customer KPIs ${onTarget === 1 ? 'is' : 'are'} met`;
}

/** Only where most are met and the stage is red all the same. */
function criticalPhrase({ criticalMisses, onTarget, due }: StageScorecard): string {
  const misses = criticalMisses.length;
  if (misses === 0 || 2 * onTarget < due) return '';
  return misses === 1
    ? ', but a critical one is off target'
    : `, but ${misses} critical ones are off target`;
}

/**
 * How often something was bad over the last periods, apart from since when it is. Null with fewer
 * than two periods judged, where that is no history. Periods that were not judged are said.
 *
 * @example
 * historyPhrase({ offTarget: 24, atRisk: 0, judged: 26, of: 26, … }, 'week')
 * // 'off target in 24 of 26 weeks'; with a gap 'off target in 3 and at risk in 2 of the 24 weeks judged'
 */
export function historyPhrase(
  { offTarget, atRisk, judged, of }: Pick<Standing, 'offTarget' | 'atRisk' | 'judged' | 'of'>,
  grain: Grain,
): string | null {
  if (judged < 2) return null;
  const span =
    judged === of ? periods(of, grain) : `the ${judged} ${grainNoun(grain, 'plural')} judged`;
  if (offTarget + atRisk === 0) {
    return `on target in all ${span}`;
  }
  if (atRisk === 0) return `off target in ${everyOr(offTarget, judged)}${span}`;
  if (offTarget === 0) return `at risk in ${everyOr(atRisk, judged)}${span}`;
  return `off target in ${offTarget} and at risk in ${atRisk} of ${span}`;
}

function everyOr(count: number, all: number): string {
  return count === all ? 'all ' : `${count} of `;
}

/**
 * What a KPI's usual level says of its target, where that is missed even when nothing unusual
 * happens: the whole usual range on the wrong side, or its centre. Null where the usual level meets
 * the target, and where there is no usual range, no single target, or no direction.
 *
 * @example
 * usualLevelPhrase({ direction: 'higher', target: 95, center: 94.2, best: 96.8, told: false }, String)
 * // 'at its usual level, 94.2, it misses the target of 95'
 * // 'even at its best usual figure, 94.6, it misses the target of 95: it will miss until the process or the target changes'
 */
export function usualLevelPhrase(
  {
    direction,
    target,
    center,
    best,
    told,
  }: {
    readonly direction: Direction;
    readonly target: number | null;
    /** Centre of the natural limits, and the limit on the good side. */
    readonly center: number | null;
    readonly best: number | null;
    /** That it will miss is said elsewhere: in the sentence of a KPI without a signal. */
    readonly told: boolean;
  },
  written: (value: number) => string,
): string | null {
  if (target === null || center === null || best === null) return null;
  if (direction !== 'higher' && direction !== 'lower') return null;
  const misses = (value: number) => (direction === 'higher' ? value < target : value > target);
  if (misses(best)) {
    const miss = `even at its best usual figure, ${written(best)}, it misses the target of ${written(target)}`;
    return told ? miss : `${miss}: it will miss until the process or the target changes`;
  }
  return misses(center)
    ? `at its usual level, ${written(center)}, it misses the target of ${written(target)}`
    : null;
}

/**
 * For how many customers the whole stage went right, from the share that its reliability KPI
 * gives (0 to 1), as `ofHundred` writes it; or why nobody knows.
 *
 * @example plainText(reliabilitySentence(0.87, true, (share) => '87'))
 * // 'For 87 of 100 customers the whole stage went right.'
 */
export function reliabilitySentence(
  share: number | null,
  hasKpi: boolean,
  ofHundred: (share: number) => string,
): Sentence {
  if (share === null) {
    return [
      {
        text: hasKpi
          ? 'For how many customers the whole stage went right is not known: no figure.'
          : 'For how many customers the whole stage went right is not measured.',
      },
    ];
  }
  if (share >= 1) return [{ text: 'For every customer the whole stage went right.' }];
  if (share <= 0) return [{ text: 'For no customer the whole stage went right.' }];
  return [
    { text: 'For ' },
    { text: `${ofHundred(share)} of 100 customers`, tone: 'strong' },
    { text: ' the whole stage went right.' },
  ];
}
