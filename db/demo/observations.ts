/** Two years of figures of the demo organisation, in the order in which they were recorded. */
import { addDays, type CalendarDate, type Period } from '../../lib/domain/calendar';
import { NO_MEASURES, type Observation } from '../../lib/domain/observation';
import { type Row, rowsOf } from './breakdown';
import { figureOf } from './figures';
import { DEMO_KPIS } from './kpis';
import { TEAMS } from './organisation';
import { randomOf } from './random';
import type { DemoKpi } from './spec';
import { DEMO_MONTHS, DEMO_WEEKS, periodsBack } from './timeline';

/** The seed with which the story reads as it should; others give other noise about the same levels. */
export const DEMO_SEED = 257;

export interface DemoObservation {
  readonly observation: Observation;
  /** RFC 3339, UTC; never after the first minutes of `today`. */
  readonly recordedAt: string;
  /** The key is emptied; its measures are all null. */
  readonly withdrawn: boolean;
}

/** Days after a period's end on which its figure comes in. */
const RECORDED_AFTER = { week: 1, month: 4 } as const;
/** Who was given a longer lag than usual, such as an agency, uses it up to so many days. */
const DAYS_TO_SPARE = 2;

/**
 * All figures up to the newest week and month that are over on `today`. The same arguments give
 * the same figures, and the same seed the same figures in every week so many weeks back.
 */
export function demoObservations(today: CalendarDate, seed: number): Iterable<DemoObservation> {
  const weeks = periodsBack(today, 'week', DEMO_WEEKS);
  const months = periodsBack(today, 'month', DEMO_MONTHS);
  return DEMO_KPIS.flatMap((kpi) =>
    (kpi.grain === 'week' ? weeks : months).flatMap((period, back) =>
      kpi.missing.includes(back) ? [] : recorded(kpi, period, back, today, seed),
    ),
  ).toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
}

function recorded(
  kpi: DemoKpi,
  period: Period,
  back: number,
  today: CalendarDate,
  seed: number,
): readonly DemoObservation[] {
  const days = Math.max(RECORDED_AFTER[kpi.grain], (kpi.lagDays ?? 0) - DAYS_TO_SPARE);
  const day = addDays(period.end, days);
  if (day > today) return [];
  const first = figures(
    kpi,
    back,
    seed,
    kpi.restated?.week === back ? kpi.restated.first : undefined,
  );
  const reported = first.map((row) => entry(kpi, period, row, instant(day, today, kpi)));
  const later = `${addDays(period.end, 9)}T15:40:00Z`;
  if (kpi.restated?.week === back) {
    const second = figures(kpi, back, seed, undefined);
    return [...reported, ...second.map((row) => entry(kpi, period, row, later))];
  }
  if (kpi.withdrawn === back) {
    const empty = first.map((row) => entry(kpi, period, { ...row, measures: NO_MEASURES }, later));
    return [...reported, ...empty.map((row) => ({ ...row, withdrawn: true }))];
  }
  return reported;
}

function figures(
  kpi: DemoKpi,
  back: number,
  seed: number,
  told: number | undefined,
): readonly Row[] {
  const random = randomOf(seed, kpi.slug, back);
  return rowsOf(kpi, back, figureOf(kpi, back, random, told), seed, random);
}

function entry(
  { slug, grain }: DemoKpi,
  period: Period,
  { segment, place, measures }: Row,
  recordedAt: string,
): DemoObservation {
  const observation = { kpi: slug, grain, periodStart: period.start, segment, place, measures };
  return { observation, recordedAt, withdrawn: false };
}

/**
 * A team's nightly load, at an hour at which London and UTC have the same date all year. What
 * comes in on `today` does so just after midnight: the demo may be loaded at any hour of that
 * day, and a figure must not come from the future.
 */
function instant(day: CalendarDate, today: CalendarDate, kpi: DemoKpi): string {
  const minute = 10 + 5 * TEAMS.findIndex((team) => team.slug === kpi.team);
  return `${day}T${day === today ? '00' : '06'}:${minute}:00Z`;
}
