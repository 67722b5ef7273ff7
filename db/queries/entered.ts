/** Figures as they were reported and are in force, for the grid in which people type. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { Measures } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode } from '../codecs';

export interface EnteredFigure {
  readonly kpiId: number;
  readonly periodStart: CalendarDate;
  readonly measures: Measures;
  readonly note: string | null;
  readonly actor: string;
  /** `entry` where a person typed it. */
  readonly origin: string;
}

export interface EnteredWhere {
  readonly kpiIds: readonly number[];
  readonly grain: Grain;
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** First days of the first and the last period. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** The newest report of each key that was not withdrawn, with its note and who brought it. One query. */
export async function listEntered(
  db: Db,
  { kpiIds, grain, segmentId, placeId, from, to }: EnteredWhere,
): Promise<readonly EnteredFigure[]> {
  const { rows } = await sql<
    Measures & {
      readonly kpi_id: number;
      readonly period_start: string;
      readonly note: string | null;
      readonly actor: string;
      readonly origin: string;
    }
  >`
    select f.kpi_id, f.period_start, f.value, f.numerator, f.denominator, f.n, f.sd, f.promoters,
      f.passives, f.detractors, k.note, i.actor, i.origin
    from (
      select distinct on (kpi_id, period_start) * from observation
      where kpi_id = any(${[...kpiIds]}::int[]) and grain = ${grainCode(grain)}
        and segment_id = ${segmentId} and place_id = ${placeId}
        and period_start between ${from}::date and ${to}::date
      order by kpi_id, period_start, revision desc) f
    join import i on i.id = f.import_id
    left join figure_note k using (kpi_id, grain, period_start, segment_id, place_id, revision)
    where not f.withdrawn`.execute(db);
  return rows.map(({ kpi_id, period_start, note, actor, origin, ...measures }) => ({
    kpiId: kpi_id,
    periodStart: period_start as CalendarDate,
    measures,
    note,
    actor,
    origin,
  }));
}
