/** What a target asks of a process as it runs: how often it would be met, and whether it can be (rules: domain §7). */
import type { Direction, TargetBounds } from './catalog';
import type { ProcessChart, Verdict } from './signals';
import { statusOfValue } from './status';
import { verdict } from './verdict';

/** So many of the newest figures are looked at: a quarter of weeks, about a year of months. */
const EFFECT_PERIODS = 13;

export interface TargetEffect {
  /** Of the newest `of` figures, those that would have met it. */
  readonly met: number;
  readonly of: number;
  /** What the usual range says of the periods to come; null where it says nothing (`verdict`). */
  readonly assurance: Verdict['assurance'];
  /** The newest usual range, in the KPI's unit; null without limits. */
  readonly range: { readonly lower: number; readonly upper: number } | null;
  /** Why nothing is said of the periods to come; null when something is. */
  readonly unsure: 'signal' | 'trial' | 'too_little_history' | null;
}

/**
 * What a target would mean for a KPI, from its chart up to the newest period that is over. `values`
 * are in the order of the chart, null where a figure is missing or shows too few answers; missing
 * ones are passed over, never counted as met. Null without a figure, for direction `none`, and for
 * bounds that do not fit the direction.
 *
 * With limits 45.8 to 55.8 and the ten figures of NIST's example, `higher`: target 45 is met in 10
 * of 10, and with locked limits `will_hit`; 60 in 0 of 10, `will_miss`.
 *
 * @example
 * targetEffect({ chart, values, bounds: { ...noBounds, target: 60 }, direction: 'higher' })
 * // { met: 0, of: 10, assurance: null, range: { lower: 45.8, upper: 55.8 }, unsure: 'trial' }
 */
export function targetEffect({
  chart,
  values,
  bounds,
  direction,
}: {
  readonly chart: ProcessChart;
  readonly values: readonly (number | null)[];
  readonly bounds: TargetBounds;
  readonly direction: Direction;
}): TargetEffect | null {
  const judged = values
    .flatMap((value) => (value === null ? [] : [statusOfValue(value, bounds, direction)]))
    .slice(-EFFECT_PERIODS);
  if (judged.length === 0 || judged.includes(null)) return null;
  const limits = chart.limits.at(-1);
  const { assurance, variation } = verdict(chart, {
    value: values.findLast((value) => value !== null) ?? null,
    direction,
    target: bounds,
  });
  return {
    met: judged.filter((status) => status === 'on_target').length,
    of: judged.length,
    assurance,
    range:
      limits === undefined || limits.lower === null || limits.upper === null
        ? null
        : { lower: limits.lower, upper: limits.upper },
    unsure: unsureBecause(limits?.state ?? 'too_little_history', assurance, variation),
  };
}

function unsureBecause(
  state: ProcessChart['limits'][number]['state'],
  assurance: Verdict['assurance'],
  variation: Verdict['variation'],
): TargetEffect['unsure'] {
  if (assurance !== null) return null;
  if (state !== 'locked') return state;
  return variation === 'steady' ? null : 'signal';
}
