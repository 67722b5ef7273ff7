/**
 * Running totals: week, month, quarter and year to date beside the year before, and how far two
 * figures are apart. Source: github.com/working-backwards/wbr-app, checked against its published
 * example in tests/oracles/wbr.test.ts.
 */
import {
  addDays,
  type CalendarDate,
  coarserPeriod,
  composes,
  type Period,
  parseCalendarDate,
  periodContaining,
} from './calendar';
import type { Kpi } from './catalog';
import { type FigureLine, figureOver, type SpanFigure } from './figure-span';
import type { YearPair } from './six-twelve';

/** Grains that a running total can be of. */
const TO_DATE_GRAINS = ['month', 'quarter', 'year'] as const;
export type ToDateGrain = (typeof TO_DATE_GRAINS)[number];

export interface ToDate extends YearPair {
  readonly grain: ToDateGrain;
}

/**
 * The same day a year before; 29 February becomes the 28th.
 *
 * @example yearBefore('2024-02-29') // '2023-02-28'
 */
export function yearBefore(date: CalendarDate): CalendarDate {
  const year = String(Number(date.slice(0, 4)) - 1).padStart(4, '0');
  return (
    parseCalendarDate(`${year}${date.slice(4)}`) ??
    (parseCalendarDate(`${year}-02-28`) as CalendarDate)
  );
}

/**
 * Month, quarter and year from their first day to `lastDay`, each beside the year before: by the same
 * dates for a KPI reported by day or by month and more coarsely, by the same weeks (52 weeks before)
 * for one reported by week, since dates would compare four weeks with five. Only grains that are
 * coarser than the KPI's own; quarters and years follow the fiscal year. A week counts in the month of
 * its Thursday, and so does a last day that ends one.
 *
 * @example
 * toDate(line, '2021-09-25').map(({ now }) => now.measures.value)
 * // [1632139558, 6114047468, 18665110807]
 */
export function toDate(line: FigureLine, lastDay: CalendarDate): readonly ToDate[] {
  const { kpi, calendar } = line;
  const own = periodContaining(lastDay, kpi.grain, calendar);
  return TO_DATE_GRAINS.filter((grain) => composes(kpi.grain, grain)).map((grain): ToDate => {
    const whole = coarserPeriod(own, grain, calendar);
    return {
      grain,
      now: figureOver(line, whole.start, lastDay),
      before:
        kpi.grain === 'week' ? weeksBefore(line, whole, own) : datesBefore(line, whole, lastDay),
    };
  });
}

function datesBefore(line: FigureLine, whole: Period, lastDay: CalendarDate): SpanFigure {
  const end = yearBefore(lastDay);
  // The last day of February is the last day of every February.
  const to =
    lastDay === periodContaining(lastDay, 'month', line.calendar).end
      ? periodContaining(end, 'month', line.calendar).end
      : end;
  return figureOver(line, yearBefore(whole.start), to);
}

function weeksBefore(line: FigureLine, whole: Period, own: Period): SpanFigure {
  const { calendar } = line;
  const first = periodContaining(whole.start, 'week', calendar);
  const thursday = addDays(first.start, 3);
  const from = thursday >= whole.start ? first.start : addDays(first.start, 7);
  return figureOver(line, addDays(from, -364), addDays(own.end, -364));
}

/** A difference: of rates in points, of all else in percent of the earlier figure. */
export interface Change {
  readonly kind: 'points' | 'percent';
  readonly value: number;
}

/**
 * Whether differences of a KPI are in points: percentages and NPS. "84 % to 85 %" is one point more,
 * and to call it 1.2 % would be read as the other.
 *
 * @example isRate({ unit: '%', aggregation: 'ratio' }) // true
 */
export function isRate({ unit, aggregation }: Pick<Kpi, 'unit' | 'aggregation'>): boolean {
  return unit === '%' || unit === 'percent' || aggregation === 'nps';
}

/**
 * How far a figure is from an earlier one, at full precision. Null where one of them is missing, and
 * in percent where the earlier one is not above 0, of which no percentage can be taken.
 *
 * @example changeOf({ unit: 'count', aggregation: 'sum' }, 470759324, 460207741) // { kind: 'percent', value: 2.2928 }
 */
export function changeOf(
  kpi: Pick<Kpi, 'unit' | 'aggregation'>,
  now: number | null,
  before: number | null,
): Change | null {
  if (now === null || before === null) return null;
  if (isRate(kpi)) return { kind: 'points', value: now - before };
  return before > 0 ? { kind: 'percent', value: (100 * (now - before)) / before } : null;
}
