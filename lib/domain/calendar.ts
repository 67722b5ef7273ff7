/** Periods and calendar dates (rules: domain §2). */

declare const calendarDate: unique symbol;
declare const periodKey: unique symbol;

/** A day as `YYYY-MM-DD`, valid in the proleptic Gregorian calendar. */
export type CalendarDate = string & { readonly [calendarDate]: true };
/** `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, or with a fiscal year `FY2027-Q1`, `FY2027`. */
export type PeriodKey = string & { readonly [periodKey]: true };

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** A range of calendar dates, both ends included, named by its first day. */
export interface Period {
  readonly grain: Grain;
  readonly key: PeriodKey;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}
