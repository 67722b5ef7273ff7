/** From slugs to the handles of the database. */
import type { StagedFigure } from '../../../db/queries/staging';
import type { Catalog } from '../../domain/catalog';
import { AppError } from '../../errors';
import type { ImportRow } from '../../import/observations';

type Reported = Extract<ImportRow, { kind: 'observation' }>;

interface KpiHandles {
  readonly id: number;
  /** By slug, of the segments of its dimension. */
  readonly segments: ReadonlyMap<string, number>;
}

/** Adds the figures of a row to those that are to be written. */
export function resolver(catalog: Catalog): (row: Reported, into: StagedFigure[]) => void {
  const idsOf = (items: readonly { readonly slug: string; readonly id: number }[]) =>
    new Map(items.map(({ slug, id }) => [slug, id]));
  const dimensions = new Map(
    catalog.dimensions.map(({ slug, segments }) => [slug, idsOf(segments)]),
  );
  const kpis = new Map<string, KpiHandles>(
    catalog.kpis.map(({ slug, id, dimension }) => [
      slug,
      { id, segments: dimensions.get(dimension ?? '') ?? new Map() },
    ]),
  );
  const places = idsOf(catalog.places);
  return ({ line, row, rows, figures }, into) => {
    for (const { observation, target, withdraw } of figures) {
      const key = observation ?? target;
      if (key === null) continue;
      const kpi = kpis.get(key.kpi);
      if (kpi === undefined) throw new AppError('unknown_kpi', `There is no KPI "${key.kpi}".`);
      into.push({
        line,
        row,
        rows,
        kpiId: kpi.id,
        grain: key.grain,
        periodStart: 'from' in key ? key.from : key.periodStart,
        segmentId: key.segment === null ? 0 : idIn(kpi.segments, key.segment),
        placeId: key.place === null ? 0 : idIn(places, key.place),
        measures: observation === null || withdraw ? null : observation.measures,
        withdraw,
        periodTarget: target === null ? undefined : target.bounds.target,
      });
    }
  };
}

function idIn(ids: ReadonlyMap<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new AppError('unknown_name', `"${name}" is not in the catalogue.`);
  return id;
}
