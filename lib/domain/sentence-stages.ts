/** How the stages of a journey stand beside each other, in words. */
import type { PeriodKey } from './calendar';
import type { ScorecardStatus } from './scorecard';
import type { Sentence, Span } from './sentence';
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
    ...rest('withheld', count('withheld'), 'withheld'),
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

export interface WorstInput {
  readonly stages: readonly {
    readonly name: string;
    readonly href?: string;
    readonly status: ScorecardStatus;
    readonly onTarget: number;
    readonly due: number;
    /** 0 to 1; null when nothing is due. */
    readonly share: number | null;
    readonly since: PeriodKey | null;
    readonly sinceAtLeast: boolean;
  }[];
  readonly words: { readonly periodName: (period: PeriodKey) => string };
}

/** Beyond so many that are equally bad there is no worst. */
const MOST_WORST = 3;

/**
 * Which stage is worst for customers, and since when: of those off target, the one with the lowest
 * share of due customer KPIs on target; all of them where several are alike. Null when no stage is
 * off target, when more than three are alike, or when it is the only stage.
 *
 * @example
 * plainText(worstStage(input))
 * // 'Worst is Receive: 1 of 4 due customer KPIs on target, off target since W43.'
 * // 'Worst are Receive (1 of 4 due customer KPIs on target, off target since W43) and Get help (1 of 4, since W39).'
 */
export function worstStage({ stages, words }: WorstInput): Sentence | null {
  const off = stages.filter(({ status, share }) => status === 'off_target' && share !== null);
  const least = Math.min(...off.map(({ share }) => share ?? 1));
  const worst = off.filter(({ share }) => share === least);
  if (stages.length < 2 || worst.length === 0 || worst.length > MOST_WORST) return null;
  const name = ({ name: text, href }: (typeof worst)[number]): Span => ({
    text,
    tone: 'strong',
    ...(href === undefined ? {} : { href }),
  });
  const facts = ({ onTarget, due, since, sinceAtLeast }: (typeof worst)[number], first: boolean) =>
    [
      `${onTarget} of ${due}${first ? ' due customer KPIs on target' : ''}`,
      since === null
        ? 'off target'
        : `${first ? 'off target ' : ''}since ${words.periodName(since)}${sinceAtLeast ? ' or before' : ''}`,
    ].join(', ');
  const [only] = worst;
  if (only !== undefined && worst.length === 1) {
    return [{ text: 'Worst is ' }, name(only), { text: `: ${facts(only, true)}.` }];
  }
  return [
    { text: 'Worst are ' },
    ...worst.flatMap(
      (stage, index): Sentence => [
        ...(index === 0 ? [] : [{ text: index === worst.length - 1 ? ' and ' : ', ' }]),
        name(stage),
        { text: ` (${facts(stage, index === 0)})` },
      ],
    ),
    { text: '.' },
  ];
}
