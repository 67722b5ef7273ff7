/** The first rows of a file, as a profile understands them. */
import { MEASURES, NO_MEASURES } from '../domain/observation';
import type { UnderstoodRow } from '../domain/upload-view';
import type { ImportLookup } from './lookup';
import { type Profile, requireColumns } from './profile';
import { isFault } from './row-checks';
import { type ImportFigure, RowReader, type RowReading } from './row-reader';
import { delimited, type Table, type TableRow } from './table';

const SAMPLED = 200;
const SHOWN = 10;

/** The first rows; the table is read no further. */
export async function sampleRows(table: Table): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.batches) {
    rows.push(...batch.slice(0, SAMPLED - rows.length));
    if (rows.length >= SAMPLED) break;
  }
  return rows;
}

/** What becomes of each of the first rows by itself; rows that are merged later are shown apart. */
export function understood(
  table: Pick<Table, 'header' | 'selfNaming'>,
  rows: readonly TableRow[],
  profile: Profile,
  lookup: ImportLookup,
): readonly UnderstoodRow[] {
  requireColumns(profile, table);
  const reader = new RowReader(table, profile, lookup);
  return rows.slice(0, SHOWN).map((row) => ({
    line: row.line,
    original: (row.text ?? delimited(row.cells)).trim().slice(0, 300),
    ...saidBy(reader.read(row)),
  }));
}

function saidBy(reading: RowReading): Pick<UnderstoodRow, 'figures' | 'leftOut' | 'fault'> {
  if ('ignored' in reading) return { figures: [], leftOut: reading.ignored, fault: null };
  if (isFault(reading)) {
    const { field, message } = reading;
    return { figures: [], leftOut: null, fault: { field, message } };
  }
  const { period, segment, place } = reading.key;
  return {
    figures: reading.figures.map((figure) => ({
      kpi: figure.observation?.kpi ?? figure.target?.kpi ?? '',
      period,
      segment,
      place,
      numbers: numbersOf(figure),
      withdraw: figure.withdraw,
    })),
    leftOut: null,
    fault: null,
  };
}

function numbersOf({ observation, target }: ImportFigure) {
  const measures = observation?.measures ?? NO_MEASURES;
  const said = MEASURES.flatMap((role) => {
    const number = measures[role];
    return number === null ? [] : [{ role, number }];
  });
  const bound = target?.bounds.target ?? null;
  return bound === null ? said : [...said, { role: 'target' as const, number: bound }];
}
