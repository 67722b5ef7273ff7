/**
 * Figures that stand beside each other (rules: domain §4). A reader with a calculator, or with eyes
 * only, must come to the same result as the judgement, which is made at full precision.
 */
import type { Direction, TargetBounds } from './domain/catalog';
import { statusOfValue } from './domain/status';
import { formatNumber, formatPower, formatSigned, MOST_DECIMALS, withUnit } from './format';

/** Enough significant digits to tell any two doubles apart. */
const ALL_DIGITS = 17;

/** Half the tolerance of a judgement: what misses a target misses what is written of it, too. */
const WRITTEN_AS_MEANT = 0.5e-9;

/** Decimals of a gap between means, where its parts do not need more. */
export const POINT_DECIMALS = 1;

const NO_BOUNDS: TargetBounds = { target: null, atRisk: null, low: null, high: null, margin: null };

/** A figure as written, and the number that a reader takes from it. */
interface Written {
  readonly number: number;
  readonly text: () => string;
}

/** What a figure must reach from one side. */
interface Limit {
  readonly bound: number;
  readonly direction: 'higher' | 'lower';
}

const plain = new Map<number, Intl.NumberFormat>();

/** A number rounded as `formatNumber` does, in digits that a program can read. */
function rounded(value: number, decimals: number): string {
  let formatter = plain.get(decimals);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat('en', {
      useGrouping: false,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    plain.set(decimals, formatter);
  }
  return formatter.format(value);
}

/** Ever more digits: decimals first, then powers of ten. */
function* writings(value: number, decimals: number, locale: string): Generator<Written> {
  for (let digits = decimals; digits <= MOST_DECIMALS; digits += 1) {
    yield {
      number: Number(rounded(value, digits)),
      text: () => formatNumber(value, digits, locale),
    };
  }
  for (let digits = 3; digits <= ALL_DIGITS; digits += 1) {
    yield {
      number: Number(value.toPrecision(digits)),
      text: () => formatPower(value, digits, locale),
    };
  }
}

function writtenTarget(target: number, decimals: number, locale: string): Written {
  for (const written of writings(target, decimals, locale)) {
    if (Math.abs(written.number - target) <= WRITTEN_AS_MEANT * Math.abs(target)) return written;
  }
  return { number: target, text: () => formatNumber(target, decimals, locale) };
}

/**
 * A target as written: with the KPI's decimals, and more where the target has more, since a target
 * that is rounded can turn what is written beside it from a miss into a hit.
 *
 * @example formatTarget(95, 1, 'en-GB') // '95.0'; formatTarget(99.95, 1, 'en-GB') is '99.95'
 */
export function formatTarget(target: number, decimals: number, locale: string): string {
  return writtenTarget(target, decimals, locale).text();
}

function limitsOf(bounds: TargetBounds, direction: Direction): Limit[] {
  const limit = (bound: number | null, side: Limit['direction']): Limit[] =>
    bound === null ? [] : [{ bound, direction: side }];
  switch (direction) {
    case 'none':
      return [];
    case 'range':
      return [...limit(bounds.low, 'higher'), ...limit(bounds.high, 'lower')];
    default:
      return limit(bounds.target, direction);
  }
}

const meets = (value: number, { bound, direction }: Limit): boolean =>
  statusOfValue(value, { ...NO_BOUNDS, target: bound }, direction) === 'on_target';

/** The value with as few digits as show on which side of every limit it lies. */
function truthful(
  value: number,
  limits: readonly Limit[],
  decimals: number,
  locale: string,
): string {
  const sides = limits.map((limit) => ({
    met: meets(value, limit),
    written: { ...limit, bound: writtenTarget(limit.bound, decimals, locale).number },
  }));
  for (const { text, number } of writings(value, decimals, locale)) {
    const holds = sides.every(({ met, written }) =>
      met ? meets(number, written) : isBeyond(number, written),
    );
    if (holds) return text();
  }
  return formatNumber(value, decimals, locale);
}

/** Strictly on the side of a miss: not even written alike. */
const isBeyond = (number: number, { bound, direction }: Limit): boolean =>
  direction === 'higher' ? number < bound : number > bound;

/**
 * A value as written beside its target (`formatTarget`): with the KPI's decimals, and more where a
 * miss would look met, or a hit missed. Without its unit; see `withUnit`. Without a target, or with
 * direction `none`, as `formatNumber`.
 *
 * @example formatAgainstTarget(94.96, { …, target: 95 }, 1, 'higher', 'en-GB') // '94.96'
 */
export function formatAgainstTarget(
  value: number,
  target: TargetBounds | null,
  decimals: number,
  direction: Direction,
  locale: string,
): string {
  return truthful(value, target === null ? [] : limitsOf(target, direction), decimals, locale);
}

/**
 * A share from 0 to 1 in percent, without decimals unless they are needed: what is not all is not
 * written as 100 %, what is not nothing not as 0 %, and a share below a threshold that it is judged
 * by (0 to 1) not as one that reaches it.
 *
 * @example formatShare(0.9, 'en-GB') // '90 %'; formatShare(0.798, 'en-GB', [0.8]) is '79.8 %'
 */
export function formatShare(
  share: number,
  locale: string,
  thresholds: readonly number[] = [],
): string {
  return withUnit(truthful(100 * share, limitsOfShare(thresholds), 0, locale), '%', locale);
}

function limitsOfShare(thresholds: readonly number[]): readonly Limit[] {
  return [
    { bound: 100, direction: 'higher' },
    { bound: 0, direction: 'lower' },
    ...thresholds.map((share): Limit => ({ bound: 100 * share, direction: 'higher' })),
  ];
}

/** Two figures and what lies between them, all with the same number of decimals. */
export interface WrittenDifference {
  readonly a: string;
  readonly b: string;
  /** a − b with its sign, `+48.3`. */
  readonly difference: string;
  /** The same without a sign, for sentences that say the direction in words. */
  readonly size: string;
  /** Direction of the difference as written: 0 where it is written as 0. */
  readonly sign: -1 | 0 | 1;
  readonly decimals: number;
}

/**
 * Two shares from 0 to 1 in percent without its sign, and the gap a − b in points: as few decimals
 * as let the two subtract to the gap and neither look better than it is judged (`formatShare`).
 *
 * @example formatShareGap(1, 0.325, 'en-GB', []) // { a: '100.0', b: '32.5', difference: '+67.5', … }
 */
export function formatShareGap(
  a: number,
  b: number,
  locale: string,
  thresholds: readonly number[],
): WrittenDifference {
  const limits = limitsOfShare(thresholds);
  const decimals = [a, b].map((share) => {
    const text = truthful(100 * share, limits, 0, 'en');
    return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  });
  return formatDifference(100 * a, 100 * b, Math.max(...decimals), locale);
}

/**
 * How a sentence writes points beside the two shares (0 to 1) whose gap it tells: with the digits
 * that their difference is written with, and the gap itself exactly so.
 *
 * @example pointsBeside({ a: 0.9004, b: 0.4835, points: 41.69 }, 'en-GB')(41.69) // '41.69', not '41.7'
 */
export function pointsBeside(
  gap: { readonly a: number | null; readonly b: number | null; readonly points: number | null },
  locale: string,
): (points: number) => string {
  const { a, b } = gap;
  if (a === null || b === null) return (points) => formatNumber(points, POINT_DECIMALS, locale);
  const { size, decimals } = formatDifference(100 * a, 100 * b, POINT_DECIMALS, locale);
  return (points) =>
    Math.abs(points) === Math.abs(gap.points ?? Number.NaN)
      ? `${points < 0 ? '−' : ''}${size}`
      : formatNumber(points, decimals, locale);
}

/** A number in units of its last decimal. */
const units = (value: number, decimals: number): bigint =>
  BigInt(rounded(value, decimals).replace('.', ''));

/**
 * Two figures and their difference a − b, so that the figures as written subtract to the difference
 * as written. The difference is rounded once, from full precision; where the parts do not subtract
 * to it all three get one decimal more, and where they still do not, it is the difference of the
 * parts as written.
 *
 * @example
 * formatDifference(90.04, 48.35, 1, 'en-GB')
 * // { a: '90.04', b: '48.35', difference: '+41.69', … }: 90.0 and 48.4 do not subtract to 41.7
 */
export function formatDifference(
  a: number,
  b: number,
  decimals: number,
  locale: string,
): WrittenDifference {
  if (units(a, decimals) - units(b, decimals) === units(a - b, decimals)) {
    return difference(a, b, a - b, decimals, locale);
  }
  // Where the parts subtract now, this is the difference rounded once.
  const digits = decimals + 1;
  const between = Number(units(a, digits) - units(b, digits)) / 10 ** digits;
  return difference(a, b, between, digits, locale);
}

function difference(
  a: number,
  b: number,
  between: number,
  digits: number,
  locale: string,
): WrittenDifference {
  const written = units(between, digits);
  return {
    a: formatNumber(a, digits, locale),
    b: formatNumber(b, digits, locale),
    difference: formatSigned(between, digits, locale),
    size: formatNumber(Math.abs(between), digits, locale),
    sign: written === 0n ? 0 : written > 0n ? 1 : -1,
    decimals: digits,
  };
}
