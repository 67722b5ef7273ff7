/**
 * Figures of periods that hold nothing yet, which most figures are: copied as they are, without being
 * staged and compared. That is half of the work of the server.
 */
import { CompiledQuery, sql } from 'kysely';

import { MEASURES } from '../../lib/domain/observation';
import { DAYS_BEFORE, dateArray, int4Array } from '../binary-arrays';
import type { Db } from '../client';
import { grainCode } from '../codecs';
import type { Written } from './rollup-new';
import { daysSince, type StagedFigure } from './staging';

/** A figure and nothing beside it: what remains is compared first. */
export const isPlain = ({ measures, withdraw, periodTarget }: StagedFigure): boolean =>
  measures !== null && !withdraw && periodTarget === undefined;

interface PeriodOfKpi {
  readonly kpiId: number;
  readonly grain: number;
  readonly day: number;
}

/** Each KPI and period of the figures once. */
function periodsOf(figures: readonly StagedFigure[]): readonly PeriodOfKpi[] {
  const dayOf = daysSince();
  const found = new Map<number, Map<string, PeriodOfKpi>>();
  let last: PeriodOfKpi | undefined;
  for (const { kpiId, grain: name, periodStart } of figures) {
    const day = dayOf(periodStart);
    const grain = grainCode(name);
    // Rows of one KPI and period mostly follow each other.
    if (last?.kpiId === kpiId && last.day === day && last.grain === grain) continue;
    const periods = found.get(kpiId) ?? new Map<string, PeriodOfKpi>();
    if (periods.size === 0) found.set(kpiId, periods);
    last = { kpiId, grain, day };
    periods.set(`${grain} ${day}`, last);
  }
  return [...found.values()].flatMap((periods) => [...periods.values()]);
}

/**
 * Whether none of the periods of these figures holds one of another import. What this import has brought
 * itself is no hindrance: no key comes twice.
 */
export async function areNew(
  tx: Db,
  figures: readonly StagedFigure[],
  { importId }: Written,
): Promise<boolean> {
  const periods = periodsOf(figures);
  const { rows } = await sql<{ held: boolean }>`select exists (
    select from unnest(${int4Array(periods, ({ kpiId }) => kpiId)}::int[],
      ${int4Array(periods, ({ grain }) => grain)}::int[],
      ${dateArray(periods, ({ day }) => day)}::date[]) as g(kpi_id, grain, period_start)
    cross join lateral (select from observation f where f.kpi_id = g.kpi_id
      and f.grain = g.grain::smallint and f.period_start = g.period_start
      and f.import_id <> ${importId}::bigint limit 1) f) as held`.execute(tx);
  return rows[0]?.held === false;
}

/** Copies figures round by round, always from the same bytes: new ones each time pile up until they are collected. */
export class FigureCopier {
  readonly #tx: Db;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(tx: Db) {
    this.#tx = tx;
  }

  async copy(figures: readonly StagedFigure[], written: Written): Promise<void> {
    const longest = SIGNATURE.length + 8 + figures.length * LONGEST_ROW + 2;
    if (this.#bytes.length < longest) this.#bytes = Buffer.allocUnsafeSlow(longest);
    const bytes = writeCopy(this.#bytes, figures, written);
    await this.#tx.executeQuery(CompiledQuery.raw(COPY, [bytes]));
  }
}

const OTHERS = `recorded_at, import_id, kpi_id, segment_id, place_id, period_start, revision, line, grain`;
const COPY = `copy observation (${MEASURES.join(', ')}, ${OTHERS}) from stdin (format binary)`;

const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');
const FIELDS = MEASURES.length + 9;
const LONGEST_ROW = 2 + FIELDS * 4 + MEASURES.length * 8 + 2 * 8 + 6 * 4 + 2;
const ABSENT = -1;
/** From 1970-01-01 to 2000-01-01, where the server begins to count. */
const MICROSECONDS_BEFORE = BigInt(DAYS_BEFORE) * 86_400_000_000n;

function writeCopy(bytes: Buffer, figures: readonly StagedFigure[], written: Written): Buffer {
  const dayOf = daysSince();
  const constant = constantOf(written);
  let at = SIGNATURE.copy(bytes);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt32BE(0, at);
  const int4 = (value: number) => {
    at = bytes.writeInt32BE(4, at);
    at = bytes.writeInt32BE(value, at);
  };
  for (const { measures, kpiId, segmentId, placeId, periodStart, line, grain } of figures) {
    at = bytes.writeInt16BE(FIELDS, at);
    for (const name of MEASURES) {
      const value = measures?.[name] ?? null;
      at = bytes.writeInt32BE(value === null ? ABSENT : 8, at);
      if (value !== null) at = bytes.writeDoubleBE(value, at);
    }
    at += constant.copy(bytes, at);
    int4(kpiId);
    int4(segmentId);
    int4(placeId);
    int4(dayOf(periodStart) - DAYS_BEFORE);
    int4(1);
    int4(line);
    at = bytes.writeInt32BE(2, at);
    at = bytes.writeInt16BE(grainCode(grain), at);
  }
  at = bytes.writeInt16BE(-1, at);
  return bytes.subarray(0, at);
}

/** Time of recording and import, alike in every row. */
function constantOf({ importId, recordedAt }: Written): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeInt32BE(8, 0);
  bytes.writeBigInt64BE(BigInt(recordedAt.getTime()) * 1000n - MICROSECONDS_BEFORE, 4);
  bytes.writeInt32BE(8, 12);
  bytes.writeBigInt64BE(BigInt(importId), 16);
  return bytes;
}
