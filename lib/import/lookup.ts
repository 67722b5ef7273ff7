/** What the reading of rows needs to know of the catalogue. */
import type { Calendar, Grain } from '../domain/calendar';
import type { Aggregation, Catalog, Direction } from '../domain/catalog';

/**
 * Slugs by themselves: what is read from a file is replaced by the catalogue's own text, since a piece
 * of a string keeps the whole string, here a block of the file, in memory.
 */
export type Slugs = ReadonlyMap<string, string>;

const slugsOf = (items: readonly { readonly slug: string }[]): Slugs =>
  new Map(items.map(({ slug }) => [slug, slug]));

export interface KpiFacts {
  readonly slug: string;
  readonly grain: Grain;
  readonly aggregation: Aggregation;
  readonly counts: boolean;
  readonly scale: number;
  readonly direction: Direction;
  /** Slug of its dimension, and the slugs of the segments; null without one. */
  readonly dimension: string | null;
  readonly segments: Slugs | null;
  /** Whoever brings the rows may not write this KPI. */
  readonly closed: boolean;
}

export interface ImportLookup {
  readonly kpis: ReadonlyMap<string, KpiFacts>;
  readonly places: Slugs;
  readonly calendar: Calendar;
  /** IANA name: where timestamps become dates. */
  readonly timeZone: string;
}

/**
 * Retired KPIs, segments and places are known too: their past may still be corrected. `writable` holds
 * the slugs of the KPIs that may be written; null is all.
 */
export function importLookup(
  catalog: Catalog,
  writable: ReadonlySet<string> | null = null,
): ImportLookup {
  const dimensions = new Map(
    catalog.dimensions.map(({ slug, segments }) => [slug, slugsOf(segments)]),
  );
  const facts = catalog.kpis.map((kpi): [string, KpiFacts] => {
    const { slug, grain, aggregation, counts, scale, direction, dimension } = kpi;
    const segments = dimension === null ? null : (dimensions.get(dimension) ?? null);
    const closed = writable !== null && !writable.has(slug);
    return [
      slug,
      { slug, grain, aggregation, counts, scale, direction, dimension, segments, closed },
    ];
  });
  return {
    kpis: new Map(facts),
    places: slugsOf(catalog.places),
    calendar: { fiscalYearStart: catalog.organisation.fiscalYearStart },
    timeZone: catalog.organisation.timeZone,
  };
}
