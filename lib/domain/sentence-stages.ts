/** How the stages of a journey stand beside each other, in words. */
import type { Sentence } from './sentence';
import { counted, listed } from './wording';

/**
 * How the stages of a journey stand for customers, with those named that are off target.
 *
 * @example
 * plainText(stagesFinding([{ name: 'Buy', status: 'off_target' }, { name: 'Use', status: 'on_target' }]))
 * // 'For customers, 1 of 2 stages is on target. Buy is off target.'
 */
export function stagesFinding(
  stages: readonly { readonly name: string; readonly status: string; readonly href?: string }[],
): Sentence {
  if (stages.length === 0) return [{ text: 'This journey has no stages yet.', tone: 'strong' }];
  const named = (status: string) =>
    listed(
      stages
        .filter((stage) => stage.status === status)
        .map(({ name, href }) => ({
          text: name,
          tone: 'strong',
          ...(href === undefined ? {} : { href }),
        })),
    );
  const count = (status: string) => stages.filter((stage) => stage.status === status).length;
  const [on, off, risk, none] = [
    count('on_target'),
    count('off_target'),
    count('at_risk'),
    count('no_data'),
  ] as const;
  const are = (number: number) => (number === 1 ? 'is' : 'are');
  const rest = (status: string, number: number, words: string): Sentence =>
    number === 0 ? [] : [{ text: ' ' }, ...named(status), { text: ` ${are(number)} ${words}.` }];
  return [
    {
      text:
        on === stages.length
          ? `For customers, ${stages.length === 1 ? 'the only stage is' : `all ${stages.length} stages are`} on target.`
          : `For customers, ${on === 0 ? 'none' : on} of ${counted(stages.length, 'stage', 'stages')} ${are(Math.max(on, 1))} on target.`,
      tone: off > 0 ? 'bad' : 'strong',
    },
    ...rest('off_target', off, 'off target'),
    ...rest('at_risk', risk, 'at risk'),
    ...rest('no_data', none, 'without data to judge by'),
  ];
}

/**
 * Which stage has the lowest share of due customer KPIs on target, or which ones share it; null
 * with fewer than two stages to compare, or where all are alike. Stages without data compare not.
 *
 * @example
 * plainText(lowestSentence([{ name: 'Buy', share: 0.4 }, { name: 'Receive', share: 0.25 }], percent))
 * // 'Lowest is Receive, with 25 % of due customer KPIs on target.'
 */
export function lowestSentence(
  stages: readonly { readonly name: string; readonly share: number | null }[],
  written: (share: number) => string,
): Sentence | null {
  const shares = stages.flatMap(({ share }) => share ?? []);
  const least = Math.min(...shares);
  if (shares.length < 2 || least === Math.max(...shares)) return null;
  const lowest = stages.filter(({ share }) => share === least);
  return [
    { text: lowest.length === 1 ? 'Lowest is ' : 'Lowest are ' },
    ...listed(lowest.map(({ name }) => ({ text: name, tone: 'strong' }))),
    { text: `, with ${written(least)} of due customer KPIs on target.` },
  ];
}
