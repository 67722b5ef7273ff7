/** Actions: lists of them, their forms, and a line typed in words. */
import { listActions } from '../../db/queries/actions';
import { type ActionLine, actionLines, actionsOfStage } from '../domain/action';
import {
  ACTION_LISTS,
  type ActionFormView,
  type ActionList,
  type ActionsView,
  narrowedActions,
} from '../domain/action-view';
import { listPage, readPage } from '../domain/list-page';
import { descendants } from '../domain/team-tree';
import { AppError } from '../errors';
import { calendarFeed } from '../format-calendar-feed';
import { choicesOf, understand } from './action-line';
import { seenOf } from './actions/seen';
import { type Context, demandSight, demandSomeSight } from './context';
import { resolveScope, type Scope } from './scope';

/** Closed ones are listed for so long. */
const KEPT_DAYS = 400;

export interface ActionsQuery {
  readonly team?: string | undefined;
  readonly person?: string | undefined;
  readonly stage?: string | undefined;
  readonly kpi?: string | undefined;
  readonly state?: string | undefined;
  readonly line?: string | undefined;
  readonly page?: string | undefined;
}

/** Actions by team, person, stage and state; with a line, what it is understood to say. Two queries, and two more where some are done. */
export async function actionList(context: Context, query: ActionsQuery): Promise<ActionsView> {
  demandSight(context, 'read');
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const list = listOf(query.state);
  const team = named(catalog.teams, query.team, 'team');
  const stage = named(catalog.stages, query.stage, 'stage');
  const kpi = named(catalog.kpis, query.kpi, 'kpi');
  const person = given(query.person);
  const page = readPage(query.page);
  if (page === null) {
    throw new AppError('bad_page', `page is "${query.page}"; it must be a whole number from 1 on.`);
  }
  const lines = await readLines(context, scope, 'recent');
  const theirs = stage === null ? null : new Set(actionsOfStage(lines, stage.slug, catalog));
  const where = {
    team:
      team === null
        ? null
        : new Set([team.slug, ...(descendants(catalog.teams).get(team.slug) ?? [])]),
    person,
    stage: theirs === null ? null : (line: ActionLine) => theirs.has(line),
    kpi: kpi?.slug ?? null,
  };
  const count = (wanted: ActionList) => narrowedActions(lines, { ...where, list: wanted }).length;
  const choices = choicesOf(catalog, lines);
  const line = given(query.line);
  const shown = narrowedActions(lines, { ...where, list });
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    today: scope.today,
    list,
    team,
    person,
    stage,
    kpi,
    lines: shown,
    seen: await seenOf(context, scope, listPage(shown, page).items),
    page,
    counts: { open: count('open'), late: count('late'), done: count('done') },
    choices,
    understood:
      line === null
        ? null
        : understand(scope, choices, line, {
            team: team?.slug,
            stage: stage?.slug,
            kpi: kpi?.slug,
          }),
  };
}

export interface NewActionQuery {
  readonly line?: string | undefined;
  readonly team?: string | undefined;
  readonly kpi?: string | undefined;
  readonly stage?: string | undefined;
  readonly moment?: string | undefined;
}

/** The form of a new action, filled with what is known and what a line says. */
export async function newActionPage(
  context: Context,
  query: NewActionQuery,
): Promise<ActionFormView> {
  demandSomeSight(context, 'review.record');
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const choices = choicesOf(catalog, await readLines(context, scope, 'open'));
  const kpi = named(catalog.kpis, query.kpi, 'kpi');
  const known = {
    team: named(catalog.teams, query.team, 'team')?.slug,
    kpi: kpi?.slug,
    stage: named(catalog.stages, query.stage, 'stage')?.slug,
    moment: named(catalog.moments, query.moment, 'moment')?.slug,
  };
  const { typed, isDueAssumed } = understand(scope, choices, query.line ?? '', known);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    today: scope.today,
    action: null,
    seen: null,
    typed,
    choices,
    isDueAssumed,
  };
}

/** The form of an action that is there. Throws `AppError` 404 where it is not. */
export async function actionPage(context: Context, id: number): Promise<ActionFormView> {
  const scope = await resolveScope(context, {});
  const { catalog } = scope;
  const lines = await readLines(context, scope, 'all');
  const action = lines.find((each) => each.id === id);
  if (action === undefined) {
    throw new AppError('unknown_action', `There is no action ${id}.`, { status: 404 });
  }
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    today: scope.today,
    action,
    seen: (await seenOf(context, scope, [action])).get(action.id) ?? null,
    typed: {
      text: action.text,
      team: action.team.slug,
      person: action.person ?? '',
      due: action.due,
      kpi: action.kpi?.slug ?? '',
      stage: action.stage?.slug ?? '',
      moment: action.moment?.slug ?? '',
      effect: action.effect ?? '',
      effectBy: action.effectBy ?? '',
    },
    choices: choicesOf(catalog, lines),
    isDueAssumed: false,
  };
}

/** Open actions as a calendar (RFC 5545), narrowed like the list. */
export async function actionCalendar(
  context: Context,
  query: Omit<ActionsQuery, 'state' | 'line' | 'page'>,
): Promise<string> {
  const { lines, organisation, person, team } = await actionList(context, query);
  const of = person ?? team?.name;
  return calendarFeed({
    name: `${organisation.name}: actions${of === undefined ? '' : ` of ${of}`}`,
    stamp: context.now(),
    events: lines.map((line) => ({
      uid: `action-${line.id}@throughline`,
      on: line.due,
      sequence: line.version,
      summary: `${line.text} (${line.person ?? line.team.name})`,
      description: [
        line.team.name,
        ...[line.kpi, line.stage, line.moment].flatMap((about) => about?.name ?? []),
        ...(line.effect === null ? [] : [`Expected: ${line.effect}`]),
      ].join('\n'),
      url: null,
    })),
  });
}

async function readLines(
  context: Context,
  scope: Scope,
  which: 'open' | 'recent' | 'all',
): Promise<readonly ActionLine[]> {
  const { catalog, calendar, today } = scope;
  const since = new Date(scope.now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  const closed = which === 'open' ? null : which === 'all' ? 'all' : { since };
  const actions = await listActions(context.db, { catalog, calendar, asOf: null, closed });
  return actionLines(actions, catalog, today);
}

function named<T extends { readonly slug: string; readonly name: string }>(
  items: readonly T[],
  asked: string | undefined,
  what: string,
): { readonly slug: string; readonly name: string } | null {
  const slug = given(asked);
  if (slug === null) return null;
  const found = items.find((each) => each.slug === slug);
  if (found !== undefined) return { slug, name: found.name };
  const noun = what === 'kpi' ? 'KPI' : what;
  throw new AppError(`unknown_${what}`, `There is no ${noun} "${slug}".`, { status: 404 });
}

function listOf(text: string | undefined): ActionList {
  const asked = given(text);
  if (asked === null) return 'open';
  const list = ACTION_LISTS.find((each) => each === asked);
  if (list !== undefined) return list;
  throw new AppError(
    'bad_state',
    `state is "${asked}"; it must be one of ${ACTION_LISTS.join(', ')}.`,
  );
}

function given(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}
