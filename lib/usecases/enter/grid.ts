/** Which cells a grid has, and what they hold: the same when it is shown and when it is saved. */
import { type EnteredFigure, listEntered } from '../../../db/queries/entered';
import {
  GRAINS,
  type Grain,
  type Period,
  type PeriodKey,
  periodContaining,
  shiftPeriod,
} from '../../domain/calendar';
import type { Kpi, Place } from '../../domain/catalog';
import { type CellTexts, cellName, fieldsOf, type GridKpi, NOTE } from '../../domain/enter-grid';
import { type EnterChoices, PERIOD_COUNTS } from '../../domain/enter-view';
import { type ListPage, listPage, readPage } from '../../domain/list-page';
import { isOver } from '../../domain/status';
import { accountableOn } from '../../domain/target';
import { AppError } from '../../errors';
import { typedText } from '../../format-typed';
import type { Context } from '../context';
import { findPlace, type Scope } from '../scope';

export interface EnterQuery {
  readonly team?: string | undefined;
  readonly q?: string | undefined;
  readonly grain?: string | undefined;
  readonly segment?: string | undefined;
  readonly place?: string | undefined;
  readonly periods?: string | undefined;
  readonly until?: string | undefined;
  readonly page?: string | undefined;
}

/** So many KPIs at a time: a grid is read line by line, and each line is a handful of fields. */
const KPIS_A_PAGE = 10;
const PERIODS = 6;

export interface Grid {
  readonly scope: Scope;
  readonly choices: EnterChoices;
  readonly place: Place | null;
  readonly grains: readonly Grain[];
  /** Oldest first. */
  readonly periods: readonly Period[];
  readonly paged: ListPage<Kpi>;
  readonly kpis: readonly GridKpi[];
  readonly figures: ReadonlyMap<string, EnteredFigure>;
  readonly cells: CellTexts;
}

/** One query besides the catalogue, whatever the number of KPIs. */
export async function gridOf(context: Context, scope: Scope, query: EnterQuery): Promise<Grid> {
  const { choices, grains, place, found } = chosen(scope, query);
  const page = readPage(query.page);
  if (page === null)
    throw new AppError('bad_page', `page is "${query.page}"; it must be 1 or more.`);
  const paged = listPage(found, page, KPIS_A_PAGE);
  const periods = periodsUpTo(choices, scope);
  const entered = await listEntered(context.db, {
    kpiIds: paged.items.map(({ id }) => id),
    grain: choices.grain,
    segmentId: scope.segment?.id ?? 0,
    placeId: place?.id ?? 0,
    from: periods[0]?.start ?? scope.today,
    to: periods.at(-1)?.start ?? scope.today,
  });
  const withSd = new Set(
    entered.filter(({ measures }) => measures.sd !== null).map(({ kpiId }) => kpiId),
  );
  const kpis = paged.items.map(({ id, slug, aggregation }) => ({
    slug,
    fields: fieldsOf(aggregation, withSd.has(id)),
  }));
  const figures = new Map(entered.map((each) => [`${each.kpiId} ${each.periodStart}`, each]));
  const { locale } = scope.catalog.organisation;
  const cells: Record<string, string> = {};
  for (const [index, { slug, fields }] of kpis.entries()) {
    for (const period of periods) {
      const figure = figures.get(`${paged.items[index]?.id} ${period.start}`);
      if (figure === undefined) continue;
      for (const field of fields) {
        const text =
          field === NOTE ? (figure.note ?? '') : typedText(figure.measures[field], locale);
        if (text !== '') cells[cellName({ kpi: slug, period: period.key }, field)] = text;
      }
    }
  }
  return { scope, choices, place, grains, periods, paged, kpis, figures, cells };
}

interface Chosen {
  readonly choices: EnterChoices;
  readonly grains: readonly Grain[];
  readonly place: Place | null;
  readonly found: readonly Kpi[];
}

function chosen(scope: Scope, query: EnterQuery): Chosen {
  const { catalog, today, segment } = scope;
  const team = query.team?.trim() ?? '';
  if (team !== '' && !catalog.teams.some(({ slug }) => slug === team)) {
    throw new AppError('unknown_team', `There is no team "${team}".`, { status: 404 });
  }
  const q = query.q?.trim() ?? '';
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const ofTeam = catalog.kpis.filter(
    (kpi) =>
      !kpi.retired &&
      (team === '' || accountableOn(kpi, today) === team) &&
      (segment === null || kpi.dimension === segment.dimension) &&
      words.every((word) => `${kpi.name} ${kpi.slug}`.toLowerCase().includes(word)),
  );
  const grains = GRAINS.filter((each) => ofTeam.some((kpi) => kpi.grain === each));
  const grain = grainAsked(query.grain, ofTeam);
  const place = findPlace(catalog, query.place);
  return {
    choices: {
      team,
      q,
      grain,
      segment: segment?.slug ?? 'all',
      place: place?.slug ?? '',
      periods: countAsked(query.periods),
      until: untilAsked(query.until, grain, scope),
    },
    grains,
    place,
    found: ofTeam.filter((kpi) => kpi.grain === grain),
  };
}

/** The grain that most of the KPIs have, where none is asked for. */
function grainAsked(asked: string | undefined, kpis: readonly Kpi[]): Grain {
  if (asked === undefined || asked === '') {
    const count = (grain: Grain) => kpis.filter((kpi) => kpi.grain === grain).length;
    return GRAINS.toSorted((a, b) => count(b) - count(a))[0] ?? 'week';
  }
  const found = GRAINS.find((grain) => grain === asked);
  if (found !== undefined) return found;
  throw new AppError('bad_grain', `grain is "${asked}"; it must be one of ${GRAINS.join(', ')}.`);
}

function countAsked(asked: string | undefined): number {
  if (asked === undefined || asked === '') return PERIODS;
  const count = PERIOD_COUNTS.find((each) => String(each) === asked);
  if (count !== undefined) return count;
  throw new AppError(
    'bad_periods',
    `periods is "${asked}"; it must be one of ${PERIOD_COUNTS.join(', ')}.`,
  );
}

/** The newest period that is over, where none is asked for; nothing is entered for what has not begun. */
function untilAsked(
  asked: string | undefined,
  grain: Grain,
  { calendar, today, period }: Scope,
): PeriodKey {
  const present = periodContaining(today, grain, calendar);
  if (asked === undefined || asked === '') {
    return isOver(present, today) ? present.key : shiftPeriod(present, -1, calendar).key;
  }
  if (period === null || period.grain !== grain) {
    throw new AppError('bad_period', `until is "${asked}"; it must name a ${grain}.`);
  }
  return period.start > present.start ? present.key : period.key;
}

function periodsUpTo(
  { until, periods, grain }: EnterChoices,
  { calendar, today, period }: Scope,
): readonly Period[] {
  const present = periodContaining(today, grain, calendar);
  const last =
    period !== null && period.key === until
      ? period
      : present.key === until
        ? present
        : shiftPeriod(present, -1, calendar);
  return Array.from({ length: periods }, (_, index) =>
    shiftPeriod(last, index - periods + 1, calendar),
  );
}
