/** Figures that no system holds, entered by people: the grid, and what is saved of it. */
import { takeWriteTurn } from '../../db/queries/observations';
import type { Period, PeriodKey } from '../domain/calendar';
import { shiftPeriod } from '../domain/calendar';
import type { Kpi } from '../domain/catalog';
import {
  type CellTexts,
  type ChangedFigure,
  cellName,
  figureName,
  gridChanges,
} from '../domain/enter-grid';
import type { EnterKpi, EnterPeriod, EnterVerdict, EnterView } from '../domain/enter-view';
import { isOver } from '../domain/status';
import { accountableOn } from '../domain/target';
import type { Track } from '../domain/track';
import { withUnit } from '../format';
import { formatAgainstTarget, formatTarget } from '../format-compare';
import { periodName } from '../format-period';
import { shortName } from '../words';
import { type Context, demandSome, demandSomeSight } from './context';
import { type EnterQuery, type Grid, gridOf } from './enter/grid';
import { Refusal, reportChanges, type Written } from './enter/report';
import { followKpis } from './figures';
import { resolveScope } from './scope';

/** The grid as it is filled in, with what the figures come to. */
export async function enterPage(context: Context, query: EnterQuery): Promise<EnterView> {
  demandSomeSight(context, 'figures.write');
  const scope = await resolveScope(context, { segment: query.segment, period: query.until });
  const grid = await gridOf(context, scope, query);
  const { choices, place, periods, paged } = grid;
  const last = periods.at(-1) ?? null;
  const { tracks } = await followKpis(context, scope, paged.items, choices.grain, last, place);
  const { catalog, calendar } = scope;
  const next = last === null ? null : shiftPeriod(last, 1, calendar);
  const { items, ...rest } = paged;
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    choices,
    teams: catalog.teams.filter(({ retired }) => !retired).map(named),
    grains: grid.grains,
    segments: catalog.dimensions.flatMap(({ segments }) =>
      segments.filter(({ retired }) => !retired).map(named),
    ),
    places: catalog.places.filter(({ retired }) => !retired).map(named),
    periods: periods.map((period) => shownPeriod(period, grid)),
    kpis: items.map((kpi, index) => shownKpi(kpi, index, grid, tracks.get(kpi.slug))),
    cells: grid.cells,
    paged: rest,
    earlier:
      (periods[0] === undefined ? null : shiftPeriod(periods[0], -1, calendar))?.key ??
      choices.until,
    later: next === null || next.start > scope.today ? null : laterKey(next, grid),
  };
}

const named = ({ slug, name }: { readonly slug: string; readonly name: string }) => ({
  slug,
  name,
});

/** As many periods on as are shown, at most to the one in progress. */
function laterKey(next: Period, { choices, scope }: Grid): PeriodKey {
  let last = next;
  for (let n = 1; n < choices.periods; n += 1) {
    const further = shiftPeriod(last, 1, scope.calendar);
    if (further.start > scope.today) break;
    last = further;
  }
  return last.key;
}

function shownPeriod(period: Period, { scope, periods }: Grid): EnterPeriod {
  const { locale } = scope.catalog.organisation;
  return {
    key: period.key,
    short: shortName(period.key, locale, scope.calendar, periods.at(-1) ?? period),
    name: periodName(period, locale),
    inProgress: !isOver(period, scope.today),
  };
}

function shownKpi(kpi: Kpi, index: number, grid: Grid, track: Track | undefined): EnterKpi {
  const { catalog, today } = grid.scope;
  const team = accountableOn(kpi, today);
  return {
    slug: kpi.slug,
    name: kpi.name,
    unit: kpi.unit,
    fields: grid.kpis[index]?.fields ?? [],
    answers: catalog.teams.find(({ slug }) => slug === team)?.name ?? team,
    verdicts: grid.periods.map((period) => verdictOf(kpi, period, grid, track)),
  };
}

function verdictOf(
  kpi: Kpi,
  period: Period,
  { scope, figures }: Grid,
  track: Track | undefined,
): EnterVerdict {
  const { locale } = scope.catalog.organisation;
  const judgement = track?.judgementIn(period) ?? null;
  const bounds = judgement?.target ?? null;
  const value = judgement?.reading?.measures.value ?? null;
  const written = (figure: number) => formatTarget(figure, kpi.decimals, locale);
  const range =
    bounds === null || bounds.low === null || bounds.high === null
      ? null
      : `${written(bounds.low)}–${written(bounds.high)}`;
  const target = bounds === null || bounds.target === null ? range : written(bounds.target);
  return {
    status: judgement?.status ?? 'no_data',
    value:
      value === null || judgement?.status === 'too_few'
        ? null
        : withUnit(
            formatAgainstTarget(value, bounds, kpi.decimals, kpi.direction, locale),
            kpi.unit,
            locale,
          ),
    target: kpi.direction === 'none' ? null : target,
    by: figures.get(`${kpi.id} ${period.start}`)?.actor ?? null,
  };
}

/** What came with the form. */
export interface EnterTyped {
  readonly typed: CellTexts;
  /** What the form was filled with. */
  readonly was: CellTexts;
  /** Figures that may be withdrawn, by their names: the person was told. */
  readonly withdraw: ReadonlySet<string>;
}

export type Entered =
  | {
      readonly outcome: 'refused';
      readonly faults: CellTexts;
      /** What cells hold by now that somebody else changed. */
      readonly overtaken: CellTexts;
    }
  | {
      /** Figures that would be withdrawn, which is to be confirmed; nothing is saved. */
      readonly outcome: 'asks';
      readonly withdrawals: readonly { readonly name: string; readonly text: string }[];
    }
  | { readonly outcome: 'nothing' }
  | ({ readonly outcome: 'saved' } & Written);

/**
 * Saves what was changed in the grid as one import, all of it or nothing: the same checks, revisions and
 * roll-up as figures from a file, and it is taken back like one. Figures of which no cell was changed are
 * left alone, whatever became of them meanwhile.
 */
export async function enterFigures(
  context: Context,
  query: EnterQuery,
  form: EnterTyped,
): Promise<Entered> {
  demandSome(context, 'figures.write');
  try {
    return await context.db.transaction().execute(async (tx) => {
      // Before anything is read: what cells hold must still be so when it is replaced.
      await takeWriteTurn(tx, context.now);
      return save({ ...context, db: tx }, query, form);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: 'refused', faults: error.faults, overtaken: {} };
  }
}

async function save(context: Context, query: EnterQuery, form: EnterTyped): Promise<Entered> {
  const scope = await resolveScope(context, { segment: query.segment, period: query.until });
  const grid = await gridOf(context, scope, query);
  const keys = grid.periods.map(({ key }) => key);
  const changes = gridChanges(grid.kpis, keys, { ...form, now: grid.cells });
  const { figures, faults, overtaken } = changes;
  if (Object.keys(faults).length > 0) return { outcome: 'refused', faults, overtaken };
  if (figures.length === 0) return { outcome: 'nothing' };
  const asked = figures.filter((each) => each.withdraw && !form.withdraw.has(figureName(each)));
  if (asked.length > 0) {
    return { outcome: 'asks', withdrawals: asked.map((each) => withdrawalOf(each, grid)) };
  }
  return { outcome: 'saved', ...(await reportChanges(context, grid, figures)) };
}

function withdrawalOf(changed: ChangedFigure, { paged, periods, cells, kpis, scope }: Grid) {
  const kpi = paged.items.find(({ slug }) => slug === changed.kpi);
  const period = periods.find(({ key }) => key === changed.period);
  const fields = kpis.find(({ slug }) => slug === changed.kpi)?.fields ?? [];
  const held = fields
    .filter((field) => field !== 'note')
    .map((field) => cells[cellName(changed, field)] ?? '')
    .filter((text) => text !== '')
    .join(' of ');
  const when = period === undefined ? '' : periodName(period, scope.catalog.organisation.locale);
  return { name: figureName(changed), text: `${kpi?.name ?? changed.kpi}, ${when}: ${held}` };
}
