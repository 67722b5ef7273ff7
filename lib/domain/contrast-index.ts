/** The catalogue arranged for scorecards, once for many periods (rules: domain §1, §5). */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi, Stage, Team } from './catalog';
import { liveStages, type Participation, participation } from './participation';
import { accountableOn } from './target';
import { descendants } from './team-tree';

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
  /** Slugs of the stages that each team takes part in. */
  readonly participation: Participation;
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
  return {
    catalog,
    teams: catalog.teams.filter((team) => !team.retired),
    below: descendants(catalog.teams),
    stages: stagesByJourney(live),
    mapped,
    reliabilityKpi,
    ownershipOn: ownershipByDate(catalog, kpis),
  };
}

function stagesByJourney(stages: readonly Stage[]): ReadonlyMap<string, readonly Stage[]> {
  const byJourney = new Map<string, Stage[]>();
  for (const stage of stages) {
    const list = byJourney.get(stage.journey);
    if (list === undefined) byJourney.set(stage.journey, [stage]);
    else list.push(stage);
  }
  for (const list of byJourney.values()) list.sort((a, b) => a.position - b.position);
  return byJourney;
}

/** Owners change on few days: two periods with no change between them share one answer. */
function ownershipByDate(
  catalog: Catalog,
  kpis: readonly Kpi[],
): (date: CalendarDate) => Ownership {
  const changes = kpis
    .flatMap((kpi) => kpi.accountable.flatMap(({ from }) => (from === null ? [] : [from])))
    .toSorted();
  const known = new Map<number, Ownership>();
  return (date) => {
    const epoch = changes.filter((from) => from <= date).length;
    const ownership = known.get(epoch) ?? ownershipOn(catalog, kpis, date);
    known.set(epoch, ownership);
    return ownership;
  };
}

function ownershipOn(catalog: Catalog, kpis: readonly Kpi[], date: CalendarDate): Ownership {
  const siloKpis = new Map<string, Kpi[]>();
  for (const kpi of kpis) {
    if (kpi.lens === 'experience') continue;
    const team = accountableOn(kpi, date);
    const list = siloKpis.get(team);
    if (list === undefined) siloKpis.set(team, [kpi]);
    else list.push(kpi);
  }
  return { siloKpis, participation: participation(catalog, date) };
}
