/** Figures in: from rows of any source to revisions and the roll-up, all of it or nothing. */
import { loadCatalog } from '../../db/queries/catalog';
import {
  applyStaged,
  type ImportHead,
  openStaging,
  type StagedFigure,
  stageFigures,
  takeWriteTurn,
} from '../../db/queries/observations';
import type { Catalog } from '../domain/catalog';
import { AppError } from '../errors';
import { type ImportLookup, importLookup } from '../import/lookup';
import type { ImportRow } from '../import/observations';
import type { Context } from './context';

export interface IngestOptions {
  readonly head: Omit<ImportHead, 'actor'>;
  /** Compare and count, and change nothing. */
  readonly dryRun: boolean;
  /** Refuse everything when any row is refused. */
  readonly atomic: boolean;
  readonly signal?: AbortSignal;
  /** Called for each refused row as it is met. */
  readonly onRejected?: (row: Extract<ImportRow, { kind: 'rejected' }>) => void;
  /** Called now and then with the rows read so far. */
  readonly onProgress?: (rows: number) => void;
}

/** Every row of the source is exactly one of these five. */
export interface IngestOutcome {
  readonly accepted: number;
  readonly superseded: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: number;
}

const BATCH = 5_000;

/** Thrown inside a transaction to leave it without a trace. */
class Undo extends Error {
  readonly outcome: IngestOutcome;

  constructor(outcome: IngestOutcome) {
    super('nothing was written');
    this.outcome = outcome;
  }
}

/**
 * Reads rows, resolves what they name, and writes what is new or differs in one transaction with
 * the roll-up. The same rows a second time change nothing. With `atomic` and a refused row nothing
 * is written, and the outcome says so by its counts.
 */
export async function ingest(
  { db, actor, now }: Context,
  rowsOf: (lookup: ImportLookup) => AsyncIterable<ImportRow>,
  options: IngestOptions,
): Promise<IngestOutcome> {
  try {
    return await db.transaction().execute(async (tx) => {
      const { catalog } = await loadCatalog(tx, null);
      await openStaging(tx);
      const counts = { ignored: 0, rejected: 0 };
      let batch: StagedFigure[] = [];
      let read = 0;
      const resolve = resolver(catalog);
      for await (const row of rowsOf(importLookup(catalog))) {
        options.signal?.throwIfAborted();
        read += row.kind === 'observation' ? row.rows : 1;
        if (row.kind === 'ignored') counts.ignored += 1;
        else if (row.kind === 'rejected') {
          counts.rejected += 1;
          options.onRejected?.(row);
        } else batch.push(...resolve(row));
        if (batch.length >= BATCH) {
          await stageFigures(tx, batch);
          batch = [];
          options.onProgress?.(read);
        }
      }
      if (batch.length > 0) await stageFigures(tx, batch);
      options.signal?.throwIfAborted();
      const recordedAt = await takeWriteTurn(tx, now);
      const written = await applyStaged(tx, { ...options.head, actor }, recordedAt, counts);
      const { accepted, superseded, unchanged } = written;
      const outcome = { accepted, superseded, unchanged, ...counts };
      if (options.dryRun || (options.atomic && counts.rejected > 0)) throw new Undo(outcome);
      options.signal?.throwIfAborted();
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcome;
    throw error;
  }
}

/** From slugs to the handles of the database. */
function resolver(catalog: Catalog) {
  const kpis = new Map(catalog.kpis.map((kpi) => [kpi.slug, kpi]));
  const places = new Map(catalog.places.map((place) => [place.slug, place.id]));
  const segments = new Map(
    catalog.dimensions.flatMap((dimension) =>
      dimension.segments.map(
        (segment) => [`${dimension.slug} ${segment.slug}`, segment.id] as const,
      ),
    ),
  );
  const idIn = (ids: ReadonlyMap<string, number>, name: string): number => {
    const id = ids.get(name);
    if (id === undefined) throw new AppError('unknown_name', `"${name}" is not in the catalogue.`);
    return id;
  };
  return ({
    line,
    row,
    rows,
    figures,
  }: Extract<ImportRow, { kind: 'observation' }>): StagedFigure[] =>
    figures.flatMap(({ observation, target, withdraw }): StagedFigure[] => {
      const key = observation ?? (target === null ? null : { ...target, periodStart: target.from });
      if (key === null) return [];
      const kpi = kpis.get(key.kpi);
      if (kpi === undefined) throw new AppError('unknown_kpi', `There is no KPI "${key.kpi}".`);
      return [
        {
          line,
          row,
          rows,
          kpiId: kpi.id,
          grain: key.grain,
          periodStart: key.periodStart,
          segmentId:
            key.segment === null ? 0 : idIn(segments, `${kpi.dimension ?? ''} ${key.segment}`),
          placeId: key.place === null ? 0 : idIn(places, key.place),
          measures: observation === null || withdraw ? null : observation.measures,
          withdraw,
          periodTarget: target === null ? undefined : target.bounds.target,
        },
      ];
    });
}
