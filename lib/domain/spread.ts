/**
 * One KPI over its places: is it the same experience whoever serves? A difference between places is
 * only worth a question where it is more than chance gives places of their size.
 */
import type { CalendarDate, Period } from './calendar';
import type { Direction, Kpi, Organisation, Place, TargetBounds } from './catalog';
import type { Measures, Reading } from './observation';
import { answersOf, type Interval, judge, type Status } from './status';
import { isInconclusive, wilsonInterval } from './survey';
import { surveyInterval } from './track';

export interface SpreadInput {
  readonly kpi: Kpi;
  readonly organisation: Pick<Organisation, 'smallestN'>;
  readonly period: Period;
  readonly today: CalendarDate;
  /** The figure of all places together; null where there is none. */
  readonly whole: number | null;
  /** Places that have a reading for the period. */
  readonly places: readonly {
    readonly place: Pick<Place, 'slug' | 'name' | 'kind'>;
    readonly reading: Reading;
    readonly bounds: TargetBounds | null;
  }[];
}

export interface SpreadPlace extends Pick<Place, 'slug' | 'name' | 'kind'> {
  readonly status: Status;
  /** In the KPI's unit. */
  readonly value: number;
  /** 95 %; null where the KPI carries no counts. */
  readonly interval: Interval | null;
  /** Cases or answers that the figure rests on; null where not said. */
  readonly n: number | null;
  readonly target: TargetBounds | null;
  /** Its whole interval lies on one side of the figure of all places; null where it does not, or there is none. */
  readonly clear: 'above' | 'below' | null;
}

export interface Spread {
  /** Worst first by the direction; by value, lowest first, where no direction says what is worse. */
  readonly ranked: readonly SpreadPlace[];
  /** Whether the first is the worst, and not only the lowest. */
  readonly judged: boolean;
  readonly whole: number | null;
  /** Highest less lowest, in the KPI's unit. */
  readonly apart: number;
  readonly lowest: SpreadPlace;
  readonly highest: SpreadPlace;
  /** How many of the places with an interval lie clear of the whole, and how many chance would put there. */
  readonly clear: {
    readonly count: number;
    readonly of: number;
    readonly expected: number;
    /** So many would come about by chance less than one time in twenty. */
    readonly beyondChance: boolean;
  } | null;
  /** Surveys with too few answers to show; with how many. */
  readonly tooFew: readonly (Pick<Place, 'slug' | 'name' | 'kind'> & {
    readonly n: number | null;
  })[];
}

/** One interval in twenty misses what it should hold. */
const MISSED_BY_CHANCE = 0.05;

/**
 * How far apart the places of a KPI are in one period. Survey figures with too few answers are not
 * among them (domain §4). The 95 % interval of a survey, and of counts out of counts, says how much of
 * a place's distance may be chance: of places that are all alike, about one in twenty still lies clear
 * of the whole (rather fewer, as each place is part of it). Null with fewer than two figures.
 *
 * @example
 * spread({ kpi, whole: 84, places, … })
 * // { ranked: [worst, …, best], apart: 17.1, clear: { count: 9, of: 24, expected: 1.2, beyondChance: true }, … }
 */
export function spread(input: SpreadInput): Spread | null {
  const { kpi, whole } = input;
  const looked = input.places.map((each) => ({ ...each, judgement: judged(each, input) }));
  const figures = looked.flatMap(({ place, judgement }): SpreadPlace[] => {
    const measures = judgement.reading?.measures;
    const value = measures?.value ?? null;
    if (measures === undefined || value === null || judgement.status === 'too_few') return [];
    const interval = intervalOf(kpi, measures);
    return [
      {
        ...named(place),
        status: judgement.status,
        value,
        interval,
        n: answersOf(kpi.aggregation, measures),
        target: judgement.target,
        clear: sideOf(interval, whole),
      },
    ];
  });
  const byValue = figures.toSorted((a, b) => a.value - b.value || compare(a.slug, b.slug));
  const [lowest] = byValue;
  const highest = byValue.at(-1);
  if (lowest === undefined || highest === undefined || byValue.length < 2) return null;
  return {
    ranked: worstFirst(byValue, kpi.direction),
    judged: kpi.direction !== 'none',
    whole,
    apart: highest.value - lowest.value,
    lowest,
    highest,
    clear: whole === null ? null : clearOf(byValue),
    tooFew: looked
      .filter(({ judgement }) => judgement.status === 'too_few')
      .map(({ place, reading }) => ({
        ...named(place),
        n: answersOf(kpi.aggregation, reading.measures),
      })),
  };
}

const named = ({ slug, name, kind }: Pick<Place, 'slug' | 'name' | 'kind'>) => ({
  slug,
  name,
  kind,
});

function judged(
  { reading, bounds }: SpreadInput['places'][number],
  { kpi, organisation, period, today }: SpreadInput,
) {
  const interval = surveyInterval(kpi, reading.measures);
  return judge({
    kpi,
    looked: period,
    period,
    reading,
    bounds,
    today,
    interval,
    inconclusive: isInconclusive(interval, bounds, kpi.direction),
    smallestN: organisation.smallestN,
    scope: 'part',
  });
}

/** Of a survey by its kind; of counts out of counts by Wilson, as the cases of a place are a sample of its work. */
function intervalOf(kpi: Kpi, measures: Measures): Interval | null {
  const survey = surveyInterval(kpi, measures);
  const { numerator, denominator } = measures;
  if (survey !== null || !kpi.counts || numerator === null || denominator === null) return survey;
  const share = wilsonInterval(numerator, denominator);
  return share && { low: share.low * kpi.scale, high: share.high * kpi.scale };
}

function sideOf(interval: Interval | null, whole: number | null): SpreadPlace['clear'] {
  if (interval === null || whole === null) return null;
  if (interval.low > whole) return 'above';
  return interval.high < whole ? 'below' : null;
}

function worstFirst(byValue: readonly SpreadPlace[], direction: Direction): readonly SpreadPlace[] {
  switch (direction) {
    case 'lower':
      return byValue.toReversed();
    case 'range':
      return byValue.toSorted((a, b) => outside(b) - outside(a));
    case 'higher':
    case 'none':
      return byValue;
  }
}

/** How far a value lies outside its range; 0 within it, or without one. */
function outside({ value, target }: SpreadPlace): number {
  const below = target?.low == null ? 0 : target.low - value;
  const above = target?.high == null ? 0 : value - target.high;
  return Math.max(0, below, above);
}

function clearOf(places: readonly SpreadPlace[]): Spread['clear'] {
  const of = places.filter(({ interval }) => interval !== null).length;
  if (of === 0) return null;
  const count = places.filter(({ clear }) => clear !== null).length;
  return {
    count,
    of,
    expected: MISSED_BY_CHANCE * of,
    beyondChance: chanceOfAtLeast(count, of, MISSED_BY_CHANCE) < 0.05,
  };
}

/**
 * The chance of at least `count` successes in `of` tries with chance `share` each (binomial), 0 to 1.
 *
 * @example chanceOfAtLeast(4, 24, 0.05) // 0.0298…
 */
export function chanceOfAtLeast(count: number, of: number, share: number): number {
  let below = 0;
  let exactly = (1 - share) ** of;
  for (let k = 0; k < count; k += 1) {
    below += exactly;
    exactly *= ((of - k) / (k + 1)) * (share / (1 - share));
  }
  return Math.max(0, 1 - below);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
