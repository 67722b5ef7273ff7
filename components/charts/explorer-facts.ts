/** What can be compared in the explorer, and the figures that it draws. */
import {
  type Calendar,
  type Grain,
  type Period,
  type PeriodKey,
  parsePeriodKey,
} from '@/lib/domain/calendar';
import type { Direction } from '@/lib/domain/catalog';
import type { Named } from '@/lib/domain/contrast-view';
import { kpiSeriesPath } from '@/lib/paths';
import { shortName } from '@/lib/words';

/** The KPI as the page shows it, and what it can be told apart by. */
export interface Explored {
  readonly slug: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly direction: Direction;
  readonly grain: Grain;
  readonly segment: string;
  readonly place: string | null;
  readonly asOf: string | null;
  /** The period that the page looks at: nothing after it is drawn. */
  readonly looked: Period;
  readonly organisation: Calendar & { readonly locale: string };
  /** Name of the dimension of `segments`; null without one. */
  readonly dimension: string | null;
  readonly segments: readonly Named[];
  readonly places: readonly Named[];
}

/** A line beside the KPI's own: a segment, a place, or the year before. */
export interface Compared {
  /** As it stands in the address: `s:north`, `p:store-08`, `y`. */
  readonly token: string;
  readonly name: string;
  /** Where its figures are; null for those of the year before, which are there already. */
  readonly address: string | null;
}

/** More lines than this are a thicket. */
export const MOST_COMPARED = 5;

export const YEAR_BEFORE = 'y';

export function choicesOf(explored: Explored): readonly Compared[] {
  const { slug, grain, asOf, segment } = explored;
  return [
    { token: YEAR_BEFORE, name: 'a year before', address: null },
    ...explored.segments.map((each) => ({
      token: `s:${each.slug}`,
      name: each.name,
      address: kpiSeriesPath(slug, { grain, segment: each.slug, asOf }),
    })),
    ...explored.places.map((each) => ({
      token: `p:${each.slug}`,
      name: each.name,
      address: kpiSeriesPath(slug, { grain, segment, place: each.slug, asOf }),
    })),
  ];
}

export function ownAddress({ slug, grain, segment, place, asOf }: Explored): string {
  return kpiSeriesPath(slug, { grain, segment, place, asOf });
}

/** One period of a series, as far as it is drawn. */
export interface ExploredPoint {
  readonly period: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly target: number | null;
}

/** Fetches a series from the API. Fails with a sentence where the answer is none. */
export async function fetchSeries(address: string, signal: AbortSignal): Promise<ExploredPoint[]> {
  const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
  const answer: unknown = await response.json();
  if (!response.ok)
    throw new Error(textIn(answer, 'detail') ?? `The server said ${response.status}.`);
  const points = valueIn(answer, 'points');
  if (!Array.isArray(points)) throw new Error('The answer holds no figures.');
  return points.map((point: unknown) => ({
    period: textIn(point, 'period') ?? '',
    value: valueIn(point, 'status') === 'too_few' ? null : numberIn(point, 'value'),
    lower: numberIn(valueIn(point, 'limits'), 'lower'),
    upper: numberIn(valueIn(point, 'limits'), 'upper'),
    target: numberIn(valueIn(point, 'target'), 'target'),
  }));
}

function valueIn(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? Object.getOwnPropertyDescriptor(holder, name)?.value
    : undefined;
}

function numberIn(holder: unknown, name: string): number | null {
  const found = valueIn(holder, name);
  return typeof found === 'number' ? found : null;
}

function textIn(holder: unknown, name: string): string | null {
  const found = valueIn(holder, name);
  return typeof found === 'string' ? found : null;
}

/** A period with all lines; values of compared lines under their tokens. */
export interface ExploredRow {
  readonly period: string;
  readonly label: string;
  readonly value: number | null;
  readonly band: readonly [number, number] | null;
  readonly target: number | null;
  readonly compared: Readonly<Record<string, number | null>>;
}

/** Periods of a grain in a year: how far back the same one of the year before stands. */
const IN_A_YEAR: Readonly<Record<Grain, number>> = {
  day: 364,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

export function rowsOf(
  { grain, looked, organisation }: Explored,
  own: readonly ExploredPoint[],
  others: ReadonlyMap<string, readonly ExploredPoint[]>,
  withYear: boolean,
): readonly ExploredRow[] {
  const byToken = [...others].map(
    ([token, points]) =>
      [token, new Map(points.map(({ period, value }) => [period, value]))] as const,
  );
  return own.flatMap((point, index): ExploredRow[] => {
    const period = parsePeriodKey(point.period, organisation);
    if (period === null || period.start > looked.end) return [];
    const before = own[index - IN_A_YEAR[grain]]?.value ?? null;
    return [
      {
        period: point.period,
        label: shortName(point.period as PeriodKey, organisation.locale, organisation, looked),
        value: point.value,
        band: point.lower === null || point.upper === null ? null : [point.lower, point.upper],
        target: point.target,
        compared: Object.fromEntries([
          ...(withYear ? [[YEAR_BEFORE, before] as const] : []),
          ...byToken.map(([token, values]) => [token, values.get(point.period) ?? null] as const),
        ]),
      },
    ];
  });
}
