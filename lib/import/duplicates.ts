/** Rows of one file that are about the same KPI, period, segment and place. */

import type { Aggregation } from '../domain/catalog';
import { MEASURES, type Measure, type Measures, NO_MEASURES } from '../domain/observation';
import { AppError } from '../errors';
import type { ImportLookup } from './lookup';
import { rowFault } from './row-checks';
import type { ImportFigure, RowKey } from './row-reader';
import type { RowFault, TableRow } from './table';

export type Figures = readonly [ImportFigure, ...ImportFigure[]];

/** Segment and place in one; the second part is there only where the first is. */
const partOf = ({ segment, place }: RowKey): string =>
  segment === null ? (place ?? '') : `${segment}\n${place ?? ''}`;

const FIGURE = 1;
const TARGET = 2;

const saidBy = (figures: Figures): number =>
  (figures.some((figure) => figure.observation !== null) ? FIGURE : 0) +
  (figures.some((figure) => figure.target !== null) ? TARGET : 0);

/**
 * Remembers which keys were seen and on which line: about 50 bytes a row, which is all that reading a
 * file holds on to. A figure and its target may come in two rows.
 */
export class SeenKeys {
  /** By KPI, by segment and place, by period: the line, and in its last two bits what was said. */
  private readonly kpis = new Map<string, Map<string, Map<string, number>>>();

  /** Line of the earlier row that said the same; null when the row is the first. */
  claim(key: RowKey, figures: Figures, line: number): number | null {
    const periods = inner(inner(this.kpis, key.kpi), partOf(key));
    const said = saidBy(figures);
    const before = periods.get(key.period.key) ?? 0;
    if ((before & said) !== 0) return before >> 2;
    periods.set(key.period.key, (line << 2) | (before & 3) | said);
    return null;
  }
}

/** The map within a map, made when it is first needed. */
function inner<V>(map: Map<string, Map<string, V>>, name: string): Map<string, V> {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = new Map<string, V>();
  map.set(name, made);
  return made;
}

/** More are refused: merging holds every key of the file until its end, some 400 bytes each. */
const MOST_MERGED = 250_000;

/** What the rows of one key add up to for one KPI. */
class Sum {
  private readonly totals = new Map<Measure | 'target', { sum: number; count: number }>();
  private weighted = 0;
  private unweighted = false;
  private last: ImportFigure;

  constructor(first: ImportFigure) {
    this.last = first;
    this.add(first);
  }

  add(figure: ImportFigure): void {
    this.last = {
      observation: figure.observation ?? this.last.observation,
      target: figure.target ?? this.last.target,
      withdraw: figure.observation === null ? this.last.withdraw : figure.withdraw,
    };
    const target = figure.target?.bounds.target ?? null;
    if (target !== null) this.count('target', target);
    if (figure.observation === null) return;
    const { measures } = figure.observation;
    for (const field of MEASURES) {
      const value = measures[field];
      if (value !== null) this.count(field, value);
    }
    if (measures.n === null) this.unweighted = true;
    else this.weighted += (measures.value ?? 0) * measures.n;
  }

  private count(field: Measure | 'target', value: number): void {
    const total = this.totals.get(field) ?? { sum: 0, count: 0 };
    total.sum += value;
    total.count += 1;
    this.totals.set(field, total);
  }

  merged(how: 'last' | 'mean' | 'sum', aggregation: Aggregation): ImportFigure {
    if (how === 'last') return this.last;
    const { observation, target, withdraw } = this.last;
    const bound = this.of('target', how);
    return {
      observation: observation && { ...observation, measures: this.measures(how, aggregation) },
      target: target && { ...target, bounds: { ...target.bounds, target: bound } },
      withdraw,
    };
  }

  private of(field: Measure | 'target', how: 'mean' | 'sum'): number | null {
    const total = this.totals.get(field);
    if (total === undefined) return null;
    return how === 'sum' ? total.sum : total.sum / total.count;
  }

  /** A spread cannot be put together from spreads alone, so `sd` is dropped. */
  private measures(how: 'mean' | 'sum', aggregation: Aggregation): Measures {
    const merged: { -readonly [F in Measure]: number | null } = { ...NO_MEASURES };
    for (const field of MEASURES) if (field !== 'sd') merged[field] = this.of(field, how);
    const n = this.of('n', 'sum');
    if (how === 'mean' && aggregation === 'mean') {
      // Σ value·n / Σ n where every row says its n; else each row weighs the same and n is unknown.
      merged.n = this.unweighted ? null : n;
      if (!this.unweighted && n !== null) merged.value = this.weighted / n;
    }
    return merged;
  }
}

interface Group {
  /** Of its first row. */
  readonly line: number;
  readonly row: number;
  rows: number;
  readonly kpis: Map<string, Sum>;
}

export interface MergedRows {
  readonly line: number;
  readonly row: number;
  readonly rows: number;
  readonly figures: Figures;
}

const slugOfFigure = (figure: ImportFigure): string =>
  figure.observation?.kpi ?? figure.target?.kpi ?? '';

/** Gathers rows until the end of the file, when every key comes out once, in order of its first row. */
export class Merger {
  private readonly groups = new Map<string, Group>();
  private readonly how: 'last' | 'mean' | 'sum';
  private readonly kpis: ImportLookup['kpis'];

  constructor(how: 'last' | 'mean' | 'sum', lookup: ImportLookup) {
    this.how = how;
    this.kpis = lookup.kpis;
  }

  add(row: TableRow, key: RowKey, figures: Figures): RowFault | null {
    if (this.how !== 'last' && figures.some((figure) => figure.withdraw)) {
      const message = `a withdrawal cannot be merged with figures (duplicates: ${this.how}). Import it in a file of its own.`;
      return rowFault('withdraw', 'withdraw_with_figures', message);
    }
    const name = `${key.kpi}\n${key.period.key}\n${partOf(key)}`;
    const group = this.groups.get(name) ?? {
      line: row.line,
      row: row.row,
      rows: 0,
      kpis: new Map(),
    };
    if (group.rows === 0) {
      if (this.groups.size === MOST_MERGED) throw tooManyToMerge();
      this.groups.set(name, group);
    }
    group.rows += 1;
    for (const figure of figures) {
      const slug = slugOfFigure(figure);
      const sum = group.kpis.get(slug);
      if (sum === undefined) group.kpis.set(slug, new Sum(figure));
      else sum.add(figure);
    }
    return null;
  }

  *merged(): Generator<MergedRows> {
    for (const { line, row, rows, kpis } of this.groups.values()) {
      const [figure, ...others] = [...kpis].map(([slug, sum]) =>
        sum.merged(this.how, this.kpis.get(slug)?.aggregation ?? 'none'),
      );
      if (figure === undefined) continue;
      yield { line, row, rows, figures: [figure, ...others] };
    }
  }
}

function tooManyToMerge(): AppError {
  return new AppError(
    'too_many_to_merge',
    `The file has more than ${MOST_MERGED.toLocaleString('en')} different figures, and merging duplicates holds them all. Split the file by period, or merge before exporting it.`,
    { status: 413 },
  );
}
