/** Narrowing and sorting the KPIs of the data page. */
import { FRESHNESS_ORDER, type KpiData } from './data-view';

export const DATA_STATES = ['waiting', ...FRESHNESS_ORDER] as const;
export type DataState = (typeof DATA_STATES)[number];

export interface DataChoices {
  readonly q: string;
  /** Slug; '' is any. */
  readonly team: string;
  readonly state: DataState | null;
}

/**
 * KPIs that answer to every choice, those that wait longest for a figure first; equals with the least
 * coverage first, then as the catalogue has them.
 *
 * @example dataNarrowed(kpis, { q: '', team: 'web', state: 'waiting' }).map(({ slug }) => slug)
 */
export function dataNarrowed(
  kpis: readonly KpiData[],
  { q, team, state }: DataChoices,
): readonly KpiData[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = (kpi: KpiData): boolean => {
    const said = `${kpi.name} ${kpi.slug} ${kpi.source ?? ''}`.toLowerCase();
    const waits = kpi.freshness === 'late' || kpi.freshness === 'stale';
    return (
      (team === '' || kpi.team.slug === team) &&
      (state === null || (state === 'waiting' ? waits : kpi.freshness === state)) &&
      words.every((word) => said.includes(word))
    );
  };
  const share = ({ coverage }: KpiData) => (coverage === null ? 1 : coverage.in / coverage.of);
  const order = ({ freshness }: KpiData) => FRESHNESS_ORDER.indexOf(freshness);
  return kpis.filter(wanted).toSorted((a, b) => order(a) - order(b) || share(a) - share(b));
}
