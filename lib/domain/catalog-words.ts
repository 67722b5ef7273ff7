/** What the entries of the catalogue are called. */
import type { EntryKind } from './entry';

const NOUNS: Readonly<Record<EntryKind, readonly [string, string]>> = {
  organisation: ['organisation', 'organisation'],
  journey: ['journey', 'journeys'],
  stage: ['stage', 'stages'],
  moment: ['moment of truth', 'moments of truth'],
  team: ['team', 'teams'],
  kpi: ['KPI', 'KPIs'],
  dimension: ['dimension', 'dimensions'],
  place: ['place', 'places'],
};

/**
 * The noun of a kind, for one or for another number of them.
 *
 * @example kindNoun('kpi', 3) // 'KPIs'
 */
export function kindNoun(kind: EntryKind, count: number): string {
  return NOUNS[kind][count === 1 ? 0 : 1];
}
