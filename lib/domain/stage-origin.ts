/** Where a stage's misses start: the way up through the KPIs that feed them (rules: domain §1). */
import type { Kpi } from './catalog';
import type { ChangeWords } from './sentence-change';
import { originFinding } from './sentence-origin';
import type { OriginStep, StageOrigin } from './stage-view';
import type { Status } from './status';
import { type UpstreamStep, upstreamOf } from './upstream';

/** What one KPI says, as far as the way up needs it. */
export type OriginFacts = Omit<OriginStep, 'role' | 'alone' | 'link'>;

export interface OriginInput {
  /** The stage's experience KPIs, the most pressing first. */
  readonly kpis: readonly Kpi[];
  readonly catalog: readonly Kpi[];
  /** Null for a KPI of which nothing is known. */
  readonly factsOf: (kpi: string) => OriginFacts | null;
  readonly words: ChangeWords;
}

/**
 * For each KPI of a stage that misses, or signals for the worse, where that starts: up through what
 * feeds it for as long as that misses or signals too. The last such KPI is the start. Of several,
 * the way whose links are all proven comes first, then one that signals, then the longer one; the
 * others are listed beside the way as feeders, as are KPIs that feed it and hold (a green KPI
 * suspected upstream of a miss is news). A miss that another miss of the stage feeds is not traced
 * again but named with it, unless it has a start of its own. Empty when nothing breaks.
 *
 * @example
 * // delivery satisfaction ← delivered on promised day ← promise date kept ← in stock as shown (all off)
 * //   ← stock record correct (on target, suspected)
 * stageOrigins(input)[0]
 * // of: delivered on promised day; steps: stock record (feeder), in stock (start), promise date
 * // (link), delivered (end); carries: delivery satisfaction
 */
export function stageOrigins(input: OriginInput): readonly StageOrigin[] {
  const statusOf = (kpi: string): Status | null => input.factsOf(kpi)?.status ?? null;
  const isBroken = (kpi: string): boolean => input.factsOf(kpi)?.broken ?? false;
  const traced = input.kpis
    .filter(({ slug }) => isBroken(slug))
    .map((kpi) => ({ kpi, steps: upstreamOf(kpi.slug, input.catalog, statusOf, isBroken) }));
  const here = new Set(traced.map(({ kpi }) => kpi.slug));
  const fedFromHere = (steps: readonly UpstreamStep[]) =>
    steps.filter((step) => here.has(step.kpi)).map((step) => step.kpi);
  const startsOf = new Map(
    traced.map(({ kpi, steps }) => [kpi.slug, new Set(startsIn(steps, kpi.slug))]),
  );
  const heads = traced.filter(({ kpi, steps }) => {
    const above = fedFromHere(steps);
    const told = new Set(above.flatMap((slug) => [...(startsOf.get(slug) ?? [])]));
    return [...(startsOf.get(kpi.slug) ?? [])].some((start) => !told.has(start));
  });
  return heads.map(({ kpi, steps }) => originOf(kpi, steps, traced, input));
}

interface Traced {
  readonly kpi: Kpi;
  readonly steps: readonly UpstreamStep[];
}

function startsIn(steps: readonly UpstreamStep[], own: string): readonly string[] {
  const starts = steps.filter((step) => step.start).map((step) => step.kpi);
  return starts.length === 0 ? [own] : starts;
}

function originOf(
  kpi: Kpi,
  steps: readonly UpstreamStep[],
  traced: readonly Traced[],
  { factsOf, words }: OriginInput,
): StageOrigin {
  const way = mainWay(steps, factsOf);
  const proven = way.length > 0 && way.every(({ evidence }) => evidence === 'proven');
  const beside = besideWay(steps, new Set([...way.map((step) => step.kpi), kpi.slug]));
  const rows = [...way, { kpi: kpi.slug, feeds: null }].flatMap((step, index): OriginStep[] => [
    ...(beside.get(step.kpi) ?? []).flatMap((feeder) => rowOf(feeder, 'feeder', false, factsOf)),
    ...(step.feeds === null
      ? rowOf({ kpi: step.kpi }, 'end', way.length === 0, factsOf)
      : rowOf(step, index === 0 ? 'start' : 'link', false, factsOf)),
  ]);
  const of = { slug: kpi.slug, name: kpi.name };
  return {
    of,
    steps: rows,
    proven,
    finding: originFinding({
      of,
      steps: rows,
      proven,
      words,
      unread: steps.filter((step) => step.depth === 1 && factsOf(step.kpi) === null).length,
    }),
    carries: traced.flatMap((other) => {
      const met = other.steps.find((step) => step.kpi === kpi.slug);
      if (met === undefined) return [];
      return [{ slug: other.kpi.slug, name: other.kpi.name, evidence: met.evidenceAlongPath }];
    }),
  };
}

/**
 * What stands beside the way, by the KPI of the way that it feeds in the end: the direct feeders, and
 * all that leads from another start to one of them. The farthest first.
 */
function besideWay(
  steps: readonly UpstreamStep[],
  onWay: ReadonlySet<string>,
): ReadonlyMap<string, readonly UpstreamStep[]> {
  const bySlug = new Map(steps.map((step) => [step.kpi, step]));
  const downFrom = (step: UpstreamStep): readonly UpstreamStep[] => {
    const next = onWay.has(step.feeds) ? undefined : bySlug.get(step.feeds);
    return next === undefined ? [step] : [step, ...downFrom(next)];
  };
  const told = new Set(
    steps
      .filter((step) => !onWay.has(step.kpi) && (onWay.has(step.feeds) || step.start))
      .flatMap(downFrom),
  );
  const beside = new Map<string, UpstreamStep[]>();
  for (const step of [...told].toSorted((a, b) => b.depth - a.depth)) {
    const fed = downFrom(step).at(-1)?.feeds ?? step.feeds;
    beside.set(fed, [...(beside.get(fed) ?? []), step]);
  }
  return beside;
}

/** From the start down to what feeds the KPI itself; empty when nothing above it breaks. */
function mainWay(
  steps: readonly UpstreamStep[],
  factsOf: OriginInput['factsOf'],
): readonly UpstreamStep[] {
  const rank = (step: UpstreamStep) =>
    (step.evidenceAlongPath === 'proven' ? 0 : 2) + (signals(step, factsOf) ? 0 : 1);
  const [start] = steps
    .filter((step) => step.start)
    .toSorted((a, b) => rank(a) - rank(b) || b.depth - a.depth);
  const way: UpstreamStep[] = [];
  for (
    let step = start;
    step !== undefined;
    step = steps.find(({ kpi }) => kpi === way.at(-1)?.feeds)
  ) {
    way.push(step);
  }
  return way;
}

function signals(step: UpstreamStep, factsOf: OriginInput['factsOf']): boolean {
  return factsOf(step.kpi)?.signalling ?? false;
}

function rowOf(
  step: Pick<UpstreamStep, 'kpi'> & Partial<UpstreamStep>,
  role: OriginStep['role'],
  alone: boolean,
  factsOf: OriginInput['factsOf'],
): readonly OriginStep[] {
  const facts = factsOf(step.kpi);
  if (facts === null) return [];
  const fed = step.feeds === undefined ? null : factsOf(step.feeds);
  return [
    {
      ...facts,
      role,
      alone,
      link:
        fed === null
          ? null
          : {
              feeds: fed.kpi,
              evidence: step.evidence ?? 'suspected',
              note: step.note ?? null,
            },
    },
  ];
}
