/** Which period a page opens on, and which one is filling (rules: domain §2). */
import {
  type Calendar,
  type CalendarDate,
  GRAINS,
  type Grain,
  type Period,
  shiftPeriod,
} from './calendar';
import type { Kpi } from './catalog';
import { isOver } from './status';

/** So much of a period's figures must be in for a page to open on it. */
const ENOUGH = 0.8;

/**
 * The grain that most KPIs have; of two as frequent, the finer. Null without KPIs.
 *
 * @example commonGrain([{ grain: 'week' }, { grain: 'week' }, { grain: 'month' }]) // 'week'
 */
export function commonGrain(kpis: readonly Pick<Kpi, 'grain'>[]): Grain | null {
  let best: { grain: Grain; count: number } | null = null;
  for (const grain of GRAINS) {
    const count = kpis.filter((kpi) => kpi.grain === grain).length;
    if (count > (best?.count ?? 0)) best = { grain, count };
  }
  return best?.grain ?? null;
}

/** How many of a period's figures are in. */
export interface Filled {
  readonly period: Period;
  readonly in: number;
  readonly of: number;
}

export interface PeriodChoice {
  readonly period: Period;
  /** The newest later period that has some figures, over or not; null when none has. */
  readonly filling: Filled | null;
}

/**
 * The newest period that is over and has at least 80 % of its figures; where none reaches that,
 * the newest that is over and has any; without any figure the newest that is over. Goes back at
 * most as far as `earliest`.
 *
 * @example
 * // W46 has 61 of 64 figures, W47 is over with 10 of 64:
 * choosePeriod({ newest: week47, … }) // { period: W46, filling: { period: W47, in: 10, of: 64 } }
 */
export function choosePeriod(input: {
  /** The period that holds today. */
  readonly newest: Period;
  readonly earliest: Period | null;
  readonly today: CalendarDate;
  readonly calendar: Calendar;
  readonly filled: (period: Period) => { readonly in: number; readonly of: number };
}): PeriodChoice {
  const { newest, earliest, today, calendar } = input;
  let filling: Filled | null = null;
  let fallback: PeriodChoice | null = null;
  let newestOver: Period | null = null;
  for (
    let period = newest;
    earliest !== null && period.start >= earliest.start;
    period = shiftPeriod(period, -1, calendar)
  ) {
    const filled = { period, ...input.filled(period) };
    if (isOver(period, today)) {
      newestOver ??= period;
      if (filled.in > 0 && filled.in >= ENOUGH * filled.of) return { period, filling };
      if (filled.in > 0) fallback ??= { period, filling };
    }
    if (filled.in > 0) filling ??= filled;
  }
  const over = newestOver ?? shiftPeriod(newest, isOver(newest, today) ? 0 : -1, calendar);
  return fallback ?? { period: over, filling };
}
