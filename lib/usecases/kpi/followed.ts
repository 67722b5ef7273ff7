/** A KPI as it is asked for, followed up to the period that is looked at: of its page, and of what is drawn elsewhere. */
import { listActions } from '../../../db/queries/actions';
import { listReadings } from '../../../db/queries/readings';
import type { Action } from '../../domain/action';
import { type CalendarDate, type Grain, isCoarser } from '../../domain/calendar';
import type { Kpi, Place } from '../../domain/catalog';
import type { Track } from '../../domain/track';
import type { Context } from '../context';
import { type Figures, followKpis } from '../figures';
import { type Frame, openOn } from '../frame';
import {
  assertBrokenDown,
  findKpi,
  findPlace,
  resolveScope,
  type Scope,
  type ScopeQuery,
} from '../scope';
import { trackOf } from './series';

export interface PlacedQuery extends ScopeQuery {
  readonly place?: string | undefined;
}

export interface Subject {
  readonly scope: Scope;
  readonly kpi: Kpi;
  /** That it is shown in: its own, or a coarser one. */
  readonly grain: Grain;
  /** Null is everywhere. */
  readonly place: Place | null;
}

/** Which KPI is looked at, and how. */
export async function subjectOf(
  context: Context,
  slug: string,
  query: PlacedQuery,
): Promise<Subject> {
  const scope = await resolveScope(context, query);
  const kpi = findKpi(scope, slug);
  assertBrokenDown(kpi, scope);
  const wanted = scope.period?.grain ?? scope.grain ?? kpi.grain;
  const grain = isCoarser(wanted, kpi.grain) ? wanted : kpi.grain;
  return { scope, kpi, grain, place: findPlace(scope.catalog, query.place) };
}

export interface Followed extends Frame {
  readonly track: Track;
  /** Those on it, open and closed; none in a look back. */
  readonly actions: readonly Action[];
}

/** Its figures, and the actions on it. Three queries at once. */
export async function follow(
  context: Context,
  { scope, kpi, grain, place }: Subject,
): Promise<Followed> {
  const { catalog, calendar, asOf } = scope;
  const [figures, actions] = await Promise.all([
    followKpis(context, scope, [kpi], grain, scope.period, place),
    // A look back says what the figures were; what is done about them is today's.
    asOf === null
      ? listActions(context.db, { catalog, calendar, asOf, closed: { kpiId: kpi.id } })
      : [],
  ]);
  const { period: looked, filling } = openOn(scope, figures, grain);
  return { scope, figures, track: trackOf(figures, kpi), looked, filling, actions };
}

/**
 * First day of the newest period of the KPI's own grain that has a figure, null without any: told from what
 * is followed, or where that is of a coarser grain by a query that goes on beside it.
 */
export async function newestOwn(
  context: Context,
  { scope, kpi, grain, place }: Subject,
): Promise<(figures: Figures) => CalendarDate | null> {
  if (grain === kpi.grain) return ({ newestStarts }) => newestStarts.get(kpi.slug) ?? null;
  const { catalog, segment, asOf } = scope;
  const where = { segmentId: segment?.id ?? 0, placeId: place?.id ?? 0, asOf, catalog };
  const own = await listReadings(context.db, [{ kpiId: kpi.id, grain: kpi.grain }], where);
  return () => own.get(kpi.id)?.at(-1)?.periodStart ?? null;
}
