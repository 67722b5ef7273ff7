/** The demo judged by the product's own rules, without a database. */
import { demoDefinition } from '../../db/demo/definition';
import { DEMO_SEED, type DemoObservation, demoObservations } from '../../db/demo/observations';
import { DEMO_WEEKS } from '../../db/demo/timeline';
import {
  addDays,
  type CalendarDate,
  type Period,
  parseCalendarDate,
  periodContaining,
  shiftPeriod,
} from '../../lib/domain/calendar';
import type { Catalog, Kpi, Segment } from '../../lib/domain/catalog';
import { type Contrast, contrast } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import type { Reading } from '../../lib/domain/observation';
import { periodLine } from '../../lib/domain/period-line';
import { readingKey, rollUp } from '../../lib/domain/roll-up';
import type { Judgement } from '../../lib/domain/status';
import { targetOfPeriod, targetsByKpi } from '../../lib/domain/target';
import { type Track, trackKpi } from '../../lib/domain/track';

export const CALENDAR = { fiscalYearStart: 1 } as const;

export function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === null) throw new Error(`${text} is no date`);
  return parsed;
}

export interface Story {
  readonly today: CalendarDate;
  readonly catalog: Catalog;
  /** The newest complete week. */
  readonly newest: Period;
  readonly week: (weeksBack: number) => Period;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly track: (kpi: string) => Track;
  readonly judgement: (kpi: string, weeksBack: number) => Judgement;
  readonly contrast: (weeksBack: number) => Contrast;
}

export function storyOf(today: CalendarDate, seed = DEMO_SEED): Story {
  const catalog = catalogOf(today);
  const newest = shiftPeriod(periodContaining(today, 'week', CALENDAR), -1, CALENDAR);
  const week = (weeksBack: number) => shiftPeriod(newest, -weeksBack, CALENDAR);
  const targets = targetsByKpi(catalog.targets);
  const lines = {
    week: periodLine(week(DEMO_WEEKS), newest, CALENDAR),
    month: periodLine(
      periodContaining(addDays(newest.end, -800), 'month', CALENDAR),
      periodContaining(today, 'month', CALENDAR),
      CALENDAR,
    ),
  };
  const inForce = figuresInForce(demoObservations(today, seed));
  const tracks = new Map<string, Track>(
    catalog.kpis.map((kpi) => [
      kpi.slug,
      trackKpi({
        kpi,
        organisation: catalog.organisation,
        calendar: CALENDAR,
        today,
        line: kpi.grain === 'month' ? lines.month : lines.week,
        readings: readingsOf(
          kpi,
          catalog.dimensions.find(({ slug }) => slug === kpi.dimension)?.segments ?? [],
          inForce.get(kpi.slug) ?? [],
        ),
        boundsOf: (period) => {
          const of = targets.get(kpi.slug);
          const at = { period, segment: null, place: null, aggregation: kpi.aggregation };
          return of === undefined ? null : targetOfPeriod(of, at, CALENDAR);
        },
        phaseStarts: catalog.annotations
          .filter((note) => note.kpi === kpi.slug && note.restartsLimits)
          .map((note) => note.date),
        scope: 'all',
      }),
    ]),
  );
  const track = (kpi: string) => {
    const found = tracks.get(kpi);
    if (found === undefined) throw new Error(`no KPI ${kpi}`);
    return found;
  };
  const index = contrastIndex(catalog);
  return {
    today,
    catalog,
    newest,
    week,
    tracks,
    track,
    judgement: (kpi, weeksBack) => {
      const judgement = track(kpi).judgementIn(week(weeksBack));
      if (judgement === null) throw new Error(`${kpi} is not judged`);
      return judgement;
    },
    contrast: (weeksBack) => {
      const judgements = [...tracks].flatMap(([slug, { judgementIn }]) => {
        const judgement = judgementIn(week(weeksBack));
        return judgement === null ? [] : [[slug, judgement] as const];
      });
      return contrast(index, 'buy-and-own', new Map(judgements), week(weeksBack).start);
    },
  };
}

export function catalogOf(today: CalendarDate): Catalog {
  const definition = demoDefinition(today);
  const { organisation } = definition;
  const numbered = <T extends object>(items: readonly T[]) =>
    items.map((item, i) => ({ ...item, id: i + 1 }));
  return {
    organisation: {
      name: organisation.name ?? '',
      timeZone: organisation.timeZone ?? 'UTC',
      locale: organisation.locale ?? 'en-GB',
      fiscalYearStart: organisation.fiscalYearStart ?? 1,
      thresholds: organisation.thresholds ?? { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 },
      smallestN: organisation.smallestN ?? 10,
      limits: organisation.limits ?? 'mean',
    },
    teams: numbered(definition.teams),
    journeys: numbered(definition.journeys),
    stages: numbered(definition.stages),
    moments: numbered(definition.moments),
    dimensions: numbered(definition.dimensions).map((dimension) => ({
      ...dimension,
      segments: numbered(dimension.segments),
    })),
    places: numbered(definition.places),
    kpis: numbered(definition.kpis),
    targets: definition.targets,
    annotations: numbered(definition.annotations),
  };
}

/** The last that was recorded for each key, unless it was withdrawn; by KPI. */
export function figuresInForce(
  observations: Iterable<DemoObservation>,
): ReadonlyMap<string, readonly DemoObservation[]> {
  const byKey = new Map<string, DemoObservation>();
  for (const row of observations) {
    const { kpi, periodStart, segment, place } = row.observation;
    byKey.set([kpi, periodStart, segment, place].join('|'), row);
  }
  return groupBy(
    [...byKey.values()].filter((row) => !row.withdrawn),
    (row) => row.observation.kpi,
  );
}

/**
 * Readings for everyone and everywhere. A reported one wins over its parts, which are then left
 * out for speed.
 */
function readingsOf(
  kpi: Kpi,
  segments: readonly Segment[],
  rows: readonly DemoObservation[],
): readonly Reading[] {
  const whole = rows.filter(
    ({ observation: { segment, place } }) => segment === null && place === null,
  );
  const current = (whole.length > 0 ? whole : rows).map(({ observation, recordedAt }) => ({
    ...observation,
    recordedAt,
    revision: 1,
  }));
  const readings = rollUp(kpi, current, { segments, calendar: CALENDAR });
  return [...new Set(current.map((row) => row.periodStart))].toSorted().flatMap((periodStart) => {
    const key = { grain: kpi.grain, periodStart, segment: null, place: null };
    return readings.get(readingKey(key)) ?? [];
  });
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
