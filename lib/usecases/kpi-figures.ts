/** The figures of a KPI to take away, as they were reported. */
import { listTidyFigures, type TidyFigure } from '../../db/queries/tidy-figures';
import type { Calendar } from '../domain/calendar';
import type { Kpi } from '../domain/catalog';
import type { Context } from './context';
import { assertBrokenDown, findKpi, findPlace, resolveScope, type ScopeQuery } from './scope';

export interface KpiFiguresQuery extends Pick<ScopeQuery, 'segment' | 'asOf'> {
  readonly place?: string | undefined;
}

export interface KpiFigures {
  readonly kpi: Pick<Kpi, 'slug' | 'name'>;
  readonly calendar: Calendar;
  readonly figures: readonly TidyFigure[];
}

/** All reported figures of a KPI, or those of one segment and place. */
export async function kpiFigures(
  context: Context,
  slug: string,
  query: KpiFiguresQuery,
): Promise<KpiFigures> {
  const scope = await resolveScope(context, { segment: query.segment, asOf: query.asOf });
  const kpi = findKpi(scope, slug);
  assertBrokenDown(kpi, scope);
  const figures = await listTidyFigures(context.db, {
    kpiId: kpi.id,
    segmentId: scope.segment?.id ?? null,
    placeId: findPlace(scope.catalog, query.place)?.id ?? null,
    asOf: scope.asOf,
  });
  return { kpi: { slug: kpi.slug, name: kpi.name }, calendar: scope.calendar, figures };
}
