/** What the list of teams says before it shows them. */
import type { Sentence, Span } from './sentence';
import type { TeamRow } from './team-view';
import { listed } from './wording';

export interface TeamListFinding {
  /** Without headings: each team once. */
  readonly rows: readonly Pick<
    TeamRow,
    'name' | 'silo' | 'stages' | 'gapPoints' | 'touchesNothing'
  >[];
  /** A number of points without its noun. */
  readonly points: (points: number) => string;
}

/** So many names are said; beyond them teams are counted, and the list shows which. */
const MOST_NAMED = 4;

/**
 * The finding of the list of teams: how many are on target by their own scorecards, how many of those
 * take part in a stage that is off target, and the widest gap where one is the widest as written. A
 * team without data is counted among all and said to be without.
 *
 * @example
 * plainText(teamListHeadline({ rows, points }).headline)
 * // '6 of 8 teams are on target by their own scorecards. 4 of them take part in a stage that is off
 * //  target for customers.'
 */
export function teamListHeadline({ rows, points }: TeamListFinding): {
  readonly headline: Sentence;
  readonly lead: Sentence;
} {
  if (rows.length === 0) {
    return {
      headline: [{ text: 'No team is defined yet.', tone: 'strong' }],
      lead: [{ text: 'Define teams, each with a named lead, to see who answers for what.' }],
    };
  }
  const green = rows.filter(({ silo }) => silo.status === 'on_target');
  const red = green.filter(({ stages }) => stages.some(({ status }) => status === 'off_target'));
  const lead = [widest(rows, points), withheldPhrase(rows), untouched(rows)].filter(
    (part) => part.length > 0,
  );
  return {
    headline: [
      { text: ownPhrase(rows, green.length), tone: 'strong' },
      ...(red.length === 0 ? [] : [{ text: ' ' }, greenInRed(green.length, red.length)]),
    ],
    lead: lead.flatMap((part, i) => (i === 0 ? part : [{ text: ' ' }, ...part])),
  };
}

function ownPhrase(teams: TeamListFinding['rows'], green: number): string {
  const seen = teams.filter(({ silo }) => silo.status !== 'withheld');
  return seen.length === 0 ? 'The scorecards of all teams are withheld.' : seenPhrase(seen, green);
}

function withheldPhrase(teams: TeamListFinding['rows']): Sentence {
  const names = teams
    .filter(({ silo }) => silo.status === 'withheld')
    .map(({ name }): Span => ({ text: name, tone: 'strong' }));
  if (names.length === 0) return [];
  if (names.length > MOST_NAMED) return [{ text: `${names.length} scorecards are withheld.` }];
  return [
    { text: names.length === 1 ? 'The scorecard of ' : 'The scorecards of ' },
    ...listed(names),
    { text: `${names.length === 1 ? ' is' : ' are'} withheld.` },
  ];
}

function seenPhrase(rows: TeamListFinding['rows'], green: number): string {
  const all = rows.length;
  const none = rows.filter(({ silo }) => silo.status === 'no_data').length;
  if (all === 1) {
    const card = 'its own scorecard';
    if (none === 1) return `The only team cannot be judged by ${card}: no data.`;
    return `The only team is${green === 1 ? '' : ' not'} on target by ${card}.`;
  }
  if (none === all) return 'No team can be judged by its own scorecard: no data.';
  const without = none === 0 ? '' : ` (${none} without data)`;
  if (green === all) {
    return `${all === 2 ? 'Both' : `All ${all}`} teams are on target by their own scorecards.`;
  }
  if (green === 0) return `None of ${all} teams${without} is on target by its own scorecard.`;
  const verb =
    green === 1 ? 'is on target by its own scorecard' : 'are on target by their own scorecards';
  return `${green} of ${all} teams${without} ${verb}.`;
}

function greenInRed(green: number, red: number): Span {
  const who =
    green === 1
      ? 'It takes'
      : red === green
        ? `${green === 2 ? 'Both' : `All ${green}`} take`
        : `${red} of them ${red === 1 ? 'takes' : 'take'}`;
  return { text: `${who} part in a stage that is off target for customers.`, tone: 'bad' };
}

function widest(rows: TeamListFinding['rows'], points: (value: number) => string): Sentence {
  const [first, second] = rows
    .flatMap(({ name, gapPoints }) => (gapPoints === null ? [] : [{ name, gap: gapPoints }]))
    .toSorted((a, b) => b.gap - a.gap);
  if (first === undefined || second === undefined || first.gap <= 0) return [];
  if (points(first.gap) === points(second.gap)) return [];
  return [
    { text: 'The widest gap is that of ' },
    { text: first.name, tone: 'strong' },
    {
      text: `: its own scorecard stands ${points(first.gap)} points above the mean of its stages.`,
    },
  ];
}

function untouched(rows: TeamListFinding['rows']): Sentence {
  const names = rows
    .filter(({ touchesNothing }) => touchesNothing)
    .map(({ name }): Span => ({ text: name, tone: 'strong' }));
  if (names.length === 0) return [];
  if (names.length > MOST_NAMED) {
    return [{ text: `${names.length} teams touch no stage of any journey.` }];
  }
  return [
    ...listed(names),
    { text: `${names.length === 1 ? ' touches' : ' touch'} no stage of any journey.` },
  ];
}
