/**
 * From observations to readings (rules: domain §3). This is the plain statement of the roll-up: the
 * database does the same in SQL, and a test holds one against the other.
 */
import { isIn, measuresOf, measuresOver } from './aggregate';
import {
  type Calendar,
  type CalendarDate,
  coarserPeriod,
  composes,
  finerPeriods,
  GRAINS,
  type Grain,
  type Period,
  periodContaining,
} from './calendar';
import type { Aggregation, Kpi, Segment } from './catalog';
import { NO_MEASURES, type Observation, type Reading } from './observation';

/** The newest report of a key that was not withdrawn. */
export interface CurrentObservation extends Observation {
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  /** 1 for the first report of the key. */
  readonly revision: number;
}

/** One place in the roll-up of a KPI; null is everyone and everywhere. */
export interface ReadingKey {
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  readonly segment: string | null;
  readonly place: string | null;
}

/**
 * The text by which `rollUp` files a reading.
 *
 * @example readingKey({ grain: 'month', periodStart: '2026-11-01', segment: null, place: 'kiel' })
 * // 'month 2026-11-01  kiel'
 */
export function readingKey({ grain, periodStart, segment, place }: ReadingKey): string {
  return `${grain} ${periodStart} ${segment ?? ''} ${place ?? ''}`;
}

/** Of a KPI, what its roll-up depends on. */
export type RolledKpi = Pick<Kpi, 'aggregation' | 'scale' | 'grain'>;

export interface RollUpContext {
  /** All segments of the dimension that the KPI declares, retired ones too; empty without a dimension. */
  readonly segments: readonly Pick<Segment, 'slug' | 'retired'>[];
  readonly calendar: Calendar;
}

/**
 * Every reading of one KPI that its current observations give, filed by `readingKey`. At a key
 * (grain, period, segment, place) the first of these that gives a reading stands, also when its value
 * is null; a later one never fills in for it:
 *
 * 1. *Reported* at the key itself, 1 of 1.
 * 2. *Time*: at a grain coarser than the KPI's, over the periods of the KPI's own grain that count in
 *    the period (weeks by their Thursday), same segment and place.
 * 3. *Segments*: for everyone, over the segments of the KPI's dimension, same period and place.
 * 4. *Places*: for everywhere, over the places, same period and segment.
 *
 * Parts are themselves found by these rules. There is a reading as soon as one part has one;
 * `reported` says how many parts hold a figure (`isIn`) of how many: for time of all finer periods
 * that count in the period, for segments of those not retired and those retired that have a reading,
 * for places of those that have a reading (how many should have, nobody knows).
 *
 * - `sum` has no value unless all are in, which over places are those that reported. All others take
 *   what is in.
 * - `last` has nothing over segments and places, `none` nothing but what was reported.
 * - `recordedAt` and `revision` are the latest and the highest of the parts.
 *
 * @example
 * // Weekly sum, W45 to W47 reported as 10, 20, 30: November (W45 to W48) is
 * // { measures: { value: null, … }, reported: { in: 3, of: 4 }, basis: 'time', … }
 */
export function rollUp(
  kpi: RolledKpi,
  observations: readonly CurrentObservation[],
  context: RollUpContext,
): ReadonlyMap<string, Reading> {
  const roll = new RollUp(kpi, observations, context);
  const readings = new Map<string, Reading>();
  for (const key of roll.keys()) {
    const reading = roll.at(key);
    if (reading !== null) readings.set(readingKey(key), reading);
  }
  return readings;
}

/** Aggregations without a value over segments or places. */
const NOT_ACROSS: ReadonlySet<Aggregation> = new Set<Aggregation>(['last', 'none']);

class RollUp {
  private readonly kpi: RolledKpi;
  private readonly observations: readonly CurrentObservation[];
  private readonly context: RollUpContext;
  private readonly reported = new Map<string, CurrentObservation>();
  private readonly places: readonly string[];
  private readonly known = new Map<string, Reading | null>();

  constructor(kpi: RolledKpi, observations: readonly CurrentObservation[], context: RollUpContext) {
    this.kpi = kpi;
    this.observations = observations;
    this.context = context;
    for (const observation of observations) {
      this.reported.set(readingKey(observation), observation);
    }
    this.places = [...new Set(observations.flatMap(({ place }) => place ?? []))];
  }

  /** Every key at which there can be a reading. */
  *keys(): Generator<ReadingKey> {
    const { calendar } = this.context;
    const periods = new Map<string, Period>();
    for (const { grain, periodStart } of this.observations) {
      const own = periodContaining(periodStart, grain, calendar);
      periods.set(`${grain} ${own.start}`, own);
      if (grain !== this.kpi.grain) continue;
      for (const coarser of GRAINS.filter((other) => composes(grain, other))) {
        const period = coarserPeriod(own, coarser, calendar);
        periods.set(`${coarser} ${period.start}`, period);
      }
    }
    const segments = new Set([null, ...this.observations.map(({ segment }) => segment)]);
    for (const { grain, start: periodStart } of periods.values()) {
      for (const segment of segments) {
        for (const place of [null, ...this.places]) yield { grain, periodStart, segment, place };
      }
    }
  }

  at(key: ReadingKey): Reading | null {
    const filed = readingKey(key);
    const known = this.known.get(filed);
    if (known !== undefined) return known;
    const found =
      this.asReported(key) ?? this.overTime(key) ?? this.overSegments(key) ?? this.overPlaces(key);
    this.known.set(filed, found);
    return found;
  }

  private asReported(key: ReadingKey): Reading | null {
    const found = this.reported.get(readingKey(key));
    if (!found) return null;
    return {
      periodStart: key.periodStart,
      measures: measuresOf(this.kpi.aggregation, this.kpi.scale, found.measures),
      reported: { in: 1, of: 1 },
      basis: 'reported',
      recordedAt: found.recordedAt,
      revision: found.revision,
    };
  }

  private overTime(key: ReadingKey): Reading | null {
    const { aggregation, grain } = this.kpi;
    if (aggregation === 'none' || !composes(grain, key.grain)) return null;
    const { calendar } = this.context;
    const whole = periodContaining(key.periodStart, key.grain, calendar);
    const finer = finerPeriods(whole, grain, calendar);
    const parts = finer.map(({ start }) => this.at({ ...key, grain, periodStart: start }));
    return this.over('time', key, parts, finer.length);
  }

  private overSegments(key: ReadingKey): Reading | null {
    if (key.segment !== null || NOT_ACROSS.has(this.kpi.aggregation)) return null;
    const parts = this.context.segments.map(({ slug, retired }) => {
      const reading = this.at({ ...key, segment: slug });
      return { reading, expected: !retired || reading !== null };
    });
    const of = parts.filter(({ expected }) => expected).length;
    return this.over(
      'segments',
      key,
      parts.map(({ reading }) => reading),
      of,
    );
  }

  private overPlaces(key: ReadingKey): Reading | null {
    if (key.place !== null || NOT_ACROSS.has(this.kpi.aggregation)) return null;
    const parts = this.places.map((place) => this.at({ ...key, place }));
    return this.over('places', key, parts, parts.filter((part) => part !== null).length);
  }

  private over(
    basis: 'time' | 'segments' | 'places',
    { periodStart }: ReadingKey,
    found: readonly (Reading | null)[],
    of: number,
  ): Reading | null {
    const parts = found.filter((part) => part !== null);
    const [first] = parts;
    if (first === undefined) return null;
    const { aggregation, scale } = this.kpi;
    const measures = parts.map((part) => part.measures);
    const reported = { in: measures.filter((part) => isIn(aggregation, part)).length, of };
    const incomplete = aggregation === 'sum' && reported.in < of;
    return {
      periodStart,
      measures: incomplete ? NO_MEASURES : measuresOver(aggregation, scale, measures),
      reported,
      basis,
      recordedAt: parts.reduce((newest, part) => later(newest, part.recordedAt), first.recordedAt),
      revision: Math.max(...parts.map((part) => part.revision)),
    };
  }
}

/** Compared as instants: the same one may be written with and without fractions of a second. */
const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);
