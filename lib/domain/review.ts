/** Reviews and their rhythm: which periods a series meets about, when, and which were missed. */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  epochDay,
  type Grain,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import { instantInZone } from './calendar-zone';

export const CADENCES = ['week', 'month', 'quarter'] as const satisfies readonly Grain[];
export type Cadence = (typeof CADENCES)[number];

export interface ReviewSeries {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Slug. */
  readonly journey: string;
  readonly cadence: Cadence;
  /** 1 is Monday. */
  readonly weekday: number;
  /** `09:00`, on clocks in its time zone. */
  readonly startsAt: string;
  readonly timeZone: string;
  readonly chair: string | null;
  readonly members: readonly string[];
  /** Periods that ended before it are not expected. */
  readonly from: CalendarDate;
  readonly retired: boolean;
}

/** A review as lists know it. */
export interface ReviewHead {
  readonly id: number;
  readonly start: CalendarDate;
  /** RFC 3339: figures are what was known then. */
  readonly asOf: string;
  readonly closedAt: string | null;
}

export type ReviewState = 'closed' | 'open' | 'due' | 'coming' | 'missed';

export interface RhythmEntry {
  readonly period: Period;
  readonly meetsOn: CalendarDate;
  /** RFC 3339; for one that was opened, when that was, as the series may meet at another time by now. */
  readonly meetsAt: string;
  readonly state: ReviewState;
  readonly review: ReviewHead | null;
}

type Timed = Pick<ReviewSeries, 'weekday' | 'startsAt' | 'timeZone'>;

/**
 * The day on which a series meets about a period: its weekday, the first after the period's end.
 *
 * @example meetingDay(week '2026-W47', { weekday: 1 }) // '2026-11-23'
 */
export function meetingDay({ end }: Period, { weekday }: Pick<Timed, 'weekday'>): CalendarDate {
  const next = addDays(end, 1);
  // 1970-01-01 was a Thursday.
  const present = ((((epochDay(next) + 3) % 7) + 7) % 7) + 1;
  return addDays(next, (weekday - present + 7) % 7);
}

/**
 * The instant at which it meets: its time on the clocks of its zone, daylight saving included.
 *
 * @example meetingInstant(week '2026-W43', { weekday: 1, startsAt: '09:00', timeZone: 'Europe/London' })
 * // 2026-10-26T09:00:00Z, the day after clocks went back
 */
export function meetingInstant(period: Period, series: Timed): Date {
  const [hours = 0, minutes = 0] = series.startsAt.split(':').map(Number);
  return instantInZone(meetingDay(period, series), 60 * hours + minutes, series.timeZone);
}

/** The list of a series holds at most so many. */
const MOST = 60;

/**
 * The periods of a series, the newest first: from the one that comes next back to the first that was
 * expected or held. One is due from its period's end until the next one's meeting has begun, and then
 * missed.
 *
 * @example rhythm(series, [], now, calendar).map(({ state }) => state) // ['coming', 'due', 'missed']
 */
export function rhythm(
  series: ReviewSeries,
  reviews: readonly ReviewHead[],
  now: Date,
  today: CalendarDate,
  calendar: Calendar,
): readonly RhythmEntry[] {
  const held = new Map(reviews.map((review) => [review.start, review]));
  const [oldest = series.from] = reviews.map(({ start }) => start).toSorted();
  const entries: RhythmEntry[] = [];
  let period = periodContaining(today, series.cadence, calendar);
  while (entries.length < MOST && (period.end >= series.from || period.start >= oldest)) {
    const review = held.get(period.start) ?? null;
    entries.push({
      period,
      meetsOn: meetingDay(period, series),
      meetsAt: review?.asOf ?? meetingInstant(period, series).toISOString(),
      state: stateOf(period, series, review, now, today, calendar),
      review,
    });
    period = shiftPeriod(period, -1, calendar);
  }
  return entries;
}

function stateOf(
  period: Period,
  series: Timed,
  review: ReviewHead | null,
  now: Date,
  today: CalendarDate,
  calendar: Calendar,
): ReviewState {
  if (review !== null) return review.closedAt === null ? 'open' : 'closed';
  if (period.end >= today) return 'coming';
  return meetingInstant(shiftPeriod(period, 1, calendar), series) <= now ? 'missed' : 'due';
}
