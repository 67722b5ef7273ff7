/** What the register of moments says before it lists them. */
import type { Prioritised } from './moment-view';
import type { Sentence, Span } from './sentence';
import type { MomentState } from './stage-view';
import { counted } from './wording';

/**
 * How the moments of a journey stand: how many are off target and how many of those are critical,
 * then how many are at risk, without data, and without any KPI. What is not there is not said.
 *
 * @example
 * plainText(momentsFinding(moments))
 * // '4 of 18 moments of truth are off target, 2 of them critical. 2 are measured by no KPI.'
 */
export function momentsFinding(
  moments: readonly Pick<MomentState, 'status' | 'critical'>[],
): Sentence {
  const all = moments.length;
  if (all === 0)
    return [{ text: 'No moment of truth is named in this journey yet.', tone: 'strong' }];
  const having = (status: MomentState['status']) =>
    moments.filter((moment) => moment.status === status);
  const off = having('off_target');
  const rest = [
    { count: having('at_risk').length, one: 'is at risk', many: 'are at risk' },
    {
      count: having('no_data').length,
      one: 'cannot be judged: no data',
      many: 'cannot be judged: no data',
    },
    {
      count: having('withheld').length,
      one: 'is withheld, as a silo KPI measures it',
      many: 'are withheld, as silo KPIs measure them',
    },
    {
      count: having(null).length,
      one: 'is measured by no KPI',
      many: 'are measured by no KPI',
    },
  ].flatMap(({ count, one, many }): readonly Span[] =>
    count === 0 ? [] : [{ text: ` ${count} ${count === 1 ? one : many}.` }],
  );
  return [opening(off, all, having('on_target').length), ...rest];
}

function opening(
  off: readonly Pick<MomentState, 'critical'>[],
  all: number,
  onTarget: number,
): Span {
  if (onTarget === all) {
    return {
      text:
        all === 1
          ? 'The only moment of truth is on target.'
          : `All ${all} moments of truth are on target.`,
      tone: 'good',
    };
  }
  if (off.length === 0) return { text: 'No moment of truth is off target.', tone: 'strong' };
  const critical = off.filter((moment) => moment.critical).length;
  const who =
    all === 1
      ? 'The only moment of truth is'
      : `${off.length} of ${all} moments of truth ${off.length === 1 ? 'is' : 'are'}`;
  return { text: `${who} off target${criticalPhrase(critical, off.length)}.`, tone: 'bad' };
}

function criticalPhrase(critical: number, off: number): string {
  if (critical === 0) return '';
  if (off === 1) return ', and it is critical';
  if (critical === off) return off === 2 ? ', both critical' : ', all of them critical';
  return `, ${critical} of them critical`;
}

/**
 * How many moments are prioritised, against the 10 to 20 that a journey can hold.
 *
 * @example plainText(prioritySentence({ count: 4, fewest: 10, most: 20 }))
 * // '4 moments are prioritised: fewer than the 10 to 20 that make or break a journey.'
 */
export function prioritySentence({ count, fewest, most }: Prioritised): Sentence {
  const range = `${fewest} to ${most}`;
  const who = counted(count, 'moment is', 'moments are');
  if (count < fewest) {
    return [
      { text: `${who} prioritised: `, tone: 'strong' },
      { text: `fewer than the ${range} that make or break a journey.` },
    ];
  }
  if (count > most) {
    return [
      { text: `${who} prioritised: `, tone: 'strong' },
      { text: `more than the ${range} that a journey can hold in sight.` },
    ];
  }
  return [{ text: `${who} prioritised, within the ${range} that a journey can hold in sight.` }];
}
