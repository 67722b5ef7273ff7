/** The gap between what teams report and what customers get, in words, with its history. */
import type { Grain, PeriodKey } from './calendar';
import { type Contrast, gapPoints, type TrendPoint } from './contrast';
import type { Scorecard } from './scorecard';
import type { Sentence } from './sentence';
import { periods } from './wording';

/** How figures and periods are written; the domain itself formats nothing. */
export interface GapWords {
  /** `W40`. */
  readonly periodName: (period: PeriodKey) => string;
  /** A number of points without its noun, `19.8`; below 0 with its minus sign. */
  readonly points: (points: number) => string;
}

export interface GapInput {
  readonly contrast: Contrast;
  /** Consecutive periods, oldest first; the last one is the period of the contrast. */
  readonly trend: readonly TrendPoint[];
  readonly grain: Grain;
  readonly words: GapWords;
}

/** From so many gaps on, an average and a superlative mean something. */
const FEWEST_FOR_AVERAGE = 6;
/** Gaps in points closer than this are the same: rounding in a mean is no news. */
const SAME = 1e-9;

interface GapPoint {
  readonly period: PeriodKey;
  readonly gap: number | null;
}

/**
 * The gap in points, how wide it is against the trend shown, and since when. A superlative and
 * "above its average" are said only where the figures as written bear them out, "since" only
 * for an unbroken run of periods with a gap ("at least" where a period without one precedes it).
 * Below 0 the sentence turns round: customers get more than teams report. Where either side has
 * no data it says so, and why.
 *
 * @example
 * plainText(gapSentence({ contrast, trend, grain: 'week', words }))
 * // 'The gap is 19.8 points, the widest of the 26 weeks to W47; since W40 it has been above 10.0, its average over all 26 weeks.'
 */
export function gapSentence(input: GapInput): Sentence {
  const { contrast, words } = input;
  const gap = contrast.alignmentGapPoints;
  if (gap === null) return [{ text: `There is no gap to give: ${missingSides(contrast)}.` }];
  if (Math.abs(gap) <= SAME) {
    return [{ text: 'There is no gap: teams report what customers get.' }];
  }
  if (words.points(Math.abs(gap)) === words.points(0)) {
    return [{ text: `The gap rounds to ${pointsPhrase(0, words)}.` }];
  }
  const history = gapHistory(input, gap);
  if (gap < 0) {
    return [
      { text: 'The gap is the other way round: customers get ' },
      { text: pointsPhrase(-gap, words), tone: 'strong' },
      { text: ` more than teams report${runBelowZero(history, words)}.` },
    ];
  }
  const reach = compare(history, gap, input);
  return [
    { text: 'The gap is ' },
    { text: pointsPhrase(gap, words), tone: 'strong' },
    { text: `${reach}.` },
  ];
}

function pointsPhrase(points: number, words: GapWords): string {
  const text = words.points(points);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

function gapHistory({ trend }: GapInput, gap: number): readonly GapPoint[] {
  return trend.map(({ period, siloShare, stageShare }, i) => {
    // One computation: the newest gap of the trend is the contrast's own.
    if (i === trend.length - 1) return { period, gap };
    return { period, gap: gapPoints(siloShare, stageShare) };
  });
}

/** How a gap above 0 compares with the trend; empty when there is nothing to compare with. */
function compare(history: readonly GapPoint[], gap: number, { grain, words }: GapInput): string {
  const gaps = history.flatMap((point) => point.gap ?? []);
  const last = history.at(-1);
  if (last === undefined || gaps.length < 2) return '';
  if (gaps.length < FEWEST_FOR_AVERAGE) return previous(history, gap, words);
  const to = words.periodName(last.period);
  const span =
    gaps.length === history.length
      ? `the ${periods(gaps.length, grain)} to ${to}`
      : `the ${periods(gaps.length, grain)} with data of the ${history.length} to ${to}`;
  const widest = isWidest(gaps, words) ? `, the widest of ${span}` : '';
  const average = gaps.reduce((sum, each) => sum + each, 0) / gaps.length;
  const those = widest === '' ? span : `all ${periods(gaps.length, grain)}`;
  return `${widest}; ${againstAverage(history, gap, average, those, words)}`;
}

function previous(history: readonly GapPoint[], gap: number, words: GapWords): string {
  const before = history.at(-2);
  if (before === undefined || before.gap === null) return '';
  const then = words.points(before.gap);
  const name = words.periodName(before.period);
  return then === words.points(gap) ? `, as in ${name}` : `; it was ${then} in ${name}`;
}

function isWidest(gaps: readonly number[], words: GapWords): boolean {
  const gap = gaps.at(-1) ?? 0;
  return gaps
    .slice(0, -1)
    .every((each) => each < gap - SAME && words.points(each) !== words.points(gap));
}

function againstAverage(
  history: readonly GapPoint[],
  gap: number,
  average: number,
  span: string,
  words: GapWords,
): string {
  const written = words.points(average);
  if (written === words.points(gap) || Math.abs(gap - average) <= SAME) {
    return `its average over ${span} is ${written} too`;
  }
  const above = gap > average;
  const since = runSince(history, (each) => (above ? each > average : each < average), words);
  const side = `${above ? 'above' : 'below'} ${written}, its average over ${span}`;
  return since === null ? `it is ${side}` : `${since} it has been ${side}`;
}

function runBelowZero(history: readonly GapPoint[], words: GapWords): string {
  const since = runSince(history, (gap) => gap < 0, words);
  return since === null ? '' : `, and have ${since}`;
}

/** "since W40" for the unbroken run that ends with the newest period; null for a run of one. */
function runSince(
  history: readonly GapPoint[],
  holds: (gap: number) => boolean,
  words: GapWords,
): string | null {
  const broken = history.findLastIndex(({ gap }) => gap === null || !holds(gap));
  const first = history[broken + 1];
  if (first === undefined || broken + 1 >= history.length - 1) return null;
  const knownBefore = broken >= 0 && history[broken]?.gap !== null;
  return `since ${words.periodName(first.period)}${knownBefore ? '' : ' at least'}`;
}

/** Why the gap is null: which side cannot be judged, and what it lacks. */
function missingSides(contrast: Contrast): string {
  const { teams, stages, siloShare, stageShare } = contrast;
  const sides: string[] = [];
  if (contrast.siloWithheld) {
    sides.push('the silo scorecard of a team is withheld, and the mean of all would tell of it');
  } else if (siloShare === null) {
    const cards = teams.map((team) => team.silo);
    sides.push(
      teams.length === 0
        ? 'no team takes part in the journey'
        : `no team can be judged by its own scorecard, as ${lack(cards, 'no KPI of their own is due')}`,
    );
  }
  if (contrast.stagesWithheld) {
    sides.push('the scorecard of a stage is withheld');
  } else if (stageShare === null) {
    const cards = stages.map((stage) => stage.experience);
    sides.push(
      `no stage can be judged for customers, as ${lack(cards, 'no KPI of theirs is due')}`,
    );
  }
  return sides.join(', and ');
}

function lack(cards: readonly Scorecard[], nothingDue: string): string {
  return cards.every((card) => card.due === 0)
    ? nothingDue
    : 'too few of the figures that are due are in';
}
