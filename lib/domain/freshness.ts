/** Whether a KPI's figures come in on time (rules: domain §2); apart from status, which judges what they say. */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import type { Kpi } from './catalog';
import { reportingLagDays } from './status';

/** `never`: no figure has ever been reported, so none can be late. */
export type Freshness = 'fresh' | 'late' | 'stale' | 'never';

/**
 * The newest period of a KPI's own grain that is over and whose reporting lag has passed: the newest
 * whose figure should be in.
 *
 * @example newestDuePeriod({ grain: 'week', reportingLagDays: null }, '2026-11-18', calendar).key
 * // '2026-W45': W46 may come until the end of the 18th
 */
export function newestDuePeriod(
  kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>,
  today: CalendarDate,
  calendar: Calendar,
): Period {
  const lastDayInLag = addDays(today, -reportingLagDays(kpi));
  return shiftPeriod(periodContaining(lastDayInLag, kpi.grain, calendar), -1, calendar);
}

/**
 * Freshness of a KPI from the newest period of its own grain that has a figure: `fresh` when the
 * newest figure that is due is in (an older gap does not make it late), `late` when it is missing,
 * `stale` when the one before it is missing too, `never` when there is no figure at all. Says nothing
 * about targets: a KPI that is not judged can be late.
 *
 * @example
 * // Weekly, lag 3 days, today 2026-11-22: W46 is the newest due.
 * freshness(kpi, week '2026-W45', today, calendar) // 'late'; from W44 'stale'
 */
export function freshness(
  kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>,
  newestFigurePeriod: Period | null,
  today: CalendarDate,
  calendar: Calendar,
): Freshness {
  if (newestFigurePeriod === null) return 'never';
  const due = newestDuePeriod(kpi, today, calendar);
  if (newestFigurePeriod.start >= due.start) return 'fresh';
  return newestFigurePeriod.start >= shiftPeriod(due, -1, calendar).start ? 'late' : 'stale';
}

/** How many KPIs are late or stale, of those that ever reported. */
export interface Overdue {
  readonly kpis: number;
  readonly of: number;
}

/** From this share on, the figures as a whole are late: most likely nothing came in at all. */
const OVERDUE_SHARE = 0.5;

/**
 * Whether figures as a whole are older than they ought to be, so that a page must say so: half or more of
 * the KPIs that ever reported lack the newest figure that is due. A few late ones are ordinary, and are
 * listed as missing. Nothing ever reported is not late.
 *
 * @example isOverdue({ kpis: 61, of: 64 }) // true
 */
export function isOverdue({ kpis, of }: Overdue): boolean {
  return of > 0 && kpis / of >= OVERDUE_SHARE;
}
