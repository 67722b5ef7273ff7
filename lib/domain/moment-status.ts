/** How a moment of truth stands (rules: domain §1). */
import type { Period } from './calendar';
import type { Kpi, Moment } from './catalog';
import type { ScorecardStatus } from './scorecard';
import type { MomentState } from './stage-view';
import type { Judgement } from './status';
import type { Track } from './track';
import { standingOf } from './trend';

/** Worst first: a miss that is seen outweighs one that is not. */
const WORST_FIRST = ['off_target', 'at_risk', 'no_data', 'on_target'] as const;

/**
 * The status of a moment: that of its worst KPI, in the order off target, at risk, no data, on
 * target. A KPI that is not judged (no target, not yet due, too few answers) says nothing; where
 * none is judged or missing, the moment has `no_data`: nothing due is never good.
 *
 * @example momentStatus([on, noData]) // 'no_data'; momentStatus([notYetDue, on]) is 'on_target'
 */
export function momentStatus(judgements: readonly Pick<Judgement, 'status'>[]): ScorecardStatus {
  const said = new Set(judgements.map(({ status }) => status));
  return WORST_FIRST.find((status) => said.has(status)) ?? 'no_data';
}

/**
 * The KPIs that measure a moment, in the catalogue's order; empty is a gap. Retired ones do not
 * count.
 *
 * @example kpisOfMoment(catalog.kpis, 'first-delivery').map(({ slug }) => slug)
 * // ['delivered-on-promised-day']
 */
export function kpisOfMoment(kpis: readonly Kpi[], moment: string): readonly Kpi[] {
  return kpis.filter((kpi) => !kpi.retired && kpi.moment === moment);
}

const WITHHELD = { status: 'withheld', since: null, sinceAtLeast: false } as const;

/**
 * A moment with its status in the last of `periods`, and since when it holds where that is not good
 * and something is due: null status where no KPI measures it. Under a segment, KPIs that are not broken down by it have no track and say
 * nothing; a moment of which none is left has `no_data`. Where a KPI that measures it was taken out for one
 * who may not see it, the moment is withheld.
 *
 * @example momentState(moment, kpis, tracks, last26).since // '2026-W44'
 */
export function momentState(
  { slug, name, kind, aim, critical, priority, trigger }: Moment,
  kpis: readonly Kpi[],
  tracks: ReadonlyMap<string, Pick<Track, 'judgementIn'>>,
  periods: readonly Period[],
  isWithheld: boolean,
): MomentState {
  const facts = { slug, name, kind, aim, critical, priority, trigger };
  if (isWithheld) return { ...facts, ...WITHHELD };
  if (kpis.length === 0) return { ...facts, status: null, since: null, sinceAtLeast: false };
  const judgements = (period: Period) =>
    kpis.flatMap((kpi) => tracks.get(kpi.slug)?.judgementIn(period) ?? []);
  const stood = periods.map((period) => ({
    period: period.key,
    status: momentStatus(judgements(period)),
  }));
  const last = periods.at(-1);
  const due = last !== undefined && judgements(last).some((judgement) => judgement.due);
  const status = stood.at(-1)?.status ?? 'no_data';
  const { since, sinceAtLeast } = standingOf(stood);
  return {
    ...facts,
    status,
    since: status === 'on_target' || !due ? null : since,
    sinceAtLeast,
  };
}
