/** Figures of one KPI as written, with and without their unit. */
import type { Grain } from '@/lib/domain/calendar';
import type { Kpi, TargetBounds } from '@/lib/domain/catalog';
import type { Interval } from '@/lib/domain/status';
import { changeOf, isRate } from '@/lib/domain/to-date';
import { grainNoun } from '@/lib/domain/wording';
import { formatNumber, formatSigned, withUnit } from '@/lib/format';
import { formatAgainstTarget, formatDifference } from '@/lib/format-compare';

type Written = Pick<Kpi, 'unit' | 'decimals' | 'direction' | 'aggregation'>;

/** `84.0 %`; with more digits where a miss would look met. */
export function valueText(
  kpi: Omit<Written, 'aggregation'>,
  value: number,
  target: TargetBounds | null,
  locale: string,
): string {
  const figure = formatAgainstTarget(value, target, kpi.decimals, kpi.direction, locale);
  return withUnit(figure, kpi.unit, locale);
}

/** `78.1–84.2` */
export function intervalText(
  { decimals }: Pick<Kpi, 'decimals'>,
  { low, high }: Interval,
  locale: string,
): string {
  return `${formatNumber(low, decimals, locale)}–${formatNumber(high, decimals, locale)}`;
}

/** How far two figures are apart, as they are written: `17.1 points`, else in the KPI's own unit. */
export function apartText(kpi: Written, high: number, low: number, locale: string): string {
  const { size } = formatDifference(high, low, kpi.decimals, locale);
  return isRate(kpi) ? `${size} points` : withUnit(size, kpi.unit, locale);
}

/** `▼ 0.5 on the week before`; null where either figure is missing. */
export function changeText(
  item: {
    readonly value: number | null;
    readonly previousValue: number | null;
    readonly decimals: number;
  },
  grain: Grain,
  locale: string,
): string | null {
  if (item.value === null || item.previousValue === null) return null;
  const { size, sign } = formatDifference(item.value, item.previousValue, item.decimals, locale);
  const before = `the ${grainNoun(grain, 'singular')} before`;
  return sign === 0 ? `as in ${before}` : `${sign > 0 ? '▲' : '▼'}\u00a0${size} on ${before}`;
}

/**
 * Two figures and the change from one to the other, as they stand in a row: in points they subtract
 * to it as written, in percent it is rounded once. Dashes for what is not there.
 */
export function writtenPair(
  kpi: Written,
  now: number | null,
  before: number | null,
  locale: string,
): { readonly now: string; readonly before: string; readonly change: string } {
  const change = changeOf(kpi, now, before);
  const plain = (value: number | null) =>
    value === null ? '–' : formatNumber(value, kpi.decimals, locale);
  if (change === null || now === null || before === null) {
    return { now: plain(now), before: plain(before), change: '–' };
  }
  if (change.kind === 'percent') {
    const percent = `${formatSigned(change.value, 1, locale)}\u00a0%`;
    return { now: plain(now), before: plain(before), change: percent };
  }
  const { a, b, difference } = formatDifference(now, before, kpi.decimals, locale);
  return { now: a, before: b, change: `${difference}\u00a0points` };
}
