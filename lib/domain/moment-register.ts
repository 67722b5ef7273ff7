/** Ranks and narrows the moments of a journey (rules: domain §1, §8). */
import { MOMENT_KINDS, type MomentKind } from './catalog';
import type { MomentFilter, MomentItem } from './moment-view';
import type { MomentState } from './stage-view';

const PRESSING = ['off_target', 'at_risk', 'no_data', null, 'withheld', 'on_target'] as const;

/**
 * The order in which moments ask for attention: off target, at risk, no data, without a KPI, on
 * target; critical before other; then by priority, those without one last. The order given decides
 * what is left.
 *
 * @example
 * mostPressingFirst(moments).map(({ slug }) => slug)
 * // ['checks-stock', 'first-delivery', …]: off target and critical, priority 1 and 2
 */
export function mostPressingFirst<T extends Pick<MomentState, 'status' | 'critical' | 'priority'>>(
  moments: readonly T[],
): readonly T[] {
  const rank = ({ status }: T) => PRESSING.indexOf(status);
  const priority = (each: T) => each.priority ?? Number.POSITIVE_INFINITY;
  return moments.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.critical) - Number(a.critical) ||
      // Two without a priority are alike: ∞ − ∞ is no number.
      (priority(a) === priority(b) ? 0 : priority(a) - priority(b)),
  );
}

/**
 * Whether a moment passes a filter; every part given must hold.
 *
 * @example passes(firstDelivery, { kind: 'second', critical: 'yes' }) // true
 */
export function passes(
  { kind, aim, critical, stage }: Pick<MomentItem, 'kind' | 'aim' | 'critical' | 'stage'>,
  filter: MomentFilter,
): boolean {
  return (
    (filter.kind === undefined || filter.kind === kind) &&
    (filter.aim === undefined || filter.aim === aim) &&
    (filter.critical === undefined || (filter.critical === 'yes') === critical) &&
    (filter.stage === undefined || filter.stage === stage.slug)
  );
}

/**
 * How many moments there are of each kind, 0 for none.
 *
 * @example countByKind(moments) // { zero: 3, first: 4, second: 9, ultimate: 2 }
 */
export function countByKind(
  moments: readonly Pick<MomentState, 'kind'>[],
): Readonly<Record<MomentKind, number>> {
  const counts = { zero: 0, first: 0, second: 0, ultimate: 0 };
  for (const kind of MOMENT_KINDS) {
    counts[kind] = moments.filter((moment) => moment.kind === kind).length;
  }
  return counts;
}
