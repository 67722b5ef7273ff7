/** KPIs whose observations are computed together. */

/** Observations of the KPIs computed at one go: enough to be quick, few enough to stay in memory. */
const BATCH = 50_000;

export interface KpiSize {
  readonly kpi_id: number;
  readonly figures: number;
}

/** In the order given; a KPI with more than `most` is alone. */
export function batchesOf(sizes: readonly KpiSize[], most = BATCH): readonly number[][] {
  const batches: number[][] = [];
  let room = 0;
  for (const { kpi_id: kpiId, figures } of sizes) {
    const last = batches.at(-1);
    if (last === undefined || figures > room) {
      batches.push([kpiId]);
      room = most - figures;
    } else {
      last.push(kpiId);
      room -= figures;
    }
  }
  return batches;
}
