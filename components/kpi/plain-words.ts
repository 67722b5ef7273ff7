/** The properties of a KPI in plain words, the same on its page, in lists and in filters. */
import type { Aggregation, Direction, Kind, Kpi, Lens } from '@/lib/domain/catalog';
import type { Freshness } from '@/lib/domain/freshness';
import type { ChartMethod, Verdict } from '@/lib/domain/signals';
import { reportingLagDays, type Status } from '@/lib/domain/status';
import { counted, grainNoun } from '@/lib/domain/wording';

export const LENS_WORDS: Readonly<Record<Lens, string>> = {
  silo: 'the team, for its own work (silo)',
  experience: 'the stage, for what customers get (experience)',
  both: 'both the team and the stage',
};

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  perception: 'what customers say (perception)',
  operation: 'what we record of our work (operation)',
  asset: 'customers gained, lost, worth (asset)',
};

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  higher: 'higher is better',
  lower: 'lower is better',
  range: 'best inside a range',
  none: 'shown for context, never judged',
};

export const AGGREGATION_WORDS: Readonly<Record<Aggregation, string>> = {
  sum: 'by adding the figures; with one missing there is no total',
  ratio: 'all cases over all cases, never a mean of ratios',
  mean: 'a mean, each figure weighted by its number of answers',
  nps: 'promoters less detractors, of all answers together',
  last: 'over time the latest figure; not over segments or places',
  min: 'the smallest figure',
  max: 'the largest figure',
  none: 'not at all: each period is reported itself',
};

export const METHOD_WORDS: Readonly<Record<ChartMethod, string>> = {
  xmr: 'XmR chart: mean ± 2.66 × mean moving range',
  xmr_median: 'XmR chart: median ± 3.145 × median moving range',
  p_prime: 'p′ chart (Laney): counts out of counts',
};

/** After a count: "3 without data". */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'without a target',
  not_yet_due: 'not yet due',
  no_data: 'without data',
  too_few: 'with too few answers',
};

export const FRESHNESS_WORDS: Readonly<Record<Freshness, string>> = {
  fresh: 'up to date',
  late: 'late',
  stale: 'stale',
  never: 'no figure yet',
};

const VARIATION_WORDS: Readonly<Record<NonNullable<Verdict['variation']>, string>> = {
  improving: 'improving: a signal for the better',
  worsening: 'worsening: a signal for the worse',
  steady: 'steady: no signal',
  changed: 'changed: a signal',
};

const ASSURANCE_WORDS: Readonly<Record<NonNullable<Verdict['assurance']>, string>> = {
  will_hit: 'will hit its target, as its whole usual range does',
  hit_or_miss: 'will hit or miss its target by chance, as that lies inside its usual range',
  will_miss: 'will miss its target until the process or the target changes',
};

/** What the chart says of the process; why it says nothing where it does not. */
export function verdictText({ variation, assurance }: Verdict): string {
  if (variation === null)
    return 'cannot be told: too little history, or the newest figure is missing';
  const moves = VARIATION_WORDS[variation];
  return assurance === null ? moves : `${moves}; it ${ASSURANCE_WORDS[assurance]}`;
}

/** "by week, due 3 days after it ends" */
export function grainText(kpi: Pick<Kpi, 'grain' | 'reportingLagDays'>): string {
  const due = counted(reportingLagDays(kpi), 'day', 'days');
  return `by ${grainNoun(kpi.grain, 'singular')}, due ${due} after it ends`;
}

/** What one figure counts: the unit as written, and what it means where it is a word of ours. */
export function unitText({ unit, aggregation }: Pick<Kpi, 'unit' | 'aggregation'>): string {
  if (aggregation === 'nps') return `${unit === '' ? 'points' : unit}, from −100 to 100`;
  if (unit === '%' || unit === 'percent') return 'per cent (%)';
  return unit === '' || unit === 'count' ? 'a count' : unit;
}
