/** Marking a change on a KPI's chart, and taking the mark back. */
import { deleteAnnotation, insertAnnotation } from '../../db/queries/annotations';
import { setActor } from '../../db/queries/definitions';
import { takeWriteTurn } from '../../db/queries/observations';
import type { CalendarDate } from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import type { Annotation, Catalog, Kpi } from '../domain/catalog';
import { type ChangeFaults, readChange, type TypedChange } from '../domain/change-request';
import type { ShownOrganisation } from '../domain/contrast-view';
import { type Line, lineOf } from '../domain/policy';
import { accountableOn } from '../domain/target';
import { AppError, isAppError } from '../errors';
import { type Context, demand, demandSight, demandSome } from './context';
import { findKpi, resolveScope, seenCatalog } from './scope';

export interface ChangeView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly kpi: Pick<Kpi, 'slug' | 'name' | 'grain'>;
  readonly today: CalendarDate;
}

/** What the form that marks a change shows. */
export async function changePage(context: Context, slug: string): Promise<ChangeView> {
  const scope = await resolveScope(context, {});
  const kpi = findKpi(scope, slug);
  demandSight(context, 'change.mark', ownLine(scope.catalog, kpi, scope.today));
  return {
    organisation: scope.catalog.organisation,
    demo: scope.demo,
    kpi: { slug: kpi.slug, name: kpi.name, grain: kpi.grain },
    today: scope.today,
  };
}

/**
 * Marks a change. Limits start anew from the period that holds its day where it says so. Throws
 * `AppError('bad_change')` with the faults field by field where it cannot be taken as typed.
 */
export async function markChange(
  context: Context,
  slug: string,
  typed: TypedChange,
): Promise<void> {
  demandSome(context, 'change.mark');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    const { catalog } = await seenCatalog({ ...context, db: tx }, null);
    const kpi = findKpi({ catalog }, slug);
    const marked = catalog.annotations.filter((each) => each.kpi === slug);
    const today = dateInZone(at, catalog.organisation.timeZone);
    demand(context, 'change.mark', ownLine(catalog, kpi, today));
    const read = readChange(typed, { today, marked });
    if ('faults' in read) {
      throw new AppError('bad_change', Object.values(read.faults).join(' '), {
        status: 422,
        details: read.faults,
      });
    }
    await setActor(tx, actor, at);
    await insertAnnotation(tx, kpi.id, read.change);
  });
}

/** What `markChange` found wrong; null when an error is another one. */
export function changeFaultsOf(error: unknown): ChangeFaults | null {
  return isAppError(error) && error.code === 'bad_change' ? (error.details as ChangeFaults) : null;
}

/** Takes a mark back: the chart forgets it, the audit log and earlier looks back keep it. */
export async function withdrawChange(
  context: Context,
  slug: string,
  id: Annotation['id'],
): Promise<void> {
  demandSome(context, 'change.mark');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    const { catalog } = await seenCatalog({ ...context, db: tx }, null);
    const kpi = findKpi({ catalog }, slug);
    const today = dateInZone(at, catalog.organisation.timeZone);
    demand(context, 'change.mark', ownLine(catalog, kpi, today));
    await setActor(tx, actor, at);
    if (await deleteAnnotation(tx, kpi.id, id)) return;
    throw new AppError('unknown_change', 'That change is not marked any more.', { status: 404 });
  });
}

/** The team that answers for a KPI, and those above it. */
function ownLine({ teams }: Catalog, kpi: Kpi, today: CalendarDate): Line {
  return lineOf(teams, accountableOn(kpi, today));
}
