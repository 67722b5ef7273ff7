/** What the contrast page says before it shows anything: the finding, and what is behind it. */
import { watermelons } from './accountability';
import type { Contrast, ContrastStage, ContrastTeam } from './contrast';
import type { ScorecardStatus } from './scorecard';
import type { Sentence, Span } from './sentence';
import { type GapInput, gapSentence } from './sentence-gap';
import { capitalised, counted, listed } from './wording';

export interface ContrastHeadlineInput extends GapInput {
  /** Address of a stage's page by its slug; without it stages are named but not linked. */
  readonly stageHref?: (stage: string) => string;
}

/** Stages that are named one by one; beyond them the rest is counted. */
const NAMED_STAGES = 4;

/**
 * The headline and the lead of a contrast. The headline counts teams on target by their own
 * scorecards, and stages on target for customers; the lead names the stages off target, counts
 * the teams that report green there all the same, and gives the gap with its history. Everything
 * is computed from the contrast and its trend, so it agrees with the chart and the table; where
 * nothing can be judged the sentences say so, and why. Counts are digits. "Green there" rests on
 * KPIs that the team has in the stage, "green overall" on its whole scorecard where it has none.
 *
 * @example
 * contrastHeadline({ contrast, trend, grain: 'week', words })
 * // headline: '6 of 8 teams are on target by their own scorecards. For customers, only 3 of 8 stages are.'
 * // lead: 'Buy, Receive and Get help are off target, yet 4 teams that take part in them report green
 * //   there. The gap is 19.8 points, the widest of the 26 weeks to W47; since W40 it has been above
 * //   10.0, its average over all 26 weeks.'
 */
export function contrastHeadline(input: ContrastHeadlineInput): {
  readonly headline: Sentence;
  readonly lead: Sentence;
} {
  const { contrast } = input;
  if (contrast.stages.length === 0) {
    return {
      headline: [{ text: 'This journey has no stages yet.', tone: 'strong' }],
      lead: [{ text: 'Define its stages and map KPIs to them to see what customers get.' }],
    };
  }
  return {
    headline: [teamsSpan(contrast.teams), { text: ' ' }, stagesSpan(contrast)],
    lead: spaced([stagesOff(input) ?? noneOff(contrast), gapSentence(input), leftOut(contrast)]),
  };
}

interface Tally {
  readonly all: number;
  readonly onTarget: number;
  readonly atRisk: number;
  readonly offTarget: number;
  readonly noData: number;
  /** Not among all: nothing is said of them. */
  readonly withheld: number;
}

function tally(statuses: readonly ScorecardStatus[]): Tally {
  const count = (status: ScorecardStatus) => statuses.filter((each) => each === status).length;
  const withheld = count('withheld');
  return {
    all: statuses.length - withheld,
    onTarget: count('on_target'),
    atRisk: count('at_risk'),
    offTarget: count('off_target'),
    noData: count('no_data'),
    withheld,
  };
}

const teamTally = (teams: readonly ContrastTeam[]) => tally(teams.map((team) => team.silo.status));
const stageTally = (stages: readonly ContrastStage[]) =>
  tally(stages.map((stage) => stage.experience.status));

/** "6 of 8 teams are", "all 8 teams are", "neither of 2 teams is": in agreement with its count. */
function share({ onTarget, all, noData }: Tally, singular: string, plural: string): string {
  const without = noData > 0 ? ` (${noData} without data)` : '';
  if (all === 1) return `the only ${singular} is${onTarget === 0 ? ' not' : ''}`;
  if (onTarget === all) return all === 2 ? `both ${plural} are` : `all ${all} ${plural} are`;
  if (onTarget === 0) {
    return `${all === 2 ? 'neither of 2' : `none of ${all}`} ${plural}${without} is`;
  }
  return `${onTarget} of ${all} ${plural}${without} ${onTarget === 1 ? 'is' : 'are'}`;
}

function teamsSpan(teams: readonly ContrastTeam[]): Span {
  const counts = teamTally(teams);
  if (teams.length === 0) return { text: 'No team takes part in this journey.', tone: 'strong' };
  if (counts.all === 0) {
    return { text: 'The scorecards of all its teams are withheld.', tone: 'strong' };
  }
  if (counts.noData === counts.all) {
    const text = `No team can be judged by its own scorecard: no data${withheldPhrase(counts)}.`;
    return { text, tone: 'strong' };
  }
  const subject = share(counts, 'team', 'teams');
  const own = subject.endsWith('are') ? 'their own scorecards' : 'its own scorecard';
  const text = `${subject} on target by ${own}${withheldPhrase(counts)}.`;
  return { text: capitalised(text), tone: 'strong' };
}

/** "; 1 is withheld": of those nothing is known here, so that they are in no count. */
function withheldPhrase({ withheld }: Pick<Tally, 'withheld'>): string {
  return withheld === 0 ? '' : `; ${withheld} ${withheld === 1 ? 'is' : 'are'} withheld`;
}

function stagesSpan({ teams, stages }: Contrast): Span {
  const counts = stageTally(stages);
  if (counts.all === 0) {
    return { text: 'For customers, all stages are withheld.', tone: 'strong' };
  }
  if (counts.noData === counts.all) {
    return { text: 'For customers, no stage can be judged: no data.', tone: 'strong' };
  }
  const teamCounts = teamTally(teams);
  // "only 3 of 8 stages are" leans on the sentence before it, where that speaks of being on target.
  const judgedTeams = teamCounts.noData < teamCounts.all;
  const rest = judgedTeams ? '' : ' on target';
  const tone = counts.offTarget > 0 ? 'bad' : counts.onTarget === counts.all ? 'good' : 'strong';
  // Without it, "3 of 8 stages are" in red was read as three that are off.
  const only =
    counts.onTarget > 0 && 2 * counts.onTarget < counts.all - counts.noData ? 'only ' : '';
  const said = `${only}${share(counts, 'stage', 'stages')}${rest}${withheldPhrase(counts)}`;
  return { text: `For customers, ${said}.`, tone };
}

/** Null when no stage is off target. */
function stagesOff({ contrast, stageHref }: ContrastHeadlineInput): Sentence | null {
  const off = contrast.stages.filter((stage) => stage.experience.status === 'off_target');
  if (off.length === 0) return null;
  const named = off.length > NAMED_STAGES ? off.slice(0, NAMED_STAGES - 1) : off;
  const names = named.map(({ slug, name }): Span => {
    const span = { text: name, tone: 'strong' } as const;
    return stageHref === undefined ? span : { ...span, href: stageHref(slug) };
  });
  const others = off.length - named.length;
  const subject = listed(others === 0 ? names : [...names, { text: `${others} more stages` }]);
  return [
    ...subject,
    { text: off.length === 1 ? ' is off target, ' : ' are off target, ' },
    { text: `${greenTeams(contrast, off.length)}.` },
  ];
}

/** The teams that are green in a stage that is red, told apart by what their green rests on. */
function greenTeams(contrast: Contrast, stagesOffTarget: number): string {
  const cells = watermelons(contrast);
  const teams = new Set(cells.map((cell) => cell.team)).size;
  const there = new Set(cells.filter(({ basis }) => basis === 'own').map(({ team }) => team)).size;
  const them = stagesOffTarget === 1 ? 'it' : 'them';
  if (!contrast.cells.some((cell) => isOff(contrast, cell.stage))) {
    return `and no team takes part in ${them}`;
  }
  if (teams === 0) {
    const isUnknown = contrast.cells.some(
      (cell) => cell.status === 'withheld' && isOff(contrast, cell.stage),
    );
    return `and no team that takes part in ${them} reports green there${isUnknown ? ', as far as can be seen' : ''}`;
  }
  const who =
    teams === 1
      ? `1 team that takes part in ${them} reports`
      : `${teams} teams that take part in ${them} report`;
  if (there === teams) return `yet ${who} green there`;
  if (there === 0) return `yet ${who} green overall`;
  return `yet ${who} green: ${there} there, ${teams - there} overall`;
}

function isOff({ stages }: Contrast, slug: string): boolean {
  return stages.some((stage) => stage.slug === slug && stage.experience.status === 'off_target');
}

/** What to say first when no stage is off target; null when the headline has said it all. */
function noneOff({ stages, teams }: Contrast): Sentence | null {
  const counts = stageTally(stages);
  if (counts.noData === counts.all) return null;
  const withData = counts.noData > 0 ? ' with data' : '';
  const atRisk = stages.filter((stage) => stage.experience.status === 'at_risk');
  if (atRisk.length > 0) {
    const names = listed(atRisk.map(({ name }) => ({ text: name, tone: 'strong' })));
    const verb = atRisk.length === 1 ? 'is' : 'are';
    return [
      { text: `No stage${withData} is off target; ` },
      ...names,
      { text: ` ${verb} at risk.` },
    ];
  }
  const off = teams.filter((team) => team.silo.status === 'off_target');
  if (off.length > 0 && off.length <= NAMED_STAGES) {
    const names = listed(off.map(({ name }) => ({ text: name, tone: 'strong' })));
    const own =
      off.length === 1
        ? 'is off target by its own scorecard.'
        : 'are off target by their own scorecards.';
    return [...names, { text: ` ${own}` }];
  }
  return withData === '' ? null : [{ text: 'Every stage with data is on target for customers.' }];
}

/** Which rows and stages the two averages leave out, so that a reader can add them up. */
function leftOut({ teams, stages, alignmentGapPoints }: Contrast): Sentence | null {
  if (alignmentGapPoints === null) return null;
  const without = [
    { count: teamTally(teams).noData, one: 'team', many: 'teams' },
    { count: stageTally(stages).noData, one: 'stage', many: 'stages' },
  ].filter(({ count }) => count > 0);
  if (without.length === 0) return null;
  const parts = without.map(({ count, one, many }) => ({ text: counted(count, one, many) }));
  return [{ text: 'The gap leaves out ' }, ...listed(parts), { text: ' without data.' }];
}

function spaced(sentences: readonly (Sentence | null)[]): Sentence {
  return sentences
    .filter((sentence) => sentence !== null)
    .flatMap((sentence, i) => (i === 0 ? sentence : [{ text: ' ' }, ...sentence]));
}
