/** A KPI told apart: over weeks, months and years, and over the places that serve. */
import { type Breakdown, listBreakdown } from '../../../db/queries/breakdown';
import {
  addDays,
  type CalendarDate,
  composes,
  finerPeriods,
  type Period,
  periodContaining,
} from '../../domain/calendar';
import type { Kpi, Place } from '../../domain/catalog';
import { figureLine } from '../../domain/figure-span';
import type { RollUps } from '../../domain/kpi-view';
import type { Reading } from '../../domain/observation';
import { sixTwelve, weekEnding } from '../../domain/six-twelve';
import { type Spread, spread } from '../../domain/spread';
import { targetOfPeriod, targetsByKpi } from '../../domain/target';
import { toDate } from '../../domain/to-date';
import type { Context } from '../context';
import type { Scope } from '../scope';

export interface Apart {
  readonly rollUps: RollUps | null;
  readonly spread: Spread | null;
  /** Those that have a figure for the period. */
  readonly places: readonly Place[];
  /** First day of the newest period of the KPI's own grain that has a figure; null without any of late. */
  readonly newestFigure: CalendarDate | null;
}

/** Two fiscal years before the one that a period lies in, and some days more. */
const LOOKS_BACK_DAYS = 1_150;

/** Reads what the page shows beside the series; one query. `judged` is the period that it speaks of. */
export async function tellApart(
  { db }: Context,
  scope: Scope,
  kpi: Kpi,
  judged: Period,
  place: Place | null,
  whole: number | null,
): Promise<Apart> {
  const { catalog, segment, asOf } = scope;
  const lastDay = lastDayOf(kpi, judged, scope);
  const found = await listBreakdown(db, kpi, {
    segmentId: segment?.id ?? 0,
    placeId: place?.id ?? 0,
    grains: [kpi.grain, 'week', 'month'],
    from: addDays(lastDay, -LOOKS_BACK_DAYS),
    period: judged,
    asOf,
    rules: catalog,
  });
  const places = catalog.places.flatMap((each) => {
    const reading = found.byPlace.get(each.id);
    return reading === undefined ? [] : [{ place: each, reading }];
  });
  return {
    rollUps: rollUpsOf(kpi, found, lastDay, judged, scope),
    spread: place === null ? spreadOf(kpi, places, judged, whole, scope) : null,
    places: places.map((each) => each.place),
    newestFigure: found.byGrain.get(kpi.grain)?.at(-1)?.periodStart ?? null,
  };
}

/** The last day that figures can be in for: of the period, or before today while it is in progress. */
function lastDayOf(kpi: Kpi, judged: Period, { today, calendar }: Scope): CalendarDate {
  const parts = composes(kpi.grain, judged.grain)
    ? finerPeriods(judged, kpi.grain, calendar)
    : [judged];
  const over = parts.findLast(({ end }) => end < today);
  if (over !== undefined) return over.end;
  // Nothing of it is over: what came before it is.
  return addDays(periodContaining(judged.start, kpi.grain, calendar).start, -1);
}

function rollUpsOf(
  kpi: Kpi,
  { byGrain }: Breakdown,
  lastDay: CalendarDate,
  judged: Period,
  { calendar }: Scope,
): RollUps | null {
  const own = byGrain.get(kpi.grain) ?? [];
  if (own.length === 0) return null;
  const line = figureLine(kpi, calendar, own, byGrain);
  const ends = judged.grain === 'day' ? lastDay : weekEnding({ grain: 'week', end: lastDay });
  return {
    lastDay,
    ...sixTwelve(line, { lastWeekEnds: ends, lastDay }),
    toDate: toDate(line, lastDay),
  };
}

function spreadOf(
  kpi: Kpi,
  places: readonly { readonly place: Place; readonly reading: Reading }[],
  period: Period,
  whole: number | null,
  { catalog, calendar, today, segment }: Scope,
): Spread | null {
  const targets = targetsByKpi(catalog.targets).get(kpi.slug);
  return spread({
    kpi,
    organisation: catalog.organisation,
    period,
    today,
    whole,
    places: places.map(({ place, reading }) => ({
      place,
      reading,
      bounds:
        targets === undefined
          ? null
          : targetOfPeriod(
              targets,
              {
                period,
                segment: segment?.slug ?? null,
                place: place.slug,
                aggregation: kpi.aggregation,
              },
              calendar,
            ),
    })),
  });
}
