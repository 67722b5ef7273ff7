/** Silo scorecards against experience scorecards over one journey and period (rules: domain §5, §6). */
import type { CalendarDate, PeriodKey } from './calendar';
import type { Catalog, Kpi, ScorecardThresholds, Team } from './catalog';
import { type Chain, chain } from './chain';
import { type ContrastIndex, contrastIndex, type MappedKpi } from './contrast-index';
import {
  countedShare,
  meanShare,
  type Scorecard,
  type ScorecardEntry,
  type ScorecardStatus,
  type StageScorecard,
  type StageScorecardEntry,
  scorecard,
  stageScorecard,
  WITHHELD,
} from './scorecard';
import type { Judgement } from './status';
import { isCardWithheld, isCellWithheld } from './withheld';

export type { Chain } from './chain';

export interface ContrastTeam {
  readonly slug: string;
  readonly name: string;
  readonly parent: string | null;
  readonly silo: Scorecard;
  /** Mean experience share of the journey's stages it takes part in; null when there is none. */
  readonly sharedScore: number | null;
  /** 100 × (silo share − shared score). */
  readonly gapPoints: number | null;
  /** Slugs of the stages it takes part in, in the journey's order. */
  readonly stages: readonly string[];
}

export interface ContrastStage {
  readonly slug: string;
  readonly name: string;
  readonly experience: StageScorecard;
  /** 0 to 1; null when not measured. */
  readonly reliability: number | null;
}

export interface ContrastCell {
  readonly team: string;
  readonly stage: string;
  /** `own`: the team's silo KPIs mapped to the stage; `overall`: its whole silo scorecard, as it has none there. */
  readonly basis: 'own' | 'overall';
  readonly status: ScorecardStatus;
  readonly share: number | null;
  readonly watermelon: boolean;
}

export interface Contrast {
  readonly journey: string;
  readonly teams: readonly ContrastTeam[];
  /** Pooled scorecards of parents whose children take part: headings, in no mean. */
  readonly headings: readonly {
    readonly slug: string;
    readonly name: string;
    readonly silo: Scorecard;
  }[];
  readonly stages: readonly ContrastStage[];
  readonly cells: readonly ContrastCell[];
  /** Means over rows and stages whose scorecard is not `no_data`; null when empty. */
  readonly siloShare: number | null;
  readonly stageShare: number | null;
  readonly alignmentGapPoints: number | null;
  /** The mean would count a scorecard that is withheld: it is null for that reason. */
  readonly siloWithheld: boolean;
  readonly stagesWithheld: boolean;
  readonly chain: Chain;
  /** Slugs of teams that take part in no stage of any journey. */
  readonly untouched: readonly string[];
}

export interface TrendPoint {
  readonly period: PeriodKey;
  readonly siloShare: number | null;
  readonly stageShare: number | null;
  /** A share is null because it counts what the reader may not see. */
  readonly withheld?: true;
}

/** The reliability of a stage by its slug, 0 to 1; null when it is not measured. */
export type ReliabilityOf = (stage: string) => number | null;

/**
 * What teams report of their own work against what customers get, over one journey and period
 * (rules: domain §5, §6). Owners are those of `periodStart`; lens, weight and mapping are the
 * catalogue's. Rows are the teams that take part in the journey, each with its own KPIs only.
 * A KPI without a judgement counts nowhere, like all that is retired. A gap is in points and
 * null where either side of it has no data; so is a mean over nothing. Where the catalogue had KPIs taken
 * out (`catalogWithout`), every scorecard that counts one of them is `withheld`, and so is every mean, gap
 * and heading over such a scorecard.
 *
 * @example
 * // Supply chain: 9 of 10 silo KPIs on target; takes part in Buy (share 0.5) and Receive (1/3)
 * contrast(index, 'buy-and-own', judgements, periodStart).teams[0]
 * // { silo: { share: 0.9, status: 'on_target', … }, sharedScore: 0.41667, gapPoints: 48.33, … }
 */
export function contrast(
  source: Catalog | ContrastIndex,
  journey: string,
  judgements: ReadonlyMap<string, Judgement>,
  periodStart: CalendarDate,
  reliabilityOf?: ReliabilityOf,
): Contrast {
  const index = 'ownershipOn' in source ? source : contrastIndex(source);
  const ownership = index.ownershipOn(periodStart);
  const { participation, siloKpis, siloKpisIn, pooledKpis, withheld } = ownership;
  const thresholds = index.catalog.organisation.thresholds;
  const reliability = reliabilityOf ?? reportedReliability(index, judgements);
  const silo = (kpis: readonly Kpi[] = []): Scorecard =>
    siloScorecard(kpis, judgements, thresholds);

  const stages = (index.stages.get(journey) ?? []).map(({ slug, name }) => {
    const entries = experienceEntries(index.mapped.get(slug) ?? [], judgements);
    const isWithheld = withheld.stages.has(slug);
    return {
      slug,
      name,
      experience: isWithheld
        ? { ...WITHHELD, criticalMisses: [] }
        : stageScorecard(entries, thresholds),
      reliability: isWithheld ? null : reliability(slug),
    };
  });
  const rows = index.teams.flatMap((team) => {
    const taking = participation.get(team.slug);
    const shared = stages.filter((stage) => taking?.has(stage.slug));
    if (shared.length === 0) return [];
    const alone = [team.slug];
    const overall = isCardWithheld(ownership, alone) ? WITHHELD : silo(siloKpis.get(team.slug));
    const own = siloKpisIn.get(team.slug);
    const cells = shared.map((stage) => {
      const kpis = own?.get(stage.slug);
      const here = isCellWithheld(ownership, alone, stage.slug) ? WITHHELD : kpis && silo(kpis);
      return contrastCell(team, stage, here ?? null, overall);
    });
    return [{ team: contrastTeam(team, shared, overall), cells }];
  });
  const taking = new Set(rows.map(({ team }) => team.slug));
  const below = (slug: string): readonly string[] => index.below.get(slug) ?? [];
  const live = new Set(index.teams.map(({ slug }) => slug));
  const poolOf = (slug: string) => [slug, ...below(slug).filter((team) => live.has(team))];
  const siloCards = rows.map(({ team }) => team.silo);
  const stageCards = stages.map(({ experience }) => experience);
  const siloShare = meanOfCards(siloCards);
  const stageShare = meanOfCards(stageCards);
  return {
    journey,
    teams: rows.map(({ team }) => team),
    headings: index.teams
      .filter(({ slug }) => below(slug).some((team) => taking.has(team)))
      .map(({ slug, name }) => ({
        slug,
        name,
        silo: isCardWithheld(ownership, poolOf(slug)) ? WITHHELD : silo(pooledKpis.get(slug)),
      })),
    stages,
    cells: rows.flatMap(({ cells }) => cells),
    siloShare,
    stageShare,
    alignmentGapPoints: gapPoints(siloShare, stageShare),
    siloWithheld: siloCards.some(isWithheldCard),
    stagesWithheld: stageCards.some(isWithheldCard),
    chain: chain(stages),
    untouched: index.teams
      .filter(({ slug }) => ![slug, ...below(slug)].some((team) => participation.has(team)))
      .map(({ slug }) => slug),
  };
}

const isWithheldCard = ({ status }: Scorecard): boolean => status === 'withheld';

/** A mean over one that is withheld is withheld: with all the others known it would give the one away. */
function meanOfCards(cards: readonly Scorecard[]): number | null {
  return cards.some(isWithheldCard)
    ? null
    : meanShare(cards.flatMap((card) => countedShare(card) ?? []));
}

/**
 * The gap in points between two shares from 0 to 1: above 0, teams report more than customers get.
 * Null where either is null.
 *
 * @example gapPoints(0.9, 0.41667) // 48.333
 */
export function gapPoints(siloShare: number | null, customerShare: number | null): number | null {
  return siloShare === null || customerShare === null ? null : 100 * (siloShare - customerShare);
}

/**
 * The scorecard of a team's silo KPIs (from `ContrastIndex.ownershipOn`), as the contrast counts
 * them: a KPI without a judgement counts nowhere. Without any that is due, `no_data`.
 *
 * @example siloScorecard(siloKpis.get('stores') ?? [], judgements, thresholds).share // 0.8
 */
export function siloScorecard(
  kpis: readonly Kpi[],
  judgements: ReadonlyMap<string, Judgement>,
  thresholds: ScorecardThresholds,
): Scorecard {
  return scorecard(siloEntries(kpis, judgements), thresholds);
}

function siloEntries(
  kpis: readonly Kpi[],
  judgements: ReadonlyMap<string, Judgement>,
): readonly ScorecardEntry[] {
  const entries: ScorecardEntry[] = [];
  for (const { slug, weight } of kpis) {
    const judgement = judgements.get(slug);
    if (judgement !== undefined) entries.push({ kpi: slug, weight, judgement });
  }
  return entries;
}

function experienceEntries(
  mapped: readonly MappedKpi[],
  judgements: ReadonlyMap<string, Judgement>,
): readonly StageScorecardEntry[] {
  const entries: StageScorecardEntry[] = [];
  for (const { kpi, critical } of mapped) {
    const judgement = judgements.get(kpi.slug);
    if (kpi.lens === 'silo' || judgement === undefined) continue;
    entries.push({ kpi: kpi.slug, weight: kpi.weight, critical, judgement });
  }
  return entries;
}

/** `shared` are the stages of the journey that the team takes part in. */
function contrastTeam(
  { slug, name, parent }: Team,
  shared: readonly ContrastStage[],
  silo: Scorecard,
): ContrastTeam {
  const sharedScore = meanOfCards(shared.map(({ experience }) => experience));
  return {
    slug,
    name,
    parent,
    silo,
    sharedScore,
    gapPoints: gapPoints(countedShare(silo), sharedScore),
    stages: shared.map((stage) => stage.slug),
  };
}

/** `own` is null for a team that measures nothing of its own in the stage. */
function contrastCell(
  team: Team,
  stage: ContrastStage,
  own: Scorecard | null,
  overall: Scorecard,
): ContrastCell {
  const { status, share } = own ?? overall;
  return {
    team: team.slug,
    stage: stage.slug,
    basis: own === null ? 'overall' : 'own',
    status,
    share,
    watermelon: status === 'on_target' && stage.experience.status === 'off_target',
  };
}

/**
 * Numerator over denominator of each stage's reliability KPI. Not measured: no figure, too few
 * answers, nobody counted, or a figure that is no share of customers.
 */
function reportedReliability(
  index: ContrastIndex,
  judgements: ReadonlyMap<string, Judgement>,
): ReliabilityOf {
  return (stage) => {
    const judgement = judgements.get(index.reliabilityKpi.get(stage) ?? '');
    if (judgement?.reading == null || judgement.status === 'too_few') return null;
    const { numerator, denominator } = judgement.reading.measures;
    if (numerator === null || denominator === null || denominator <= 0) return null;
    const share = numerator / denominator;
    return share >= 0 && share <= 1 ? share : null;
  };
}
