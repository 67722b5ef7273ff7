/** Where a miss starts, in words: never more certain than the links are. */
import type { Named } from './contrast-view';
import type { Sentence } from './sentence';
import type { OriginStep } from './stage-view';

export interface OriginFinding {
  /** The KPI of the stage. */
  readonly of: Named;
  readonly steps: readonly OriginStep[];
  /** Every link from the start to it is. */
  readonly proven: boolean;
  /** How many KPIs feed it of which nothing can be said in this view. */
  readonly unread: number;
}

/**
 * Where the break of a KPI starts, with the team that answers there. "Proven" is said only where
 * every link on the way is; and where nothing above it breaks, that is all that is known. A start
 * without a signal does not explain the signal of what it feeds, and the sentence says so.
 *
 * @example
 * plainText(originFinding({ of: delivered, steps, proven: true, unread: 0 }))
 * // 'It starts at In stock as shown online, where Supply chain answers: every link from there to
 * //  Delivered on promised day is proven.'
 */
export function originFinding({ of, steps, proven, unread }: OriginFinding): Sentence {
  const start = steps.find((step) => step.role === 'start' || step.alone);
  if (start === undefined) return [];
  const at = { text: start.kpi.name, tone: 'strong' } as const;
  const who = { text: start.team.name, tone: 'strong' } as const;
  if (start.alone) {
    const feeders = steps.filter((step) => step.role === 'feeder');
    return [
      { text: 'As far as is known it starts here, with ' },
      at,
      { text: ', where ' },
      who,
      { text: ` answers: ${nothingAbove(feeders, unread)}.` },
    ];
  }
  return [
    { text: proven ? 'It starts at ' : 'As far as is known it starts at ' },
    at,
    { text: ', where ' },
    who,
    {
      text: proven
        ? ` answers: every link from there to ${of.name} is proven.`
        : ` answers; not every link from there to ${of.name} is proven.`,
    },
    ...unexplained(start, steps.at(-1)),
  ];
}

/** A KPI that varies as usual does not explain why another one changed. */
function unexplained(start: OriginStep, end: OriginStep | undefined): Sentence {
  if (end?.signalling !== true || start.signalling) return [];
  return [
    {
      text: ` But it shows no signal there, so what changed at ${end.kpi.name} is not explained by it.`,
    },
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
