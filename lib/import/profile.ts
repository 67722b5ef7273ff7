/**
 * A profile: how the columns of a file that is not tidy say which KPI, period, segment and place a row
 * is about, and what it reports. As written it is YAML (`profile-file.ts`); this is what it comes to.
 */
import { MEASURES, type Measure } from '../domain/observation';
import { AppError } from '../errors';
import type { Encoding } from './encoding';
import type { Table } from './table';
import { didYouMean, listed, nearest, quoted } from './wording';

export const TEXT_FIELDS = ['kpi', 'period', 'segment', 'place', 'withdraw'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** The columns of a tidy file, in the order in which they are exported. */
export const TIDY_COLUMNS = ['kpi', 'period', 'segment', 'place', ...MEASURES, 'target'] as const;

/** Texts and numbers that mean that nothing was said; a blank cell always does. */
export interface Missing {
  readonly texts: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

/** Where a text comes from: a column, or the same for every row. */
export interface TextSource {
  readonly column: string | null;
  readonly constant: string | null;
  readonly map: ReadonlyMap<string, string> | null;
  readonly slugify: boolean;
  readonly prefix: string;
  readonly suffix: string;
  readonly missing: Missing;
}

/** Where a number comes from: a column, less others, times the scale; or the same for every row. */
export interface NumberSource {
  readonly column: string | null;
  readonly constant: number | null;
  readonly subtract: readonly string[];
  readonly scale: number;
  readonly missing: Missing;
}

/** What one KPI takes from a row. */
export interface FigureSource {
  /** Slug; null when the row names the KPI itself. */
  readonly kpi: string | null;
  readonly measures: ReadonlyMap<Measure, NumberSource>;
  readonly target: NumberSource | null;
}

export interface Profile {
  /** How the file is to be opened; undefined where that is found out. */
  readonly encoding: Encoding | undefined;
  readonly separator: string | undefined;
  readonly texts: ReadonlyMap<TextField, TextSource>;
  /** One, or several when a row reports several KPIs. */
  readonly figures: readonly [FigureSource, ...FigureSource[]];
  /** Pattern of dates that are not written `2026-11-22`; null when they are. */
  readonly dateFormat: string | null;
  readonly decimalComma: boolean;
  /** Between groups of three digits; null when there is none. */
  readonly thousands: string | null;
  readonly unknownKpi: 'refuse' | 'skip';
  readonly duplicates: 'refuse' | 'last' | 'mean' | 'sum';
  /** True when the file names its columns as ours are: then a column of another name is a mistake. */
  readonly tidy: boolean;
}

const NOTHING_MISSING: Missing = { texts: new Set(), numbers: new Set() };

export const textColumn = (column: string): TextSource => ({
  column,
  constant: null,
  map: null,
  slugify: false,
  prefix: '',
  suffix: '',
  missing: NOTHING_MISSING,
});

export const numberColumn = (column: string): NumberSource => ({
  column,
  constant: null,
  subtract: [],
  scale: 1,
  missing: NOTHING_MISSING,
});

function tidyProfile(nameOf: (field: string) => string | undefined): Profile {
  const texts = new Map<TextField, TextSource>();
  const measures = new Map<Measure, NumberSource>();
  for (const field of TEXT_FIELDS) {
    const name = nameOf(field);
    if (name !== undefined) texts.set(field, textColumn(name));
  }
  for (const field of MEASURES) {
    const name = nameOf(field);
    if (name !== undefined) measures.set(field, numberColumn(name));
  }
  const target = nameOf('target');
  return {
    encoding: undefined,
    separator: undefined,
    texts,
    figures: [{ kpi: null, measures, target: target === undefined ? null : numberColumn(target) }],
    dateFormat: null,
    decimalComma: false,
    thousands: null,
    unknownKpi: 'refuse',
    duplicates: 'refuse',
    tidy: true,
  };
}

/** For rows that name their columns themselves (JSON, NDJSON), as ours are named. */
const TIDY_PROFILE: Profile = tidyProfile((field) => field);

const TIDY: readonly string[] = [...TIDY_COLUMNS, 'withdraw'];

/**
 * The profile of a file whose header has tidy columns, in capitals or not. Refused with an `AppError`
 * when it lacks `kpi`, `period` or every figure, or when a column looks like a misspelt tidy one, whose
 * figures would be lost without a word. Other columns are left alone.
 */
export function guessProfile(header: readonly string[]): Profile {
  const names = new Map(header.map((name) => [name.trim().toLowerCase(), name]));
  for (const field of ['kpi', 'period']) {
    if (!names.has(field)) throw missingColumn(field, header);
  }
  const wrong = header.find((name) => {
    const lower = name.toLowerCase();
    const meant = TIDY.includes(lower) || lower.length < 4 ? null : nearest(lower, TIDY);
    return meant !== null && !names.has(meant);
  });
  if (wrong !== undefined) {
    throw new AppError(
      'unknown_column',
      `The column ${quoted(wrong)} is not known.${didYouMean(wrong.toLowerCase(), TIDY)} Correct the header, or give a profile that says which column is which.`,
    );
  }
  const profile = tidyProfile((field) => names.get(field));
  const [figure] = profile.figures;
  if (figure.measures.size === 0 && figure.target === null && !profile.texts.has('withdraw')) {
    throw missingColumn('value', header);
  }
  return profile;
}

/**
 * The profile of a table for which none is given: rows of JSON name tidy columns themselves, others have
 * a tidy header or are refused.
 */
export function tableProfile({
  header,
  selfNaming,
}: Pick<Table, 'header' | 'selfNaming'>): Profile {
  return selfNaming ? TIDY_PROFILE : guessProfile(header);
}

function missingColumn(field: string, header: readonly string[]): AppError {
  const found = header.length > 0 ? ` Found: ${listed(header)}.` : '';
  return new AppError(
    'missing_column',
    `The file has no column “${field}”.${found} Name the columns ${TIDY_COLUMNS.slice(0, 5).join(', ')} …, or give a profile that says which column is which.`,
    { details: { field } },
  );
}

/** Every column that the profile reads, with the field that it is read for. */
export function columnsRead(profile: Profile): Map<string, string> {
  const read = new Map<string, string>();
  const add = (field: string, column: string | null): void => {
    if (column !== null && !read.has(column)) read.set(column, field);
  };
  for (const [field, source] of profile.texts) add(field, source.column);
  const number = (field: string, source: NumberSource): void => {
    add(field, source.column);
    for (const other of source.subtract) add(field, other);
  };
  for (const figure of profile.figures) {
    for (const [field, source] of figure.measures) number(field, source);
    if (figure.target !== null) number('target', figure.target);
  }
  return read;
}

/**
 * Refuses a table that lacks a column which the profile reads, naming it and what there is. Rows that
 * name their own columns may leave out any.
 */
export function requireColumns(
  profile: Profile,
  table: Pick<Table, 'header' | 'selfNaming'>,
): void {
  if (table.selfNaming) return;
  for (const [column, field] of columnsRead(profile)) {
    if (table.header.includes(column)) continue;
    throw new AppError(
      'missing_column',
      `The file has no column ${quoted(column)}, which the profile reads ${field} from.${didYouMean(column, table.header)} Found: ${listed(table.header)}. Correct the profile or the header.`,
      { details: { field, column } },
    );
  }
}

/** Columns of the table that the profile does not read: what a preview shows as left alone. */
export function unreadColumns(profile: Profile, header: readonly string[]): string[] {
  const read = columnsRead(profile);
  return header.filter((name) => name !== '' && !read.has(name));
}
