/** Which column is which, by its name and by what stands in it. */
import type { Calendar } from '../../domain/calendar';
import type { ColumnRole, NumberRole } from '../../domain/column-role';
import type { NumberStyle } from '../number';
import type { TextFile } from '../profile-file';
import { slugOf } from '../wording';
import { type DateGuess, guessDates } from './dates';
import { guessNames, type NameGuess } from './names';
import { numberShare } from './numbers';
import type { Column, Named } from './sample';
import { titleScore } from './titles';

export interface GuessFacts {
  readonly kpis: readonly Named[];
  readonly segments: readonly Named[];
  readonly places: readonly Named[];
  readonly calendar: Calendar;
  readonly locale: string;
}

/** Below it a column does not hold what it would have to. */
const MOST_OF_THEM = 0.8;
const HALF = 0.5;

export interface Roles {
  readonly period: { readonly column: Column; readonly dates: DateGuess } | null;
  readonly kpi: TextFile | null;
  /** Columns whose names are KPIs', where no column names them. */
  readonly wide: readonly { readonly kpi: string; readonly column: Column }[];
  readonly segment: TextFile | null;
  readonly place: TextFile | null;
  readonly withdraw: string | null;
  readonly numbers: ReadonlyMap<NumberRole, Column>;
}

/** The best of those that are good enough; null where none is. */
function best<T>(items: readonly T[], scoreOf: (item: T) => number): T | null {
  let found: T | null = null;
  let most = 0;
  for (const item of items) {
    const score = scoreOf(item);
    if (score > most) {
      found = item;
      most = score;
    }
  }
  return found;
}

/** Years and numbers look alike: a number is a period only in a column that is called so. */
const BARE_NUMBER = /^\d{4,8}$/;

function periodColumn(columns: readonly Column[], { calendar, locale }: GuessFacts) {
  const found = columns.map((column) => ({
    column,
    dates: guessDates(column, calendar, locale),
    title: titleScore(column.name, 'period'),
  }));
  return best(found, ({ column, dates, title }) => {
    if (dates.share < MOST_OF_THEM) return title === 3 ? 0.1 : 0;
    return title === 0 && column.texts.every((text) => BARE_NUMBER.test(text))
      ? 0
      : dates.share * 3 + title;
  });
}

/** The column that names things of one kind; where its name says so, also when it names few of those known. */
function namingColumn(
  columns: readonly Column[],
  role: ColumnRole,
  things: readonly Named[],
): { readonly column: Column; readonly source: TextFile } | null {
  const found = columns.map((column) => ({
    column,
    guess: guessNames(column, things),
    title: titleScore(column.name, role),
  }));
  const chosen = best(found, ({ guess, title }) => {
    const share = guess?.share ?? 0;
    return share >= HALF || (title >= 2 && share > 0) || title === 3 ? share * 3 + title : 0;
  });
  return chosen === null
    ? null
    : { column: chosen.column, source: sourceOf(chosen.column, chosen.guess) };
}

const sourceOf = ({ name }: Column, guess: NameGuess | null): TextFile => guess?.source ?? name;

/** Columns that are called as KPIs are: each row reports them all. */
function wideColumns(columns: readonly Column[], kpis: readonly Named[]): Roles['wide'] {
  return columns.flatMap((column) => {
    const name = column.name.trim().toLowerCase();
    const kpi =
      kpis.find(({ slug }) => slug === name) ??
      kpis.find((each) => each.name.trim().toLowerCase() === name) ??
      kpis.find(({ slug }) => slug === slugOf(name));
    return kpi === undefined ? [] : [{ kpi: kpi.slug, column }];
  });
}

const NUMBER_ROLES: readonly NumberRole[] = [
  'numerator',
  'denominator',
  'promoters',
  'passives',
  'detractors',
  'target',
  'n',
  'sd',
  'value',
];

function numberColumns(columns: readonly Column[]): Map<NumberRole, Column> {
  const left = new Set(columns);
  const found = new Map<NumberRole, Column>();
  for (const role of NUMBER_ROLES) {
    // One of several words in a name is a hint of a value at best.
    const least = role === 'value' || role === 'target' ? 1 : 2;
    const column = best([...left], ({ name }) => {
      const score = titleScore(name, role);
      return score >= least ? score : 0;
    });
    if (column === null) continue;
    found.set(role, column);
    left.delete(column);
  }
  const [only] = left;
  const isCounted = found.has('numerator') || found.has('promoters') || found.has('value');
  if (!isCounted && only !== undefined && left.size === 1) found.set('value', only);
  return found;
}

/** A role is given once; what is a number is never taken for a name where its title says otherwise. */
export function guessRoles(
  columns: readonly Column[],
  style: NumberStyle,
  facts: GuessFacts,
): Roles {
  const named = columns.filter(({ name }) => name !== '');
  const period = periodColumn(named, facts);
  const others = named.filter((column) => column !== period?.column);
  const kpi = namingColumn(others, 'kpi', facts.kpis);
  const wide = kpi === null ? wideColumns(others, facts.kpis) : [];
  const taken = new Set([kpi?.column, ...wide.map(({ column }) => column)]);
  const free = others.filter((column) => !taken.has(column));
  const isNumber = (column: Column) =>
    numberShare(column, style) >= MOST_OF_THEM && column.texts.length > 0;
  const isMeasure = (column: Column) =>
    NUMBER_ROLES.some((role) => titleScore(column.name, role) >= 2);
  const texts = free.filter((column) => !isMeasure(column));
  const segment = namingColumn(texts, 'segment', facts.segments);
  const place = namingColumn(
    texts.filter((column) => column !== segment?.column),
    'place',
    facts.places,
  );
  const measured = free.filter(
    (column) =>
      column !== segment?.column &&
      column !== place?.column &&
      (isNumber(column) || titleScore(column.name, 'value') === 3),
  );
  return {
    period,
    kpi: kpi?.source ?? null,
    wide,
    segment: segment?.source ?? null,
    place: place?.source ?? null,
    withdraw: free.find(({ name }) => name.trim().toLowerCase() === 'withdraw')?.name ?? null,
    numbers: wide.length > 0 ? new Map() : numberColumns(measured),
  };
}
