/** Figures as they were reported: what can be imported again and changes nothing. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Measures } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainOf } from '../codecs';

export interface TidyFigure {
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** Slugs; null is everyone, and everywhere. */
  readonly segment: string | null;
  readonly place: string | null;
  /** All null where only a target was reported. */
  readonly measures: Measures;
  /** Reported with the figure, for its period only. */
  readonly target: number | null;
}

export interface TidyWhere {
  readonly kpiId: number;
  /** Null is all segments, and all places. */
  readonly segmentId: number | null;
  readonly placeId: number | null;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
}

/** Every key's report that is in force, with the target that was reported for it; one query. */
export async function listTidyFigures(
  db: Db,
  { kpiId, segmentId, placeId, asOf }: TidyWhere,
): Promise<readonly TidyFigure[]> {
  const where = sql`kpi_id = ${kpiId}
    and (${asOf}::timestamptz is null or recorded_at <= ${asOf}::timestamptz)
    and (${segmentId}::integer is null or segment_id = ${segmentId})
    and (${placeId}::integer is null or place_id = ${placeId})`;
  const key = sql.raw('grain, period_start, segment_id, place_id');
  const { rows } = await sql<
    Measures & {
      readonly grain: number;
      readonly period_start: string;
      readonly segment: string | null;
      readonly place: string | null;
      readonly target: number | null;
    }
  >`
    with figure as (
      select distinct on (${key}) * from observation where ${where} order by ${key}, revision desc),
    goal as (
      select distinct on (${key}) ${key}, target from period_target where ${where}
      order by ${key}, revision desc)
    select ${key}, s.slug as segment, p.slug as place, f.value, f.numerator, f.denominator, f.n, f.sd,
      f.promoters, f.passives, f.detractors, g.target
    from (select * from figure where not withdrawn) f
    full join (select * from goal where target is not null) g using (${key})
    left join segment s on s.id = segment_id left join place p on p.id = place_id
    order by grain, period_start, s.position nulls first, s.id, p.position nulls first, p.id`.execute(
    db,
  );
  return rows.map((row) => ({
    grain: grainOf(row.grain),
    periodStart: row.period_start as CalendarDate,
    segment: row.segment,
    place: row.place,
    measures: {
      value: row.value,
      numerator: row.numerator,
      denominator: row.denominator,
      n: row.n,
      sd: row.sd,
      promoters: row.promoters,
      passives: row.passives,
      detractors: row.detractors,
    },
    target: row.target,
  }));
}
