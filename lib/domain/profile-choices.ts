/** How a file of figures is read, as a form asks for it: column by column, and for the file as a whole. */
import type { ColumnRole } from './column-role';

export interface ColumnChoice {
  readonly name: string;
  /** Null where the column is left alone. */
  readonly role: ColumnRole | null;
  /** Slug of the KPI whose number it is; empty where the row names the KPI. */
  readonly of: string;
  /** What means "nothing" here, as it is typed: `0, n/a`. */
  readonly missing: string;
  readonly prefix: string;
  /** Its texts become slugs: lower case, hyphens. */
  readonly slugify: boolean;
  /** Multiplies its numbers, as it is typed; empty is 1. */
  readonly scale: string;
  /** What a profile in writing says besides, in words; kept while the column keeps its role. */
  readonly more: string | null;
}

/** Decimals and groups of three digits, by an example. */
export const NUMBER_STYLES = [
  { name: 'point', shown: '1234.5', decimalComma: false, thousands: null },
  { name: 'point-comma', shown: '1,234.5', decimalComma: false, thousands: ',' },
  { name: 'point-space', shown: '1 234.5', decimalComma: false, thousands: ' ' },
  { name: 'point-quote', shown: '1’234.5', decimalComma: false, thousands: "'" },
  { name: 'comma', shown: '1234,5', decimalComma: true, thousands: null },
  { name: 'comma-point', shown: '1.234,5', decimalComma: true, thousands: '.' },
  { name: 'comma-space', shown: '1 234,5', decimalComma: true, thousands: ' ' },
  { name: 'comma-quote', shown: '1’234,5', decimalComma: true, thousands: "'" },
] as const;
export type NumberStyleName = (typeof NUMBER_STYLES)[number]['name'];

export const SEPARATORS = [
  { sign: ',', shown: 'comma' },
  { sign: ';', shown: 'semicolon' },
  { sign: '\t', shown: 'tab' },
  { sign: '|', shown: 'bar' },
] as const;

export const FILE_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export const DUPLICATES = [
  { name: 'refuse', shown: 'refuse the second one' },
  { name: 'last', shown: 'the last one holds' },
  { name: 'mean', shown: 'their mean' },
  { name: 'sum', shown: 'their sum' },
] as const;
export type DuplicatesName = (typeof DUPLICATES)[number]['name'];

export interface ProfileChoices {
  readonly columns: readonly ColumnChoice[];
  /** Slugs that hold for every row; empty where a column says it, or nothing does. */
  readonly kpi: string;
  readonly segment: string;
  readonly place: string;
  /** Empty is: found out from the file. */
  readonly encoding: string;
  readonly separator: string;
  /** A pattern; empty for 2026-11-22 and keys such as 2026-W47. */
  readonly dateFormat: string;
  readonly numbers: NumberStyleName;
  /** What means "nothing" in every column, as it is typed. */
  readonly missing: string;
  readonly unknownKpi: 'refuse' | 'skip';
  readonly duplicates: DuplicatesName;
}

/** Names of the fields of a form; those of a column carry its place. */
export const columnField = (
  field: 'column' | 'role' | 'of' | 'missing' | 'prefix' | 'slugify' | 'scale',
  place: number,
): string => `${field}-${place}`;
