/** How one KPI of the demo is described: what it is, who answers, and how its figures come about. */
import type { Kind, Lens, TargetBounds, UpstreamLink } from '../../lib/domain/catalog';

/** Levels are in the KPI's unit; `sd` is how far a week's figure usually lies from its level. */
export type Figures =
  | {
      readonly shape: 'counts';
      readonly level: number;
      /** Customers, parcels, calls … in a usual week. */
      readonly of: number;
      /** Null: what counting so many gives by itself. */
      readonly sd: number | null;
      /** The same number every week, such as the minutes of a week. */
      readonly constant: boolean;
    }
  | { readonly shape: 'rate'; readonly level: number; readonly per: number; readonly sd: number }
  | {
      readonly shape: 'mean';
      readonly level: number;
      readonly n: number;
      readonly sd: number;
      /** Standard deviation among single answers. */
      readonly spread: number;
    }
  | {
      readonly shape: 'nps';
      readonly n: number;
      /** Shares from 0 to 1. */
      readonly promoters: number;
      readonly detractors: number;
    }
  | { readonly shape: 'sum' | 'last'; readonly level: number; readonly sd: number };

/** By what a KPI's figures are reported; `all` is only reported where nothing else adds up to it. */
export type Breakdown = 'all' | 'regions' | 'tiers' | 'stores' | 'depots' | 'stores-and-regions';

/** Keys and `week`, `from`, `until` are weeks (or months) back; 0 is the newest complete one. */
export interface DemoKpi {
  readonly slug: string;
  readonly name: string;
  readonly says: string;
  readonly lens: Lens;
  readonly kind: Kind;
  readonly team: string;
  readonly formerly: { readonly team: string; readonly until: number } | null;
  readonly shared: readonly string[];
  readonly stage: string | null;
  readonly reliability: boolean;
  readonly moment: string | null;
  readonly grain: 'week' | 'month';
  readonly unit: string;
  readonly decimals: number;
  readonly direction: 'higher' | 'lower' | 'range' | 'none';
  readonly lagDays: number | null;
  readonly target: TargetBounds | null;
  readonly earlierTarget: { readonly bounds: TargetBounds; readonly until: number } | null;
  readonly segmentTarget: { readonly segment: string; readonly bounds: TargetBounds } | null;
  readonly upstream: readonly UpstreamLink[];
  readonly figures: Figures;
  readonly breakdown: Breakdown;
  /** From `from` on the level is another, with its usual noise. Newest last. */
  readonly shifts: readonly { readonly from: number; readonly level: number }[];
  /** Weeks whose level is told, without noise. */
  readonly story: Readonly<Record<number, number>>;
  /** In weeks of the story, only stores with the new screen leave their usual level. */
  readonly screen: boolean;
  readonly missing: readonly number[];
  readonly restated: { readonly week: number; readonly first: number } | null;
  readonly withdrawn: number | null;
}

type Told = 'slug' | 'name' | 'lens' | 'team' | 'stage';
type Optional = Omit<DemoKpi, Told | 'says' | 'figures' | 'direction'>;
export type Details = Pick<DemoKpi, 'says' | 'figures'> & { readonly direction?: 'none' } & {
  readonly [K in keyof Optional]?: Optional[K];
};

const DEFAULTS: Optional = {
  kind: 'operation',
  formerly: null,
  shared: [],
  reliability: false,
  moment: null,
  grain: 'week',
  unit: '%',
  decimals: 1,
  lagDays: null,
  target: null,
  earlierTarget: null,
  segmentTarget: null,
  upstream: [],
  breakdown: 'all',
  shifts: [],
  story: {},
  screen: false,
  missing: [],
  restated: null,
  withdrawn: null,
};

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function directionOf(bounds: TargetBounds | null): 'higher' | 'lower' | 'range' {
  if (bounds === null || bounds.target === null) return bounds === null ? 'higher' : 'range';
  return bounds.atRisk !== null && bounds.atRisk > bounds.target ? 'lower' : 'higher';
}

const kpi =
  (lens: Lens) =>
  (name: string, team: string, stage: string | null, details: Details): DemoKpi => ({
    ...DEFAULTS,
    direction: directionOf(details.target ?? null),
    ...details,
    slug: slugOf(name),
    name,
    lens,
    team,
    stage,
  });

/** How a team does its own task. */
export const silo = kpi('silo');
/** What the customer gets or says. */
export const experience = kpi('experience');

const NO_BOUNDS: TargetBounds = { target: null, atRisk: null, low: null, high: null, margin: null };

export const atLeast = (target: number, atRisk: number): TargetBounds => ({
  ...NO_BOUNDS,
  target,
  atRisk,
});

/** Lower is better: the at-risk limit lies above the target. */
export const atMost = (target: number, atRisk: number): TargetBounds => atLeast(target, atRisk);

export const between = (low: number, high: number, margin: number): TargetBounds => ({
  ...NO_BOUNDS,
  low,
  high,
  margin,
});

export const counts = (level: number, of: number, sd: number | null = null): Figures => ({
  shape: 'counts',
  level,
  of,
  sd,
  constant: false,
});

export const proven = (slug: string, note: string): UpstreamLink => ({
  kpi: slug,
  evidence: 'proven',
  note,
});

export const suspected = (slug: string, note: string): UpstreamLink => ({
  kpi: slug,
  evidence: 'suspected',
  note,
});
