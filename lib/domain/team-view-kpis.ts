/** The KPIs of a team, line by line: status through time, what they feed, whether figures come in. */
import { boardItem } from './board';
import { isCoarser, type Period } from './calendar';
import type { Catalog, Kpi } from './catalog';
import type { Freshness } from './freshness';
import type { KpiWords } from './sentence-kpi';
import type { Status } from './status';
import { accountableOn } from './target';
import type { FedMiss, Part, TeamKpi } from './team-view';
import type { Track } from './track';
import { upstreamOf } from './upstream';

export interface TeamKpiInput {
  readonly catalog: Catalog;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly looked: Period;
  /** Those with a mark each, oldest first, ending with the one looked at. */
  readonly periods: readonly Period[];
  /** Slugs of the team and of all that live below it. */
  readonly pool: ReadonlySet<string>;
  readonly isCritical: (kpi: string, stage: string) => boolean;
  readonly freshnessOf: (kpi: Kpi) => Freshness;
  readonly words: KpiWords;
}

/**
 * What a team has to do with a KPI on a day: `answers` when it, or a team below it, is accountable,
 * `shares` when it contributes; null when neither.
 *
 * @example partIn(kpi, new Set(['stores']), '2026-11-16') // 'shares'
 */
export function partIn(
  kpi: Pick<Kpi, 'accountable' | 'contributing'>,
  pool: ReadonlySet<string>,
  date: Period['start'],
): Part | null {
  if (pool.has(accountableOn(kpi, date))) return 'answers';
  return kpi.contributing.some((team) => pool.has(team)) ? 'shares' : null;
}

/**
 * Every KPI that the team answers for or shares, worst first: misses, what cannot be judged, what is
 * on target, and of those alike in the catalogue's order. Owners are those on the first day of the
 * period looked at.
 *
 * @example teamKpis(input).filter(({ part }) => part === 'answers').length // 5
 */
export function teamKpis(input: TeamKpiInput): readonly TeamKpi[] {
  const feeds = fedMisses(input);
  const kpis = [...input.tracks.values()].flatMap((track): TeamKpi[] => {
    const part = partIn(track.kpi, input.pool, input.looked.start);
    return part === null ? [] : [teamKpi(track, part, feeds.get(track.kpi.slug) ?? [], input)];
  });
  return kpis.toSorted((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
}

const SEVERITY = {
  off_target: 0,
  at_risk: 1,
  no_data: 2,
  too_few: 3,
  not_yet_due: 4,
  on_target: 5,
  no_target: 6,
} as const satisfies Record<Status, number>;

function teamKpi(
  track: Track,
  part: Part,
  feeds: readonly FedMiss[],
  input: TeamKpiInput,
): TeamKpi {
  const { kpi } = track;
  const item = boardItem(track, input);
  return {
    ...item,
    lens: kpi.lens,
    part,
    steady: item.signal === null && (item.status === 'on_target' || item.status === 'no_target'),
    marks: marksOf(track, input.periods),
    feeds,
    freshness: input.freshnessOf(kpi),
    coarserGrain: isCoarser(kpi.grain, input.looked.grain) ? kpi.grain : null,
  };
}

function marksOf(track: Track, periods: readonly Period[]): TeamKpi['marks'] {
  const first = track.points[0]?.period.start;
  return periods.map((period) => {
    const judgement = track.judgementIn(period);
    // A coarser KPI is judged anew only in the view in which one of its periods closes.
    const closes = judgement?.coarser !== true || judgement.period.end >= period.start;
    const status =
      judgement === null || first === undefined || period.end < first || !closes
        ? null
        : judgement.status;
    return { period: period.key, status };
  });
}

/**
 * The bad signals among a team's KPIs, new or standing: what is broken and not yet fixed. Critical for
 * a stage first, then off target before at risk and the rest, then new before standing.
 *
 * @example brokenOf(teamKpis(input)).map(({ kpi }) => kpi.slug) // ['delivered-on-promised-day', …]
 */
export function brokenOf(kpis: readonly TeamKpi[]): readonly TeamKpi[] {
  const isCritical = ({ stages }: TeamKpi) => stages.some(({ critical }) => critical);
  return kpis
    .filter(({ signal }) => signal?.good === false)
    .toSorted(
      (a, b) =>
        Number(isCritical(b)) - Number(isCritical(a)) ||
        SEVERITY[a.status] - SEVERITY[b.status] ||
        Number(b.signal?.state === 'new') - Number(a.signal?.state === 'new'),
    );
}

/** The misses by what lies upstream of them, as the search upstream of each would find it. */
function fedMisses({
  catalog,
  tracks,
  looked,
}: TeamKpiInput): ReadonlyMap<string, readonly FedMiss[]> {
  const statusOf = (slug: string) => tracks.get(slug)?.judgementIn(looked)?.status ?? null;
  const signals = (slug: string) => tracks.get(slug)?.chartUpTo(looked).signal?.good === false;
  const fed = new Map<string, FedMiss[]>();
  for (const { kpi } of tracks.values()) {
    const status = statusOf(kpi.slug);
    if (status !== 'off_target' && status !== 'at_risk') continue;
    const stages = catalog.stages
      .filter(({ slug, retired }) => !retired && kpi.stages.some(({ stage }) => stage === slug))
      .map(({ slug, name }) => ({ slug, name }));
    for (const step of upstreamOf(kpi.slug, catalog.kpis, statusOf, signals)) {
      const miss = {
        kpi: { slug: kpi.slug, name: kpi.name },
        status,
        evidence: step.evidenceAlongPath,
        stages,
      };
      fed.set(step.kpi, [...(fed.get(step.kpi) ?? []), miss]);
    }
  }
  return fed;
}
