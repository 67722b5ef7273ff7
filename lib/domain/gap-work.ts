/** The gaps of accountability as work: what is missing, whom to ask, and what cures it (rules: domain §8). */
import { accountabilityGaps, type Gap, type GapFacts, PRIORITISED_MOMENTS } from './accountability';
import { teamRef } from './board';
import type { CalendarDate } from './calendar';
import type { Catalog, Stage } from './catalog';
import type { ContrastIndex } from './contrast-index';
import type { Named } from './contrast-view';
import { accountableOn } from './target';

export type GapKind = Gap['kind'] | 'team_touches_nothing';

/** A gap's subject, and which kind of page it leads to. */
export interface GapThing extends Named {
  readonly type: 'kpi' | 'stage' | 'moment' | 'team' | 'journey';
}

/** Somebody who can close a gap: a person where one is named. */
export interface Ask {
  /** The lead's name or the owner's name or role; null when nobody is named. */
  readonly name: string | null;
  /** What makes them the one to ask: "leads Stores", "owns Receive". */
  readonly role: string;
}

export interface GapItem {
  readonly kind: GapKind;
  readonly thing: GapThing;
  /** Where: the stage of a moment, or in which a team measures nothing; else null. */
  readonly stage: Named | null;
  /** The team concerned: it answers for the KPI, or is the one that lacks something; else null. */
  readonly team: string | null;
  /** Slugs of the stages concerned. */
  readonly stages: readonly string[];
  /** Prioritised moments of a journey; else null. */
  readonly count: number | null;
  readonly ask: readonly Ask[];
}

export interface GapGroup {
  readonly kind: GapKind;
  /** Plural, for a heading: "KPIs without a target". */
  readonly title: string;
  readonly cure: string;
  readonly items: readonly GapItem[];
}

const { fewest, most } = PRIORITISED_MOMENTS;

const WORDS: Readonly<Record<GapKind, { readonly title: string; readonly cure: string }>> = {
  kpi_without_target: {
    title: 'KPIs without a target',
    cure: 'Agree what it should be and from when, or say that it is shown for context.',
  },
  kpi_without_data: {
    title: 'KPIs never reported',
    cure: 'Send its first figure, or retire it.',
  },
  kpi_without_stage: {
    title: 'KPIs that touch no stage',
    cure: 'Map it to the stage that customers feel it in, or ask why it is measured.',
  },
  stage_without_owner: {
    title: 'Stages without an owner',
    cure: 'Name one person who answers for the whole stage, across teams.',
  },
  stage_without_perception_kpi: {
    title: 'Stages in which customers are not asked',
    cure: 'Map a KPI of what customers say to it: a survey, a score, an effort.',
  },
  stage_without_reliability_kpi: {
    title: 'Stages whose reliability is not measured',
    cure: 'Name the KPI that gives the share of customers for whom the stage went right.',
  },
  moment_without_kpi: {
    title: 'Moments of truth without a KPI',
    cure: 'Say which KPI shows whether the moment goes right.',
  },
  team_measures_nothing: {
    title: 'Teams that measure nothing of their own where they take part',
    cure: 'Map a KPI of the team’s own work to the stage.',
  },
  team_touches_nothing: {
    title: 'Teams that touch no stage',
    cure: 'Map a KPI that it answers for or shares to the stage that its work reaches.',
  },
  too_few_moments: {
    title: 'Journeys with too few prioritised moments',
    cure: `Prioritise ${fewest} to ${most} moments of truth.`,
  },
  too_many_moments: {
    title: 'Journeys with too many prioritised moments',
    cure: `Prioritise ${fewest} to ${most} moments of truth: what is all important is not.`,
  },
};

/** What customers feel first, then what cannot be judged, then what is only unfinished. */
const ORDER = Object.keys({
  stage_without_owner: 0,
  moment_without_kpi: 0,
  stage_without_reliability_kpi: 0,
  stage_without_perception_kpi: 0,
  team_touches_nothing: 0,
  team_measures_nothing: 0,
  kpi_without_target: 0,
  kpi_without_data: 0,
  kpi_without_stage: 0,
  too_many_moments: 0,
  too_few_moments: 0,
} satisfies Record<GapKind, 0>);

/**
 * Whether a word of an address names a kind of gap.
 *
 * @example isGapKind('kpi_without_target') // true
 */
export function isGapKind(text: string): text is GapKind {
  return Object.hasOwn(WORDS, text);
}

/**
 * Every gap of a catalogue on a day as an item of work, also the teams that touch no stage. Whom to
 * ask: of a KPI and a team the team's lead, of a stage and a moment the stage's owner; of a stage
 * without an owner the leads of the teams that take part in it, of a journey the owners of its stages.
 *
 * @example
 * gapItems(index, { date, hasData })[0]
 * // { kind: 'stage_without_owner', thing: { type: 'stage', slug: 'receive', name: 'Receive' },
 * //   ask: [{ name: 'M. Okafor', role: 'leads Logistics' }], … }
 */
export function gapItems(index: ContrastIndex, facts: GapFacts): readonly GapItem[] {
  const { participation } = index.ownershipOn(facts.date);
  const untouched = index.teams
    .filter(({ slug }) => {
      const pool = [slug, ...(index.below.get(slug) ?? [])];
      return !pool.some((team) => participation.has(team));
    })
    .map(({ slug }) => untouchedTeam(index, slug));
  return [
    ...accountabilityGaps(index.catalog, facts).map((gap) => itemOf(gap, index, facts.date)),
    ...untouched,
  ];
}

/**
 * Items by kind, what customers feel first; kinds without any are left out.
 *
 * @example gapGroups(items).map(({ title, items }) => `${title}: ${items.length}`) // ['Stages without an owner: 1']
 */
export function gapGroups(items: readonly GapItem[]): readonly GapGroup[] {
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return kinds
    .toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map((kind) => ({
      kind,
      ...WORDS[kind],
      items: items.filter((item) => item.kind === kind),
    }));
}

const NOWHERE = { stage: null, team: null, stages: [], count: null } as const;

function itemOf(gap: Gap, index: ContrastIndex, date: CalendarDate): GapItem {
  const { catalog } = index;
  switch (gap.kind) {
    case 'kpi_without_target':
    case 'kpi_without_data':
    case 'kpi_without_stage': {
      const kpi = catalog.kpis.find(({ slug }) => slug === gap.kpi);
      const team = kpi === undefined ? null : accountableOn(kpi, date);
      return {
        ...NOWHERE,
        kind: gap.kind,
        thing: thing('kpi', gap.kpi, catalog.kpis),
        team,
        stages: kpi?.stages.map(({ stage }) => stage) ?? [],
        ask: team === null ? [] : [leadOf(catalog, team)],
      };
    }
    case 'stage_without_owner':
    case 'stage_without_perception_kpi':
    case 'stage_without_reliability_kpi':
      return {
        ...NOWHERE,
        kind: gap.kind,
        thing: thing('stage', gap.stage, catalog.stages),
        stages: [gap.stage],
        ask: ownersOf(index, [gap.stage], date),
      };
    case 'moment_without_kpi':
      return {
        ...NOWHERE,
        kind: gap.kind,
        thing: thing('moment', gap.moment, catalog.moments),
        stage: named(gap.stage, catalog.stages),
        stages: [gap.stage],
        ask: ownersOf(index, [gap.stage], date),
      };
    case 'team_measures_nothing':
      return {
        ...NOWHERE,
        kind: gap.kind,
        thing: thing('team', gap.team, catalog.teams),
        stage: named(gap.stage, catalog.stages),
        team: gap.team,
        stages: [gap.stage],
        ask: [leadOf(catalog, gap.team)],
      };
    case 'too_few_moments':
    case 'too_many_moments': {
      const stages = (index.stages.get(gap.journey) ?? []).map(({ slug }) => slug);
      return {
        ...NOWHERE,
        kind: gap.kind,
        thing: thing('journey', gap.journey, catalog.journeys),
        stages,
        count: gap.prioritised,
        ask: ownersOf(index, stages, date),
      };
    }
  }
}

function untouchedTeam({ catalog }: ContrastIndex, team: string): GapItem {
  return {
    ...NOWHERE,
    kind: 'team_touches_nothing',
    thing: thing('team', team, catalog.teams),
    team,
    ask: [leadOf(catalog, team)],
  };
}

function named(slug: string, among: readonly Named[]): Named {
  return { slug, name: among.find((each) => each.slug === slug)?.name ?? slug };
}

function thing(type: GapThing['type'], slug: string, among: readonly Named[]): GapThing {
  return { type, ...named(slug, among) };
}

function leadOf(catalog: Pick<Catalog, 'teams'>, slug: string): Ask {
  const { name, lead } = teamRef(catalog, slug);
  return { name: lead, role: `leads ${name}` };
}

/** The owners of stages, each once; of a stage without one, the leads of the teams in it. */
function ownersOf(index: ContrastIndex, slugs: readonly string[], date: CalendarDate): Ask[] {
  const stages = index.catalog.stages.filter(({ slug }) => slugs.includes(slug));
  const owned = new Map<string, Stage[]>();
  for (const stage of stages) {
    if (stage.owner !== null) owned.set(stage.owner, [...(owned.get(stage.owner) ?? []), stage]);
  }
  if (owned.size > 0) {
    return [...owned].map(([name, theirs]) => ({
      name,
      role: `owns ${theirs.map((stage) => stage.name).join(', ')}`,
    }));
  }
  const { participation } = index.ownershipOn(date);
  return index.teams
    .filter(({ slug }) => slugs.some((stage) => participation.get(slug)?.has(stage)))
    .map(({ slug }) => leadOf(index.catalog, slug));
}
