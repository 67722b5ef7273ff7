/**
 * What a file that nobody has described most likely is: which column is which, how dates and numbers are
 * written, what means "nothing". A guess is a profile like any other, shown before it is used, and it is
 * careful: it leaves nothing out and merges nothing, so that a dry run names what it got wrong.
 */
import type { NumberRole } from '../../domain/column-role';
import { MEASURES } from '../../domain/observation';
import { TEXT_FIELDS } from '../profile';
import type { ProfileFile } from '../profile-file';
import { slugOf } from '../wording';
import { guessNumbers, marksIn, numberShare } from './numbers';
import { type GuessFacts, guessRoles, type Roles } from './roles';
import { type Column, columnsOf, type Sample } from './sample';

export interface Guess {
  readonly file: ProfileFile;
  /** What might as well be otherwise, in words. */
  readonly doubts: readonly string[];
}

/**
 * The profile that fits the first rows best. It may be incomplete: then it says nothing rather than
 * something (a file without a word of any KPI could be of each of them).
 *
 * @example guessProfileFile({ header: ['week', 'metric', 'actual'], … }, facts).file.columns
 * // { kpi: 'metric', period: 'week', value: 'actual' }
 */
export function guessProfileFile(sample: Sample, facts: GuessFacts): Guess {
  const columns = columnsOf(sample);
  const style = guessNumbers(columns, facts.locale);
  const roles = guessRoles(columns, style, facts);
  const measured = [...roles.numbers.values(), ...roles.wide.map(({ column }) => column)];
  const marks = marksIn(measured);
  const format = roles.period?.dates.format ?? null;
  const fixed = fixedKpi(roles, sample, facts);
  const hasTarget = roles.numbers.has('target');
  const file: ProfileFile = {
    columns: columnsSaid(roles, sample),
    ...(fixed === null ? {} : { constants: { kpi: fixed } }),
    ...(roles.wide.length === 0
      ? {}
      : { kpis: roles.wide.map(({ kpi, column }) => ({ kpi, value: column.name })) }),
    ...(marks.length === 0 ? {} : { missing: [...marks] }),
    ...(format === null ? {} : { dateFormat: format }),
    ...(style.decimalComma ? { decimalComma: true } : {}),
    ...thousandsSaid(style.thousands),
    ...(hasTarget || sample.selfNaming ? { targetPerPeriod: true } : {}),
  };
  return { file, doubts: doubtsOf(roles, columns) };
}

/** Rows that name their own columns may name each of ours further down. */
function columnsSaid(roles: Roles, { selfNaming, header }: Sample): ProfileFile['columns'] {
  const used = new Set<string>();
  const said: NonNullable<ProfileFile['columns']> = {};
  for (const field of ['kpi', 'segment', 'place'] as const) {
    const source = roles[field];
    if (source === null) continue;
    said[field] = source;
    used.add(typeof source === 'string' ? source : source.column);
  }
  if (roles.period !== null) {
    said.period = roles.period.column.name;
    used.add(roles.period.column.name);
  }
  if (roles.withdraw !== null) said.withdraw = roles.withdraw;
  for (const [role, column] of roles.numbers) {
    said[role] = column.name;
    used.add(column.name);
  }
  if (!selfNaming || roles.wide.length > 0) return said;
  for (const field of [...TEXT_FIELDS, ...MEASURES, 'target'] as const) {
    if (!used.has(field) && !header.includes(field)) said[field] ??= field;
  }
  return said;
}

function thousandsSaid(sign: string | null): Pick<ProfileFile, 'thousands'> {
  return sign === ',' || sign === '.' || sign === ' ' || sign === "'" ? { thousands: sign } : {};
}

/** The only KPI that there is, or the one that the file is called after. */
function fixedKpi(
  roles: Roles,
  { fileName, selfNaming }: Sample,
  facts: GuessFacts,
): string | null {
  if (roles.kpi !== null || roles.wide.length > 0 || selfNaming) return null;
  const [first, second] = facts.kpis;
  if (first !== undefined && second === undefined) return first.slug;
  const name = slugOf((fileName ?? '').replace(/\.[^.]*$/, ''));
  const called = facts.kpis.find(
    ({ slug, name: words }) => slug === name || slugOf(words) === name,
  );
  return called?.slug ?? null;
}

function doubtsOf({ period, numbers }: Roles, columns: readonly Column[]): string[] {
  const doubts: string[] = [];
  if (period !== null && period.dates.other !== null && period.dates.format !== null) {
    doubts.push(
      `Dates were taken as ${period.dates.format}; they could be ${period.dates.other} as well.`,
    );
  }
  const odd = [...numbers].flatMap(([role, column]: [NumberRole, Column]) => {
    const zeros = column.cells.filter((cell) => Number(cell) === 0).length;
    return role === 'target' && zeros > 0 && zeros < column.cells.length ? [column.name] : [];
  });
  for (const name of odd) {
    doubts.push(
      `Some targets in “${name}” are 0. If 0 means that there is none, add 0 to what means “nothing” in that column.`,
    );
  }
  if (numbers.size === 0 && period !== null && columns.length > 0) {
    const style = { decimalComma: false, thousands: null };
    const left = columns.filter(
      (column) => column.cells.length > 0 && numberShare(column, style) === 1,
    );
    if (left.length > 1)
      doubts.push('Several columns hold numbers: say below what each of them is.');
  }
  return doubts;
}
