/** What the explorer needs to know of a KPI's page, small enough to be sent with it. */
import type { Explored } from '@/components/charts/explorer-facts';
import type { KpiView } from '@/lib/domain/kpi-view';

export function exploredOf(shown: KpiView): Explored {
  const { kpi, series, segments, places, place, segment, frame, organisation } = shown;
  return {
    slug: kpi.slug,
    name: kpi.name,
    unit: kpi.unit,
    decimals: kpi.decimals,
    direction: kpi.direction,
    grain: series.grain,
    segment,
    place: place?.slug ?? null,
    asOf: frame.asOf,
    looked: frame.period,
    organisation: { locale: organisation.locale, fiscalYearStart: organisation.fiscalYearStart },
    dimension: shown.segmentDimension,
    segments: place === null && segment === 'all' ? segments : [],
    places: place === null ? places.map(({ slug, name }) => ({ slug, name })) : [],
  };
}
