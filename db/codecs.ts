/** Makes both drivers read and name things alike. */
import { GRAINS, type Grain } from '../lib/domain/calendar';

/** OIDs whose default parsing differs between the drivers, or loses information. */
const BIGINT = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INTERVAL = 1186;

/** Exact up to 2^53, which no count here reaches. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer out of range: ${text}`);
  return value;
}

/**
 * PostgreSQL writes `2026-11-22 06:10:00.1+00`, the session running in UTC. Read as
 * `2026-11-22T06:10:00.100Z`: always three decimals, so that texts sort as instants do.
 */
function parseTimestamp(text: string): string {
  const [date = '', time = ''] = text.split(' ');
  const [clock = ''] = time.split('+');
  const [seconds = '', fraction = ''] = clock.split('.');
  return `${date}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

const asText = (text: string) => text;

export const parsers: Readonly<Record<number, (text: string) => string | number>> = {
  [BIGINT]: parseBigint,
  [DATE]: asText,
  [TIMESTAMPTZ]: parseTimestamp,
  [INTERVAL]: asText,
};

export function grainCode(grain: Grain): number {
  return GRAINS.indexOf(grain) + 1;
}

export function grainOf(code: number): Grain {
  const grain = GRAINS[code - 1];
  if (grain === undefined) throw new RangeError(`no grain has code ${code}`);
  return grain;
}
