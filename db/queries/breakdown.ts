/** One KPI told apart: at several grains in one place, and in every place for one period. */
import { sql } from 'kysely';

import {
  addDays,
  type CalendarDate,
  compareDates,
  composes,
  epochDay,
  finerPeriods,
  type Grain,
  type Period,
} from '../../lib/domain/calendar';
import type { Reading } from '../../lib/domain/observation';
import type { Db } from '../client';
import { grainCode, grainOf } from '../codecs';
import { overTime, preferred, Wholes } from './over-time';
import { type ReadingColumns, ReadingDecoder } from './reading-columns';
import { blockOf, type Fragment, readTuned, resolved } from './rollup-sql';
import { asText, type ReadingRules, type RuledKpi, rulesOf } from './series-sql';

export interface BreakdownWhere {
  /** 0 is everyone. */
  readonly segmentId: number;
  /** The place whose figures are wanted at `grains`; 0 is everywhere. */
  readonly placeId: number;
  readonly grains: readonly Grain[];
  /** Figures of periods that begin before this day are not wanted. */
  readonly from: CalendarDate;
  /** The period for which every place is wanted. */
  readonly period: Period;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
  readonly rules: ReadingRules;
}

export interface Breakdown {
  /** As they lie in the tables, oldest first: a coarser grain is not put together here. */
  readonly byGrain: ReadonlyMap<Grain, readonly Reading[]>;
  /** The reading of the period in each place that has one, by the place's id. */
  readonly byPlace: ReadonlyMap<number, Reading>;
}

interface Row extends ReadingColumns {
  readonly place_id: number;
  readonly grain: number;
  readonly block: number;
  /** Belongs to `byPlace`. */
  readonly apart: boolean;
}

/** Both in one query, however many places there are. */
export async function listBreakdown(
  db: Db,
  kpi: RuledKpi,
  where: BreakdownWhere,
): Promise<Breakdown> {
  const { asOf } = where;
  const rows = asOf === null ? await stored(db, kpi, where) : await asKnown(db, kpi, where, asOf);
  const decoder = new ReadingDecoder();
  const byGrain: ByGrain = new Map();
  const parts = new Map<number, ByGrain>();
  for (const row of [...rows].sort((a, b) => a.block - b.block)) {
    const into = row.apart ? entry(parts, row.place_id, () => new Map()) : byGrain;
    decoder.decode(
      kpi,
      row,
      entry(into, grainOf(row.grain), () => []),
    );
  }
  for (const [grain, readings] of byGrain) {
    byGrain.set(
      grain,
      readings.filter(({ periodStart }) => periodStart >= where.from),
    );
  }
  return { byGrain, byPlace: placesIn(kpi, parts, where) };
}

type ByGrain = Map<Grain, Reading[]>;

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Days from the first to the last that a finer period of it may begin on. */
function reachOf(kpi: RuledKpi, period: Period, calendar: ReadingRules['organisation']) {
  if (!composes(kpi.grain, period.grain)) return { first: period.start, last: period.start };
  const finer = finerPeriods(period, kpi.grain, calendar);
  const first = finer[0]?.start ?? period.start;
  return { first: compareDates(first, period.start) < 0 ? first : period.start, last: period.end };
}

function placesIn(
  kpi: RuledKpi,
  parts: ReadonlyMap<number, ReadonlyMap<Grain, readonly Reading[]>>,
  { period, rules }: BreakdownWhere,
): ReadonlyMap<number, Reading> {
  const wholes = composes(kpi.grain, period.grain)
    ? new Wholes(rules.organisation, kpi.grain, period.grain)
    : null;
  const found = new Map<number, Reading>();
  for (const [placeId, grains] of parts) {
    const own = grains.get(period.grain) ?? [];
    const all =
      wholes === null ? own : preferred(own, overTime(kpi, grains.get(kpi.grain) ?? [], wholes));
    const reading = all.find(({ periodStart }) => periodStart === period.start);
    if (reading !== undefined) found.set(placeId, reading);
  }
  return found;
}

const codes = (grains: readonly Grain[]): Fragment =>
  sql`${[...new Set(grains)].map(grainCode)}::smallint[]`;

const apartGrains = (kpi: RuledKpi, period: Period): readonly Grain[] =>
  composes(kpi.grain, period.grain) && kpi.aggregation !== 'none'
    ? [period.grain, kpi.grain]
    : [period.grain];

async function stored(db: Db, kpi: RuledKpi, where: BreakdownWhere): Promise<readonly Row[]> {
  const { segmentId, placeId, grains, from, period, rules } = where;
  const { first, last } = reachOf(kpi, period, rules.organisation);
  const block = (grain: Grain, date: CalendarDate) => blockOf(grain, epochDay(date));
  const blocks = (of: readonly Grain[], date: CalendarDate): Fragment =>
    sql`${[...new Set(of)].map((grain) => block(grain, date))}::integer[]`;
  const apart = apartGrains(kpi, period);
  const { rows } = await sql<Row>`
    select r.place_id, r.grain, r.block, false as apart, ${asText((name) => `r.${name}`)}
    from unnest(${codes(grains)}, ${blocks(grains, from)}) as w(grain, first)
    join rollup r on r.kpi_id = ${kpi.id} and r.segment_id = ${segmentId} and r.place_id = ${placeId}
      and r.grain = w.grain and r.block >= w.first
    union all
    select r.place_id, r.grain, r.block, true as apart, ${asText((name) => `r.${name}`)}
    from unnest(${codes(apart)}, ${blocks(apart, first)}, ${blocks(apart, last)}) as w(grain, first, last)
    join rollup r on r.kpi_id = ${kpi.id} and r.segment_id = ${segmentId} and r.place_id <> 0
      and r.grain = w.grain and r.block between w.first and w.last`.execute(db);
  return rows;
}

async function asKnown(
  db: Db,
  kpi: RuledKpi,
  { segmentId, placeId, grains, from, period, rules }: BreakdownWhere,
  asOf: string,
): Promise<readonly Row[]> {
  const { first, last } = reachOf(kpi, period, rules.organisation);
  const apart = apartGrains(kpi, period);
  const earliest = addDays(from < first ? from : first, -366);
  const series = [...new Set([...grains, ...apart])].map((grain) => ({
    kpi,
    grain,
    from: earliest,
    to: null,
  }));
  const observations = sql`observation o join rule g
    on o.kpi_id = g.kpi_id and o.grain = g.grain and o.period_start >= g.first
    where o.recorded_at <= ${asOf}::timestamptz
      and (${segmentId} = 0 or o.segment_id = ${segmentId})`;
  const days = { from: epochDay(from), first: epochDay(first), last: epochDay(last) };
  return readTuned(db, async (tx) => {
    const { rows } = await sql<Row>`
      with ${rulesOf(series, rules)}, ${resolved(observations)},
      wanted as (
        select r.*, false as apart from resolved r where r.segment_id = ${segmentId}
          and r.place_id = ${placeId} and r.grain = any(${codes(grains)}) and r.period >= ${days.from}
        union all
        select r.*, true as apart from resolved r where r.segment_id = ${segmentId} and r.place_id <> 0
          and r.grain = any(${codes(apart)}) and r.period between ${days.first} and ${days.last})
      select place_id, grain, 0 as block, apart, ${asText((name) => `array_agg(${name})`)}
      from (select * from wanted order by apart, place_id, grain, period) w
      group by place_id, grain, apart`.execute(tx);
    return rows;
  });
}
