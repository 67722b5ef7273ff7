/** Gaps in who answers for what, and green teams in red stages (rules: domain §5, §8). */
import type { CalendarDate } from './calendar';
import type { Catalog, Kpi, Moment, Stage, Target, WithheldKpi } from './catalog';
import type { Contrast, ContrastCell } from './contrast';
import { liveStages, participation } from './participation';
import { accountableOn } from './target';

/** Moments of truth that a journey should have prioritised. */
export const PRIORITISED_MOMENTS = { fewest: 10, most: 20 } as const;

/** Something that was never agreed, or is not measured; shown as plainly as a miss. All by slug. */
export type Gap =
  | {
      readonly kind: 'kpi_without_target' | 'kpi_without_data' | 'kpi_without_stage';
      readonly kpi: string;
    }
  | {
      readonly kind:
        | 'stage_without_owner'
        | 'stage_without_perception_kpi'
        | 'stage_without_reliability_kpi';
      readonly stage: string;
    }
  | { readonly kind: 'moment_without_kpi'; readonly moment: string; readonly stage: string }
  | { readonly kind: 'team_measures_nothing'; readonly team: string; readonly stage: string }
  | {
      readonly kind: 'too_few_moments' | 'too_many_moments';
      readonly journey: string;
      /** How many moments are prioritised. */
      readonly prioritised: number;
    };

/** What the catalogue cannot say by itself. */
export interface GapFacts {
  /** The day asked about: owners and targets are those in effect on it. */
  readonly date: CalendarDate;
  /** Whether any figure was ever reported for the KPI, by its slug. */
  readonly hasData: (kpi: string) => boolean;
}

/**
 * Every gap in a catalogue on a day, by kind and then in the catalogue's order. Empty when nothing
 * is missing. What is retired has no gaps, and a KPI shown for context (direction `none`) needs no
 * target. A target for a segment or a place alone counts as a target.
 *
 * @example
 * accountabilityGaps(catalog, { date, hasData: () => true })
 * // [{ kind: 'stage_without_owner', stage: 'receive' }, { kind: 'too_few_moments', journey: 'buy-and-own', prioritised: 4 }]
 */
export function accountabilityGaps(catalog: Catalog, facts: GapFacts): readonly Gap[] {
  const kpis = catalog.kpis.filter((kpi) => !kpi.retired);
  const stages = liveStages(catalog);
  const moments = liveMoments(catalog.moments, stages);
  // What one may not see is no gap: it is there.
  const all = [...kpis, ...(catalog.withheld ?? []).filter(({ retired }) => !retired)];
  return [
    ...kpiGaps(kpis, stages, catalog.targets, facts),
    ...stageGaps(all, stages),
    ...momentGaps(all, moments),
    ...teamGaps(catalog, all, stages, facts.date),
    ...priorityGaps(catalog, stages, moments),
  ];
}

function liveMoments(moments: readonly Moment[], stages: readonly Stage[]): readonly Moment[] {
  const live = new Set(stages.map((stage) => stage.slug));
  return moments.filter((moment) => !moment.retired && live.has(moment.stage));
}

function kpiGaps(
  kpis: readonly Kpi[],
  stages: readonly Stage[],
  targets: readonly Target[],
  { date, hasData }: GapFacts,
): readonly Gap[] {
  const inEffect = withTargetInEffect(targets, date);
  const live = new Set(stages.map((stage) => stage.slug));
  const gaps = (kind: 'kpi_without_target' | 'kpi_without_data' | 'kpi_without_stage') => {
    return (kpi: Kpi): Gap => ({ kind, kpi: kpi.slug });
  };
  return [
    ...kpis
      .filter((kpi) => kpi.direction !== 'none' && !inEffect.has(kpi.slug))
      .map(gaps('kpi_without_target')),
    ...kpis.filter((kpi) => !hasData(kpi.slug)).map(gaps('kpi_without_data')),
    ...kpis
      .filter((kpi) => !kpi.stages.some(({ stage }) => live.has(stage)))
      .map(gaps('kpi_without_stage')),
  ];
}

/** As for a judgement: only the latest target of a series counts, and not after it has ended. */
function withTargetInEffect(targets: readonly Target[], date: CalendarDate): ReadonlySet<string> {
  const latest = new Map<string, Target>();
  for (const target of targets) {
    if (target.from > date) continue;
    const series = [target.kpi, target.grain, target.segment ?? '', target.place ?? ''].join(' ');
    const known = latest.get(series);
    if (known === undefined || known.from < target.from) latest.set(series, target);
  }
  const open = [...latest.values()].filter(({ ends }) => ends === null || ends >= date);
  return new Set(open.map((target) => target.kpi));
}

function stageGaps(kpis: readonly WithheldKpi[], stages: readonly Stage[]): readonly Gap[] {
  const withPerception = new Set(
    kpis
      .filter((kpi) => kpi.kind === 'perception')
      .flatMap((kpi) => kpi.stages.map(({ stage }) => stage)),
  );
  const withReliability = new Set(
    kpis.flatMap((kpi) => kpi.stages.flatMap((map) => (map.reliability ? [map.stage] : []))),
  );
  const gaps = (
    kind: 'stage_without_owner' | 'stage_without_perception_kpi' | 'stage_without_reliability_kpi',
  ) => {
    return ({ slug }: Stage): Gap => ({ kind, stage: slug });
  };
  return [
    ...stages.filter(({ owner }) => owner === null).map(gaps('stage_without_owner')),
    ...stages
      .filter(({ slug }) => !withPerception.has(slug))
      .map(gaps('stage_without_perception_kpi')),
    ...stages
      .filter(({ slug }) => !withReliability.has(slug))
      .map(gaps('stage_without_reliability_kpi')),
  ];
}

function momentGaps(kpis: readonly WithheldKpi[], moments: readonly Moment[]): readonly Gap[] {
  const measured = new Set(kpis.map((kpi) => kpi.moment));
  return moments
    .filter(({ slug }) => !measured.has(slug))
    .map(({ slug, stage }) => ({ kind: 'moment_without_kpi', moment: slug, stage }));
}

function teamGaps(
  catalog: Catalog,
  kpis: readonly WithheldKpi[],
  stages: readonly Stage[],
  date: CalendarDate,
): readonly Gap[] {
  const own = new Set(
    kpis
      .filter((kpi) => kpi.lens !== 'experience')
      .flatMap((kpi) => kpi.stages.map(({ stage }) => cellKey(accountableOn(kpi, date), stage))),
  );
  const taking = participation(catalog, date);
  return catalog.teams.flatMap(({ slug: team }) =>
    stages
      .filter(({ slug }) => taking.get(team)?.has(slug) && !own.has(cellKey(team, slug)))
      .map(({ slug }): Gap => ({ kind: 'team_measures_nothing', team, stage: slug })),
  );
}

function cellKey(team: string, stage: string): string {
  return `${team} ${stage}`;
}

function priorityGaps(
  catalog: Catalog,
  stages: readonly Stage[],
  moments: readonly Moment[],
): readonly Gap[] {
  const journeyOf = new Map(stages.map((stage) => [stage.slug, stage.journey]));
  return catalog.journeys.flatMap(({ slug, retired }): readonly Gap[] => {
    if (retired) return [];
    const prioritised = moments.filter(
      (moment) => moment.priority !== null && journeyOf.get(moment.stage) === slug,
    ).length;
    if (prioritised > PRIORITISED_MOMENTS.most) {
      return [{ kind: 'too_many_moments', journey: slug, prioritised }];
    }
    if (prioritised < PRIORITISED_MOMENTS.fewest) {
      return [{ kind: 'too_few_moments', journey: slug, prioritised }];
    }
    return [];
  });
}

/**
 * Green teams in red stages: the cells of a contrast in which a team is on target and the stage,
 * as customers see it, is off target. Empty when there is none.
 *
 * @example watermelons(contrast).map((cell) => `${cell.team} in ${cell.stage}`) // ['supply-chain in receive']
 */
export function watermelons(contrast: Pick<Contrast, 'cells'>): readonly ContrastCell[] {
  return contrast.cells.filter((cell) => cell.watermelon);
}
