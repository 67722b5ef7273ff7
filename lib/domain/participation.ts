/** Who takes part in which stage (rules: domain §1). */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi, Stage } from './catalog';
import { accountableOn } from './target';

/** Slugs of stages by the slug of the team that takes part in them; a team in none is not there. */
export type Participation = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The stages that count: neither they nor their journey are retired.
 *
 * @example liveStages(catalog).map((stage) => stage.slug) // ['buy', 'receive']
 */
export function liveStages(catalog: Pick<Catalog, 'journeys' | 'stages'>): readonly Stage[] {
  const journeys = new Set(
    catalog.journeys.filter((journey) => !journey.retired).map((journey) => journey.slug),
  );
  return catalog.stages.filter((stage) => !stage.retired && journeys.has(stage.journey));
}

/**
 * The teams that answer for a KPI on a day or share it: the one accountable first.
 *
 * @example sharersOf(kpi, date) // ['logistics', 'supply-chain', 'stores']
 */
export function sharersOf(
  kpi: Pick<Kpi, 'accountable' | 'contributing'>,
  date: CalendarDate,
): readonly string[] {
  return [accountableOn(kpi, date), ...kpi.contributing];
}

/**
 * Which stages each team takes part in on a day: those to which a KPI is mapped that it answers
 * for or shares, whatever the KPI's lens. Retired KPIs, teams, stages and journeys count nowhere. What is
 * withheld counts: who takes part is agreed, and no figure.
 *
 * @example participation(catalog, date).get('supply-chain') // Set { 'buy', 'receive' }
 */
export function participation(
  catalog: Pick<Catalog, 'teams' | 'journeys' | 'stages' | 'kpis' | 'withheld'>,
  date: CalendarDate,
): Participation {
  const stages = new Set(liveStages(catalog).map((stage) => stage.slug));
  const teams = new Set(catalog.teams.filter((team) => !team.retired).map((team) => team.slug));
  const taking = new Map<string, Set<string>>();
  for (const kpi of [...catalog.kpis, ...(catalog.withheld ?? [])]) {
    if (kpi.retired) continue;
    const mapped = kpi.stages.map(({ stage }) => stage).filter((stage) => stages.has(stage));
    if (mapped.length === 0) continue;
    for (const team of sharersOf(kpi, date)) {
      if (!teams.has(team)) continue;
      const known = taking.get(team) ?? new Set<string>();
      for (const stage of mapped) known.add(stage);
      taking.set(team, known);
    }
  }
  return taking;
}
