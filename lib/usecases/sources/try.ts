/** Trying a source without taking anything: what comes, and how it would be understood. */
import { type ForeignRow, readForeign } from '../../../db/foreign';
import { loadCatalog } from '../../../db/queries/catalog';
import { dateInZone } from '../../domain/calendar-zone';
import type { SourceSettings } from '../../domain/source';
import { bindQuery } from '../../domain/source-query';
import { pullWindow } from '../../domain/source-time';
import type { Tried, TriedRow } from '../../domain/source-view';
import { importLookup } from '../../import/lookup';
import { type ImportRow, readObservations } from '../../import/observations';
import { tableProfile } from '../../import/profile';
import { parseProfile } from '../../import/profile-file';
import { RowSpool } from '../../import/row-spool';
import type { Context } from '../context';
import { type SourceWorld, serverOf } from './world';

const SHOWN = 10;
/** Cells are shown to be recognised, not to be read. */
const LONGEST_CELL = 60;
const MOST_BYTES = 32 * 1_048_576;

/** Throws `AppError` with what stands in the way. */
export async function tryOut(
  context: Context,
  world: SourceWorld,
  settings: SourceSettings,
  password: string | null,
): Promise<Tried> {
  const { catalog } = await loadCatalog(context.db, null);
  const { timeZone } = catalog.organisation;
  const today = dateInZone(context.now(), timeZone);
  const window = pullWindow(today, settings.lookBack, catalog.organisation);
  const { text, parameters } = bindQuery(settings.query);
  const query = { text, values: parameters.map((parameter) => window[parameter]), timeZone };
  const limits = {
    allowed: world.allowed,
    mostBytes: MOST_BYTES,
    signal: new AbortController().signal,
  };
  const spool = new RowSpool();
  try {
    let first: readonly ForeignRow[] = [];
    let columns: readonly string[] = [];
    let count = 0;
    await readForeign(serverOf(settings, password), query, limits, async (rows, names) => {
      first = rows.slice(0, SHOWN);
      columns = names;
      count = rows.length;
      await spool.add(first, names);
      return false;
    });
    const understood = await readings(spool, settings, importLookup(catalog, null));
    const rows = first.map((cells, index) => ({
      row: index + 1,
      ...triedRow(cells, understood.get(index + 1)),
    }));
    return { window, columns, rows, count };
  } finally {
    await spool.dispose();
  }
}

/** By the number of the row. */
async function readings(
  spool: RowSpool,
  { profile: text }: SourceSettings,
  lookup: Parameters<typeof readObservations>[2],
): Promise<ReadonlyMap<number, ImportRow>> {
  const table = await spool.table();
  const read = text === null ? null : parseProfile(text);
  const profile = read !== null && 'profile' in read ? read.profile : tableProfile(table);
  const found = new Map<number, ImportRow>();
  for await (const rows of readObservations(table, profile, lookup)) {
    for (const row of rows) found.set(row.row, row);
  }
  return found;
}

function triedRow(cells: ForeignRow, row: ImportRow | undefined): Omit<TriedRow, 'row'> {
  const shown = cells.map((cell) =>
    cell !== null && cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : (cell ?? ''),
  );
  if (row === undefined) return { cells: shown, as: 'taken', says: 'with the row of the same key' };
  if (row.kind === 'rejected') return { cells: shown, as: 'refused', says: row.message };
  if (row.kind === 'ignored') {
    const says = row.reason === 'blank' ? 'it says nothing' : 'its KPI is not known';
    return { cells: shown, as: 'left out', says };
  }
  return { cells: shown, as: 'taken', says: row.figures.map(figureText).join('; ') };
}

function figureText({ observation, target, withdraw }: Figure): string {
  const at = observation ?? target;
  if (at === null) return '';
  const measures = Object.entries(observation?.measures ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`);
  const start = observation?.periodStart ?? target?.from ?? '';
  const goal = target === null ? [] : [`target ${target.bounds.target}`];
  const place = [at.kpi, `${at.grain} of ${start}`, at.segment, at.place].filter(
    (part) => part !== null,
  );
  return [...place, ...(withdraw ? ['withdrawn'] : measures), ...goal].join(', ');
}

type Figure = Extract<ImportRow, { kind: 'observation' }>['figures'][number];
