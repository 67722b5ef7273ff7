/** What was reported, and what a page reads of it. */
import type { CalendarDate, Grain } from './calendar';

/**
 * The figures that an observation carries; which of them depends on the KPI's aggregation:
 * `ratio` numerator and denominator, `mean` value (n, sd), `nps` promoters, passives and
 * detractors, all others value. Absent is null, never 0.
 */
export interface Measures {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number | null;
  readonly sd: number | null;
  readonly promoters: number | null;
  readonly passives: number | null;
  readonly detractors: number | null;
}

/** In the order in which files and tables have them. */
export const MEASURES = [
  'value',
  'numerator',
  'denominator',
  'n',
  'sd',
  'promoters',
  'passives',
  'detractors',
] as const satisfies readonly (keyof Measures)[];
export type Measure = keyof Measures;

export const NO_MEASURES: Measures = {
  value: null,
  numerator: null,
  denominator: null,
  n: null,
  sd: null,
  promoters: null,
  passives: null,
  detractors: null,
};

/** One reported figure: KPI × period × segment × place. A null segment is `all`, a null place everywhere. */
export interface Observation {
  readonly kpi: string;
  readonly grain: Grain;
  readonly periodStart: CalendarDate;
  readonly segment: string | null;
  readonly place: string | null;
  readonly measures: Measures;
}

/**
 * One value of a KPI for a period, segment and place, as the roll-up gives it.
 * `measures.value` is in the KPI's unit at full precision, whatever the aggregation;
 * null when nothing can be said (Σ denominator 0, a `sum` with periods missing, a `mean` without n).
 */
export interface Reading {
  readonly periodStart: CalendarDate;
  readonly measures: Measures;
  /** How many of its finer periods (or segments) are in; 1 of 1 for a reported figure. */
  readonly reported: { readonly in: number; readonly of: number };
  /** `reported` as it is, or computed over `time`, `segments` or `places`. */
  readonly basis: 'reported' | 'time' | 'segments' | 'places';
  /** When the newest observation it rests on was recorded: RFC 3339, UTC. */
  readonly recordedAt: string;
  /** 1 for the first report of the key; for computed readings the highest revision among their parts. */
  readonly revision: number;
}
