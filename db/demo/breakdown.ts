/** A figure told apart by region, tier, store or depot, such that the parts add up to it. */
import { type Measures, NO_MEASURES } from '../../lib/domain/observation';
import { DEPOTS, STORES } from './places';
import { type Random, randomOf } from './random';
import type { Breakdown, DemoKpi } from './spec';
import { type Part, splitMeasures } from './split';

export interface Row {
  readonly segment: string | null;
  readonly place: string | null;
  readonly measures: Measures;
}

interface Share {
  readonly slug: string;
  readonly size: number;
}

const REGIONS: readonly Share[] = ['north', 'south', 'east', 'west'].map((slug) => ({
  slug,
  size: STORES.reduce((sum, store) => sum + (store.region === slug ? store.size : 0), 0),
}));

const TIERS: readonly Share[] = [
  { slug: 'new', size: 30 },
  { slug: 'returning', size: 44 },
  { slug: 'loyal', size: 26 },
];

const SHARES: Readonly<Record<Exclude<Breakdown, 'all'>, readonly Share[]>> = {
  regions: REGIONS,
  tiers: TIERS,
  stores: STORES,
  'stores-and-regions': STORES,
  depots: DEPOTS,
};

const SCREENS = new Set(STORES.filter((store) => store.screen).map((store) => store.slug));

/** Loyal customers leave less and recommend more. */
const TIER_MISSES: Readonly<Record<string, number>> = { new: 1.35, returning: 1, loyal: 0.6 };

/** The rows that are reported for one figure; `all` only where the breakdown does not give it. */
export function rowsOf(
  kpi: DemoKpi,
  periodsBack: number,
  total: Measures,
  seed: number,
  random: Random,
): readonly Row[] {
  if (kpi.breakdown === 'all') return [{ segment: null, place: null, measures: total }];
  const parts = SHARES[kpi.breakdown].map((share) => partOf(kpi, share, seed));
  const told = kpi.screen && kpi.story[periodsBack] !== undefined;
  const split = splitMeasures(total, told ? screened(kpi, total, parts) : parts, random);
  const bySegment = kpi.breakdown === 'regions' || kpi.breakdown === 'tiers';
  const rows = parts.map(({ slug }, i) => ({
    segment: bySegment ? slug : null,
    place: bySegment ? null : slug,
    measures: split[i] ?? NO_MEASURES,
  }));
  if (kpi.breakdown !== 'stores-and-regions') return rows;
  return [{ segment: null, place: null, measures: total }, ...regionRows(rows), ...rows];
}

/** Each part is a little better or worse than the others, and stays so. */
function partOf(kpi: DemoKpi, { slug, size }: Share, seed: number): Part {
  const misses = TIER_MISSES[slug] ?? 1 + 0.1 * randomOf(seed, kpi.slug, slug).normal();
  return { slug, size, misses };
}

/** Stores without the new screen keep their usual level; those with it make up the rest. */
function screened(kpi: DemoKpi, total: Measures, parts: readonly Part[]): readonly Part[] {
  const { numerator, denominator } = total;
  if (numerator === null || denominator === null || !('level' in kpi.figures)) return parts;
  const size = (of: readonly Part[]) => of.reduce((sum, part) => sum + part.size, 0);
  const withScreen = size(parts.filter((part) => SCREENS.has(part.slug))) / size(parts);
  const usual = 1 - kpi.figures.level / 100;
  const now = 1 - numerator / denominator;
  const factor = (now - (1 - withScreen) * usual) / withScreen / usual;
  return parts.map((part) =>
    SCREENS.has(part.slug) ? { ...part, misses: part.misses * factor } : part,
  );
}

function regionRows(stores: readonly Row[]): readonly Row[] {
  const regionOf = new Map(STORES.map((store) => [store.slug, store.region]));
  return REGIONS.map(({ slug }) => {
    const within = stores.filter((row) => regionOf.get(row.place ?? '') === slug);
    const sum = (of: 'numerator' | 'denominator') =>
      within.reduce((total, row) => total + (row.measures[of] ?? 0), 0);
    const measures = {
      ...NO_MEASURES,
      numerator: sum('numerator'),
      denominator: sum('denominator'),
    };
    return { segment: slug, place: null, measures };
  });
}
