/** What a team's page says before it shows anything: its own score, and how its stages stand. */
import type { Named } from './contrast-view';
import type { Scorecard } from './scorecard';
import type { Sentence, Span } from './sentence';
import type { FedMiss, TeamKpi, TeamStage } from './team-view';
import { counted, listed } from './wording';

export interface TeamFinding {
  readonly name: string;
  /** How many teams are below it; 0 for a team that is no parent. */
  readonly below: number;
  /** Pooled for a parent. */
  readonly silo: Scorecard;
  /** How many silo KPIs it answers for, due or not. */
  readonly ownKpis: number;
  /** The dimension of the segment looked at, where none of them is broken down by it; else null. */
  readonly notBrokenDownBy: string | null;
  readonly stages: readonly Pick<TeamStage, 'name' | 'status'>[];
  /** The team takes part in no stage of any journey. */
  readonly touchesNothing: boolean;
}

/** So many names are said; beyond them things are counted. */
const MOST_NAMED = 4;

/**
 * The finding of a team's page: how it stands by its own scorecard, with the count that the score
 * rests on, and how many of its stages are not on target for customers. Counts are digits. A team
 * without KPIs, without figures or without stages is said to have none; nothing of that is good.
 *
 * @example
 * plainText(teamHeadline({ name: 'Stores', silo, stages, … }))
 * // 'Stores is on target by its own scorecard: 4 of 5 KPIs are. For customers, 3 of its 5 stages are not.'
 */
export function teamHeadline(finding: TeamFinding): Sentence {
  return [{ text: ownPhrase(finding), tone: 'strong' }, { text: ' ' }, stagesPhrase(finding)];
}

const BY_STATUS = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
} as const;

function ownPhrase(finding: TeamFinding): string {
  const { name, below, silo, ownKpis } = finding;
  const who = below === 0 ? name : `${name}, with ${counted(below, 'team', 'teams')} below it,`;
  const whose = below === 0 ? 'its own scorecard' : 'the pooled scorecard';
  if (silo.status === 'withheld') {
    return `${who} keeps its silo KPIs to the team and executives: ${whose} is withheld.`;
  }
  if (ownKpis === 0) return `${who} measures nothing of its own work.`;
  if (silo.status !== 'no_data') {
    return `${who} is ${BY_STATUS[silo.status]} by ${whose}: ${kpisPhrase(silo, ownKpis)}.`;
  }
  return `${who} cannot be judged by ${whose}: ${unjudgedPhrase(finding)}.`;
}

/** Why a scorecard is `no_data`. */
function unjudgedPhrase({ silo, ownKpis, notBrokenDownBy }: TeamFinding): string {
  const none = ownKpis === 1 ? 'its only KPI is not' : `none of ${ownKpis} KPIs is`;
  if (notBrokenDownBy !== null) return `${none} broken down by ${notBrokenDownBy}`;
  if (silo.due === 0) return `${none} due`;
  if (silo.judged === 0) {
    return silo.due === 1
      ? 'the one figure that is due is missing'
      : `all ${silo.due} figures that are due are missing`;
  }
  return `only ${silo.judged} of ${silo.due} figures that are due ${be(silo.judged)} in`;
}

/** "4 of 5 KPIs are", leaning on "is on target"; with "on target" after another status; of those due where others are not. */
function kpisPhrase({ status, onTarget, due }: Scorecard, ownKpis: number): string {
  const tail = status === 'on_target' ? '' : ' on target';
  const kpis = ownKpis > due ? 'due KPIs' : 'KPIs';
  if (due === 1) return `its only KPI that is due is${onTarget === 1 ? tail : ` not${tail}`}`;
  if (onTarget === due) return `${due === 2 ? 'both' : `all ${due}`} ${kpis} are${tail}`;
  if (onTarget === 0) return `${due === 2 ? 'neither of 2' : `none of ${due}`} ${kpis} is${tail}`;
  return `${onTarget} of ${due} ${kpis} ${onTarget === 1 ? 'is' : 'are'}${tail}`;
}

function stagesPhrase(finding: TeamFinding): Span {
  const { stages, touchesNothing } = finding;
  if (touchesNothing) return { text: 'It touches no stage of any journey.', tone: 'bad' };
  if (stages.length === 0) {
    return { text: 'It takes part in no stage of this journey.', tone: 'strong' };
  }
  const judged = stages.filter(({ status }) => status !== 'no_data');
  const missed = judged.filter(({ status }) => status !== 'on_target');
  if (judged.length === 0) {
    const which = stages.length === 1 ? 'its only stage' : `none of its ${stages.length} stages`;
    const verb = stages.length === 1 ? 'cannot' : 'can';
    return { text: `For customers, ${which} ${verb} be judged: no data.`, tone: 'strong' };
  }
  const tone =
    missed.length === 0
      ? judged.length === stages.length
        ? 'good'
        : 'strong'
      : missed.some(({ status }) => status === 'off_target')
        ? 'bad'
        : 'strong';
  return { text: `For customers, ${missedPhrase(finding, judged.length, missed.length)}.`, tone };
}

/** In agreement with its count; it leans on "on target" in the sentence before where that says so. */
function missedPhrase({ stages, silo }: TeamFinding, judged: number, missed: number): string {
  const on = silo.status === 'on_target' ? '' : ' on target';
  const all = stages.length;
  const without = all === judged ? '' : ` (${all - judged} without data)`;
  if (missed === 0) {
    if (all === 1) return `its only stage is${on === '' ? ' too' : on}`;
    if (without !== '') return `${judged} of its ${all} stages${without} ${be(judged)} on target`;
    return `${all === 2 ? 'both' : `all ${all}`} of its stages are${on === '' ? ' too' : on}`;
  }
  if (all === 1) return `its only stage is not${on}`;
  if (missed === all) return `none of its ${all} stages is${on}`;
  return `${missed} of its ${all} stages${without} ${be(missed)} not${on}`;
}

const be = (count: number): string => (count === 1 ? 'is' : 'are');

export interface TeamLeadInput {
  readonly name: string;
  readonly broken: readonly TeamKpi[];
  readonly kpis: readonly TeamKpi[];
  readonly kpiHref: (kpi: string) => string;
}

/**
 * What stands behind the finding: KPIs that the team answers for or shares and that are worse than
 * usual, and KPIs of its own that are on target and yet upstream of a miss. Where no KPI has enough
 * history for a usual range, nothing is said about what is usual. Empty when there is nothing to say.
 *
 * @example
 * plainText(teamLead(input))
 * // '2 KPIs that Stores shares are worse than usual: Delivered on promised day and In stock as shown
 * //  online. Stock record correct is on target, yet suspected upstream of 1 KPI off target: In stock as
 * //  shown online.'
 */
export function teamLead(input: TeamLeadInput): Sentence {
  const parts = [brokenPhrase(input), upstreamPhrase(input)].filter((part) => part.length > 0);
  return parts.flatMap((part, i) => (i === 0 ? part : [{ text: ' ' }, ...part]));
}

function brokenPhrase({ name, broken, kpis, kpiHref }: TeamLeadInput): Sentence {
  if (broken.length === 0) {
    const canTell = kpis.some(({ lower, upper }) => lower !== null || upper !== null);
    return canTell
      ? [{ text: `No KPI that ${name} answers for or shares is worse than usual.` }]
      : [];
  }
  const answers = broken.filter(({ part }) => part === 'answers').length;
  const shares = broken.length - answers;
  const [only] = broken;
  if (broken.length === 1 && only !== undefined) {
    const how = answers === 1 ? 'answers for' : 'shares';
    return [linked(only.kpi, kpiHref), { text: `, which ${name} ${how}, is worse than usual.` }];
  }
  const subject =
    answers === 0
      ? `${shares} KPIs that ${name} shares are`
      : shares === 0
        ? `${answers} KPIs that ${name} answers for are`
        : `${counted(answers, 'KPI', 'KPIs')} that ${name} answers for and ${shares} that it shares are`;
  // In the order of what was counted.
  const named = names(
    broken
      .toSorted((a, b) => Number(b.part === 'answers') - Number(a.part === 'answers'))
      .map(({ kpi }) => kpi),
    kpiHref,
  );
  return [{ text: `${subject} worse than usual${named.length === 0 ? '' : ': '}` }, ...named, DOT];
}

function upstreamPhrase({ kpis, kpiHref }: TeamLeadInput): Sentence {
  const green = kpis.filter(
    ({ part, lens, status, feeds }) =>
      part === 'answers' && lens === 'silo' && status === 'on_target' && feeds.length > 0,
  );
  const misses = new Map(green.flatMap(({ feeds }) => feeds.map((miss) => [miss.kpi.slug, miss])));
  if (green.length === 0) return [];
  const evidence = evidenceOf(green.flatMap(({ feeds }) => feeds));
  const upstream = ` on target, yet ${evidence} upstream of ${missesPhrase([...misses.values()])}`;
  const subject =
    green.length > MOST_NAMED
      ? [{ text: `${green.length} of its own KPIs are` }]
      : [
          ...listed(green.map(({ kpi }) => linked(kpi, kpiHref))),
          { text: green.length === 1 ? ' is' : ' are' },
        ];
  const named = names(
    [...misses.values()].map(({ kpi }) => kpi),
    kpiHref,
  );
  const tail = named.length === 0 ? stagesOf([...misses.values()]) : [{ text: ': ' }, ...named];
  return [...subject, { text: upstream }, ...tail, DOT];
}

/**
 * Misses by how far they miss: off target and at risk are two things.
 *
 * @example missesPhrase(feeds) // '5 KPIs off target and 2 at risk'
 */
export function missesPhrase(misses: readonly Pick<FedMiss, 'status'>[]): string {
  const off = misses.filter(({ status }) => status === 'off_target').length;
  const risk = misses.length - off;
  if (off === 0) return `${counted(risk, 'KPI', 'KPIs')} at risk`;
  return `${counted(off, 'KPI', 'KPIs')} off target${risk === 0 ? '' : ` and ${risk} at risk`}`;
}

function evidenceOf(misses: readonly FedMiss[]): string {
  return misses.every(({ evidence }) => evidence === 'proven') ? 'proven' : 'suspected';
}

/** " in Buy and Receive": where misses are too many to be named; empty where their stages are, too. */
function stagesOf(misses: readonly FedMiss[]): Sentence {
  const stages = new Map(
    misses.flatMap((miss) => miss.stages.map(({ slug, name }) => [slug, name])),
  );
  if (stages.size === 0 || stages.size > MOST_NAMED) return [];
  return [{ text: ' in ' }, ...listed([...stages.values()].map((text) => ({ text })))];
}

const DOT: Span = { text: '.' };

function linked({ slug, name }: Named, hrefOf: (slug: string) => string): Span {
  return { text: name, tone: 'strong', href: hrefOf(slug) };
}

/** Empty where there are too many to say. */
function names(kpis: readonly Named[], hrefOf: (slug: string) => string): Sentence {
  return kpis.length > MOST_NAMED ? [] : listed(kpis.map((kpi) => linked(kpi, hrefOf)));
}
