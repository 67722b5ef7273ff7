/** Series of readings as they are asked for in SQL, and as they come back: as columns. */
import { sql } from 'kysely';

import { type Calendar, type CalendarDate, epochDay, type Grain } from '../../lib/domain/calendar';
import type { Dimension, Kpi } from '../../lib/domain/catalog';
import type { Reading } from '../../lib/domain/observation';
import { grainCode, grainOf } from '../codecs';
import { type ReadingColumns, ReadingDecoder } from './reading-columns';
import { blockOf, COLUMNS, type Fragment } from './rollup-sql';

/** Of the catalogue, what readings depend on. */
export interface ReadingRules {
  readonly organisation: Calendar;
  readonly kpis: readonly RuledKpi[];
  readonly dimensions: readonly Pick<Dimension, 'id' | 'slug' | 'segments'>[];
}

export type RuledKpi = Pick<Kpi, 'id' | 'aggregation' | 'scale' | 'grain' | 'dimension'>;

/** A KPI at one grain, as it lies in the tables. */
export interface Series {
  readonly kpi: RuledKpi;
  readonly grain: Grain;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

export interface SeriesRow extends ReadingColumns {
  readonly kpi_id: number;
  readonly grain: number;
  readonly block: number;
}

const seriesColumns = (series: readonly Series[]): Fragment =>
  sql`${series.map(({ kpi }) => kpi.id)}::integer[], ${series.map(({ grain }) => grainCode(grain))}::smallint[]`;

export const asText = (column: (name: string) => string): Fragment =>
  sql.raw(['period', ...COLUMNS].map((name) => `(${column(name)})::text as ${name}`).join(', '));

/** From-clause `rollup r` with the rows that hold the series. */
export function storedRows(
  series: readonly Series[],
  { segmentId, placeId }: { readonly segmentId: number; readonly placeId: number },
): Fragment {
  const block = (day: (each: Series) => CalendarDate | null) =>
    series.map((each) => {
      const date = day(each);
      return date === null ? null : blockOf(each.grain, epochDay(date));
    });
  return sql`unnest(${seriesColumns(series)}, ${block(({ from }) => from)}::integer[],
      ${block(({ to }) => to)}::integer[]) as w(kpi_id, grain, first, last)
    join rollup r on r.kpi_id = w.kpi_id and r.segment_id = ${segmentId} and r.place_id = ${placeId}
      and r.grain = w.grain and r.block >= coalesce(w.first, -2147483647)
      and r.block <= coalesce(w.last, 2147483647)`;
}

/** `rule` as `RULES_NOW` has it, from a catalogue of any moment, with the first and last day of each series. */
export function rulesOf(series: readonly Series[], rules: ReadingRules): Fragment {
  const segments = rules.dimensions.flatMap((dimension) =>
    dimension.segments.map((segment) => ({ ...segment, dimension: dimension.slug })),
  );
  const day = (of: (each: Series) => CalendarDate | null) => series.map(of);
  return sql`division as (
      select dimension, array_agg(id) filter (where not retired) as live,
        array_agg(id) filter (where retired) as retired
      from unnest(${segments.map((each) => each.id)}::integer[], ${segments.map((each) => each.dimension)}::text[],
        ${segments.map((each) => each.retired)}::boolean[]) as s(id, dimension, retired)
      group by dimension),
    rule as materialized (
      select w.*, coalesce(d.live, '{}') as live, coalesce(d.retired, '{}') as retired
      from unnest(${seriesColumns(series)}, ${day(({ from }) => from)}::date[], ${day(({ to }) => to)}::date[],
        ${series.map(({ kpi }) => kpi.aggregation)}::text[], ${series.map(({ kpi }) => kpi.dimension)}::text[]
      ) as w(kpi_id, grain, first, last, aggregation, dimension)
      left join division d on d.dimension = w.dimension)`;
}

/** Readings by KPI and grain (`seriesKey`), in the order of the rows. */
export function decoded(
  rows: readonly SeriesRow[],
  kpis: ReadonlyMap<number, RuledKpi>,
): ReadonlyMap<string, readonly Reading[]> {
  const decoder = new ReadingDecoder();
  const series = new Map<string, Reading[]>();
  for (const row of rows) {
    const kpi = kpis.get(row.kpi_id);
    if (kpi === undefined) continue;
    const key = seriesKey(row.kpi_id, grainOf(row.grain));
    const into = series.get(key) ?? [];
    series.set(key, into);
    decoder.decode(kpi, row, into);
  }
  return series;
}

export const seriesKey = (kpiId: number, grain: Grain): string => `${kpiId} ${grain}`;
