/** KPIs that feed other KPIs: no link may go round, and a miss may start further up. */
import type { Kpi, UpstreamLink } from './catalog';
import { findCycles } from './cycle';
import type { Status } from './status';

type LinkedKpi = Pick<Kpi, 'slug' | 'upstream'>;

/**
 * Cycles among upstream links, each from a KPI upstream to itself again; empty when none goes round.
 *
 * @example
 * upstreamCycles([{ slug: 'a', upstream: [{ kpi: 'a', evidence: 'proven', note: null }] }]) // [['a', 'a']]
 */
export function upstreamCycles(kpis: readonly LinkedKpi[]): readonly string[][] {
  return findCycles(new Map(kpis.map((kpi) => [kpi.slug, kpi.upstream.map((link) => link.kpi)])));
}

/** A KPI that feeds another one, as met on the way up from a miss. */
export interface UpstreamStep {
  /** Slug of the KPI upstream. */
  readonly kpi: string;
  /** Slug of the KPI that it feeds directly. */
  readonly feeds: string;
  /** 1 for a direct feeder of the KPI asked about. */
  readonly depth: number;
  readonly evidence: UpstreamLink['evidence'];
  readonly note: string | null;
  /** Proven only when every link between it and the KPI asked about is proven. */
  readonly evidenceAlongPath: UpstreamLink['evidence'];
  /** Null when nothing is known of it. */
  readonly status: Status | null;
  /** Reported at risk or off target. */
  readonly miss: boolean;
  /** Misses or signals, and nothing further up does: as far as is known, it starts here. */
  readonly start: boolean;
}

/**
 * What feeds a KPI, nearest first, each KPI once by its shortest way: where to look when it
 * misses. The walk goes on past misses, past what signals for the worse, and past KPIs of which
 * nothing is known, but not past one that is on target without such a signal: that one is listed (a
 * green KPI suspected upstream of a miss is news), and what lies behind it did not get through.
 * Empty when no KPI feeds it. Retired KPIs are left out.
 *
 * @example
 * // delivered-on-promised-day ← picked-within-24h (off target) ← manifest-accuracy (on target)
 * upstreamOf('delivered-on-promised-day', kpis, statusOf)
 * // picked-within-24h: depth 1, miss, start; manifest-accuracy: depth 2, no miss
 */
export function upstreamOf(
  slug: string,
  kpis: readonly (LinkedKpi & Pick<Kpi, 'retired'>)[],
  statusOf: (kpi: string) => Status | null,
  signals: (kpi: string) => boolean = () => false,
): readonly UpstreamStep[] {
  const live = new Map(kpis.filter((kpi) => !kpi.retired).map((kpi) => [kpi.slug, kpi]));
  const steps: Omit<UpstreamStep, 'start'>[] = [];
  const passes = (kpi: string) => statusOf(kpi) !== 'on_target' || signals(kpi);
  const seen = new Set([slug]);
  const walk = (of: string, depth: number, above: UpstreamLink['evidence']): void => {
    for (const { kpi, evidence, note } of live.get(of)?.upstream ?? []) {
      if (seen.has(kpi) || !live.has(kpi)) continue;
      seen.add(kpi);
      const status = statusOf(kpi);
      const miss = status === 'off_target' || status === 'at_risk';
      const evidenceAlongPath = above === 'proven' ? evidence : 'suspected';
      steps.push({ kpi, feeds: of, depth, evidence, note, evidenceAlongPath, status, miss });
    }
  };
  walk(slug, 1, 'proven');
  // The list grows while it is read: breadth first.
  for (const step of steps) {
    if (passes(step.kpi)) walk(step.kpi, step.depth + 1, step.evidenceAlongPath);
  }
  const broken = new Set(
    steps.filter((step) => step.miss || signals(step.kpi)).map((step) => step.kpi),
  );
  return steps.map((step) => ({
    ...step,
    start: broken.has(step.kpi) && !leadsToBreak(step.kpi, live, broken, passes),
  }));
}

/** Whether a miss or a signal lies further up, reached past nothing that holds. */
function leadsToBreak(
  slug: string,
  live: ReadonlyMap<string, LinkedKpi>,
  broken: ReadonlySet<string>,
  passes: (kpi: string) => boolean,
): boolean {
  const seen = new Set([slug]);
  const queue = [slug];
  for (const at of queue) {
    for (const { kpi } of live.get(at)?.upstream ?? []) {
      if (seen.has(kpi)) continue;
      if (broken.has(kpi)) return true;
      seen.add(kpi);
      if (passes(kpi)) queue.push(kpi);
    }
  }
  return false;
}

/**
 * Some KPIs and all that feed them, however far up, each once and in the order met. Retired ones
 * upstream are left out, as is what lies behind them alone.
 *
 * @example withUpstream([delivered], all).map(({ slug }) => slug)
 * // ['delivered-on-promised-day', 'promise-date-kept-by-stock', …]
 */
export function withUpstream<T extends LinkedKpi & Pick<Kpi, 'retired'>>(
  kpis: readonly T[],
  all: readonly T[],
): readonly T[] {
  const live = new Map(all.filter((kpi) => !kpi.retired).map((kpi) => [kpi.slug, kpi]));
  const found = new Set(kpis);
  // A set that grows while it is read yields what was added.
  for (const kpi of found) {
    for (const link of kpi.upstream) {
      const fed = live.get(link.kpi);
      if (fed !== undefined) found.add(fed);
    }
  }
  return [...found];
}
