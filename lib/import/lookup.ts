/** What the reading of rows needs to know of the catalogue. */
import type { Calendar, Grain } from '../domain/calendar';
import type { Aggregation, Catalog, Direction } from '../domain/catalog';

export interface KpiFacts {
  readonly slug: string;
  readonly grain: Grain;
  readonly aggregation: Aggregation;
  readonly counts: boolean;
  readonly scale: number;
  readonly direction: Direction;
  /** Slug of its dimension, and the slugs of the segments; null without one. */
  readonly dimension: string | null;
  readonly segments: ReadonlySet<string> | null;
}

export interface ImportLookup {
  readonly kpis: ReadonlyMap<string, KpiFacts>;
  /** Slugs. */
  readonly places: ReadonlySet<string>;
  readonly calendar: Calendar;
  /** IANA name: where timestamps become dates. */
  readonly timeZone: string;
}

/** Retired KPIs, segments and places are known too: their past may still be corrected. */
export function importLookup(catalog: Catalog): ImportLookup {
  const dimensions = new Map(
    catalog.dimensions.map(({ slug, segments }) => [
      slug,
      new Set(segments.map((segment) => segment.slug)),
    ]),
  );
  const facts = catalog.kpis.map((kpi): [string, KpiFacts] => {
    const { slug, grain, aggregation, counts, scale, direction, dimension } = kpi;
    const segments = dimension === null ? null : (dimensions.get(dimension) ?? null);
    return [slug, { slug, grain, aggregation, counts, scale, direction, dimension, segments }];
  });
  return {
    kpis: new Map(facts),
    places: new Set(catalog.places.map((place) => place.slug)),
    calendar: { fiscalYearStart: catalog.organisation.fiscalYearStart },
    timeZone: catalog.organisation.timeZone,
  };
}
