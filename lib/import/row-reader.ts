/** One row of a table to the figures that it reports, or why it reports none. */

import type { Period } from '../domain/calendar';
import type { Target } from '../domain/catalog';
import { type Measure, type Measures, NO_MEASURES, type Observation } from '../domain/observation';
import { AppError } from '../errors';
import {
  type Columns,
  type NumberReader,
  numberReader,
  type TextReader,
  textReader,
} from './cell-reader';
import type { ImportLookup, KpiFacts } from './lookup';
import { checkedMeasures } from './measures';
import { type PeriodReader, periodReader } from './period-reader';
import { columnsRead, type Profile, TIDY_COLUMNS } from './profile';
import {
  isFault,
  type NameChecks,
  nameChecks,
  rowFault,
  targetFault,
  withdrawal,
} from './row-checks';
import type { RowFault, TableRow } from './table';
import { didYouMean, quoted } from './wording';

/** What a row reports of one KPI: a figure, a target, or both; one of them is there. */
export interface ImportFigure {
  /** Null when only a target is said. Its measures are all null when it is a withdrawal. */
  readonly observation: Observation | null;
  /** Holds for the row's period only. */
  readonly target: Target | null;
  /** Empties the key instead of filling it. */
  readonly withdraw: boolean;
}

/** What all figures of a row have in common; rows with the same key are duplicates. */
export interface RowKey {
  /** Slug; empty where every row reports the same several KPIs. */
  readonly kpi: string;
  readonly period: Period;
  readonly segment: string | null;
  readonly place: string | null;
}

export type RowReading =
  | { readonly key: RowKey; readonly figures: readonly [ImportFigure, ...ImportFigure[]] }
  | { readonly ignored: 'blank' | 'unknown_kpi' }
  | RowFault;

interface MeasureReader {
  readonly field: Measure;
  readonly read: NumberReader;
  /** From row to row: it is no constant. */
  readonly varies: boolean;
}

interface FigureReader {
  readonly measures: readonly MeasureReader[];
  readonly target: NumberReader | null;
}

const BLANK = { ignored: 'blank' } as const;

/** Reads the rows of one table by one profile. */
export class RowReader {
  private readonly profile: Profile;
  private readonly lookup: ImportLookup;
  private readonly table: Columns;
  private readonly names: NameChecks;
  private readonly periodOf: PeriodReader;
  private readonly text: Readonly<
    Record<'kpi' | 'period' | 'segment' | 'place' | 'withdraw', TextReader>
  >;
  private readonly figures: readonly FigureReader[];
  /** The KPIs of every row, where the profile names them; a null is skipped. */
  private readonly named: readonly (KpiFacts | null)[] | null;
  private readonly known: ReadonlyMap<string, string>;
  /** Columns of rows that name their own, as far as they were looked at, and those that nobody reads. */
  private judged = 0;
  private readonly strange: number[] = [];

  constructor(table: Columns, profile: Profile, lookup: ImportLookup) {
    const text = (field: 'kpi' | 'period' | 'segment' | 'place' | 'withdraw'): TextReader =>
      textReader(profile.texts.get(field), table);
    this.profile = profile;
    this.lookup = lookup;
    this.table = table;
    this.known = columnsRead(profile);
    this.names = nameChecks(lookup);
    this.periodOf = periodReader(lookup, profile.dateFormat);
    this.text = {
      kpi: text('kpi'),
      period: text('period'),
      segment: text('segment'),
      place: text('place'),
      withdraw: text('withdraw'),
    };
    this.figures = profile.figures.map(({ measures, target }) => ({
      measures: [...measures].map(([field, source]) => ({
        field,
        read: numberReader(source, table, profile),
        varies: source.column !== null,
      })),
      target: target === null ? null : numberReader(target, table, profile),
    }));
    this.named = profile.figures[0].kpi === null ? null : namedKpis(profile, lookup, this.names);
  }

  read(row: TableRow): RowReading {
    const fault = row.fault ?? (this.profile.tidy ? this.strangeField(row) : null);
    if (fault !== null) return fault;
    if (this.named !== null) return this.report(row, this.named);
    const slug = this.text.kpi(row);
    if (slug === null) {
      return this.saysNothing(row)
        ? BLANK
        : rowFault('kpi', 'unknown_kpi', 'the KPI is blank. Name it by its slug.');
    }
    const kpi = this.lookup.kpis.get(slug);
    if (kpi !== undefined) return this.report(row, [kpi]);
    return this.profile.unknownKpi === 'skip'
      ? { ignored: 'unknown_kpi' }
      : this.names.unknownKpi(slug);
  }

  /** A row of JSON that names a field of its own: most likely a misspelling, whose figure would be lost. */
  private strangeField(row: TableRow): RowFault | null {
    const { header, selfNaming } = this.table;
    if (!selfNaming) return null;
    for (; this.judged < header.length; this.judged += 1) {
      if (!this.known.has(header[this.judged] ?? '')) this.strange.push(this.judged);
    }
    const place = this.strange.find((column) => (row.cells[column] ?? null) !== null);
    if (place === undefined) return null;
    const name = header[place] ?? '';
    const cure = `Known are ${TIDY_COLUMNS.join(', ')} and withdraw.`;
    return rowFault(
      quoted(name).slice(1, -1),
      'unknown_field',
      `${quoted(name)} is no field.${didYouMean(name, this.known.keys())} ${cure}`,
    );
  }

  private saysNothing(row: TableRow): boolean {
    const blank = this.figures.every(
      ({ measures, target }) =>
        measures.every(({ read, varies }) => !varies || read(row) === null) &&
        (target?.(row) ?? null) === null,
    );
    return blank && this.text.withdraw(row) === null;
  }

  private report(row: TableRow, kpis: readonly (KpiFacts | null)[]): RowReading {
    const figures: ImportFigure[] = [];
    let common: RowKey | null = null;
    for (let i = 0; i < this.figures.length; i += 1) {
      const reader = this.figures[i];
      const kpi = kpis[i] ?? null;
      if (reader === undefined || kpi === null) continue;
      if (kpi.closed) return notYours(kpi);
      const key = this.key(row, kpi);
      if (key === null) return BLANK;
      if (isFault(key)) return key;
      common = key;
      const figure = this.figure(row, reader, kpi, key);
      if (figure === null) continue;
      if (isFault(figure)) return figure;
      figures.push(figure);
    }
    if (common === null) return { ignored: 'unknown_kpi' };
    return isSome(figures) ? { key: common, figures } : BLANK;
  }

  /** Null when the row has no period and says nothing else. */
  private key(row: TableRow, kpi: KpiFacts): RowKey | RowFault | null {
    const written = this.text.period(row);
    if (written === null) {
      if (this.saysNothing(row)) return null;
      return rowFault(
        'period',
        'bad_period',
        'the period is blank. Say which period the figure is for.',
      );
    }
    const period = this.periodOf(written, kpi.grain);
    if (isFault(period)) return period;
    const segment = this.names.segment(this.text.segment(row), kpi);
    if (segment !== null && typeof segment !== 'string') return segment;
    const place = this.names.place(this.text.place(row));
    if (place !== null && typeof place !== 'string') return place;
    return { kpi: this.named === null ? kpi.slug : '', period, segment, place };
  }

  private figure(
    row: TableRow,
    reader: FigureReader,
    kpi: KpiFacts,
    key: RowKey,
  ): ImportFigure | RowFault | null {
    const target = this.target(row, reader, kpi, key);
    if (target !== null && isFault(target)) return target;
    const raw: { -readonly [F in Measure]: number | null } = { ...NO_MEASURES };
    let said = false;
    for (const { field, read, varies } of reader.measures) {
      const found = read(row);
      if (typeof found === 'string') return rowFault(field, 'bad_number', found);
      raw[field] = found;
      // What is the same in every row does not make a blank row speak.
      said ||= varies && found !== null;
    }
    const withdraw = withdrawal(this.text.withdraw(row), said);
    if (typeof withdraw !== 'boolean') return withdraw;
    if (withdraw) return { observation: observed(kpi, key, NO_MEASURES), target, withdraw };
    if (!said) return target === null ? null : { observation: null, target, withdraw };
    const measures = checkedMeasures(raw, kpi);
    if (isFault(measures)) return measures;
    return { observation: observed(kpi, key, measures), target, withdraw };
  }

  private target(
    row: TableRow,
    reader: FigureReader,
    kpi: KpiFacts,
    { period, segment, place }: RowKey,
  ): Target | RowFault | null {
    const target = reader.target?.(row) ?? null;
    if (target === null) return null;
    if (typeof target === 'string') return rowFault('target', 'bad_number', target);
    return (
      targetFault(kpi) ?? {
        kpi: kpi.slug,
        grain: period.grain,
        segment,
        place,
        from: period.start,
        ends: period.end,
        bounds: { target, atRisk: null, low: null, high: null, margin: null },
      }
    );
  }
}

const notYours = ({ slug }: KpiFacts): RowFault =>
  rowFault(
    'kpi',
    'not_yours',
    `this key does not write ${quoted(slug)}: none of its teams answers for it. Ask for a key that may.`,
  );

const isSome = (figures: ImportFigure[]): figures is [ImportFigure, ...ImportFigure[]] =>
  figures.length > 0;

function observed(kpi: KpiFacts, key: RowKey, measures: Measures): Observation {
  const { period, segment, place } = key;
  return {
    kpi: kpi.slug,
    grain: period.grain,
    periodStart: period.start,
    segment,
    place,
    measures,
  };
}

/** The KPIs that a profile names itself. They must have one grain, or a row would have several periods. */
function namedKpis(profile: Profile, lookup: ImportLookup, names: NameChecks): (KpiFacts | null)[] {
  const found = profile.figures.map(({ kpi }) => {
    const facts = lookup.kpis.get(kpi ?? '') ?? null;
    if (facts !== null || profile.unknownKpi === 'skip') return facts;
    throw new AppError('unknown_kpi', `In the profile, ${names.unknownKpi(kpi ?? '').message}`);
  });
  const grains = new Set(found.flatMap((facts) => (facts === null ? [] : [facts.grain])));
  if (grains.size > 1) {
    throw new AppError(
      'grains_differ',
      `The profile reads KPIs of different grains (${[...grains].join(', ')}) from one row. Import them with a profile for each grain.`,
    );
  }
  return found;
}
