import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEMO_SEED, type DemoObservation, demoObservations } from '../../db/demo/observations';
import { STORES } from '../../db/demo/places';
import {
  addDays,
  type CalendarDate,
  type Period,
  periodContaining,
} from '../../lib/domain/calendar';
import { NO_MEASURES } from '../../lib/domain/observation';
import { CALENDAR, catalogOf, date, figuresInForce } from './story';

const today = date('2026-11-22');
const rows = [...demoObservations(today, DEMO_SEED)];
const of = (kpi: string, periodStart: string) =>
  rows.filter((row) => row.observation.kpi === kpi && row.observation.periodStart === periodStart);
const periodOf = ({ observation: { periodStart, grain } }: DemoObservation): Period =>
  periodContaining(periodStart, grain, CALENDAR);
const recordedOn = (row: DemoObservation) => date(row.recordedAt.slice(0, 10));

describe('the figures of the demo', () => {
  it('are the same bytes for the same day and seed, and others for another seed', () => {
    const bytes = JSON.stringify(rows);
    expect(JSON.stringify([...demoObservations(today, DEMO_SEED)])).toBe(bytes);
    expect(JSON.stringify([...demoObservations(today, DEMO_SEED + 1)])).not.toBe(bytes);
  });

  it('are few enough to load while one waits', () => {
    expect(rows.length).toBeGreaterThan(15_000);
    expect(rows.length).toBeLessThanOrEqual(25_000);
  });

  it('come in the order in which they were recorded', () => {
    const times = rows.map((row) => row.recordedAt);
    expect(times).toEqual(times.toSorted());
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/.test(time))).toBe(true);
  });

  it.each([
    ['a Sunday', '2026-11-22', '2026-11-09'],
    ['a Monday', '2026-11-23', '2026-11-16'],
    ['the end of week 53', '2027-01-04', '2026-12-28'],
    ['the day after a leap day', '2028-03-01', '2028-02-21'],
    ['the first of a month', '2026-11-01', '2026-10-19'],
    ['the clocks going forward', '2027-03-28', '2027-03-15'],
  ])('reach the newest week that is over, and no further, on %s', (_, day, newest) => {
    const found = [...demoObservations(date(day), DEMO_SEED)];
    const weeks = found.filter((row) => row.observation.grain === 'week');
    const starts = weeks.map((row) => row.observation.periodStart).toSorted();
    expect(starts.at(-1)).toBe(newest);
    expect(starts[0]).toBe(addDays(date(newest), -7 * 103));
    // On the day itself just after midnight: whoever loads the demo does so later.
    const faults = found.filter((row) => {
      const { start, end } = periodOf(row);
      const known = recordedOn(row) > end && row.recordedAt < `${day}T00:50`;
      return !known || row.observation.periodStart !== start;
    });
    expect(faults).toEqual([]);
  });

  it('are the same so many weeks back, whatever the day', () => {
    const shifted = [...demoObservations(date('2028-03-01'), DEMO_SEED)];
    const series = (from: readonly DemoObservation[]) =>
      from
        .filter((row) => row.observation.kpi === 'stock-record-correct')
        .map((row) => row.observation.measures);
    expect(series(shifted)).toEqual(series(rows));
  });

  it('name only what the definition knows, in the dimension of their KPI', () => {
    const catalog = catalogOf(today);
    const places = new Set(catalog.places.map((place) => place.slug));
    const segments = new Map(
      catalog.dimensions.map((dimension) => [
        dimension.slug,
        new Set(dimension.segments.map((segment) => segment.slug)),
      ]),
    );
    const kpis = new Map(catalog.kpis.map((kpi) => [kpi.slug, kpi]));
    const strays = rows.filter(({ observation: { kpi: slug, grain, segment, place } }) => {
      const kpi = kpis.get(slug);
      return (
        kpi?.grain !== grain ||
        (place !== null && !places.has(place)) ||
        (segment !== null && segments.get(kpi.dimension ?? '')?.has(segment) !== true)
      );
    });
    expect(strays).toEqual([]);
    expect(new Set(rows.map((row) => row.observation.kpi)).size).toBe(catalog.kpis.length);
  });

  it.each([[DEMO_SEED], [1], [2], [3]])(
    'carry the measures of their aggregation (seed %i)',
    (seed) => {
      const kpis = new Map(catalogOf(today).kpis.map((kpi) => [kpi.slug, kpi]));
      const faults = [...demoObservations(today, seed)].filter(({ observation, withdrawn }) => {
        const { numerator, denominator, value, n, promoters, passives, detractors } =
          observation.measures;
        if (withdrawn) return observation.measures !== NO_MEASURES;
        const whole = (x: number | null) => x !== null && Number.isInteger(x) && x >= 0;
        const kpi = kpis.get(observation.kpi);
        switch (kpi?.aggregation) {
          case 'ratio':
            if (value !== null || numerator === null || denominator === null) return true;
            if (!kpi.counts) return denominator <= 0;
            return !whole(numerator) || !whole(denominator) || numerator > denominator;
          case 'nps':
            return value !== null || ![promoters, passives, detractors].every(whole);
          case 'mean':
            return value === null || !whole(n);
          case 'sum':
            return !whole(value);
          default:
            return value === null;
        }
      });
      expect(faults).toEqual([]);
    },
  );

  it('add up: stores to regions, and both to everyone', () => {
    const regionOf = new Map(STORES.map((store) => [store.slug, store.region]));
    for (const start of ['2026-11-09', '2026-10-19', '2025-06-02']) {
      const week = of('delivered-on-promised-day', start).map((row) => row.observation);
      const sum = (found: typeof week) =>
        (['numerator', 'denominator'] as const).map((side) =>
          found.reduce((total, { measures }) => total + (measures[side] ?? 0), 0),
        );
      const stores = week.filter((row) => row.place !== null);
      const everyone = week.filter((row) => row.place === null && row.segment === null);
      expect(stores).toHaveLength(24);
      expect(everyone).toHaveLength(1);
      expect(sum(stores)).toEqual(sum(everyone));
      for (const region of week.filter((row) => row.segment !== null)) {
        const within = stores.filter((row) => regionOf.get(row.place ?? '') === region.segment);
        expect(sum(within)).toEqual(sum([region]));
      }
    }
  });

  it('are worse in the twelve stores with the new screen, since they got it', () => {
    const screens = new Set(STORES.filter((store) => store.screen).map((store) => store.slug));
    expect(screens.size).toBe(12);
    const share = (kpi: string, start: string, withScreen: boolean) => {
      const found = of(kpi, start).filter(
        ({ observation: { place } }) => place !== null && screens.has(place) === withScreen,
      );
      const total = (side: 'numerator' | 'denominator') =>
        found.reduce((sum, row) => sum + (row.observation.measures[side] ?? 0), 0);
      return (100 * total('numerator')) / total('denominator');
    };
    expect(share('delivered-on-promised-day', '2026-11-09', true)).toBeCloseTo(81, 0);
    expect(share('delivered-on-promised-day', '2026-11-09', false)).toBeGreaterThan(92.5);
    expect(share('delivered-on-promised-day', '2026-10-05', true)).toBeGreaterThan(92.5);
    expect(share('in-stock-as-shown-online', '2026-11-09', true)).toBeLessThan(92);
    expect(share('in-stock-as-shown-online', '2026-11-09', false)).toBeGreaterThan(95.5);
    expect(share('stock-record-correct', '2026-11-09', true)).toBeGreaterThan(95);
  });

  it('hold one figure that was restated', () => {
    const week = of('delivery-satisfaction', '2026-10-05');
    const [first, second] = [...new Set(week.map((row) => row.recordedAt))];
    const value = (recordedAt: string | undefined) => {
      const found = week.filter((row) => row.recordedAt === recordedAt);
      const total = (side: 'numerator' | 'denominator') =>
        found.reduce((sum, row) => sum + (row.observation.measures[side] ?? 0), 0);
      return (100 * total('numerator')) / total('denominator');
    };
    expect(value(first)).toBeCloseTo(71.2, 0);
    expect(value(second)).toBeCloseTo(68.4, 0);
    expect(first).toBe('2026-10-12T06:30:00Z');
    expect(second).toBe('2026-10-20T15:40:00Z');
  });

  it('hold one figure that was withdrawn, which leaves its key empty', () => {
    const withdrawn = rows.filter((row) => row.withdrawn);
    expect(withdrawn.map(({ observation: o }) => [o.kpi, o.periodStart])).toEqual([
      ['bill-understood', '2026-08-17'],
    ]);
    expect(of('bill-understood', '2026-08-17')).toHaveLength(2);
    const left = figuresInForce(rows).get('bill-understood') ?? [];
    expect(left.map((row) => row.observation.periodStart)).not.toContain('2026-08-17');
  });

  it('hold surveys by store with too few answers to show', () => {
    const answers = of('advice-rated-helpful', '2026-11-09').map(
      (row) => row.observation.measures.denominator ?? 0,
    );
    expect(answers.filter((n) => n < 10).length).toBeGreaterThan(5);
    expect(answers.filter((n) => n >= 10).length).toBeGreaterThan(5);
  });

  it('can be made for any day and seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(), (days, seed) => {
        const day: CalendarDate = addDays(date('2000-01-01'), days);
        const found = [...demoObservations(day, seed)];
        expect(found.length).toBeGreaterThan(15_000);
        expect(found.every((row) => recordedOn(row) <= day)).toBe(true);
      }),
      { numRuns: 5 },
    );
  });
});
