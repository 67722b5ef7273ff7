/** Check-ins: which are due from whom, their form, and saving one. */
import { listCheckIns, upsertCheckIn } from '../../db/queries/check-ins';
import { setActor } from '../../db/queries/definitions';
import { signalBoard, teamRef } from '../domain/board';
import { addDays, type Period, parsePeriodKey, shiftPeriod } from '../domain/calendar';
import type { Catalog } from '../domain/catalog';
import { type DueCheckIn, dueCheckIns } from '../domain/check-in';
import { type CheckInFaults, readCheckIn, type TypedCheckIn } from '../domain/check-in-request';
import { contrastIndex } from '../domain/contrast-index';
import type { Named, ShownOrganisation, TeamRef } from '../domain/contrast-view';
import { kpisOfJourney, mappedTo } from '../domain/journey-kpis';
import { commonGrain } from '../domain/period-choice';
import { lineOf } from '../domain/policy';
import type { CheckIn } from '../domain/review-record';
import { accountableOn } from '../domain/target';
import { AppError, isAppError } from '../errors';
import { words } from '../words';
import { type Context, demand, demandSight, demandSome } from './context';
import { followKpis } from './figures';
import { isCritical, openOn } from './frame';
import { findJourney, findKpi, inCommon, resolveScope, seenCatalog } from './scope';

export interface CheckInsView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly period: Period;
  readonly team: TeamRef | null;
  readonly teams: readonly Named[];
  readonly due: readonly DueCheckIn[];
}

/** What teams have to say of a period, of one of them where it is named. Four queries. */
export async function checkInList(
  context: Context,
  query: { readonly team?: string | undefined; readonly period?: string | undefined },
): Promise<CheckInsView> {
  demandSight(context, 'read');
  // What is due before a review is about what all in it may see.
  const scope = await resolveScope(inCommon(context), { period: query.period });
  const { catalog, calendar } = scope;
  const journey = findJourney(catalog, undefined);
  if (journey === null) {
    throw new AppError(
      'no_journey',
      'No journey is defined yet: there is nothing to check in on.',
      {
        status: 404,
      },
    );
  }
  const asked = query.team?.trim() ?? '';
  const team = catalog.teams.find(({ slug }) => slug === asked);
  if (asked !== '' && team === undefined) {
    throw new AppError('unknown_team', `There is no team "${asked}".`, { status: 404 });
  }
  const index = contrastIndex(catalog);
  const kpis = kpisOfJourney(index, journey.slug);
  const grain = scope.period?.grain ?? commonGrain(mappedTo(index, journey.slug)) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period } = openOn(scope, figures, grain);
  const said = await listCheckIns(context.db, {
    catalog,
    from: addDays(period.start, -400),
    to: period.end,
  });
  const board = signalBoard({
    catalog,
    tracks: [...figures.tracks.values()],
    looked: period,
    isCritical: isCritical(index),
    words: words(catalog.organisation, calendar, period),
  });
  const due = dueCheckIns(
    board,
    said,
    (item) => parsePeriodKey(item.period, calendar)?.start ?? period.start,
  );
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    period,
    team: team === undefined ? null : teamRef(catalog, team.slug),
    teams: catalog.teams
      .filter(({ retired }) => !retired)
      .map(({ slug, name }) => ({ slug, name })),
    due: due.filter((each) => team === undefined || each.team.slug === team.slug),
  };
}

export interface CheckInFormView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly kpi: Named;
  readonly period: Period;
  readonly team: TeamRef;
  readonly typed: TypedCheckIn;
  /** The one that is changed; 0 where there is none yet. */
  readonly version: number;
  /** The text is that of the period before, to be brought up to date. */
  readonly isDraft: boolean;
}

export interface CheckInQuery {
  readonly period?: string | undefined;
  readonly team?: string | undefined;
}

/** The form: what was said of this period, else a draft from what was said before. Two queries. */
export async function checkInPage(
  context: Context,
  slug: string,
  query: CheckInQuery,
): Promise<CheckInFormView> {
  demandSight(context, 'read');
  const scope = await resolveScope(context, { period: query.period });
  const { catalog } = scope;
  const { kpi, period, team } = subject(catalog, slug, query);
  demandSight(context, 'review.record', lineOf(catalog.teams, team.slug));
  const said = await listCheckIns(context.db, {
    catalog,
    from: addDays(period.start, -400),
    to: period.start,
  });
  const own = said.filter(
    (each) => each.kpi === slug && each.team === team.slug && each.grain === period.grain,
  );
  const present = own.find(({ start }) => start === period.start);
  const before = shiftPeriod(period, -1, catalog.organisation);
  const draft = own.findLast(({ start }) => start === before.start);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    kpi: { slug, name: kpi.name },
    period,
    team: teamRef(catalog, team.slug),
    typed: typedOf(present ?? draft),
    version: present?.version ?? 0,
    isDraft: present === undefined && draft !== undefined,
  };
}

/** Saves a check-in. Throws `AppError('bad_check_in')` with its faults, 409 where another one came first. */
export async function checkIn(
  context: Context,
  slug: string,
  query: CheckInQuery,
  typed: TypedCheckIn,
  version: number,
): Promise<void> {
  demandSome(context, 'review.record');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    const { catalog } = await seenCatalog({ ...context, db: tx }, null);
    const { kpi, period, team } = subject(catalog, slug, query);
    demand(context, 'review.record', lineOf(catalog.teams, team.slug));
    const read = readCheckIn(typed, catalog.organisation);
    if ('faults' in read) {
      throw new AppError('bad_check_in', Object.values(read.faults).join(' '), {
        status: 422,
        details: read.faults,
      });
    }
    const at = context.now();
    await setActor(tx, actor, at);
    const written = await upsertCheckIn(tx, {
      ...read.checkIn,
      kpiId: kpi.id,
      teamId: team.id,
      grain: period.grain,
      start: period.start,
      at: at.toISOString(),
      actor,
      version,
    });
    if (written) return;
    throw new AppError(
      'check_in_overtaken',
      'Somebody of this team checked in meanwhile. What you typed is still here: open the form anew in another window, and bring both together.',
      { status: 409 },
    );
  });
}

/** What `checkIn` found wrong; null when an error is another one. */
export function checkInFaultsOf(error: unknown): CheckInFaults | null {
  return isAppError(error) && error.code === 'bad_check_in'
    ? (error.details as CheckInFaults)
    : null;
}

/** The team that answers may check in, and those that share. */
function subject(catalog: Catalog, slug: string, query: CheckInQuery) {
  const kpi = findKpi({ catalog }, slug);
  const key = query.period?.trim() ?? '';
  const period = parsePeriodKey(key, catalog.organisation);
  if (period === null) {
    throw new AppError(
      'bad_period',
      `period is "${key}"; say which period the check-in is about.`,
      {
        status: 404,
      },
    );
  }
  const accountable = accountableOn(kpi, period.start);
  const asked = query.team?.trim() ?? '';
  const wanted = asked === '' ? accountable : asked;
  const team = catalog.teams.find((each) => each.slug === wanted);
  if (team !== undefined && (wanted === accountable || kpi.contributing.includes(wanted))) {
    return { kpi, period, team };
  }
  throw new AppError(
    'not_concerned',
    `"${wanted}" neither answers for ${kpi.name} nor shares it, so it has nothing to say of it here.`,
    { status: 404 },
  );
}

const typedOf = (said: CheckIn | undefined): TypedCheckIn => ({
  happened: said?.happened ?? '',
  why: said?.why ?? '',
  next: said?.next ?? '',
  backBy: said?.backBy ?? '',
});
