/** The KPIs of a stage in the order in which they ask for attention. */
import type { Kind } from './catalog';
import type { StageKpi, StageKpiGroup, StageOrigin, StageSiloKpi } from './stage-view';
import type { Judgement, Status } from './status';

const KINDS_IN_ORDER: readonly Kind[] = ['perception', 'operation', 'asset'];

const PRESSING: Readonly<Record<Status, number>> = {
  off_target: 0,
  at_risk: 1,
  no_data: 2,
  too_few: 3,
  not_yet_due: 4,
  no_target: 5,
  on_target: 6,
};

/**
 * What customers say, what we do, and customers as an asset, each with what presses first and its
 * steady KPIs apart. Off target comes before at risk, critical before other, a signal for the worse
 * before none, then the catalogue's order. Kinds without a KPI are left out.
 *
 * @example stageKpiGroups(kpis, judgements)[0]
 * // { kind: 'perception', onTarget: 0, due: 1, shown: [delivery satisfaction], steady: [] }
 */
export function stageKpiGroups(
  kpis: readonly StageKpi[],
  judgements: ReadonlyMap<string, Pick<Judgement, 'due' | 'status'>>,
): readonly StageKpiGroup[] {
  return KINDS_IN_ORDER.flatMap((kind) => {
    const own = kpis.filter((each) => each.kind === kind);
    if (own.length === 0) return [];
    const due = own.flatMap(({ kpi }) => judgements.get(kpi.slug) ?? []).filter((each) => each.due);
    return [
      {
        kind,
        due: due.length,
        onTarget: due.filter(({ status }) => status === 'on_target').length,
        shown: mostPressingFirst(own.filter((each) => !each.steady)),
        steady: own.filter((each) => each.steady),
      },
    ];
  });
}

function mostPressingFirst(kpis: readonly StageKpi[]): readonly StageKpi[] {
  const worse = (each: StageKpi) => (each.signal?.good === false ? 0 : 1);
  return kpis.toSorted(
    (a, b) =>
      PRESSING[a.status] - PRESSING[b.status] ||
      Number(b.critical) - Number(a.critical) ||
      worse(a) - worse(b),
  );
}

/**
 * What teams measure of their own work in the stage, misses first, then the green ones that feed a
 * miss, as far as is suspected or proven. Those are not steady: they stay in sight.
 *
 * @example stageSiloKpis(kpis, origins)[1]?.greenUpstreamOf?.name // 'In stock as shown online'
 */
export function stageSiloKpis(
  kpis: readonly StageKpi[],
  origins: readonly StageOrigin[],
): readonly StageSiloKpi[] {
  const feeders = new Map(
    origins
      .flatMap(({ steps }) => steps)
      .flatMap(({ kpi, role, status, broken, link }) =>
        role === 'feeder' && status === 'on_target' && !broken && link !== null
          ? [[kpi.slug, { ...link.feeds, evidence: link.evidence }] as const]
          : [],
      ),
  );
  const rows = mostPressingFirst(kpis).map((each): StageSiloKpi => {
    const greenUpstreamOf = feeders.get(each.kpi.slug) ?? null;
    return { ...each, greenUpstreamOf, steady: each.steady && greenUpstreamOf === null };
  });
  const rank = ({ greenUpstreamOf, steady }: StageSiloKpi) =>
    steady ? 2 : greenUpstreamOf === null ? 0 : 1;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
