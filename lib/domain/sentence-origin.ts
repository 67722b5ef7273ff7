/** Where a miss starts, in words: never more certain than the links are. */
import type { Named } from './contrast-view';
import type { Sentence } from './sentence';
import { type ChangeWords, changePhrase } from './sentence-change';
import type { OriginStep } from './stage-view';

export interface OriginFinding {
  /** The KPI of the stage. */
  readonly of: Named;
  readonly steps: readonly OriginStep[];
  /** Every link from the start to it is. */
  readonly proven: boolean;
  readonly words: ChangeWords;
  /** How many KPIs feed it of which nothing can be said in this view. */
  readonly unread: number;
}

const NO_SIGNAL = { text: ' misses without a signal' } as const;

/**
 * Where the break of a KPI starts, with the team that answers there. "It starts" is said only where
 * every link on the way is proven, "it may start" where one is suspected or nothing above it is
 * known to break. A change that was marked when the start began to signal is said as what it is:
 * the same time. A start without a signal does not explain the signal of what it feeds: then it is
 * only the first miss on the way, and the sentence says so. A miss alone that does not signal varies as
 * usual: it is said to miss, not to be where anything starts.
 *
 * @example
 * plainText(originFinding({ of: delivered, steps, proven: true, unread: 0, words }))
 * // 'It starts at In stock as shown online, where Supply chain answers: every link from there to
 * //  Delivered on promised day is proven. Its signal began in the week of “New receiving screen, 12
 * //  stores” (12 Oct): the same time, which proves no cause.'
 */
export function originFinding({ of, steps, proven, unread, words }: OriginFinding): Sentence {
  const start = steps.find((step) => step.role === 'start' || step.alone);
  if (start === undefined) return [];
  const at = { text: start.kpi.name, tone: 'strong' } as const;
  const who = { text: start.team.name, tone: 'strong' } as const;
  if (start.alone) {
    const feeders = steps.filter((step) => step.role === 'feeder');
    return [
      ...(start.signalling ? [{ text: 'It may start here, with ' }, at] : [at, NO_SIGNAL]),
      { text: ', where ' },
      who,
      { text: ` answers: ${nothingAbove(feeders, unread)}.` },
      ...sameTime(start, words),
    ];
  }
  if (!mayExplain(steps)) {
    return [
      { text: 'The first miss on the way is ' },
      at,
      { text: ', where ' },
      who,
      {
        text: ` answers: ${proven ? 'every' : 'not every'} link from there to ${of.name} is proven. It misses without a signal, so what changed at ${steps.at(-1)?.kpi.name ?? of.name} is not explained by it.`,
      },
    ];
  }
  return [
    { text: proven ? 'It starts at ' : 'It may start at ' },
    at,
    { text: ', where ' },
    who,
    {
      text: proven
        ? ` answers: every link from there to ${of.name} is proven.`
        : ` answers: from there to ${of.name}, not every link is proven.`,
    },
    ...sameTime(start, words),
  ];
}

/**
 * Whether the start of a way may explain its end: a KPI without a signal does not explain why
 * another one changed. Steps beside the way are not looked at.
 *
 * @example mayExplain([callsAnswered, effort]) // false: effort signals, calls miss without a signal
 */
export function mayExplain(steps: readonly OriginStep[]): boolean {
  const start = steps.find(({ role, alone }) => role === 'start' || alone);
  return start === undefined || start.signalling || steps.at(-1)?.signalling !== true;
}

function sameTime({ change, signalling }: OriginStep, words: ChangeWords): Sentence {
  if (change === null || !signalling) return [];
  return [
    { text: ' Its signal began ' },
    { text: changePhrase(change, words), tone: 'strong' },
    { text: ': the same time, which proves no cause.' },
  ];
}

function nothingAbove(feeders: readonly OriginStep[], unread: number): string {
  if (unread > 0) return 'of what feeds it, not all can be read here';
  if (feeders.length === 0) return 'no KPI is named that feeds it';
  const unknown = feeders.filter(({ status }) => status !== 'on_target').length;
  const one = feeders.length === 1;
  if (unknown === 0)
    return one ? 'the one KPI that feeds it is on target' : 'all KPIs that feed it are on target';
  return one
    ? 'the one KPI that feeds it cannot be judged'
    : 'no KPI that feeds it is known to miss';
}

/**
 * What is said of a KPI beside the way: a green one that is suspected upstream of a miss says so.
 *
 * @example plainText(feederRemark(stockRecord)) // 'Green, yet suspected upstream of In stock as shown online'
 */
export function feederRemark({ status, broken, link }: OriginStep): Sentence {
  const evidence = link?.evidence ?? 'suspected';
  if (broken) return [{ text: `Misses too, ${evidence} to feed ${link?.feeds.name ?? 'it'}` }];
  if (status === 'on_target') {
    return [
      { text: 'Green', tone: 'good' },
      {
        text:
          evidence === 'suspected'
            ? `, yet suspected upstream of ${link?.feeds.name ?? 'the miss'}`
            : `, though proven to feed ${link?.feeds.name ?? 'it'}`,
      },
    ];
  }
  return [{ text: `Cannot be ruled out, ${evidence} to feed ${link?.feeds.name ?? 'it'}` }];
}

/**
 * What a step of the way feeds, and how well that is known.
 *
 * @example plainText(linkPhrase(promiseDate)) // 'proven to feed Delivered on promised day'
 */
export function linkPhrase({ link }: Pick<OriginStep, 'link'>): string {
  return link === null ? '' : `${link.evidence} to feed ${link.feeds.name}`;
}
