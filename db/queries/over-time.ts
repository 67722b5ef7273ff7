/** Readings of a coarser grain from those of the KPI's own, as the domain's `rollUp` has them. */
import { isIn, measuresOver } from '../../lib/domain/aggregate';
import {
  type Calendar,
  type CalendarDate,
  coarserPeriod,
  finerPeriods,
  type Grain,
  periodContaining,
} from '../../lib/domain/calendar';
import type { Kpi } from '../../lib/domain/catalog';
import { NO_MEASURES, type Reading } from '../../lib/domain/observation';

interface Whole {
  readonly start: CalendarDate;
  /** How many finer periods count in it. */
  readonly parts: number;
}

/**
 * Which coarser period a finer one counts in. Kept for all series of a page: the calendar is asked
 * once for each period, not once for each reading.
 */
export class Wholes {
  readonly #calendar: Calendar;
  readonly #finer: Grain;
  readonly #coarser: Grain;
  readonly #byPart = new Map<CalendarDate, Whole>();
  readonly #byStart = new Map<CalendarDate, Whole>();

  constructor(calendar: Calendar, finer: Grain, coarser: Grain) {
    this.#calendar = calendar;
    this.#finer = finer;
    this.#coarser = coarser;
  }

  of(part: CalendarDate): Whole {
    const known = this.#byPart.get(part);
    if (known !== undefined) return known;
    const own = periodContaining(part, this.#finer, this.#calendar);
    const period = coarserPeriod(own, this.#coarser, this.#calendar);
    const whole = this.#byStart.get(period.start) ?? {
      start: period.start,
      parts: finerPeriods(period, this.#finer, this.#calendar).length,
    };
    this.#byStart.set(period.start, whole);
    this.#byPart.set(part, whole);
    return whole;
  }
}

/** One reading per coarser period that has a part in it; `parts` stand oldest first, and so do they. */
export function overTime(
  kpi: Pick<Kpi, 'aggregation' | 'scale'>,
  parts: readonly Reading[],
  wholes: Wholes,
): readonly Reading[] {
  if (kpi.aggregation === 'none') return [];
  const readings: Reading[] = [];
  let from = 0;
  while (from < parts.length) {
    const first = parts[from];
    if (first === undefined) break;
    const whole = wholes.of(first.periodStart);
    let to = from + 1;
    for (let next = parts[to]; next !== undefined; next = parts[to]) {
      if (wholes.of(next.periodStart) !== whole) break;
      to++;
    }
    readings.push(together(kpi, parts.slice(from, to), whole));
    from = to;
  }
  return readings;
}

function together(
  { aggregation, scale }: Pick<Kpi, 'aggregation' | 'scale'>,
  parts: readonly Reading[],
  whole: Whole,
): Reading {
  const measures = parts.map((part) => part.measures);
  const reportedIn = measures.filter((part) => isIn(aggregation, part)).length;
  let recordedAt = '';
  let revision = 0;
  for (const part of parts) {
    if (part.recordedAt > recordedAt) recordedAt = part.recordedAt;
    if (part.revision > revision) revision = part.revision;
  }
  const incomplete = aggregation === 'sum' && reportedIn < whole.parts;
  return {
    periodStart: whole.start,
    measures: incomplete ? NO_MEASURES : measuresOver(aggregation, scale, measures),
    reported: { in: reportedIn, of: whole.parts },
    basis: 'time',
    recordedAt,
    revision,
  };
}

/**
 * What is known at a coarser grain: what was reported there, else what the finer periods give, else
 * what was put together over segments or places. All three are sorted by period, and so is the result.
 */
export function preferred(
  coarser: readonly Reading[],
  time: readonly Reading[],
): readonly Reading[] {
  if (coarser.length === 0) return time;
  const byPeriod = new Map<CalendarDate, Reading>();
  for (const reading of coarser) byPeriod.set(reading.periodStart, reading);
  for (const reading of time) {
    if (byPeriod.get(reading.periodStart)?.basis !== 'reported') {
      byPeriod.set(reading.periodStart, reading);
    }
  }
  return [...byPeriod.values()].sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1));
}
