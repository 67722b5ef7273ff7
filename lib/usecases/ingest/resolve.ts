/** From slugs to the handles of the database. */
import type { StagedFigure } from '../../../db/queries/staging';
import type { Catalog } from '../../domain/catalog';
import { AppError } from '../../errors';
import type { ImportRow } from '../../import/observations';

type Reported = Extract<ImportRow, { kind: 'observation' }>;

export function resolver(catalog: Catalog): (row: Reported) => StagedFigure[] {
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
  return ({ line, row, rows, figures }) =>
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
