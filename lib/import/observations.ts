/** From a table to what becomes of each of its rows, one row at a time. */
import { type Figures, Merger, SeenKeys } from './duplicates';
import type { ImportLookup } from './lookup';
import { columnsRead, type Profile, requireColumns, tableProfile } from './profile';
import { isFault, rowFault } from './row-checks';
import { type RowKey, RowReader } from './row-reader';
import { delimited, placeOf, type RowFault, type Table, type TableRow } from './table';
import { quoted } from './wording';

/** Where a row stands in its file. */
interface RowPlace {
  /** Line of the file or row of the sheet, from 1. */
  readonly line: number;
  /** Ordinal among the rows of data, from 1. */
  readonly row: number;
}

/**
 * What becomes of a row. An `observation` stands for `rows` rows of the file: 1, or as many as were
 * merged, which share its one outcome; over a file, `rows` of these and one for each other kind add up to
 * its rows. Where it carries several figures (one row, several KPIs), the row's outcome is `superseded`
 * if any of them supersedes, else `accepted` if any is new, else `unchanged`.
 */
export type ImportRow =
  | (RowPlace & { readonly kind: 'observation'; readonly rows: number; readonly figures: Figures })
  | (RowPlace & { readonly kind: 'ignored'; readonly reason: 'blank' | 'unknown_kpi' })
  | (RowPlace & {
      readonly kind: 'rejected';
      /** The tidy column that is at fault; null when the row as a whole is. */
      readonly field: string | null;
      readonly code: string;
      /** One sentence with place, offending text and cure. */
      readonly message: string;
      /** The row as it stands in the file; of a workbook its cells, separated by commas. */
      readonly original: string;
    });

/** Columns by the field that is read from them, to name both where they differ. */
function columnsByField(profile: Profile): ReadonlyMap<string, string> {
  return new Map([...columnsRead(profile)].map(([column, field]) => [field, column]));
}

/**
 * Reads a table by a profile. Rows are neither held nor reordered, and memory stays within some 50
 * bytes a row for their keys; with `duplicates: last | mean | sum`, figures come at the end of the file
 * and 250,000 keys are the limit. A second row of a key is refused under `duplicates: refuse`; the first
 * stands. The file as a whole is refused with an `AppError`: columns missing, or unreadable further on.
 * They come as many at a time as the table gives them: waiting for each alone takes longer than reading it.
 */
export async function* readObservations(
  table: Table,
  profile: Profile,
  lookup: ImportLookup,
): AsyncGenerator<readonly ImportRow[]> {
  // What was guessed from the first rows of JSON knows the fields of those only.
  const used = profile.tidy ? tableProfile(table) : profile;
  requireColumns(used, table);
  const reader = new RowReader(table, used, lookup);
  const columns = columnsByField(used);
  const seen = new SeenKeys();
  const merger = used.duplicates === 'refuse' ? null : new Merger(used.duplicates, lookup);

  const rejected = (refused: TableRow, fault: RowFault): ImportRow => {
    const { line, row } = refused;
    const { field, code } = fault;
    const column = field === null ? undefined : columns.get(field);
    const named =
      field === null
        ? ''
        : `, ${field}${column === undefined || column === field ? '' : ` (column ${quoted(column)})`}`;
    const message = `${placeOf(table.format, { line, row })}${named}: ${fault.message}`;
    return { kind: 'rejected', line, row, field, code, message, original: textOf(refused) };
  };

  const outcome = (row: TableRow): ImportRow | null => {
    const { line } = row;
    const reading = reader.read(row);
    if ('ignored' in reading)
      return { kind: 'ignored', line, row: row.row, reason: reading.ignored };
    if (isFault(reading)) return rejected(row, reading);
    const { key, figures } = reading;
    if (merger !== null) {
      const fault = merger.add(row, key, figures);
      return fault === null ? null : rejected(row, fault);
    }
    const place = table.format === 'json' ? row.row : line;
    const earlier = seen.claim(key, figures, place);
    if (earlier !== null)
      return rejected(row, duplicate(key, placeOf(table.format, { line: earlier, row: earlier })));
    return { kind: 'observation', line, row: row.row, rows: 1, figures };
  };

  for await (const batch of table.batches) {
    const found: ImportRow[] = [];
    for (const row of batch) {
      const one = outcome(row);
      if (one !== null) found.push(one);
    }
    yield found;
  }
  for (const { line, row, rows, figures } of merger?.merged() ?? []) {
    yield [{ kind: 'observation', line, row, rows, figures }];
  }
}

function textOf({ text, cells }: TableRow): string {
  return text === null ? delimited(cells) : text.replace(/\r?\n$|\r$/, '');
}

function duplicate({ kpi, period, segment, place }: RowKey, earlier: string): RowFault {
  const what = [kpi, period.key, segment, place].filter((part) => part !== null && part !== '');
  return rowFault(
    null,
    'duplicate_key',
    `${what.join(', ')} is there already, in ${earlier.toLowerCase()}, which stands. Keep one row, or say in the profile what duplicates mean: last, mean or sum.`,
  );
}
