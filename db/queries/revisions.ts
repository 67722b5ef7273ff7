/** Reports behind figures: every revision of a key, with the import that brought it. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { ImportSaid, Revision } from '../../lib/domain/provenance';
import type { Db } from '../client';
import { grainCode, grainOf } from '../codecs';
import type { MeasureColumns } from '../schema';
import type { Fragment } from './rollup-sql';

export interface RevisionsWhere {
  readonly kpiId: number;
  readonly grain: Grain;
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** Reports of the key itself are wanted for periods that begin on or after this day. */
  readonly from: CalendarDate;
  /** A figure to open: its period, and the stretch in which its finer parts begin. */
  readonly opened: {
    readonly start: CalendarDate;
    readonly finer: {
      readonly grain: Grain;
      readonly first: CalendarDate;
      readonly last: CalendarDate;
    } | null;
  } | null;
  /** When the newest figure shown was recorded; null without figures. */
  readonly newestAt: string | null;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
}

export interface FoundRevisions {
  readonly own: readonly Revision[];
  readonly opened: readonly Revision[];
  readonly openedTotal: number;
  readonly newest: ImportSaid | null;
}

/** More reports than this are counted, not listed. */
const MOST_OPENED = 400;

interface OriginRow {
  readonly origin: string;
  readonly name: string | null;
  readonly actor: string;
}

interface RevisionRow extends MeasureColumns, OriginRow {
  readonly grain: number;
  readonly period_start: string;
  readonly segment: string | null;
  readonly place: string | null;
  readonly revision: number;
  readonly withdrawn: boolean;
  readonly recorded_at: string;
  readonly import_id: number;
  readonly line: number | null;
  readonly note: string | null;
  readonly total: number;
}

interface ImportRow extends OriginRow {
  readonly id: number;
  readonly recorded_at: string;
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
}

/** The reports of a key in its newest periods, those of one opened figure, and the newest import: one query. */
export async function listRevisions(db: Db, where: RevisionsWhere): Promise<FoundRevisions> {
  const { kpiId, segmentId, placeId, asOf } = where;
  const known = sql`(${asOf}::timestamptz is null or o.recorded_at <= ${asOf}::timestamptz)`;
  const { rows } = await sql<{
    own: readonly RevisionRow[];
    opened: readonly RevisionRow[];
    newest: ImportRow | null;
  }>`
    select
      ${reports(sql`o.kpi_id = ${kpiId} and o.grain = ${grainCode(where.grain)}
        and o.segment_id = ${segmentId} and o.place_id = ${placeId}
        and o.period_start >= ${where.from}::date and ${known}`)} as own,
      ${openedReports(where, known)} as opened,
      (select row_to_json(x) from (
        select i.id, i.origin, i.name, i.actor, n.recorded_at, i.accepted, i.superseded, i.unchanged,
          i.ignored, i.rejected
        from (select o.import_id, o.recorded_at from observation o
          where o.kpi_id = ${kpiId} and ${known} and o.recorded_at >= ${where.newestAt}::timestamptz
          order by o.recorded_at desc, o.import_id desc limit 1) n
        join import i on i.id = n.import_id) x) as newest`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('the query for revisions returned nothing');
  return {
    own: found.own.map(revisionOf),
    opened: found.opened.map(revisionOf),
    openedTotal: found.opened[0]?.total ?? 0,
    newest: found.newest === null ? null : importOf(found.newest),
  };
}

function openedReports(
  { kpiId, segmentId, placeId, grain, opened }: RevisionsWhere,
  known: Fragment,
): Fragment {
  if (opened === null) return sql`'[]'::json`;
  const { start, finer } = opened;
  const inFiner =
    finer === null
      ? sql`false`
      : sql`(o.grain = ${grainCode(finer.grain)}
          and o.period_start between ${finer.first}::date and ${finer.last}::date)`;
  return reports(sql`o.kpi_id = ${kpiId} and ${known}
    and (${segmentId} = 0 or o.segment_id = ${segmentId})
    and (${placeId} = 0 or o.place_id = ${placeId})
    and ((o.grain = ${grainCode(grain)} and o.period_start = ${start}::date) or ${inFiner})`);
}

function reports(condition: Fragment): Fragment {
  return sql`(select coalesce(json_agg(x), '[]') from (
    select o.grain, o.period_start, s.slug as segment, p.slug as place, o.revision, o.withdrawn,
      o.value, o.numerator, o.denominator, o.n, o.sd, o.promoters, o.passives, o.detractors,
      o.recorded_at, o.import_id, o.line, f.note, i.origin, i.name, i.actor, count(*) over () as total
    from observation o join import i on i.id = o.import_id
    left join figure_note f using (kpi_id, grain, period_start, segment_id, place_id, revision)
    left join segment s on s.id = o.segment_id left join place p on p.id = o.place_id
    where ${condition}
    order by o.period_start desc, s.position nulls first, p.position nulls first, s.id, p.id, o.revision desc
    limit ${sql.lit(MOST_OPENED)}) x)`;
}

function revisionOf(row: RevisionRow): Revision {
  const { value, numerator, denominator, n, sd, promoters, passives, detractors } = row;
  return {
    grain: grainOf(row.grain),
    periodStart: row.period_start as CalendarDate,
    segment: row.segment,
    place: row.place,
    revision: row.revision,
    withdrawn: row.withdrawn,
    measures: { value, numerator, denominator, n, sd, promoters, passives, detractors },
    hidden: false,
    recordedAt: new Date(row.recorded_at).toISOString(),
    origin: originOf(row),
    importId: row.import_id,
    line: row.line,
    note: row.note,
  };
}

const originOf = ({ origin, name, actor }: OriginRow) => ({ kind: origin, name, actor });

function importOf(row: ImportRow): ImportSaid {
  const { accepted, superseded, unchanged, ignored, rejected } = row;
  return {
    importId: row.id,
    origin: originOf(row),
    recordedAt: new Date(row.recorded_at).toISOString(),
    accepted,
    superseded,
    unchanged,
    ignored,
    rejected,
  };
}
