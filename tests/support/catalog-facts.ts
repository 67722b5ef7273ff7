/** Small catalogues for tests of the domain: say what matters, the rest has a plain default. */
import {
  type CalendarDate,
  type Period,
  parseCalendarDate,
  periodContaining,
} from '../../lib/domain/calendar';
import type {
  Catalog,
  Journey,
  Kpi,
  Moment,
  Organisation,
  Stage,
  StageMapping,
  Target,
  TargetBounds,
  Team,
} from '../../lib/domain/catalog';
import { NO_MEASURES } from '../../lib/domain/observation';
import type { Judgement, Status } from '../../lib/domain/status';

type But<T, K extends keyof T> = Pick<T, K> & { readonly [P in keyof T]?: T[P] };

export function day(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new RangeError(`${text} is no date`);
  return date;
}

export const ORGANISATION: Organisation = {
  name: 'Café « L’Été », 100 %',
  timeZone: 'Europe/Paris',
  locale: 'en-GB',
  fiscalYearStart: 1,
  thresholds: { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 },
  smallestN: 10,
  limits: 'mean',
};

export const EMPTY_CATALOG: Catalog = {
  organisation: ORGANISATION,
  teams: [],
  journeys: [],
  stages: [],
  moments: [],
  dimensions: [],
  places: [],
  kpis: [],
  targets: [],
  annotations: [],
};

export function team(over: But<Team, 'slug'>): Team {
  return {
    id: 0,
    name: over.slug,
    parent: null,
    lead: null,
    siloWithheld: false,
    retired: false,
    ...over,
  };
}

export function journey(over: But<Journey, 'slug'>): Journey {
  return { id: 0, name: over.slug, retired: false, ...over };
}

export function stage(over: But<Stage, 'slug'>): Stage {
  return {
    id: 0,
    name: over.slug,
    journey: 'j',
    position: 0,
    promise: null,
    owner: null,
    retired: false,
    ...over,
  };
}

export function moment(over: But<Moment, 'slug' | 'stage'>): Moment {
  return {
    id: 0,
    name: over.slug,
    kind: 'first',
    aim: 'reliability',
    critical: false,
    priority: null,
    trigger: null,
    retired: false,
    ...over,
  };
}

/** A KPI of one team, mapped to the stages named. */
export function kpi(
  over: But<Omit<Kpi, 'accountable' | 'stages'>, 'slug'> & {
    readonly accountable?: string | Kpi['accountable'];
    readonly stages?: readonly (string | StageMapping)[];
  },
): Kpi {
  const { accountable = 't', stages = [], ...rest } = over;
  return {
    id: 0,
    name: over.slug,
    definition: null,
    source: null,
    unit: '%',
    scale: 100,
    decimals: 1,
    grain: 'week',
    aggregation: 'ratio',
    counts: false,
    direction: 'higher',
    lens: 'silo',
    kind: 'operation',
    weight: 1,
    reportingLagDays: null,
    dimension: null,
    moment: null,
    contributing: [],
    upstream: [],
    retired: false,
    ...rest,
    accountable:
      typeof accountable === 'string' ? [{ team: accountable, from: null }] : accountable,
    stages: stages.map((mapping) =>
      typeof mapping === 'string'
        ? { stage: mapping, critical: false, reliability: false }
        : mapping,
    ),
  };
}

export const NO_BOUNDS: TargetBounds = {
  target: null,
  atRisk: null,
  low: null,
  high: null,
  margin: null,
};

export function target(over: But<Target, 'kpi'>): Target {
  return {
    grain: 'week',
    segment: null,
    place: null,
    from: day('2026-01-05'),
    ends: null,
    bounds: { ...NO_BOUNDS, target: 95 },
    ...over,
  };
}

export const WEEK: Period = periodContaining(day('2026-11-16'), 'week', ORGANISATION);

const REPORTED: ReadonlySet<Status> = new Set(['on_target', 'at_risk', 'off_target']);

/** What a judgement of that status looks like in a week that is over and whose lag has passed. */
export function judgement(slug: string, status: Status, over: Partial<Judgement> = {}): Judgement {
  const judged = REPORTED.has(status);
  return {
    kpi: slug,
    period: WEEK,
    coarser: false,
    status,
    due: judged || status === 'no_data',
    judged,
    reading: null,
    target: null,
    interval: null,
    inconclusive: false,
    dueOn: day('2026-11-25'),
    ...over,
  };
}

/** Judgements by KPI slug, out of statuses. */
export function judgements(statuses: Readonly<Record<string, Status>>): Map<string, Judgement> {
  return new Map(Object.entries(statuses).map(([slug, status]) => [slug, judgement(slug, status)]));
}

/** A figure of a ratio, as a reading in percent. */
export function ratioReading(numerator: number, denominator: number): Judgement['reading'] {
  return {
    periodStart: WEEK.start,
    measures: {
      ...NO_MEASURES,
      value: denominator === 0 ? null : (100 * numerator) / denominator,
      numerator,
      denominator,
    },
    reported: { in: 1, of: 1 },
    basis: 'reported',
    recordedAt: '2026-11-23T08:00:00Z',
    revision: 1,
  };
}
