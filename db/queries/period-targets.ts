/** Targets that were reported with the figures, one for each period. */
import { sql } from 'kysely';
import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Db } from '../client';
import { grainOf } from '../codecs';

export interface PeriodTarget {
  readonly kpiId: number;
  /** 0 is everyone. */
  readonly segmentId: number;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  readonly target: number;
}

/** Those in force for some KPIs, for everyone and for one segment, everywhere or in one place, oldest first. */
export async function listPeriodTargets(
  db: Db,
  scope: {
    readonly kpiIds: readonly number[];
    readonly segmentId: number;
    readonly placeId: number;
    readonly asOf: string | null;
  },
): Promise<readonly PeriodTarget[]> {
  const { rows } = await sql<{
    kpi_id: number;
    segment_id: number;
    grain: number;
    starts: string[];
    targets: number[];
  }>`
    select kpi_id, segment_id, grain, array_agg(period_start::text order by period_start) as starts,
      array_agg(target order by period_start) as targets
    from (
      select distinct on (kpi_id, segment_id, grain, period_start) kpi_id, segment_id, grain, period_start, target
      from period_target
      where kpi_id = any(${[...scope.kpiIds]}::int[])
        and segment_id in (0, ${scope.segmentId}) and place_id = ${scope.placeId}
        and (${scope.asOf}::timestamptz is null or recorded_at <= ${scope.asOf}::timestamptz)
      order by kpi_id, segment_id, grain, period_start, revision desc) newest
    where target is not null
    group by kpi_id, segment_id, grain`.execute(db);
  return rows.flatMap((row) =>
    row.targets.map((target, index) => ({
      kpiId: row.kpi_id,
      segmentId: row.segment_id,
      grain: grainOf(row.grain),
      periodStart: (row.starts[index] ?? '') as CalendarDate,
      target,
    })),
  );
}
