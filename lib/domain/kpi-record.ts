/** How often a KPI met its target of late, and what its usual level makes of that target. */
import type { Grain } from './calendar';
import type { Direction, TargetBounds } from './catalog';
import type { Sentence } from './sentence';
import type { Limits } from './signals';
import { type Status, statusOfValue } from './status';
import { periods } from './wording';

/** Of the newest periods, those with a target that were due. */
export interface TargetRecord {
  /** In how many of them the target was met. */
  readonly met: number;
  /** How many were due. */
  readonly due: number;
  /** How many of those lack a figure; they count as missed. */
  readonly missing: number;
  /** In how many of the newest that were due, one after the other, it was not met. */
  readonly missedLately: number;
  /** How many periods were looked at, due or not. */
  readonly of: number;
}

/** So many periods are looked at, as in the small charts. */
const SPAN = 26;

/**
 * How often the target was met in the last 26 periods, ending with the newest that was due. As in
 * scorecards, what is due and missing counts as missed; what has no target, too few answers or is not
 * yet due counts nowhere. Null where nothing was due (rules: domain §5).
 *
 * @example targetRecord(['off_target', 'on_target', 'no_data', 'not_yet_due'])
 * // { met: 1, due: 3, missing: 1, missedLately: 1, of: 3 }
 */
export function targetRecord(statuses: readonly Status[]): TargetRecord | null {
  const last = statuses.findLastIndex(isDue);
  if (last < 0) return null;
  const span = statuses.slice(Math.max(0, last + 1 - SPAN), last + 1);
  const due = span.filter(isDue);
  return {
    met: due.filter((status) => status === 'on_target').length,
    due: due.length,
    missing: due.filter((status) => status === 'no_data').length,
    missedLately: due.length - 1 - due.lastIndexOf('on_target'),
    of: span.length,
  };
}

const isDue = (status: Status): boolean =>
  status === 'on_target' || status === 'at_risk' || status === 'off_target' || status === 'no_data';

export interface RecordFinding {
  readonly record: TargetRecord | null;
  /** Of the record's periods. */
  readonly grain: Grain;
  readonly direction: Direction;
  /** In effect for the period looked at; null without one. */
  readonly target: TargetBounds | null;
  /** At the newest point. */
  readonly limits: Limits | undefined;
  /** A figure with its unit, never rounded so that a miss looks met. */
  readonly value: (value: number) => string;
}

/**
 * How often the target was met, and whether the usual level itself misses it: then the KPI will miss
 * more often than not whatever happens this period. The second is said of a locked range only. One
 * period is no record. Empty where there is nothing to say.
 *
 * @example
 * plainText(recordSentence({ record: { met: 1, due: 26, missing: 0, missedLately: 1, of: 26 }, grain: 'week', … }))
 * // 'Target met in 1 of the last 26 weeks. The target lies above the usual level, 94.2 %: more misses than hits
 * //  are to be expected until the process or the target changes.'
 */
export function recordSentence(finding: RecordFinding): Sentence {
  const parts = [metPhrase(finding.record, finding.grain), levelPhrase(finding)];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? [] : [{ text: `${said.join('. ')}.` }];
}

/**
 * How often the target was met, and for how many periods it has not been, without a full stop; null for fewer
 * than two periods.
 *
 * @example metPhrase({ met: 18, due: 26, missing: 0, missedLately: 8, of: 26 }, 'week')
 * // 'Target met in 18 of the last 26 weeks, in none of the last 8'
 */
export function metPhrase(record: TargetRecord | null, grain: Grain): string | null {
  if (record === null || record.due < 2) return null;
  const { met, due, missing, missedLately, of } = record;
  const span =
    due === of
      ? `${met === due ? 'all ' : ''}of the last ${periods(due, grain)}`
      : `of the ${due} due of the last ${periods(of, grain)}`;
  const count = met === due && due === of ? '' : met === 0 ? 'none ' : `${met} `;
  const without = missing === 0 ? '' : `, ${missing} of them without a figure`;
  const those = due === of ? '' : ' due';
  const lately = met > 0 && missedLately > 1 ? `, in none of the last ${missedLately}${those}` : '';
  return `Target met in ${count}${span}${without}${lately}`;
}

function levelPhrase({ direction, target, limits, value }: RecordFinding): string | null {
  if (limits?.state !== 'locked' || limits.center === null || target === null) return null;
  const status = statusOfValue(limits.center, target, direction);
  if (status === null || status === 'on_target') return null;
  const side = { higher: 'above', lower: 'below', range: 'off', none: 'off' }[direction];
  return `The target lies ${side} the usual level, ${value(limits.center)}: more misses than hits are to be expected until the process or the target changes`;
}
