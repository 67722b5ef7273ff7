/** What a change of a definition does, in sentences, before it is saved. */
import type { Grain } from './calendar';
import type { JudgedAnew } from './judged-anew';
import type { Status } from './status';
import type { TargetEffect } from './target-effect';
import { periods } from './wording';

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'no target',
  not_yet_due: 'not yet due',
  no_data: 'no data',
  too_few: 'too few answers',
};

/**
 * How many periods are judged anew, and how.
 *
 * @example
 * judgedAnewSentence({ of: 104, changes: [{ from: 'on_target', to: 'off_target', periods: 9 }], … }, 'week')
 * // '9 of 104 weeks are judged anew: 9 from on target to off target.'
 */
export function judgedAnewSentence({ of, changes }: JudgedAnew, grain: Grain): string {
  if (of === 0) return 'There are no figures yet that it could judge.';
  const count = changes.reduce((sum, change) => sum + change.periods, 0);
  if (count === 0) {
    return `None of the ${periods(of, grain)} with figures is judged anew.`;
  }
  const parts = changes.map(
    (change) => `${change.periods} from ${STATUS_WORDS[change.from]} to ${STATUS_WORDS[change.to]}`,
  );
  return `${count} of ${periods(of, grain)} ${count === 1 ? 'is' : 'are'} judged anew: ${parts.join(', ')}.`;
}

/**
 * Where a new target lies against how the process runs.
 *
 * @example
 * targetEffectSentence({ met: 3, of: 13, assurance: 'will_miss', … }, 'week', percent)
 * // 'As the process runs, it would be met in about 3 of 13 weeks; it will miss unless the process changes.
 * //  The usual range is 45.8 % to 55.8 %.'
 */
export function targetEffectSentence(
  { met, of, assurance, range, unsure }: TargetEffect,
  grain: Grain,
  written: (value: number) => string,
): string {
  const about = `As the process runs, it would be met in about ${met} of ${periods(of, grain)}`;
  const outlook =
    assurance === null ? (unsure === null ? '' : UNSURE[unsure]) : `; ${ASSURANCE[assurance]}`;
  const where =
    range === null ? '' : ` The usual range is ${written(range.lower)} to ${written(range.upper)}.`;
  return `${about}${outlook}.${where}`;
}

const ASSURANCE = {
  will_hit: 'all of the usual range meets it, so it will hit unless the process changes',
  hit_or_miss: 'it lies within the usual range, so hit or miss is a matter of chance',
  will_miss: 'it will miss unless the process changes',
} as const;

const UNSURE = {
  signal: '. The process is moving, so nothing is said of what is to come',
  trial: '. The usual range is not settled yet, so nothing is said of what is to come',
  too_little_history: '. There is too little history to say more',
} as const;
