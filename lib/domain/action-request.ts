/** An action as typed into its form: read, or refused field by field. */
import type { Action } from './action';
import { readWhen } from './action-when';
import {
  type Calendar,
  type CalendarDate,
  daysBetween,
  parseCalendarDate,
  parsePeriodKey,
} from './calendar';
import type { Catalog } from './catalog';

/** As typed. */
export interface TypedAction {
  readonly text: string;
  readonly team: string;
  readonly person: string;
  readonly due: string;
  readonly kpi: string;
  readonly stage: string;
  readonly moment: string;
  readonly effect: string;
  /** Key of a period, or a date. */
  readonly effectBy: string;
}

export const NOTHING_TYPED: TypedAction = {
  text: '',
  team: '',
  person: '',
  due: '',
  kpi: '',
  stage: '',
  moment: '',
  effect: '',
  effectBy: '',
};

export type ActionFaults = { readonly [field in keyof TypedAction]?: string };

type Noted = { -readonly [field in keyof TypedAction]?: string };

const LONGEST_ACTION = 200;
const LONGEST_EFFECT = 200;
export const LONGEST_OUTCOME = 500;
const LONGEST_NAME = 80;
/** Five years: a slip of the century is no plan. */
const FURTHEST_DAYS = 1_830;

export interface ActionFacts {
  readonly catalog: Pick<Catalog, 'teams' | 'kpis' | 'stages' | 'moments'>;
  readonly calendar: Calendar;
  readonly today: CalendarDate;
  /** What it says already; null for a new one, whose day may not lie back. */
  readonly before: Pick<Action, 'due' | 'team' | 'kpi' | 'stage' | 'moment'> | null;
}

/** Read, with handles for what it names. */
export interface ReadAction {
  readonly text: string;
  readonly teamId: number;
  readonly person: string | null;
  readonly due: CalendarDate;
  readonly kpiId: number | null;
  readonly stageId: number | null;
  readonly momentId: number | null;
  readonly effect: string | null;
  readonly effectBy: CalendarDate | null;
}

/**
 * An action as typed, or what is wrong with it. It says what is to be done, which team does it and by
 * which day; all else may stay blank. Something retired may be kept, but not newly named.
 *
 * @example
 * readAction({ ...typed, due: '' }, facts) // { faults: { due: 'Say by which day: …' } }
 */
export function readAction(
  typed: TypedAction,
  facts: ActionFacts,
): { readonly action: ReadAction } | { readonly faults: ActionFaults } {
  const faults: Noted = {};
  const text = oneLine(typed.text);
  if (text === '') faults.text = 'Say what is to be done: “Roll back the receiving screen”.';
  else note(faults, 'text', tooLong(text, LONGEST_ACTION));
  const team = find(facts.catalog.teams, typed.team, facts.before?.team ?? null);
  if (team === null) faults.team = 'Choose the team that does it.';
  else if (team === undefined) faults.team = 'There is no such team now. Choose one of the list.';
  const person = oneLine(typed.person);
  note(faults, 'person', tooLong(person, LONGEST_NAME));
  const due = parseCalendarDate(typed.due.trim());
  note(faults, 'due', faultOfDue(due, facts));
  const about = {
    kpi: find(facts.catalog.kpis, typed.kpi, facts.before?.kpi ?? null),
    stage: find(facts.catalog.stages, typed.stage, facts.before?.stage ?? null),
    moment: find(facts.catalog.moments, typed.moment, facts.before?.moment ?? null),
  };
  for (const kind of ['kpi', 'stage', 'moment'] as const) {
    if (about[kind] === undefined) {
      faults[kind] = `There is no ${kind === 'kpi' ? 'KPI' : kind} “${typed[kind]}” now.`;
    }
  }
  const { effect, effectBy } = readEffect(typed, facts);
  note(faults, 'effect', tooLong(effect, LONGEST_EFFECT));
  if (effectBy === undefined) {
    faults.effectBy = 'Give a period such as W50 or 2026-W50, or a date such as 2026-12-11.';
  }
  if (Object.keys(faults).length > 0 || team == null || due === null) return { faults };
  return {
    action: {
      text,
      teamId: team.id,
      person: person === '' ? null : person,
      due,
      kpiId: about.kpi?.id ?? null,
      stageId: about.stage?.id ?? null,
      momentId: about.moment?.id ?? null,
      effect: effect === '' ? null : effect,
      effectBy: effectBy ?? null,
    },
  };
}

/**
 * What is expected and by which day. A period may stand in the field for it, or at the end of what is
 * expected; what stands there and names no period stays in the text. Null where none is named, undefined
 * where the field says nonsense.
 *
 * @example readEffect({ effect: 'back within limits by W50', effectBy: '' }, facts)
 * // { effect: 'back within limits', effectBy: '2026-12-13' }
 */
export function readEffect(
  typed: Pick<TypedAction, 'effect' | 'effectBy'>,
  { calendar, today }: Pick<ActionFacts, 'calendar' | 'today'>,
): { readonly effect: string; readonly effectBy: CalendarDate | null | undefined } {
  // Dates written out are read where lines are: here a period is meant.
  const when = (text: string) => readWhen(text, { calendar, today, findDate: () => null });
  const effect = oneLine(typed.effect);
  if (typed.effectBy.trim() !== '') {
    return {
      effect,
      effectBy: readUntil(typed.effectBy, calendar) ?? when(typed.effectBy) ?? undefined,
    };
  }
  const [, before = '', said = ''] = /^(.*\S)\s+(?:by|until|before)\s+(\S.*)$/i.exec(effect) ?? [];
  const by = when(said);
  return by === null ? { effect, effectBy: null } : { effect: before, effectBy: by };
}

/**
 * The last day that a text names, by the key of a period or a date; null for a blank one, undefined
 * for nonsense.
 *
 * @example readUntil('2026-W50', { fiscalYearStart: 1 }) // '2026-12-13'
 */
export function readUntil(text: string, calendar: Calendar): CalendarDate | null | undefined {
  const given = text.trim();
  if (given === '') return null;
  return parsePeriodKey(given.toUpperCase(), calendar)?.end;
}

/** Spaces at the ends and line breaks within mean nothing in a line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function note(faults: Noted, field: keyof TypedAction, fault: string | null): void {
  if (fault !== null) faults[field] = fault;
}

function tooLong(text: string, most: number): string | null {
  return text.length > most
    ? `This has ${text.length} characters; at most ${most} are kept.`
    : null;
}

function faultOfDue(
  due: CalendarDate | null,
  { today, before }: Pick<ActionFacts, 'today' | 'before'>,
): string | null {
  if (due === null) return 'Say by which day: a date such as 2026-12-04.';
  if (due !== before?.due && due < today)
    return `That day is over. Give one from today, ${today}, on.`;
  return daysBetween(today, due) > FURTHEST_DAYS
    ? 'That day is more than five years away. Check the year.'
    : null;
}

/** Null where nothing was typed, undefined where it names nothing that can be chosen. */
function find<T extends { readonly slug: string; readonly retired: boolean }>(
  items: readonly T[],
  typed: string,
  kept: string | null,
): T | null | undefined {
  const slug = typed.trim();
  if (slug === '') return null;
  return items.find((each) => each.slug === slug && (!each.retired || slug === kept));
}
