/** What the names of columns say of them, in the words that systems and people use. */
import type { ColumnRole } from '../../domain/column-role';

const TITLES: Readonly<Record<ColumnRole, readonly string[]>> = {
  kpi: [
    'metric',
    'indicator',
    'measure',
    'kpi id',
    'kpi name',
    'kennzahl',
    'key figure',
    'metric name',
  ],
  period: [
    'date',
    'day',
    'week',
    'month',
    'year',
    'quarter',
    'time',
    'timestamp',
    'datum',
    'periode',
    'zeitraum',
    'monat',
    'woche',
    'jahr',
    'reported at',
    'period start',
  ],
  segment: ['channel', 'type', 'group', 'category', 'region', 'segmentname', 'kanal', 'gruppe'],
  place: [
    'store',
    'shop',
    'branch',
    'site',
    'location',
    'depot',
    'org code',
    'organisation',
    'organization',
    'filiale',
    'standort',
    'ort',
    'hospital',
    'office',
  ],
  value: [
    'actual',
    'result',
    'figure',
    'score',
    'amount',
    'reading',
    'wert',
    'ist',
    'rate',
    'actuals',
    'ytd actual',
    'percentage',
    'percent',
  ],
  numerator: ['hits', 'successes', 'count', 'within', 'good', 'met', 'zaehler', 'zähler'],
  denominator: ['total', 'base', 'all', 'of', 'nenner', 'attempts', 'population'],
  n: ['answers', 'responses', 'sample', 'sample size', 'respondents'],
  sd: ['std', 'stddev', 'standard deviation', 'std dev'],
  promoters: ['promoter'],
  passives: ['passive', 'neutrals'],
  detractors: ['detractor'],
  target: ['goal', 'plan', 'budget', 'soll', 'ziel', 'zielwert', 'objective'],
  withdraw: ['withdrawn', 'deleted'],
};

const wordsOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();

/**
 * How well a column's name says that role: 3 as ours are named, 2 for another word for it, 1 where one
 * of its words is, else 0.
 *
 * @example titleScore('Week', 'period') // 2
 */
export function titleScore(title: string, role: ColumnRole): number {
  const words = wordsOf(title);
  if (words === role) return 3;
  if (TITLES[role].includes(words)) return 2;
  const known = [role, ...TITLES[role]];
  return words.split(' ').some((word) => word.length > 2 && known.includes(word)) ? 1 : 0;
}
