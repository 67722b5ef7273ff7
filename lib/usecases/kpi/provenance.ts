/** Where the figures of a KPI's page come from. */
import { listRevisions } from '../../../db/queries/revisions';
import { measuresOf } from '../../domain/aggregate';
import {
  addDays,
  composes,
  finerPeriods,
  type Grain,
  type Period,
  parsePeriodKey,
  shiftPeriod,
} from '../../domain/calendar';
import type { Kpi, Place } from '../../domain/catalog';
import { NO_MEASURES } from '../../domain/observation';
import { type Provenance, type Revision, revisionsByPeriod } from '../../domain/provenance';
import { isTooFew } from '../../domain/status';
import { AppError } from '../../errors';
import type { Context } from '../context';
import type { Scope } from '../scope';

/** So many of the newest periods show their earlier revisions in the table itself. */
const IN_TABLE = 26;

export interface ProvenanceQuery {
  readonly kpi: Kpi;
  readonly grain: Grain;
  readonly place: Place | null;
  /** The last period shown. */
  readonly looked: Period;
  readonly newestAt: string | null;
  /** Key of the period whose figure is opened. */
  readonly figure: string | undefined;
}

/** The reports behind the newest figures, and behind the one that is opened. One query. */
export async function provenanceOf(
  { db }: Context,
  scope: Scope,
  { kpi, grain, place, looked, newestAt, figure }: ProvenanceQuery,
): Promise<Provenance> {
  const { calendar, catalog, segment, asOf } = scope;
  const opened = openedPeriod(figure, grain, scope);
  const newest =
    looked.grain === grain
      ? shiftPeriod(looked, 1 - IN_TABLE, calendar).start
      : addDays(looked.start, -40 * IN_TABLE);
  const found = await listRevisions(db, {
    kpiId: kpi.id,
    grain,
    segmentId: segment?.id ?? 0,
    placeId: place?.id ?? 0,
    from: newest,
    opened: opened === null ? null : { start: opened.start, finer: finerReach(kpi, opened, scope) },
    newestAt,
    asOf,
  });
  const shown = (revision: Revision) => showable(kpi, revision, catalog.organisation.smallestN);
  return {
    byPeriod: revisionsByPeriod(found.own.map(shown)),
    newest: found.newest,
    opened:
      opened === null
        ? null
        : {
            period: opened.key,
            revisions: found.opened.map(shown),
            total: found.openedTotal,
          },
  };
}

function openedPeriod(
  figure: string | undefined,
  grain: Grain,
  { calendar }: Scope,
): Period | null {
  if (figure === undefined || figure === '') return null;
  const period = parsePeriodKey(figure, calendar);
  if (period?.grain === grain) return period;
  throw new AppError('bad_period', `figure is "${figure}"; it must name a ${grain} of this page.`);
}

function finerReach(kpi: Kpi, opened: Period, { calendar }: Scope) {
  if (!composes(kpi.grain, opened.grain)) return null;
  const finer = finerPeriods(opened, kpi.grain, calendar);
  const first = finer[0]?.start ?? opened.start;
  return { grain: kpi.grain, first, last: finer.at(-1)?.start ?? opened.start };
}

/** With its value worked out; what too few say in a segment or place is not shown here either. */
function showable(kpi: Kpi, revision: Revision, smallestN: number): Revision {
  const measures = measuresOf(kpi.aggregation, kpi.scale, revision.measures);
  const part = revision.segment !== null || revision.place !== null;
  const hidden = part && isTooFew(kpi, measures, smallestN);
  return { ...revision, measures: hidden ? NO_MEASURES : measures, hidden };
}
