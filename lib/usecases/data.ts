/** Whether figures come in on time and whole, from where, and whether they stay as they were. */
import { importsOf, listSources } from '../../db/queries/data-facts';
import { listReadings } from '../../db/queries/readings';
import { countRestated, listRestated } from '../../db/queries/restatements';
import { isIn, measuresOf } from '../domain/aggregate';
import { addDays, periodContaining } from '../domain/calendar';
import type { Catalog, Kpi } from '../domain/catalog';
import { coverage } from '../domain/coverage';
import { DATA_STATES, dataNarrowed } from '../domain/data-filter';
import type { FeedView, KpiData, SourceData } from '../domain/data-view';
import { freshness, newestDuePeriod } from '../domain/freshness';
import { type ListPage, readPage } from '../domain/list-page';
import type { Reading } from '../domain/observation';
import type { RestatedFigure } from '../domain/restatement';
import { isTooFew } from '../domain/status';
import { accountableOn } from '../domain/target';
import { isRate } from '../domain/to-date';
import { AppError } from '../errors';
import type { Context } from './context';
import { remembered } from './remembered';
import { findKpi, resolveScope, type Scope } from './scope';

/** Longer than any coverage reaches back; a KPI that was silent since is found all the same. */
const LOOKS_BACK_DAYS = 1_150;

/** Everything about how figures come in. Six queries, whatever the number of KPIs. */
export const dataPage = remembered(loadDataPage);

async function loadDataPage(context: Context): Promise<FeedView> {
  const scope = await resolveScope(context, {});
  const { catalog, today } = scope;
  const kpis = catalog.kpis.filter(({ retired }) => !retired);
  const rates = kpis.filter(isRate).map(({ id }) => id);
  const [readings, restated, { sources, open }] = await Promise.all([
    listReadings(
      context.db,
      kpis.map(({ id, grain }) => ({ kpiId: id, grain })),
      { segmentId: 0, placeId: 0, asOf: null, catalog, from: addDays(today, -LOOKS_BACK_DAYS) },
    ),
    countRestated(context.db, rates, seenKpis(catalog)),
    listSources(context.db),
  ]);
  const newest = new Map(
    kpis.flatMap((kpi) => {
      const report = newestReport(readings.get(kpi.id) ?? []);
      return report === null ? [] : [[kpi.id, report] as const];
    }),
  );
  const imports = await importsOf(
    context.db,
    kpis.flatMap(({ id, grain }) => {
      const report = newest.get(id);
      return report === undefined ? [] : [{ kpiId: id, grain, ...report }];
    }),
  );
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    kpis: kpis.map((kpi) => {
      const at = newest.get(kpi.id)?.recordedAt;
      const found = imports.get(kpi.id);
      return {
        ...kpiData(kpi, readings.get(kpi.id) ?? [], scope),
        lastImport: at === undefined || found === undefined ? null : { ...found, recordedAt: at },
        changed: restated.byKpi.get(kpi.id) ?? null,
      };
    }),
    sources: sources.map(
      ({ lastId, lastAt, ...rest }): SourceData => ({
        ...rest,
        last: { id: lastId, recordedAt: lastAt },
        rates: restated.bySource.get(rest.source)?.rates ?? null,
        others: restated.bySource.get(rest.source)?.others ?? null,
      }),
    ),
    open,
  };
}

/** Of which period the figure is that came in last. */
function newestReport(
  readings: readonly Reading[],
): Pick<Reading, 'periodStart' | 'recordedAt'> | null {
  let newest: Reading | null = null;
  for (const reading of readings) {
    if (newest === null || reading.recordedAt >= newest.recordedAt) newest = reading;
  }
  return newest === null
    ? null
    : { periodStart: newest.periodStart, recordedAt: newest.recordedAt };
}

function kpiData(
  kpi: Kpi,
  readings: readonly Reading[],
  { catalog, calendar, today }: Scope,
): Omit<KpiData, 'lastImport' | 'changed'> {
  const there = readings
    .filter(({ measures }) => isIn(kpi.aggregation, measures))
    .map(({ periodStart }) => periodStart);
  const last = there.at(-1);
  const newest = last === undefined ? null : periodContaining(last, kpi.grain, calendar);
  return {
    slug: kpi.slug,
    name: kpi.name,
    source: kpi.source,
    team: teamOf(catalog, accountableOn(kpi, today)),
    freshness: freshness(kpi, newest, today, calendar),
    newest: newest?.key ?? null,
    due: newestDuePeriod(kpi, today, calendar).key,
    coverage: coverage(kpi, there, today, calendar),
    isRate: isRate(kpi),
  };
}

const teamOf = ({ teams }: Catalog, slug: string) => ({
  slug,
  name: teams.find((team) => team.slug === slug)?.name ?? slug,
});

export interface FreshnessQuery {
  readonly q?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: string | undefined;
  readonly page?: string | undefined;
}

/** The KPIs that are asked for, those that wait for figures first. */
export async function freshnessPage(
  context: Context,
  { q = '', team = '', state = '', page: asked }: FreshnessQuery,
): Promise<{ readonly view: FeedView; readonly kpis: readonly KpiData[]; readonly page: number }> {
  const page = pageOf(asked);
  const found = DATA_STATES.find((each) => each === state) ?? null;
  if (found === null && state !== '') {
    throw new AppError(
      'bad_state',
      `state is "${state}"; it must be one of ${DATA_STATES.join(', ')}.`,
    );
  }
  const view = await dataPage(context);
  return { view, kpis: dataNarrowed(view.kpis, { q, team, state: found }), page };
}

function pageOf(asked: string | undefined): number {
  const page = readPage(asked);
  if (page !== null) return page;
  throw new AppError('bad_page', `page is "${asked}"; it must be 1 or more.`);
}

export interface RestatementsQuery {
  readonly kpi?: string | undefined;
  readonly team?: string | undefined;
  readonly source?: string | undefined;
  readonly page?: string | undefined;
}

/** A figure that changed, with its values worked out; null values where too few answered to be shown. */
export interface RestatedView {
  readonly figure: RestatedFigure;
  readonly kpi: Kpi;
  readonly was: number | null;
  readonly now: number | null;
  readonly hidden: boolean;
}

export interface RestatementsView {
  readonly organisation: Catalog['organisation'];
  readonly demo: boolean;
  readonly paged: ListPage<RestatedView>;
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
  readonly names: ReadonlyMap<string, string>;
}

const LINES = 50;

/** Figures that say something else than when they were first known, the newest change first. Two queries. */
export async function restatementsPage(
  context: Context,
  query: RestatementsQuery,
): Promise<RestatementsView> {
  const page = pageOf(query.page);
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const found = await listRestated(context.db, {
    kpiIds: kpisAsked(scope, query),
    source: query.source === undefined || query.source === '' ? null : query.source,
    limit: LINES,
    offset: (page - 1) * LINES,
  });
  const kpis = new Map(catalog.kpis.map((kpi) => [kpi.id, kpi]));
  const items = found.figures.flatMap((figure): RestatedView[] => {
    const kpi = kpis.get(figure.kpiId);
    return kpi === undefined ? [] : [restatedView(figure, kpi, catalog.organisation.smallestN)];
  });
  const from = items.length === 0 ? 0 : (page - 1) * LINES + 1;
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    paged: {
      items,
      page,
      pages: Math.max(page, Math.ceil(found.total / LINES)),
      from,
      to: from + items.length - (items.length === 0 ? 0 : 1),
      of: found.total,
    },
    teams: catalog.teams
      .filter(({ retired }) => !retired)
      .map(({ slug, name }) => ({ slug, name })),
    names: new Map(
      [...catalog.places, ...catalog.dimensions.flatMap(({ segments }) => segments)].map(
        ({ slug, name }) => [slug, name],
      ),
    ),
  };
}

/** Null is all: where something was taken out of the catalogue, what is left. */
const seenKpis = ({ kpis, withheld }: Catalog): readonly number[] | null =>
  withheld === undefined ? null : kpis.map(({ id }) => id);

function kpisAsked(scope: Scope, { kpi, team }: RestatementsQuery): readonly number[] | null {
  if (kpi !== undefined && kpi !== '') return [findKpi(scope, kpi).id];
  if (team === undefined || team === '') return seenKpis(scope.catalog);
  if (!scope.catalog.teams.some(({ slug }) => slug === team)) {
    throw new AppError('unknown_team', `There is no team "${team}".`, { status: 404 });
  }
  return scope.catalog.kpis
    .filter((each) => accountableOn(each, scope.today) === team)
    .map(({ id }) => id);
}

/** What too few say in a segment or place is not shown here either. */
function restatedView(figure: RestatedFigure, kpi: Kpi, smallestN: number): RestatedView {
  const part = figure.segment !== null || figure.place !== null;
  const [was, now] = [figure.first.measures, figure.now.measures].map((each) =>
    measuresOf(kpi.aggregation, kpi.scale, each),
  );
  const hidden =
    part && [was, now].some((each) => each !== undefined && isTooFew(kpi, each, smallestN));
  return {
    figure,
    kpi,
    was: hidden ? null : (was?.value ?? null),
    now: hidden ? null : (now?.value ?? null),
    hidden,
  };
}
