// Placeholder of the lead: readings by the pure oracle, until the roll-up lands.
import { sql } from 'kysely';
import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Reading } from '../../lib/domain/observation';
import { type CurrentObservation, rollUp } from '../../lib/domain/roll-up';
import type { Db } from '../client';
import { grainOf } from '../codecs';
import { loadCatalog } from './catalog';

export async function listReadings(
  db: Db,
  reads: readonly { readonly kpiId: number; readonly grain: Grain }[],
  where: { readonly segmentId: number; readonly placeId: number; readonly asOf: string | null },
): Promise<ReadonlyMap<number, readonly Reading[]>> {
  const { catalog } = await loadCatalog(db, where.asOf);
  const { rows } = await sql<any>`select distinct on (kpi_id, grain, segment_id, place_id, period_start) * from observation
    where kpi_id = any(${reads.map((r) => r.kpiId)}::int[]) and (${where.asOf}::timestamptz is null or recorded_at <= ${where.asOf}::timestamptz)
    order by kpi_id, grain, segment_id, place_id, period_start, revision desc`.execute(db);
  const segName = new Map(catalog.dimensions.flatMap((d) => d.segments.map((s) => [s.id, s.slug] as const)));
  const placeName = new Map(catalog.places.map((p) => [p.id, p.slug] as const));
  const byKpi = new Map<number, CurrentObservation[]>();
  for (const r of rows) {
    if (r.withdrawn) continue;
    const { value, numerator, denominator, n, sd, promoters, passives, detractors } = r;
    const o: CurrentObservation = { kpi: '', grain: grainOf(r.grain), periodStart: r.period_start as CalendarDate,
      segment: segName.get(r.segment_id) ?? null, place: placeName.get(r.place_id) ?? null,
      measures: { value, numerator, denominator, n, sd, promoters, passives, detractors }, recordedAt: r.recorded_at, revision: r.revision };
    byKpi.set(r.kpi_id, [...(byKpi.get(r.kpi_id) ?? []), o]);
  }
  const seg = segName.get(where.segmentId) ?? '', place = placeName.get(where.placeId) ?? '';
  const out = new Map<number, Reading[]>();
  for (const { kpiId, grain } of reads) {
    const kpi = catalog.kpis.find((k) => k.id === kpiId)!;
    const rolled = rollUp(kpi, byKpi.get(kpiId) ?? [], { segments: catalog.dimensions.find((d) => d.slug === kpi.dimension)?.segments ?? [], calendar: catalog.organisation });
    out.set(kpiId, [...rolled].filter(([k, r]) => k === `${grain} ${r.periodStart} ${seg} ${place}`).map(([, r]) => r).sort((a, b) => a.periodStart < b.periodStart ? -1 : 1));
  }
  return out;
}
