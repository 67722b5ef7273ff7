/** The figures of a review: what was known at its moment, made once and kept. */

import { type Action, type ActionLine, actionLines } from '../../domain/action';
import { type AgendaItem, agenda } from '../../domain/agenda';
import { signalBoard, teamRef } from '../../domain/board';
import {
  type Calendar,
  type CalendarDate,
  type Period,
  parsePeriodKey,
} from '../../domain/calendar';
import type { Catalog } from '../../domain/catalog';
import { type DueCheckIn, dueCheckIns } from '../../domain/check-in';
import { contrast } from '../../domain/contrast';
import { contrastIndex } from '../../domain/contrast-index';
import type { BoardItem, Named, SignalBoard, TeamRef } from '../../domain/contrast-view';
import { kpisOfJourney } from '../../domain/journey-kpis';
import type { CheckIn } from '../../domain/review-record';
import { stageKpi } from '../../domain/stage-kpi';
import type { StageKpi } from '../../domain/stage-view';
import { judgementsIn } from '../../domain/trend';
import { AppError } from '../../errors';
import { words } from '../../words';
import { type Context, demandSight } from '../context';
import { followKpis } from '../figures';
import { isCritical } from '../frame';
import { findJourney, inCommon, resolveScope, type Scope } from '../scope';

export interface Watermelon {
  readonly team: TeamRef;
  readonly stage: Named;
}

export interface ReviewFacts {
  readonly catalog: Catalog;
  readonly demo: boolean;
  readonly calendar: Calendar;
  readonly journey: Named;
  readonly period: Period;
  readonly today: CalendarDate;
  readonly stages: readonly string[];
  readonly board: SignalBoard;
  /** By slug, each KPI of the board with its chart. */
  readonly kpis: ReadonlyMap<string, StageKpi>;
  readonly watermelons: readonly Watermelon[];
}

export interface FactsQuery {
  readonly journey: string;
  readonly period: string;
  /** RFC 3339; undefined is now. */
  readonly asOf?: string | undefined;
}

/** What a journey's figures say in a period, as of a moment: what all who take part may see. */
export async function reviewFacts(
  context: Context,
  query: FactsQuery,
  actions: readonly Action[] = [],
): Promise<ReviewFacts> {
  demandSight(context, 'read');
  const common = inCommon(context);
  const scope = await resolveScope(common, { period: query.period, asOf: query.asOf });
  const { catalog, calendar, today } = scope;
  const period = periodOf(scope, query.period);
  const journey = findJourney(catalog, query.journey);
  if (journey === null) throw new AppError('no_journey', 'No journey is defined.', { status: 404 });
  const index = contrastIndex(catalog);
  const kpis = kpisOfJourney(index, journey.slug);
  const figures = await followKpis(common, scope, kpis, period.grain, period);
  const tracks = [...figures.tracks.values()];
  const current = contrast(index, journey.slug, judgementsIn(tracks, period), period.start);
  const input = {
    catalog,
    looked: period,
    isCritical: isCritical(index),
    words: words(catalog.organisation, calendar, period),
    actions: actionLines(actions, catalog, today),
  };
  const board = signalBoard({ ...input, tracks });
  const items = [
    ...board.actOn,
    ...board.inHand,
    ...board.good,
    ...board.changed,
    ...board.routine,
    ...board.untold,
  ];
  return {
    catalog,
    demo: scope.demo,
    calendar,
    journey: { slug: journey.slug, name: journey.name },
    period,
    today,
    stages: current.stages.map(({ slug }) => slug),
    board,
    kpis: new Map(
      items.flatMap(({ kpi, stages }) => {
        const track = figures.tracks.get(kpi.slug);
        const stage = stages[0]?.slug ?? '';
        return track === undefined
          ? []
          : [[kpi.slug, stageKpi(track, { ...input, stage, today })] as const];
      }),
    ),
    watermelons: current.cells
      .filter(({ watermelon }) => watermelon)
      .map(({ team, stage }) => ({
        team: teamRef(catalog, team),
        stage: {
          slug: stage,
          name: current.stages.find(({ slug }) => slug === stage)?.name ?? stage,
        },
      })),
  };
}

/** The agenda of these figures, with what was promised before. */
export function agendaOf(
  facts: Pick<ReviewFacts, 'board' | 'stages' | 'watermelons'>,
  promised: { readonly open: number; readonly late: number; readonly closed: number },
): readonly AgendaItem[] {
  return agenda({
    board: facts.board,
    stages: facts.stages,
    promised,
    watermelons: {
      cells: facts.watermelons.length,
      stages: new Set(facts.watermelons.map(({ stage }) => stage.slug)).size,
    },
  });
}

function periodOf({ period }: Pick<Scope, 'period'>, key: string): Period {
  if (period !== null) return period;
  throw new AppError('bad_period', `period is "${key}", which names no period.`);
}

/** What teams have to say of these figures, and what they said. */
export function dueOf(
  { board, calendar, period }: Pick<ReviewFacts, 'board' | 'calendar' | 'period'>,
  said: readonly CheckIn[],
): readonly DueCheckIn[] {
  const startOf = (item: BoardItem) => parsePeriodKey(item.period, calendar)?.start ?? period.start;
  return dueCheckIns(board, said, startOf);
}

/** Days on which a period of that key may begin, whatever month the fiscal year starts in. */
export function startsOf(key: string): readonly string[] {
  const starts = Array.from({ length: 12 }, (_, month) =>
    parsePeriodKey(key, { fiscalYearStart: month + 1 }),
  );
  return [...new Set(starts.flatMap((period) => period?.start ?? []))];
}

/** What was promised, in numbers. */
export function promisedOf(actions: readonly Action[], lines: readonly ActionLine[]) {
  const open = actions.filter(({ state }) => state === 'open').length;
  return {
    open,
    late: lines.filter(({ daysLate }) => daysLate > 0).length,
    closed: actions.length - open,
  };
}
