/**
 * Actions: who does what by when, and what is to come of it (rules: domain §7). One lives from the
 * review in which it was opened to the one in which it is closed, and is never copied; whether it is
 * late follows from its day and is kept nowhere.
 */
import { type CalendarDate, daysBetween, type PeriodKey } from './calendar';
import type { Catalog, Team } from './catalog';

/** What a page needs of what an action is about, and of who does it. */
type Named = Pick<Team, 'slug' | 'name'>;
type TeamRef = Pick<Team, 'slug' | 'name' | 'lead'>;

export const ACTION_STATES = ['open', 'done', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** The review in which something was opened or closed. */
export interface ReviewRef {
  readonly id: number;
  readonly period: PeriodKey;
}

export interface Action {
  readonly id: number;
  /** What is to be done. */
  readonly text: string;
  /** Slug of the team that does it. */
  readonly team: string;
  /** Who of the team, by name; null where only the team is named. */
  readonly person: string | null;
  /** The last day on which it is on time. */
  readonly due: CalendarDate;
  /** The day that was promised first. */
  readonly firstDue: CalendarDate;
  /** How often the day was put off or forward. */
  readonly moved: number;
  /** Slugs of what it is about; null where it is about none. */
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly moment: string | null;
  /** What is expected of it, in words ("back within limits"). */
  readonly effect: string | null;
  /** The last day of the period by which that is expected. */
  readonly effectBy: CalendarDate | null;
  readonly state: ActionState;
  /** What came of it, or why it was dropped. */
  readonly outcome: string | null;
  /** RFC 3339. */
  readonly openedAt: string;
  readonly openedOn: CalendarDate;
  readonly openedBy: string;
  readonly openedIn: ReviewRef | null;
  readonly closedAt: string | null;
  readonly closedOn: CalendarDate | null;
  readonly closedBy: string | null;
  readonly closedIn: ReviewRef | null;
  /** Another after every change: whoever changes it says which one was seen. */
  readonly version: number;
}

/**
 * Days by which an open action is late; 0 when it is on time, or closed.
 *
 * @example daysLate({ state: 'open', due: '2026-11-20' }, '2026-11-22') // 2
 */
function daysLate({ state, due }: Pick<Action, 'state' | 'due'>, today: CalendarDate): number {
  return state === 'open' ? Math.max(0, daysBetween(due, today)) : 0;
}

/** An action as lists and lines show it. */
export interface ActionLine
  extends Omit<Action, 'team' | 'kpi' | 'stage' | 'moment' | 'openedAt' | 'closedAt'> {
  readonly team: TeamRef;
  readonly kpi: Named | null;
  readonly stage: Named | null;
  readonly moment: Named | null;
  /** 0 when it is on time, or closed. */
  readonly daysLate: number;
}

/**
 * Actions with the names of what they are about, the most urgent first: open ones by their day, then
 * closed ones, the newest first. What is gone from the catalogue keeps its slug as its name.
 *
 * @example actionLines([action], catalog, '2026-11-22')[0]?.daysLate // 2
 */
export function actionLines(
  actions: readonly Action[],
  catalog: Pick<Catalog, 'teams' | 'kpis' | 'stages' | 'moments'>,
  today: CalendarDate,
): readonly ActionLine[] {
  const teams = new Map(
    catalog.teams.map(({ slug, name, lead }): [string, TeamRef] => [slug, { slug, name, lead }]),
  );
  const names = {
    kpi: namesOf(catalog.kpis),
    stage: namesOf(catalog.stages),
    moment: namesOf(catalog.moments),
  };
  const named = (kind: keyof typeof names, slug: string | null): Named | null =>
    slug === null ? null : { slug, name: names[kind].get(slug) ?? slug };
  return actions
    .map(
      (action): ActionLine => ({
        ...action,
        team: teams.get(action.team) ?? { slug: action.team, name: action.team, lead: null },
        kpi: named('kpi', action.kpi),
        stage: named('stage', action.stage),
        moment: named('moment', action.moment),
        daysLate: daysLate(action, today),
      }),
    )
    .toSorted(byUrgency);
}

const namesOf = (items: readonly Named[]): ReadonlyMap<string, string> =>
  new Map(items.map(({ slug, name }) => [slug, name]));

function byUrgency(a: ActionLine, b: ActionLine): number {
  const open = Number(b.state === 'open') - Number(a.state === 'open');
  if (open !== 0) return open;
  if (a.state === 'open') return compare(a.due, b.due) || a.id - b.id;
  return compare(b.closedOn ?? '', a.closedOn ?? '') || b.id - a.id;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a signal shows of its actions: the most urgent one, and how many there are besides. */
export interface NextStep {
  readonly action: ActionLine;
  readonly others: number;
}

/**
 * The next step for a KPI: of its open actions the most urgent; null without any.
 *
 * @example nextStep(actionLines(actions, catalog, today), 'delivered-on-promised-day')?.others // 1
 */
export function nextStep(lines: readonly ActionLine[], kpi: string): NextStep | null {
  const open = lines.filter((line) => line.state === 'open' && line.kpi?.slug === kpi);
  const [first] = open;
  return first === undefined ? null : { action: first, others: open.length - 1 };
}

/**
 * Actions that are about a stage: by name, by one of its moments, or by a KPI that is mapped to it.
 *
 * @example actionsOfStage(lines, 'receive', catalog).length // 1
 */
export function actionsOfStage(
  lines: readonly ActionLine[],
  slug: string,
  { kpis, moments }: Pick<Catalog, 'kpis' | 'moments'>,
): readonly ActionLine[] {
  const mapped = kpis.filter(({ stages }) => stages.some(({ stage }) => stage === slug));
  const held = moments.filter(({ stage }) => stage === slug);
  const about = new Set([...mapped, ...held].map((each) => each.slug));
  return lines.filter(
    ({ stage, kpi, moment }) =>
      stage?.slug === slug || about.has(kpi?.slug ?? '') || about.has(moment?.slug ?? ''),
  );
}
