/** The list of KPIs: found, narrowed and sorted. Where every mark of the contrast leads. */
import { listReadings } from '../../db/queries/readings';
import { boardItem } from '../domain/board';
import { type CalendarDate, isCoarser, periodContaining, shiftPeriod } from '../domain/calendar';
import type { Kpi } from '../domain/catalog';
import { type ContrastIndex, contrastIndex } from '../domain/contrast-index';
import { type Freshness, freshness, newestDuePeriod } from '../domain/freshness';
import {
  FILTER_CHOICES,
  type FilterName,
  type KpiChoices,
  narrowed,
  readChoice,
} from '../domain/kpi-filter';
import type { KpiListItem, KpiListView } from '../domain/kpi-view';
import { readPage } from '../domain/list-page';
import { commonGrain } from '../domain/period-choice';
import { accountableOn } from '../domain/target';
import type { Track } from '../domain/track';
import { keepingTeams } from '../domain/withheld';
import { AppError } from '../errors';
import { words } from '../words';
import type { Context } from './context';
import { followKpis } from './figures';
import { dimensionsOf, frameOf, isCritical, openOn } from './frame';
import { remembered } from './remembered';
import { resolveScope, type Scope, type ScopeQuery } from './scope';

export interface KpiListQuery extends ScopeQuery {
  readonly team?: string | undefined;
  readonly stage?: string | undefined;
  readonly lens?: string | undefined;
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
  readonly signal?: string | undefined;
  readonly freshness?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly page?: string | undefined;
}

/**
 * KPIs that a team answers for or shares, of a stage, of a lens; all of them without a filter. Null
 * when nothing is defined yet.
 */
export const kpiList = remembered(loadKpiList);

async function loadKpiList(context: Context, query: KpiListQuery): Promise<KpiListView | null> {
  const scope = await resolveScope(context, query);
  const { catalog } = scope;
  const index = contrastIndex(catalog);
  if (catalog.journeys.length === 0 && catalog.kpis.length === 0) return null;
  const team = findIn(catalog.teams, query.team, 'team');
  const stage = findIn(catalog.stages, query.stage, 'stage');
  const lens = lensOf(query.lens);
  const choices = choicesOf(query);
  const page = pageOf(query.page);
  const pool = team === null ? null : new Set([team.slug, ...(index.below.get(team.slug) ?? [])]);
  const kpis = catalog.kpis.filter(
    (kpi) =>
      !kpi.retired &&
      (lens === null || kpi.lens === lens || kpi.lens === 'both') &&
      (stage === null || kpi.stages.some((mapping) => mapping.stage === stage.slug)) &&
      (pool === null ||
        kpi.accountable.some((entry) => pool.has(entry.team)) ||
        kpi.contributing.some((slug) => pool.has(slug))),
  );
  const grain = scope.period?.grain ?? commonGrain(kpis) ?? 'week';
  const figures = await followKpis(context, scope, kpis, grain, scope.period);
  const { period: looked, filling } = openOn(scope, figures, grain);
  const tracks = [...figures.tracks.values()];
  const items = listItems(tracks, {
    scope,
    index,
    pool,
    frame: { scope, figures, looked, filling },
    newest: await newestFigures(context, scope, tracks),
  });
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    frame: frameOf({ scope, figures, looked, filling }),
    segment: scope.segment?.slug ?? 'all',
    dimensions: dimensionsOf(catalog, tracks),
    withheld: keepingTeams(catalog, scope.today),
    team,
    stage,
    lens,
    choices,
    teams: catalog.teams.filter((each) => !each.retired).map(named),
    stages: catalog.stages
      .filter((each) => !each.retired)
      .map((each) => ({
        ...named(each),
        journey: catalog.journeys.find(({ slug }) => slug === each.journey)?.name ?? each.journey,
      })),
    items: narrowed(items, choices),
    of: items.length,
    page,
  };
}

interface ListParts {
  readonly scope: Scope;
  readonly index: ContrastIndex;
  /** Slugs of the team asked for and those below it. */
  readonly pool: ReadonlySet<string> | null;
  readonly frame: Parameters<typeof frameOf>[0];
  readonly newest: ReadonlyMap<string, CalendarDate>;
}

function listItems(
  tracks: readonly Track[],
  { scope, index, pool, frame, newest }: ListParts,
): readonly KpiListItem[] {
  const { catalog } = scope;
  const { looked } = frame;
  const wording = words(catalog.organisation, scope.calendar, looked);
  return tracks.flatMap((track): KpiListItem[] => {
    const { kpi } = track;
    const answers = pool?.has(accountableOn(kpi, looked.start)) ?? null;
    const shares = pool === null || kpi.contributing.some((slug) => pool.has(slug));
    if (answers === false && !shares) return [];
    return [
      {
        ...boardItem(track, { catalog, looked, isCritical: isCritical(index), words: wording }),
        lens: kpi.lens,
        kind: kpi.kind,
        definition: kpi.definition,
        freshness: freshnessOf(kpi, newest.get(kpi.slug), scope),
        part: answers === null ? null : answers ? 'answers' : 'shares',
      },
    ];
  });
}

function freshnessOf(
  kpi: Kpi,
  newest: CalendarDate | undefined,
  { calendar, today }: Scope,
): Freshness {
  const period = newest === undefined ? null : periodContaining(newest, kpi.grain, calendar);
  return freshness(kpi, period, today, calendar);
}

/**
 * First day of the newest period with a figure, of each KPI's own grain. Only KPIs that are looked at
 * more coarsely are read again, and of those the newest few periods.
 */
async function newestFigures(
  context: Context,
  scope: Scope,
  tracks: readonly Track[],
): Promise<ReadonlyMap<string, CalendarDate>> {
  const { catalog, calendar, today, segment, asOf } = scope;
  const newest = new Map<string, CalendarDate>();
  const again: Track[] = [];
  for (const track of tracks) {
    const last = track.points.findLast(({ reading }) => reading !== null)?.period;
    if (last === undefined) continue;
    newest.set(track.kpi.slug, last.start);
    if (isCoarser(last.grain, track.kpi.grain)) again.push(track);
  }
  const [from] = again
    .map(({ kpi }) => shiftPeriod(newestDuePeriod(kpi, today, calendar), -2, calendar).start)
    .toSorted();
  if (from === undefined) return newest;
  const readings = await listReadings(
    context.db,
    again.map(({ kpi }) => ({ kpiId: kpi.id, grain: kpi.grain })),
    { segmentId: segment?.id ?? 0, placeId: 0, asOf, catalog, from },
  );
  for (const { kpi, points } of again) {
    const last = readings.get(kpi.id)?.at(-1)?.periodStart ?? points[0]?.period.start;
    if (last !== undefined) newest.set(kpi.slug, last);
  }
  return newest;
}

function choicesOf(query: KpiListQuery): KpiChoices {
  const choice = <Name extends FilterName>(name: Name): KpiChoices[Name] => {
    const read = readChoice(name, query[name]);
    if (read !== undefined) return read;
    const choices = FILTER_CHOICES[name].join(', ');
    throw new AppError('bad_filter', `${name} is "${query[name]}"; it must be one of ${choices}.`);
  };
  return {
    kind: choice('kind'),
    status: choice('status'),
    signal: choice('signal'),
    freshness: choice('freshness'),
    sort: choice('sort'),
    q: query.q?.trim() ?? '',
  };
}

function pageOf(text: string | undefined): number {
  const page = readPage(text);
  if (page !== null) return page;
  throw new AppError('bad_page', `page is "${text}"; it must be a number from 1.`);
}

function lensOf(text: string | undefined): KpiListView['lens'] {
  return text === 'silo' || text === 'experience' ? text : null;
}

const named = ({ slug, name }: { readonly slug: string; readonly name: string }) => ({
  slug,
  name,
});

function findIn<T extends { readonly slug: string; readonly retired: boolean }>(
  entities: readonly T[],
  slug: string | undefined,
  noun: string,
): T | null {
  if (slug === undefined || slug === '') return null;
  const found = entities.find((each) => each.slug === slug && !each.retired);
  if (found !== undefined) return found;
  throw new AppError(`unknown_${noun}`, `There is no ${noun} "${slug}".`, { status: 404 });
}
