/** What the pages of actions show. */
import type { ActionLine } from './action';
import type { ActionFaults, TypedAction } from './action-request';
import type { CalendarDate } from './calendar';
import type { Named, ShownOrganisation } from './contrast-view';

export const ACTION_LISTS = ['open', 'late', 'done', 'dropped', 'all'] as const;
export type ActionList = (typeof ACTION_LISTS)[number];

/** What an action may be given: those that live. */
export interface ActionChoices {
  readonly teams: readonly (Named & { readonly lead: string | null })[];
  readonly kpis: readonly Named[];
  readonly stages: readonly Named[];
  readonly moments: readonly Named[];
  /** Names that were given before, and leads of teams. */
  readonly people: readonly string[];
}

/** What a line was understood to say, as the fields of a form. */
export interface UnderstoodAction {
  readonly line: string;
  readonly typed: TypedAction;
  /** What is still missing or wrong. */
  readonly faults: ActionFaults;
  /** The day was not said, and is the one that is usual. */
  readonly isDueAssumed: boolean;
}

export interface ActionsView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly today: CalendarDate;
  readonly list: ActionList;
  readonly team: Named | null;
  readonly person: string | null;
  readonly stage: Named | null;
  readonly kpi: Named | null;
  readonly lines: readonly ActionLine[];
  /** What charts say since, of those of the page that are done, by id. */
  readonly seen: ReadonlyMap<number, string>;
  /** Number of the page asked for; the list itself is whole. */
  readonly page: number;
  readonly counts: { readonly open: number; readonly late: number; readonly done: number };
  readonly choices: ActionChoices;
  readonly understood: UnderstoodAction | null;
}

export interface ActionFormView {
  readonly organisation: ShownOrganisation;
  readonly demo: boolean;
  readonly today: CalendarDate;
  /** Null for a new one. */
  readonly action: ActionLine | null;
  /** What the chart of its KPI says since it was done; null where it is not, or is about none. */
  readonly seen: string | null;
  readonly typed: TypedAction;
  readonly choices: ActionChoices;
  readonly isDueAssumed: boolean;
}

/**
 * Lines of a list, of those that a team, a person or a stage has. A person is found by name, however
 * it is written in capitals.
 *
 * @example narrowedActions(lines, { list: 'late', team: null, person: null, stage: null, kpi: null })
 */
export function narrowedActions(
  lines: readonly ActionLine[],
  {
    list,
    team,
    person,
    stage,
    kpi,
  }: {
    readonly list: ActionList;
    /** Slugs of the team and those below it. */
    readonly team: ReadonlySet<string> | null;
    readonly person: string | null;
    readonly stage: ((line: ActionLine) => boolean) | null;
    readonly kpi: string | null;
  },
): readonly ActionLine[] {
  const name = person?.toLowerCase() ?? null;
  return lines.filter(
    (line) =>
      isIn(list, line) &&
      (team === null || team.has(line.team.slug)) &&
      (name === null || (line.person ?? line.team.lead)?.toLowerCase() === name) &&
      (stage === null || stage(line)) &&
      (kpi === null || line.kpi?.slug === kpi),
  );
}

function isIn(list: ActionList, { state, daysLate }: ActionLine): boolean {
  if (list === 'all') return true;
  return list === 'late' ? daysLate > 0 : state === list;
}
