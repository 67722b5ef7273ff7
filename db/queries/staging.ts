/** Where figures wait until they are compared with what is in force; gone with the transaction. */
import { sql } from 'kysely';

import { type CalendarDate, epochDay, type Grain } from '../../lib/domain/calendar';
import type { Measures } from '../../lib/domain/observation';
import { boolArray, dateArray, float8Array, int4Array } from '../binary-arrays';
import type { Db } from '../client';
import { grainCode } from '../codecs';

/** One row of a file, checked and with its references resolved. */
export interface StagedFigure {
  /** Line of the file, or position of the row in a request. */
  readonly line: number;
  /** Ordinal of the row: the figures of one row have one outcome. */
  readonly row: number;
  /** How many rows of the file were merged into this one. */
  readonly rows: number;
  readonly kpiId: number;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** Null when the row brings only a target. */
  readonly measures: Measures | null;
  readonly withdraw: boolean;
  /** The target of this period alone; `undefined` when the row says nothing of it. */
  readonly periodTarget: number | null | undefined;
}

export async function openStaging(tx: Db): Promise<void> {
  await sql`create temp table incoming (
    value float8, numerator float8, denominator float8, n float8, sd float8,
    promoters float8, passives float8, detractors float8, target float8,
    line int not null, row_no int not null, rows int not null, kpi_id int not null, segment_id int not null,
    place_id int not null, period_start date not null, grain smallint not null,
    has_figure boolean not null, withdraw boolean not null, has_target boolean not null
  ) on commit drop`.execute(tx);
}

export async function stageFigures(tx: Db, rows: readonly StagedFigure[]): Promise<void> {
  const measure = (name: keyof Measures) =>
    float8Array(rows, ({ measures }) => measures?.[name] ?? null);
  const dayOf = daysSince();
  const int = (read: (row: StagedFigure) => number) => int4Array(rows, read);
  const yes = (read: (row: StagedFigure) => boolean) => boolArray(rows, read);
  await sql`insert into incoming select * from unnest(
    ${measure('value')}::float8[], ${measure('numerator')}::float8[],
    ${measure('denominator')}::float8[], ${measure('n')}::float8[], ${measure('sd')}::float8[],
    ${measure('promoters')}::float8[], ${measure('passives')}::float8[], ${measure('detractors')}::float8[],
    ${float8Array(rows, ({ periodTarget }) => periodTarget ?? null)}::float8[],
    ${int(({ line }) => line)}::int[], ${int(({ row }) => row)}::int[], ${int((row) => row.rows)}::int[],
    ${int(({ kpiId }) => kpiId)}::int[], ${int(({ segmentId }) => segmentId)}::int[],
    ${int(({ placeId }) => placeId)}::int[], ${dateArray(rows, ({ periodStart }) => dayOf(periodStart))}::date[],
    ${int(({ grain }) => grainCode(grain))}::int[],
    ${yes(({ measures, withdraw }) => measures !== null || withdraw)}::boolean[],
    ${yes(({ withdraw }) => withdraw)}::boolean[],
    ${yes(({ periodTarget }) => periodTarget !== undefined)}::boolean[])`.execute(tx);
}

/** Days from 1970-01-01. Dates are few and rows are many. */
export function daysSince(): (date: CalendarDate) => number {
  const known = new Map<CalendarDate, number>();
  return (date) => {
    const before = known.get(date);
    if (before !== undefined) return before;
    const day = epochDay(date);
    known.set(date, day);
    return day;
  };
}

export async function emptyStaging(tx: Db): Promise<void> {
  await sql`truncate incoming`.execute(tx);
}
