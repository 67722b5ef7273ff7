/** What was typed, reported through the door that every figure comes in by. */
import type { ChangedFigure, EnterField } from '../../domain/enter-grid';
import { type CellTexts, cellName, NOTE } from '../../domain/enter-grid';
import { readTyped } from '../../format-typed';
import { type ImportRow, readObservations } from '../../import/observations';
import { TIDY_COLUMNS, tableProfile } from '../../import/profile';
import { type Cell, placeOf, type Table, type TableRow } from '../../import/table';
import type { Context } from '../context';
import { type IngestOutcome, Undo, writeRows } from '../ingest/write';
import type { Grid } from './grid';

export interface Written extends IngestOutcome {
  readonly importId: number | null;
  /** What looks wrong, and was taken all the same. */
  readonly warnings: readonly string[];
}

const HEADER: readonly string[] = [...TIDY_COLUMNS, 'withdraw'];

/** Writes what was typed, within a transaction. Throws `Refusal` with what is wrong, by cell, where anything is. */
export async function reportChanges(
  context: Context,
  grid: Grid,
  figures: readonly ChangedFigure[],
): Promise<Written> {
  const faults: Record<string, string> = {};
  const rows = figures.map((figure, index) => tableRow(figure, index + 1, grid, faults));
  if (Object.keys(faults).length > 0) throw new Refusal(faults);
  const refuse = ({ row, field, message, line }: Extract<ImportRow, { kind: 'rejected' }>) => {
    const figure = figures[row - 1];
    if (figure === undefined) return;
    const fields = grid.kpis.find(({ slug }) => slug === figure.kpi)?.fields ?? [];
    const at = fields.find((each) => each === field) ?? fields[0] ?? NOTE;
    faults[cellName(figure, at)] = withoutPlace(message, placeOf('json', { line, row }));
  };
  const table = tableOf(rows);
  try {
    const { importId, warnings, ...outcome } = await writeRows(
      context,
      (lookup) => readObservations(table, tableProfile(table), lookup),
      {
        head: { origin: 'entry', name: null },
        dryRun: false,
        atomic: true,
        notes: new Map(figures.map(({ note }, index) => [index + 1, note])),
        onRejected: refuse,
      },
    );
    return { ...outcome, importId, warnings: warnings.map(({ message }) => message) };
  } catch (error) {
    if (error instanceof Undo) throw new Refusal(faults);
    throw error;
  }
}

/** Leaves the transaction without a trace, with what was wrong. */
export class Refusal extends Error {
  readonly faults: CellTexts;

  constructor(faults: CellTexts) {
    super('nothing was written');
    this.faults = faults;
  }
}

function tableRow(
  figure: ChangedFigure,
  row: number,
  { choices, paged, scope }: Grid,
  faults: Record<string, string>,
): TableRow {
  const kpi = paged.items.find(({ slug }) => slug === figure.kpi);
  const { locale } = scope.catalog.organisation;
  const cells: Record<string, Cell> = {
    kpi: figure.kpi,
    period: figure.period,
    segment: choices.segment,
    place: choices.place,
    withdraw: figure.withdraw,
  };
  for (const [field, text] of Object.entries(figure.texts) as [EnterField, string][]) {
    if (field === NOTE) continue;
    const unit = field === 'value' ? (kpi?.unit ?? '') : '';
    const read = readTyped(text, { locale, unit });
    if (typeof read === 'string') faults[cellName(figure, field)] = read;
    else cells[field] = read;
  }
  return {
    line: row,
    row,
    cells: HEADER.map((name) => cells[name] ?? null),
    text: null,
    fault: null,
  };
}

function tableOf(rows: readonly TableRow[]): Table {
  return {
    format: 'json',
    encoding: null,
    separator: null,
    header: HEADER,
    headerText: null,
    selfNaming: true,
    batches: (async function* () {
      yield rows;
    })(),
  };
}

/** The sentence alone: in the grid the cell says where. */
function withoutPlace(message: string, place: string): string {
  if (!message.startsWith(place)) return message;
  const text = message.slice(message.indexOf(': ') + 2);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
