/** Who answers for which KPI and who shares it, grouped by stage (rules: domain §8). */
import { teamRef } from './board';
import type { CalendarDate } from './calendar';
import type { Kpi, Lens } from './catalog';
import type { ContrastIndex } from './contrast-index';
import type { ContrastView, Named, TeamRef } from './contrast-view';
import type { GapGroup, GapItem, GapKind } from './gap-work';
import type { Sentence } from './sentence';
import type { Status } from './status';
import { accountableOn } from './target';
import { partIn } from './team-view-kpis';
import { poolOf } from './team-view-rows';

/** What the map is narrowed to. */
export interface MapFilter {
  /** Slug; of a parent also the teams below it. */
  readonly team: string | null;
  readonly stage: string | null;
  readonly lens: 'silo' | 'experience' | null;
}

export interface MapRow {
  readonly kpi: Named;
  readonly lens: Lens;
  /** Critical for the stage that it stands under. */
  readonly critical: boolean;
  /** In the period looked at; null when there is none to judge in that view. */
  readonly status: Status | null;
  readonly answers: TeamRef;
  /** First day of the present owner; null from the beginning. */
  readonly since: CalendarDate | null;
  /** Slugs. */
  readonly shares: readonly string[];
}

export interface MapGroup {
  /** Null for KPIs that touch no stage. */
  readonly stage: (Named & { readonly owner: string | null; readonly journey: Named }) | null;
  readonly rows: readonly MapRow[];
}

export interface AccountabilityView
  extends Pick<
    ContrastView,
    'organisation' | 'demo' | 'journeys' | 'frame' | 'segment' | 'withheld'
  > {
  /** The journey asked for; null is all of them. */
  readonly journey: Named | null;
  /** Owners and targets are those in effect on it. */
  readonly date: CalendarDate;
  readonly headline: Sentence;
  readonly filter: {
    readonly team: TeamRef | null;
    readonly stage: Named | null;
    readonly lens: MapFilter['lens'];
  };
  /** To choose from. */
  readonly allTeams: readonly Named[];
  readonly allStages: readonly Named[];
  /** Columns: the teams that answer for or share any of the rows. */
  readonly teams: readonly TeamRef[];
  readonly groups: readonly MapGroup[];
  /** KPIs in the map, each once. */
  readonly kpis: number;
  readonly gaps: readonly GapGroup[];
  /** Number of the page of the map asked for, from 1; the map itself is whole. */
  readonly page: number;
  /** The kind of gap that is listed whole; of the others the first are. */
  readonly openGap: GapKind | null;
}

/**
 * The map: KPIs by the stage they are mapped to, in the order of journeys and stages, one that is
 * mapped to two stages under both; last those that touch no stage. Stages without a KPI are left out.
 *
 * @example
 * accountabilityMap(index, filter, { date, statusOf, journey: null })[0]
 * // { stage: { slug: 'buy', … }, rows: [{ kpi: { slug: 'in-stock-as-shown-online', … },
 * //   answers: { slug: 'supply-chain', … }, shares: ['stores'], … }] }
 */
export function accountabilityMap(
  index: ContrastIndex,
  filter: MapFilter,
  facts: {
    readonly date: CalendarDate;
    /** Slug; null is all. */
    readonly journey: string | null;
    readonly statusOf: (kpi: string) => Status | null;
  },
): readonly MapGroup[] {
  const { catalog } = index;
  const pool = filter.team === null ? null : new Set(poolOf(index, filter.team));
  const isWanted = (kpi: Kpi) =>
    (filter.lens === null || kpi.lens === 'both' || kpi.lens === filter.lens) &&
    (pool === null || partIn(kpi, pool, facts.date) !== null);
  const row = (kpi: Kpi, critical: boolean) => rowOf(index, kpi, critical, facts);
  const groups = catalog.journeys
    .filter(({ slug, retired }) => !retired && (facts.journey ?? slug) === slug)
    .flatMap((journey) =>
      (index.stages.get(journey.slug) ?? [])
        .filter(({ slug }) => (filter.stage ?? slug) === slug)
        .map(({ slug, name, owner }): MapGroup => {
          const mapped = (index.mapped.get(slug) ?? []).filter(({ kpi }) => isWanted(kpi));
          return {
            stage: { slug, name, owner, journey: { slug: journey.slug, name: journey.name } },
            rows: mapped.map(({ kpi, critical }) => row(kpi, critical)),
          };
        }),
    );
  const live = new Set([...index.mapped.keys()]);
  const loose =
    filter.stage !== null || facts.journey !== null
      ? []
      : catalog.kpis.filter(
          (kpi) =>
            !kpi.retired && !kpi.stages.some(({ stage }) => live.has(stage)) && isWanted(kpi),
        );
  return [...groups, { stage: null, rows: loose.map((kpi) => row(kpi, false)) }].filter(
    ({ rows }) => rows.length > 0,
  );
}

function rowOf(
  { catalog }: ContrastIndex,
  kpi: Kpi,
  critical: boolean,
  {
    date,
    statusOf,
  }: { readonly date: CalendarDate; readonly statusOf: (kpi: string) => Status | null },
): MapRow {
  const answers = accountableOn(kpi, date);
  const since = kpi.accountable.findLast(({ from }) => from === null || from <= date)?.from ?? null;
  return {
    kpi: { slug: kpi.slug, name: kpi.name },
    lens: kpi.lens,
    critical,
    status: statusOf(kpi.slug),
    answers: teamRef(catalog, answers),
    since,
    shares: kpi.contributing.filter((team) => team !== answers),
  };
}

/**
 * The gaps that a filter leaves: of its stage, of its team or the teams below it, and with a lens those
 * of KPIs of that lens alone, since the others have none.
 *
 * @example filteredGaps(items, index, { team: 'stores', stage: null, lens: null }).length // 2
 */
export function filteredGaps(
  items: readonly GapItem[],
  index: ContrastIndex,
  filter: MapFilter,
  journey: string | null,
): readonly GapItem[] {
  const pool = filter.team === null ? null : new Set(poolOf(index, filter.team));
  const lensOf = new Map(index.catalog.kpis.map(({ slug, lens }) => [slug, lens]));
  const inJourney = new Set((index.stages.get(journey ?? '') ?? []).map(({ slug }) => slug));
  return items.filter(({ thing, team, stages }) => {
    const lens = thing.type === 'kpi' ? lensOf.get(thing.slug) : undefined;
    return (
      (pool === null || (team !== null && pool.has(team))) &&
      (filter.stage === null || (thing.type !== 'journey' && stages.includes(filter.stage))) &&
      (filter.lens === null || lens === filter.lens || lens === 'both') &&
      (journey === null || stages.length === 0 || stages.some((stage) => inJourney.has(stage)))
    );
  });
}
