/** Readings of KPIs: from the roll-up, or from the observations as of an earlier moment. */
import { sql } from 'kysely';

import {
  addDays,
  type Calendar,
  type CalendarDate,
  composes,
  type Grain,
  periodContaining,
} from '../../lib/domain/calendar';
import type { Reading } from '../../lib/domain/observation';
import type { Db } from '../client';
import { loadCatalog } from './catalog';
import { overTime, preferred, Wholes } from './over-time';
import { listAsOf } from './readings-as-of';
import {
  asText,
  decoded,
  type ReadingRules,
  type RuledKpi,
  type Series,
  type SeriesRow,
  seriesKey,
  storedRows,
} from './series-sql';

export interface Read {
  readonly kpiId: number;
  readonly grain: Grain;
}

export interface ReadingsWhere {
  /** 0 is everyone. */
  readonly segmentId: number;
  /** 0 is everywhere. */
  readonly placeId: number;
  /** RFC 3339; null is now. */
  readonly asOf: string | null;
  /** As of the same moment: what was agreed then decides how figures add up. Loaded when absent. */
  readonly catalog?: ReadingRules;
  /** Periods that begin on or after this day; all when absent. */
  readonly from?: CalendarDate;
  /** Periods that begin on or before this day. */
  readonly to?: CalendarDate;
}

/**
 * Readings by KPI, oldest first, each KPI at the grain asked for. One query. A KPI without readings,
 * or that is not in the catalogue, has an empty list. As of an earlier moment it takes the longer, the
 * more was recorded since.
 */
export async function listReadings(
  db: Db,
  reads: readonly Read[],
  where: ReadingsWhere,
): Promise<ReadonlyMap<number, readonly Reading[]>> {
  const rules = where.catalog ?? (await loadCatalog(db, where.asOf)).catalog;
  const kpis = new Map(rules.kpis.map((kpi) => [kpi.id, kpi]));
  const calendar = rules.organisation;
  const series = reads.flatMap((read) => {
    const kpi = kpis.get(read.kpiId);
    return kpi === undefined ? [] : seriesFor(kpi, read.grain, where, calendar);
  });
  const { asOf } = where;
  const stored =
    asOf === null
      ? decoded(await listStored(db, series, where), kpis)
      : await listAsOf(db, series, { ...where, asOf }, rules);
  const wholes = new Map<string, Wholes>();
  return new Map(
    reads.map(({ kpiId, grain }) => {
      const kpi = kpis.get(kpiId);
      const own = stored.get(seriesKey(kpiId, grain)) ?? [];
      if (kpi === undefined) return [kpiId, []];
      let readings = own;
      if (composes(kpi.grain, grain)) {
        const pair = `${kpi.grain} ${grain}`;
        const known = wholes.get(pair) ?? new Wholes(calendar, kpi.grain, grain);
        wholes.set(pair, known);
        const finer = stored.get(seriesKey(kpiId, kpi.grain)) ?? [];
        readings = preferred(own, overTime(kpi, finer, known));
      }
      return [kpiId, within(readings, where)];
    }),
  );
}

/** What has to be read for a KPI at a grain: the readings there, and those that make up coarser ones. */
function seriesFor(
  kpi: RuledKpi,
  grain: Grain,
  { from, to }: ReadingsWhere,
  calendar: Calendar,
): readonly Series[] {
  const own = { kpi, grain, from: from ?? null, to: to ?? null };
  if (!composes(kpi.grain, grain) || kpi.aggregation === 'none') return [own];
  const finer = {
    kpi,
    grain: kpi.grain,
    // A week counts where its Thursday is, so it may begin three days before.
    from: from === undefined ? null : addDays(from, -3),
    to: to === undefined ? null : periodContaining(to, grain, calendar).end,
  };
  return [own, finer];
}

async function listStored(
  db: Db,
  series: readonly Series[],
  where: ReadingsWhere,
): Promise<readonly SeriesRow[]> {
  // Unsorted: the rows are wide, and few enough to be put in order here.
  const { rows } = await sql<SeriesRow>`
    select r.kpi_id, r.grain, r.block, ${asText((name) => `r.${name}`)}
    from ${storedRows(series, where)}`.execute(db);
  return [...rows].sort((a, b) => a.block - b.block);
}

function within(readings: readonly Reading[], { from, to }: ReadingsWhere): readonly Reading[] {
  if (from === undefined && to === undefined) return readings;
  return readings.filter(
    ({ periodStart }) =>
      (from === undefined || periodStart >= from) && (to === undefined || periodStart <= to),
  );
}
