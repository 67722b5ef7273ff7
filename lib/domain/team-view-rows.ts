/** Teams as lines of a list, and the stages that one takes part in (rules: domain §5). */
import { teamRef } from './board';
import type { CalendarDate } from './calendar';
import type { Kpi, Team } from './catalog';
import { type Contrast, type ContrastStage, siloScorecard } from './contrast';
import type { ContrastIndex } from './contrast-index';
import { type Scorecard, WITHHELD } from './scorecard';
import { type StageHistory, stageColumn } from './stage-column';
import type { Judgement } from './status';
import type { TeamCell, TeamRow, TeamStage } from './team-view';
import { partIn } from './team-view-kpis';
import { isCardWithheld, isCellWithheld } from './withheld';

/** One journey in one period, as the lists of teams need it. */
export interface TeamFacts {
  readonly index: ContrastIndex;
  readonly contrast: Contrast;
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** First day of the period looked at: owners are those of that day. */
  readonly date: CalendarDate;
}

/**
 * A team and all teams below it that live.
 *
 * @example poolOf(index, 'operations') // ['operations', 'depot-north', 'depot-south']
 */
export function poolOf(index: ContrastIndex, team: string): readonly string[] {
  const live = new Set(index.teams.map(({ slug }) => slug));
  return [team, ...(index.below.get(team) ?? [])].filter((slug) => live.has(slug));
}

/**
 * The silo scorecard of a team, pooled with all teams below it. For a team without any below it is the
 * one of its row in the contrast.
 *
 * @example pooledScorecard(facts, 'stores') // { share: 0.8, status: 'on_target', onTarget: 4, due: 5, … }
 */
export function pooledScorecard(facts: TeamFacts, team: string): Scorecard {
  return cardOf(facts, poolOf(facts.index, team));
}

function cardOf(facts: TeamFacts, teams: readonly string[], stage?: string): Scorecard {
  const { index, judgements, date } = facts;
  const ownership = index.ownershipOn(date);
  const isWithheld =
    stage === undefined
      ? isCardWithheld(ownership, teams)
      : isCellWithheld(ownership, teams, stage);
  if (isWithheld) return WITHHELD;
  const kpis = siloKpisOf(facts, teams).filter(
    (kpi) => stage === undefined || kpi.stages.some((mapping) => mapping.stage === stage),
  );
  return siloScorecard(kpis, judgements, index.catalog.organisation.thresholds);
}

/**
 * The silo KPIs that teams answer for on the day, those of the first team first.
 *
 * @example siloKpisOf(facts, ['stores']).map(({ slug }) => slug) // ['stock-record-correct', …]
 */
export function siloKpisOf(
  { index, date }: Pick<TeamFacts, 'index' | 'date'>,
  teams: readonly string[],
): readonly Kpi[] {
  const { siloKpis } = index.ownershipOn(date);
  return teams.flatMap((team) => siloKpis.get(team) ?? []);
}

/** The stages of the contrast's journey in which any of the teams takes part, in the journey's order. */
function stagesOf({ index, contrast, date }: TeamFacts, teams: readonly string[]) {
  const { participation } = index.ownershipOn(date);
  return contrast.stages.filter(({ slug }) =>
    teams.some((team) => participation.get(team)?.has(slug)),
  );
}

/** As the contrast's cell, for one team or for several pooled. */
function cellOf(
  facts: TeamFacts,
  teams: readonly string[],
  { slug, experience }: Pick<ContrastStage, 'slug' | 'experience'>,
): TeamCell {
  const isOwn =
    isCellWithheld(facts.index.ownershipOn(facts.date), teams, slug) ||
    siloKpisOf(facts, teams).some((kpi) => kpi.stages.some(({ stage }) => stage === slug));
  const { status, share, onTarget, due } = cardOf(facts, teams, isOwn ? slug : undefined);
  return {
    basis: isOwn ? 'own' : 'overall',
    status,
    share,
    onTarget,
    due,
    watermelon: status === 'on_target' && experience.status === 'off_target',
  };
}

/**
 * Teams as a tree, depth first. A parent is a heading that pools all teams below it, with the parent
 * itself as a line of its own below the heading where it has KPIs or takes part. Shared score and gap
 * are those of the contrast: a heading has none, as it is in no mean. With `under`, the tree below that
 * team alone, itself included.
 *
 * @example teamRows(facts).map(({ name, depth, kind }) => [name, depth, kind])
 * // [['Operations', 0, 'pooled'], ['Depot north', 1, 'team'], ['Stores', 0, 'team']]
 */
export function teamRows(facts: TeamFacts, under: string | null = null): readonly TeamRow[] {
  const { teams } = facts.index;
  const live = new Set(teams.map(({ slug }) => slug));
  const seen = new Set<string>();
  const rows: TeamRow[] = [];
  const add = (team: Team, depth: number): void => {
    if (seen.has(team.slug)) return;
    seen.add(team.slug);
    const children = teams.filter(({ parent }) => parent === team.slug);
    if (children.length === 0) {
      rows.push(rowOf(facts, team, 'team', depth));
      return;
    }
    rows.push(rowOf(facts, team, 'pooled', depth));
    const itself = rowOf(facts, team, 'itself', depth + 1);
    const has = itself.silo.status === 'withheld' || siloKpisOf(facts, [team.slug]).length > 0;
    if (itself.stages.length > 0 || has) rows.push(itself);
    for (const child of children) add(child, depth + 1);
  };
  const roots =
    under === null
      ? teams.filter(({ parent }) => parent === null || !live.has(parent))
      : teams.filter(({ slug }) => slug === under);
  for (const root of roots) add(root, 0);
  return rows;
}

function rowOf(facts: TeamFacts, team: Team, kind: TeamRow['kind'], depth: number): TeamRow {
  const { index, contrast, date } = facts;
  const below = poolOf(index, team.slug);
  const teams = kind === 'pooled' ? below : [team.slug];
  const row = contrast.teams.find(({ slug }) => slug === team.slug);
  const { participation } = index.ownershipOn(date);
  return {
    ...teamRef(index.catalog, team.slug),
    kind,
    depth,
    silo: cardOf(facts, teams),
    sharedScore: kind === 'pooled' ? null : (row?.sharedScore ?? null),
    gapPoints: kind === 'pooled' ? null : (row?.gapPoints ?? null),
    stages: stagesOf(facts, teams).map((stage) => ({
      slug: stage.slug,
      name: stage.name,
      status: stage.experience.status,
      watermelon: cellOf(facts, teams, stage).watermelon,
    })),
    touchesNothing: !below.some((slug) => participation.has(slug)),
  };
}

const SEVERITY = { off_target: 0, at_risk: 1, no_data: 2, withheld: 3, on_target: 4 } as const;

/**
 * The stages of the journey that a team takes part in (a parent: with the teams below it), worst first
 * and green teams in red stages before the rest: what customers get there, what the team answers for
 * and shares there, and its own KPIs there as the contrast counts them.
 *
 * @example teamStages(facts, history, 'stores')[0]
 * // { slug: 'receive', status: 'off_target', since: '2026-W44', cell: { basis: 'own', watermelon: true, … }, … }
 */
export function teamStages(
  facts: TeamFacts,
  history: StageHistory,
  team: string,
): readonly TeamStage[] {
  const teams = poolOf(facts.index, team);
  const pool = new Set(teams);
  const own = siloKpisOf(facts, teams);
  return stagesOf(facts, teams)
    .map((stage): TeamStage => {
      const mapped = (facts.index.mapped.get(stage.slug) ?? []).map(({ kpi }) => kpi);
      const named = (kpis: readonly Kpi[]) => kpis.map(({ slug, name }) => ({ slug, name }));
      const part = (kpi: Kpi) => partIn(kpi, pool, facts.date);
      return {
        ...stageColumn(history, stage.slug),
        experience: stage.experience,
        cell: cellOf(facts, teams, stage),
        own: named(mapped.filter((kpi) => own.includes(kpi))),
        answers: named(mapped.filter((kpi) => kpi.lens !== 'silo' && part(kpi) === 'answers')),
        shares: named(mapped.filter((kpi) => part(kpi) === 'shares')),
      };
    })
    .toSorted(
      (a, b) =>
        SEVERITY[a.status] - SEVERITY[b.status] ||
        Number(b.cell.watermelon) - Number(a.cell.watermelon),
    );
}
