/** Files as tests write them, and what becomes of their rows. */
import type { Kpi } from '../../lib/domain/catalog';
import { type ImportLookup, importLookup } from '../../lib/import/lookup';
import { type ImportRow, readObservations } from '../../lib/import/observations';
import { openTable, type TableOptions } from '../../lib/import/open-table';
import { type Profile, tableProfile } from '../../lib/import/profile';
import { parseProfile } from '../../lib/import/profile-file';
import { faultSentence } from '../../lib/import/schema-faults';
import type { Table, TableRow } from '../../lib/import/table';
import { EMPTY_CATALOG, kpi, ORGANISATION } from '../support/catalog-facts';

/** A file that arrives in pieces of that size. */
export async function* arriving(
  content: string | Uint8Array,
  size = 1_000_000,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const VALUE = { aggregation: 'sum', unit: 'parcels', scale: 1, grain: 'month' } as const;

const KPIS: readonly Kpi[] = [
  kpi({ ...VALUE, slug: 'parcels', dimension: 'region' }),
  kpi({ ...VALUE, slug: 'context', direction: 'none' }),
  kpi({ ...VALUE, slug: 'stock', direction: 'range', aggregation: 'last' }),
  kpi({ ...VALUE, slug: 'weekly', grain: 'week' }),
  kpi({ ...VALUE, slug: 'daily', grain: 'day' }),
  kpi({ slug: 'on-time', grain: 'month', counts: true, dimension: 'region' }),
  kpi({ slug: 'margin', grain: 'month' }),
  kpi({ ...VALUE, slug: 'minutes', aggregation: 'mean' }),
  kpi({ ...VALUE, slug: 'score', aggregation: 'nps', unit: 'points' }),
];

/** Nine KPIs, two regions, two places, in Paris. */
export function lookup(fiscalYearStart = 1): ImportLookup {
  const segment = (slug: string) => ({ id: 0, slug, name: slug, retired: false });
  const place = (slug: string) => ({ id: 0, slug, name: slug, kind: null, retired: false });
  return importLookup({
    ...EMPTY_CATALOG,
    organisation: { ...ORGANISATION, fiscalYearStart },
    kpis: KPIS,
    dimensions: [
      { id: 0, slug: 'region', name: 'Region', segments: [segment('north'), segment('south')] },
    ],
    places: [place('store-1'), place('store-2')],
  });
}

export function profileOf(yaml: string): Profile {
  const read = parseProfile(yaml);
  if ('profile' in read) return read.profile;
  throw new Error(read.faults.map(faultSentence).join('\n'));
}

export async function tableRows(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.batches) rows.push(...batch);
  return rows;
}

export interface Read {
  readonly table: Table;
  readonly rows: readonly ImportRow[];
}

/** Reads a file to its end, by a profile or by its own header. */
export async function read(
  content: string | Uint8Array,
  options: TableOptions & { readonly profile?: string; readonly lookup?: ImportLookup } = {},
): Promise<Read> {
  const table = await openTable(arriving(content), options);
  const given = options.profile === undefined ? null : profileOf(options.profile);
  const rows: ImportRow[] = [];
  for await (const some of readObservations(
    table,
    given ?? tableProfile(table),
    options.lookup ?? lookup(),
  )) {
    rows.push(...some);
  }
  return { table, rows };
}

/** The sentence with which the only row of a file is refused, or that it is not. */
export async function refusal(
  content: string,
  options: Parameters<typeof read>[1] = {},
): Promise<{ code: string; message: string; field: string | null }> {
  const { rows } = await read(content, options);
  const found = rows.find((row) => row.kind === 'rejected');
  return found?.kind === 'rejected'
    ? { code: found.code, message: found.message, field: found.field }
    : { code: 'accepted', message: JSON.stringify(rows), field: null };
}

/** The one observation of a file of one row. */
export async function observation(content: string, options: Parameters<typeof read>[1] = {}) {
  const { rows } = await read(content, options);
  const [row] = rows;
  if (rows.length !== 1 || row?.kind !== 'observation') throw new Error(JSON.stringify(rows));
  return row.figures[0];
}

/** Milliseconds that this process has worked since; unlike a clock, blind to what else the machine does. */
export function busySince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
