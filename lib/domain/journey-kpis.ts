/** Which KPIs a journey's scorecards can count. */
import type { Kpi } from './catalog';
import type { ContrastIndex } from './contrast-index';

/**
 * The KPIs mapped to a journey's stages; one that is mapped to two stages is there twice.
 *
 * @example commonGrain(mappedTo(index, 'buy-and-own')) // 'week'
 */
export function mappedTo(index: ContrastIndex, journey: string): readonly Kpi[] {
  const stages = index.stages.get(journey) ?? [];
  return stages.flatMap(({ slug }) => (index.mapped.get(slug) ?? []).map(({ kpi }) => kpi));
}

/**
 * The KPIs mapped to a journey's stages, and all silo KPIs of the teams that take part in it at any
 * time, of their parents and of the teams below those: a silo scorecard counts whatever the journey.
 *
 * @example kpisOfJourney(index, 'buy-and-own').length // 64
 */
export function kpisOfJourney(index: ContrastIndex, journey: string): readonly Kpi[] {
  const mapped = new Set(mappedTo(index, journey));
  const taking = new Set(
    [...mapped].flatMap((kpi) => [...kpi.accountable.map(({ team }) => team), ...kpi.contributing]),
  );
  const pooled = [...index.below].flatMap(([parent, below]) =>
    below.some((team) => taking.has(team)) ? [parent, ...below] : [],
  );
  const teams = new Set([...taking, ...pooled]);
  return index.catalog.kpis.filter(
    (kpi) =>
      mapped.has(kpi) ||
      (!kpi.retired &&
        kpi.lens !== 'experience' &&
        kpi.accountable.some(({ team }) => teams.has(team))),
  );
}
