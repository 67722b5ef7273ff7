/** What an import has just written, as its warnings look at it; within its transaction. */
import { sql } from 'kysely';

import { type CalendarDate, dateOfEpochDay } from '../../lib/domain/calendar';
import type { Direction } from '../../lib/domain/catalog';
import type {
  Replaced,
  SeriesAfter,
  WarnedSeries,
  ZeroTargets,
} from '../../lib/domain/import-warning-facts';
import type { Db } from '../client';
import { grainOf } from '../codecs';
import type { Written } from './rollup-new';
import { BLOCK, type Fragment } from './rollup-sql';

/** Series looked at, wholes before parts: an import of a million figures must not wait for its warnings. */
const MOST_SERIES = 2_000;
/** Read at one go. */
const BATCH = 200;
/** Rows of the roll-up before the first new figure that are read along: at least 96 periods. */
const BLOCKS_BEFORE = 4;
/** Targets of 0, and figures replaced, looked at. */
const MOST_ROWS = 50_000;

interface SeriesRow {
  readonly kpi: string;
  readonly direction: string;
  readonly grain: number;
  readonly segment: string | null;
  readonly place: string | null;
}

const SERIES = sql.raw('k.slug as kpi, k.direction, x.grain, s.slug as segment, p.slug as place');
const NAMES = sql.raw(`join kpi k on k.id = x.kpi_id left join segment s on s.id = x.segment_id
  left join place p on p.id = x.place_id`);

/** The value of the figures of `u`, in the unit of the KPI `k`. */
const figureOf = (u: string): Fragment =>
  sql.raw(`case k.aggregation when 'ratio' then k.scale * ${u}.numerator / nullif(${u}.denominator, 0)
    when 'nps' then 100 * (${u}.promoters - ${u}.detractors)
      / nullif(${u}.promoters + ${u}.passives + ${u}.detractors, 0)
    else ${u}.value end`);

const seriesOf = (row: SeriesRow): WarnedSeries => ({
  kpi: row.kpi,
  direction: row.direction as Direction,
  grain: grainOf(row.grain),
  segment: row.segment,
  place: row.place,
});

/** New targets of 0 with the figures in force. */
export async function listZeroTargets(tx: Db): Promise<readonly ZeroTargets[]> {
  const { rows } = await sql<SeriesRow & { starts: string[]; values: (number | null)[] }>`
    select ${SERIES}, array_agg(x.period_start::text order by x.period_start) as starts,
      array_agg(${figureOf('o')} order by x.period_start) as values
    from (select * from noticed where zero_target limit ${MOST_ROWS}) x ${NAMES}
    left join lateral (select * from observation o where o.kpi_id = x.kpi_id and o.grain = x.grain
      and o.period_start = x.period_start and o.segment_id = x.segment_id and o.place_id = x.place_id
      order by o.revision desc limit 1) o on not o.withdrawn
    group by k.id, k.slug, k.direction, x.grain, s.slug, p.slug order by k.id`.execute(tx);
  return rows.map((row) => ({
    ...seriesOf(row),
    points: row.starts.map((start, i) => ({
      start: start as CalendarDate,
      value: row.values[i] ?? null,
    })),
  }));
}

/** Months whose figures were replaced: as they were, and as they are. */
export async function listReplaced(tx: Db): Promise<readonly Replaced[]> {
  const { rows } = await sql<SeriesRow & { starts: string[]; before: number[]; after: number[] }>`
    select ${SERIES}, array_agg(x.period_start::text order by x.period_start) as starts,
      array_agg(${figureOf('o')} order by x.period_start) as before,
      array_agg(${figureOf('x')} order by x.period_start) as after
    from (select * from noticed where replaced limit ${MOST_ROWS}) x ${NAMES}
    join observation o on o.kpi_id = x.kpi_id and o.grain = x.grain and o.period_start = x.period_start
      and o.segment_id = x.segment_id and o.place_id = x.place_id and o.revision = x.figure_revision
    where ${figureOf('o')} is not null and ${figureOf('x')} is not null
    group by k.id, k.slug, k.direction, x.grain, s.slug, p.slug order by k.id`.execute(tx);
  return rows.map((row) => ({
    ...seriesOf(row),
    points: row.starts.map((start, i) => ({
      start: start as CalendarDate,
      before: row.before[i] ?? 0,
      after: row.after[i] ?? 0,
    })),
  }));
}

/** The series that the import touched, some at a time, from somewhat before it: what they say after it. */
export async function* seriesAfter(
  tx: Db,
  { importId, recordedAt }: Written,
): AsyncGenerator<readonly SeriesAfter[]> {
  await sql`create temp table touched_series on commit drop as
    select row_number() over (order by (place_id <> 0)::int + (segment_id <> 0)::int,
      kpi_id, grain, segment_id, place_id)::int as no, t.*
    from (select kpi_id, grain, segment_id, place_id, min(${BLOCK}) - ${BLOCKS_BEFORE} as since
      from (select kpi_id, grain, segment_id, place_id, period_start - date '1970-01-01' as period
        from observation where recorded_at = ${recordedAt.toISOString()}::timestamptz
          and import_id = ${importId}::bigint) f
      group by kpi_id, grain, segment_id, place_id) t`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*)::int as n from touched_series`.execute(
    tx,
  );
  const last = Math.min(MOST_SERIES, counted.rows[0]?.n ?? 0);
  for (let from = 0; from < last; from += BATCH) {
    const { rows } = await sql<
      SeriesRow & { days: number[]; values: (number | null)[]; fresh: number[] }
    >`
      select ${SERIES}, array_agg(u.period order by u.period) as days,
        array_agg(${figureOf('u')} order by u.period) as values,
        array_agg((u.recorded_at = ${recordedAt.getTime()}::bigint)::int order by u.period) as fresh
      from touched_series x ${NAMES}
      join rollup r on r.kpi_id = x.kpi_id and r.segment_id = x.segment_id
        and r.place_id = x.place_id and r.grain = x.grain and r.block >= x.since
      cross join lateral unnest(r.period, r.recorded_at, r.value, r.numerator, r.denominator,
        r.promoters, r.passives, r.detractors)
        as u(period, recorded_at, value, numerator, denominator, promoters, passives, detractors)
      where x.no > ${from} and x.no <= ${from + BATCH}
      group by x.no, k.slug, k.direction, x.grain, s.slug, p.slug order by x.no`.execute(tx);
    yield rows.map((row) => ({
      ...seriesOf(row),
      points: row.days.map((day, i) => ({
        start: dateOfEpochDay(day),
        value: row.values[i] ?? null,
        fresh: row.fresh[i] === 1,
      })),
    }));
  }
}
