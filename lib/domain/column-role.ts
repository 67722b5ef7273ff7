/** What a column of a file of figures can be, in words. */
import { MEASURES } from './observation';

export const COLUMN_ROLES = [
  'kpi',
  'period',
  'segment',
  'place',
  ...MEASURES,
  'target',
  'withdraw',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Roles whose cells are numbers. */
export type NumberRole = Exclude<ColumnRole, 'kpi' | 'period' | 'segment' | 'place' | 'withdraw'>;

const TEXT_ROLES: readonly ColumnRole[] = ['kpi', 'period', 'segment', 'place', 'withdraw'];

/**
 * Whether the cells of a column in that role are numbers.
 *
 * @example isNumberRole('target') // true
 */
export function isNumberRole(role: ColumnRole): role is NumberRole {
  return !TEXT_ROLES.includes(role);
}

/** As a reader is asked for it. */
export const ROLE_WORDS: Readonly<Record<ColumnRole, string>> = {
  kpi: 'KPI',
  period: 'Period or date',
  segment: 'Segment',
  place: 'Place',
  value: 'Value',
  numerator: 'Numerator (how many of them)',
  denominator: 'Denominator (of how many)',
  n: 'Number of answers',
  sd: 'Standard deviation',
  promoters: 'Promoters',
  passives: 'Passives',
  detractors: 'Detractors',
  target: 'Target of the period',
  withdraw: 'Withdraw the figure',
};
