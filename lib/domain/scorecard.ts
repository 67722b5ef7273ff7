/** Scorecards of teams, stages and cells (rules: domain §5). */
import type { ScorecardThresholds } from './catalog';
import type { JudgedStatus, Judgement } from './status';

/** `withheld`: it counts a KPI that the reader may not see, so nothing is said of it. */
export type ScorecardStatus = JudgedStatus | 'no_data' | 'withheld';

export interface Scorecard {
  /** Σ weights on target / Σ weights due, 0 to 1; null when nothing is due. */
  readonly share: number | null;
  /** Σ weights judged / Σ weights due, 0 to 1; null when nothing is due. */
  readonly coverage: number | null;
  readonly status: ScorecardStatus;
  /** Counts of KPIs. */
  readonly onTarget: number;
  readonly judged: number;
  readonly due: number;
}

export interface StageScorecard extends Scorecard {
  /** Slugs of the KPIs critical for the stage that are reported off target. */
  readonly criticalMisses: readonly string[];
}

/** Of a scorecard that counts what the reader may not see: nothing was counted, and nothing can be told from it. */
export const WITHHELD: Scorecard = {
  share: null,
  coverage: null,
  status: 'withheld',
  onTarget: 0,
  judged: 0,
  due: 0,
};

/** What says in an answer that a figure is missing because the reader may not see it. */
export const withheldMark = (status: ScorecardStatus | null): { readonly withheld?: true } =>
  status === 'withheld' ? { withheld: true } : {};

/**
 * A scorecard as programs are given it. Of one that is withheld the counts are null too: 0 of 0 would be a
 * figure.
 *
 * @example cardAnswer(WITHHELD)
 * // { share: null, coverage: null, status: 'withheld', onTarget: null, judged: null, due: null, withheld: true }
 */
export function cardAnswer<Card extends Scorecard>(card: Card) {
  return { ...countsAnswer(card), judged: card.status === 'withheld' ? null : card.judged };
}

/**
 * The same of what has a status and counts, and is no whole scorecard: a team's part in a stage.
 *
 * @example countsAnswer({ status: 'withheld', onTarget: 0, due: 0 }).due // null
 */
export function countsAnswer<Counts extends Pick<Scorecard, 'status' | 'onTarget' | 'due'>>(
  counts: Counts,
) {
  const isWithheld = counts.status === 'withheld';
  return {
    ...counts,
    onTarget: isWithheld ? null : counts.onTarget,
    due: isWithheld ? null : counts.due,
    ...withheldMark(counts.status),
  };
}

/** One KPI as a scorecard counts it. */
export interface ScorecardEntry {
  /** Slug. */
  readonly kpi: string;
  /** Above 0. */
  readonly weight: number;
  readonly judgement: Pick<Judgement, 'status' | 'due' | 'judged'>;
}

export interface StageScorecardEntry extends ScorecardEntry {
  /** A miss of this KPI puts the stage off target. */
  readonly critical: boolean;
}

/** Relative, as for the status of a KPI: a share of 4/5 reaches 0.8 however it was summed. */
const TOLERANCE = 1e-9;

function reaches(share: number, bound: number): boolean {
  return share >= bound - TOLERANCE * Math.max(Math.abs(share), Math.abs(bound));
}

/**
 * Added from the smallest up, so that the order of the catalogue never shows in the last digit.
 * Whole numbers, as weights mostly are, add up exactly in any order.
 */
function sum(values: readonly number[]): number {
  const ordered = values.every(Number.isInteger) ? values : values.toSorted((a, b) => a - b);
  let total = 0;
  for (const value of ordered) total += value;
  return total;
}

/**
 * The arithmetic mean of shares, the same to the last digit in whatever order they come.
 * Null when there is none: a mean of nothing is not 0.
 *
 * @example meanShare([0.5, 1 / 3]) // 0.41667
 * @example meanShare([]) // null
 */
export function meanShare(shares: readonly number[]): number | null {
  return shares.length === 0 ? null : sum(shares) / shares.length;
}

/**
 * The share of a scorecard that may enter a mean: a scorecard without data enters none, one that is
 * withheld has none.
 *
 * @example countedShare({ share: 1, status: 'no_data' }) // null: fewer than half of its figures are in
 */
export function countedShare(card: Pick<Scorecard, 'share' | 'status'>): number | null {
  return card.status === 'no_data' ? null : card.share;
}

/**
 * How a set of KPIs stands in one period: the weighted share of the due KPIs that are on target.
 * What is due and missing counts as missed, so that not reporting never helps. `coverage` is the
 * weighted share of the due KPIs that have a figure; below the threshold the status is `no_data`
 * and the share is still there to read. Nothing due: `no_data`, share and coverage null.
 * Shares are 0 to 1 (rules: domain §5).
 *
 * @example
 * // five KPIs of weight 1 are due: three on target, one off, one not reported
 * scorecard(entries, { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 })
 * // { share: 0.6, coverage: 0.8, status: 'at_risk', onTarget: 3, judged: 4, due: 5 }
 */
export function scorecard(
  entries: readonly ScorecardEntry[],
  thresholds: ScorecardThresholds,
): Scorecard {
  const due: number[] = [];
  const judged: number[] = [];
  const onTarget: number[] = [];
  for (const { weight, judgement } of entries) {
    if (!judgement.due) continue;
    due.push(weight);
    if (!judgement.judged) continue;
    judged.push(weight);
    if (judgement.status === 'on_target') onTarget.push(weight);
  }
  const counts = { onTarget: onTarget.length, judged: judged.length, due: due.length };
  const dueWeight = sum(due);
  if (dueWeight <= 0) return { share: null, coverage: null, status: 'no_data', ...counts };
  const share = sum(onTarget) / dueWeight;
  const coverage = sum(judged) / dueWeight;
  return { share, coverage, status: cardStatus(share, coverage, thresholds), ...counts };
}

function cardStatus(
  share: number,
  coverage: number,
  thresholds: ScorecardThresholds,
): ScorecardStatus {
  if (!reaches(coverage, thresholds.coverage)) return 'no_data';
  if (reaches(share, thresholds.onTarget)) return 'on_target';
  return reaches(share, thresholds.atRisk) ? 'at_risk' : 'off_target';
}

/**
 * The scorecard of a stage as customers see it: as `scorecard`, and a KPI critical for the stage
 * that is reported off target puts the stage off target whatever its share and coverage, since
 * customers judge a stage by its critical moments. `criticalMisses` names them, sorted.
 *
 * @example
 * // delivered on promised day (critical) off, delivery satisfaction off, damaged on arrival on
 * stageScorecard(entries, thresholds)
 * // { share: 1 / 3, coverage: 1, status: 'off_target', …, criticalMisses: ['delivered-on-promised-day'] }
 */
export function stageScorecard(
  entries: readonly StageScorecardEntry[],
  thresholds: ScorecardThresholds,
): StageScorecard {
  const card = scorecard(entries, thresholds);
  const criticalMisses = entries
    .filter((entry) => entry.critical && isReportedMiss(entry.judgement))
    .map((entry) => entry.kpi)
    .toSorted();
  return criticalMisses.length === 0
    ? { ...card, criticalMisses }
    : { ...card, status: 'off_target', criticalMisses };
}

function isReportedMiss({ status, judged }: ScorecardEntry['judgement']): boolean {
  return judged && status === 'off_target';
}
