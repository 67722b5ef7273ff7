/** The catalogue arranged for scorecards, once for many periods (rules: domain §1, §5). */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi, Stage, Team } from './catalog';
import { liveStages, type Participation, participation } from './participation';
import { accountableOn } from './target';
import { descendants } from './team-tree';
import { type WithheldCards, withheldCards } from './withheld';

/** A KPI as one stage counts it. */
export interface MappedKpi {
  readonly kpi: Kpi;
  /** Critical for the stage: by its mapping, or as it measures a critical moment in the stage. */
  readonly critical: boolean;
}

/** Who answers and who takes part, on one day. */
export interface Ownership {
  /** KPIs of lens `silo` or `both` by the slug of the team accountable. */
  readonly siloKpis: ReadonlyMap<string, readonly Kpi[]>;
  /** Those of them that are mapped to a stage, by the slugs of team and stage. */
  readonly siloKpisIn: ReadonlyMap<string, ReadonlyMap<string, readonly Kpi[]>>;
  /** Those of a team and of all teams below it that live, for teams that have any below them. */
  readonly pooledKpis: ReadonlyMap<string, readonly Kpi[]>;
  /** Slugs of the stages that each team takes part in. */
  readonly participation: Participation;
  /** The scorecards that count what was taken out for one who may not see it. */
  readonly withheld: WithheldCards;
}

/** Nothing that is retired is in it. */
export interface ContrastIndex {
  readonly catalog: Catalog;
  readonly teams: readonly Team[];
  /** Slugs of the teams below each team, however deep. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** In the journey's order, by the journey's slug. */
  readonly stages: ReadonlyMap<string, readonly Stage[]>;
  /** By the stage's slug. */
  readonly mapped: ReadonlyMap<string, readonly MappedKpi[]>;
  /** Slug of the KPI that gives a stage's reliability, by the stage's slug. */
  readonly reliabilityKpi: ReadonlyMap<string, string>;
  readonly ownershipOn: (date: CalendarDate) => Ownership;
}

/**
 * Arranges a catalogue so that `contrast` need not search it again for each period of a trend.
 * Retired KPIs, teams, stages and journeys are left out.
 *
 * @example
 * const index = contrastIndex(catalog);
 * periods.map((period) => contrast(index, 'buy-and-own', judgementsOf(period), period.start));
 */
export function contrastIndex(catalog: Catalog): ContrastIndex {
  const live = liveStages(catalog);
  const kpis = catalog.kpis.filter((kpi) => !kpi.retired);
  const criticalMoments = new Map(
    catalog.moments
      .filter((moment) => moment.critical && !moment.retired)
      .map((moment) => [moment.slug, moment.stage]),
  );
  const mapped = new Map<string, MappedKpi[]>(live.map((stage) => [stage.slug, []]));
  const reliabilityKpi = new Map<string, string>();
  for (const kpi of kpis) {
    const criticalStage = kpi.moment === null ? undefined : criticalMoments.get(kpi.moment);
    for (const { stage, critical, reliability } of kpi.stages) {
      mapped.get(stage)?.push({ kpi, critical: critical || criticalStage === stage });
      if (reliability && mapped.has(stage)) reliabilityKpi.set(stage, kpi.slug);
    }
  }
  const teams = catalog.teams.filter((team) => !team.retired);
  const below = descendants(catalog.teams);
  return {
    catalog,
    teams,
    below,
    stages: grouped(live, (stage) => stage.journey, byPosition),
    mapped,
    reliabilityKpi,
    ownershipOn: ownershipByDate([...kpis, ...(catalog.withheld ?? [])], (date) => {
      const siloKpis = siloKpisOn(kpis, date);
      return {
        siloKpis,
        siloKpisIn: new Map([...siloKpis].map(([team, list]) => [team, byStage(list)])),
        pooledKpis: pooled(teams, below, siloKpis),
        participation: participation(catalog, date),
        withheld: withheldCards(catalog, date),
      };
    }),
  };
}

const byPosition = (a: Stage, b: Stage): number => a.position - b.position;

function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  order?: (a: T, b: T) => number,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  if (order !== undefined) for (const group of groups.values()) group.sort(order);
  return groups;
}

function siloKpisOn(kpis: readonly Kpi[], date: CalendarDate): ReadonlyMap<string, readonly Kpi[]> {
  return grouped(
    kpis.filter((kpi) => kpi.lens !== 'experience'),
    (kpi) => accountableOn(kpi, date),
  );
}

function byStage(kpis: readonly Kpi[]): ReadonlyMap<string, readonly Kpi[]> {
  const pairs = kpis.flatMap((kpi) => kpi.stages.map(({ stage }) => ({ stage, kpi })));
  const groups = grouped(pairs, ({ stage }) => stage);
  return new Map([...groups].map(([stage, list]) => [stage, list.map(({ kpi }) => kpi)]));
}

function pooled(
  teams: readonly Team[],
  below: ReadonlyMap<string, readonly string[]>,
  siloKpis: ReadonlyMap<string, readonly Kpi[]>,
): ReadonlyMap<string, readonly Kpi[]> {
  const live = new Set(teams.map(({ slug }) => slug));
  const parents = teams.filter(({ slug }) => (below.get(slug)?.length ?? 0) > 0);
  return new Map(
    parents.map(({ slug }) => {
      const pool = [slug, ...(below.get(slug) ?? [])].filter((team) => live.has(team));
      return [slug, pool.flatMap((team) => siloKpis.get(team) ?? [])];
    }),
  );
}

/** Owners change on few days: two periods with no change between them share one answer. */
function ownershipByDate(
  kpis: readonly Pick<Kpi, 'accountable'>[],
  ownershipOn: (date: CalendarDate) => Ownership,
): (date: CalendarDate) => Ownership {
  const changes = kpis
    .flatMap((kpi) => kpi.accountable.flatMap(({ from }) => (from === null ? [] : [from])))
    .toSorted();
  const known = new Map<number, Ownership>();
  return (date) => {
    const epoch = changes.filter((from) => from <= date).length;
    const ownership = known.get(epoch) ?? ownershipOn(date);
    known.set(epoch, ownership);
    return ownership;
  };
}
