/** Which moments of truth a team's work touches: through its own KPIs, or through those they feed. */
import type { Kpi, Moment, UpstreamLink } from './catalog';

type SightedKpi = Pick<Kpi, 'slug' | 'upstream' | 'moment' | 'retired'>;

/** One step down the chain: a KPI that is fed by the one before it. */
export interface SightStep {
  /** Slug. */
  readonly kpi: string;
  /** Of the link that leads here. */
  readonly evidence: UpstreamLink['evidence'];
}

/** A way from one of a team's KPIs to a moment. All by slug. */
export interface SightLine {
  /** The team's KPI. */
  readonly from: string;
  /** The KPIs between it and the moment, in order; empty when it belongs to the moment itself. */
  readonly through: readonly SightStep[];
  readonly moment: string;
  /** `direct` without a step between; `proven` only when every link is; else `suspected`. */
  readonly evidence: 'direct' | UpstreamLink['evidence'];
}

/**
 * The ways from a team's KPIs down to the moments that they touch, one for each pair of KPI and
 * moment, and the shortest (of two as short, the one that is proven the further). A way that is the
 * tail of another one is left out: the longer one says it too. Retired KPIs lead nowhere; the order is
 * that of `moments`, then that of `from`. Empty when nothing leads to a moment.
 *
 * @example
 * // stock record → in stock as shown (suspected), which measures the moment "checks stock"
 * lineOfSight(['stock-record-correct'], kpis, moments)
 * // [{ from: 'stock-record-correct', through: [{ kpi: 'in-stock-as-shown-online', evidence: 'suspected' }],
 * //    moment: 'checks-stock', evidence: 'suspected' }]
 */
export function lineOfSight(
  from: readonly string[],
  kpis: readonly SightedKpi[],
  moments: readonly Pick<Moment, 'slug'>[],
): readonly SightLine[] {
  const live = new Map(kpis.filter((kpi) => !kpi.retired).map((kpi) => [kpi.slug, kpi]));
  const feeds = downstreamLinks([...live.values()]);
  const lines = from.flatMap((slug) => (live.has(slug) ? waysFrom(slug, live, feeds) : []));
  return moments.flatMap(({ slug }) => {
    const there = lines.filter(({ moment }) => moment === slug);
    return there.filter((line) => !there.some((other) => isTailOf(line, other)));
  });
}

/**
 * Every KPI that some KPIs feed, directly or through others, themselves included.
 *
 * @example downstreamOf(['stock-record-correct'], kpis).has('delivered-on-promised-day') // true
 */
export function downstreamOf(
  from: readonly string[],
  kpis: readonly SightedKpi[],
): ReadonlySet<string> {
  const feeds = downstreamLinks(kpis.filter((kpi) => !kpi.retired));
  const reached = new Set(from);
  // The set grows while it is read: breadth first.
  for (const slug of reached) for (const { kpi } of feeds.get(slug) ?? []) reached.add(kpi);
  return reached;
}

/** Upstream links turned round, the proven first: by the KPI that feeds. */
function downstreamLinks(kpis: readonly SightedKpi[]): ReadonlyMap<string, readonly SightStep[]> {
  const feeds = new Map<string, SightStep[]>();
  for (const evidence of ['proven', 'suspected'] as const) {
    for (const { slug, upstream } of kpis) {
      for (const link of upstream) {
        if (link.evidence !== evidence) continue;
        feeds.set(link.kpi, [...(feeds.get(link.kpi) ?? []), { kpi: slug, evidence }]);
      }
    }
  }
  return feeds;
}

function waysFrom(
  from: string,
  live: ReadonlyMap<string, SightedKpi>,
  feeds: ReadonlyMap<string, readonly SightStep[]>,
): readonly SightLine[] {
  const ways: { readonly at: string; readonly through: readonly SightStep[] }[] = [
    { at: from, through: [] },
  ];
  const seen = new Set([from]);
  const lines = new Map<string, SightLine>();
  // The list grows while it is read, so that the shortest way to a moment comes first.
  for (const { at, through } of ways) {
    const moment = live.get(at)?.moment ?? null;
    if (moment !== null && !lines.has(moment)) {
      lines.set(moment, { from, through, moment, evidence: evidenceOf(through) });
    }
    for (const step of feeds.get(at) ?? []) {
      if (seen.has(step.kpi)) continue;
      seen.add(step.kpi);
      ways.push({ at: step.kpi, through: [...through, step] });
    }
  }
  return [...lines.values()];
}

function evidenceOf(through: readonly SightStep[]): SightLine['evidence'] {
  if (through.length === 0) return 'direct';
  return through.every(({ evidence }) => evidence === 'proven') ? 'proven' : 'suspected';
}

function isTailOf(line: SightLine, other: SightLine): boolean {
  if (other.through.length <= line.through.length) return false;
  const path = [other.from, ...other.through.map(({ kpi }) => kpi)];
  const tail = [line.from, ...line.through.map(({ kpi }) => kpi)];
  return tail.every((kpi, i) => path[path.length - tail.length + i] === kpi);
}
