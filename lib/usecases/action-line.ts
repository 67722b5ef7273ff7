/** An action typed in one line: what it is understood to say, before it is saved. */
import type { ActionLine } from '../domain/action';
import { readLine } from '../domain/action-line';
import { NOTHING_TYPED, readAction, type TypedAction } from '../domain/action-request';
import type { ActionChoices, UnderstoodAction } from '../domain/action-view';
import { addDays, type Calendar, type CalendarDate } from '../domain/calendar';
import type { Catalog } from '../domain/catalog';
import { typedDate } from '../import/typed-date';

/** Where no day is said: a week from today. */
const USUAL_DAYS = 7;

interface Seen {
  readonly catalog: Catalog;
  readonly calendar: Calendar;
  readonly today: CalendarDate;
}

export type Known = {
  readonly [field in 'team' | 'kpi' | 'stage' | 'moment']?: string | undefined;
};

/** What a line says, with what is known of it already; the day is the usual one where none is said. */
export function understand(
  { catalog, calendar, today }: Seen,
  choices: ActionChoices,
  line: string,
  known: Known,
): UnderstoodAction {
  const said = readLine(line, {
    today,
    calendar,
    teams: catalog.teams.filter(({ retired }) => !retired),
    people: choices.people.map((name) => ({ name, team: null })),
    findDate: (text, from) => typedDate(text, from, catalog.organisation.locale),
  });
  const team = said.team ?? known.team ?? '';
  const lead = choices.teams.find(({ slug }) => slug === team)?.lead ?? null;
  const typed: TypedAction = {
    ...NOTHING_TYPED,
    text: said.text,
    team,
    person: said.person ?? lead ?? '',
    due: said.due ?? addDays(today, USUAL_DAYS),
    kpi: known.kpi ?? '',
    stage: known.stage ?? '',
    moment: known.moment ?? '',
  };
  const read = readAction(typed, { catalog, calendar, today, before: null });
  return {
    line,
    typed,
    faults: 'faults' in read ? read.faults : {},
    isDueAssumed: said.due === null,
  };
}

/** What an action may be given: what lives, and whoever was named before. */
export function choicesOf(catalog: Catalog, lines: readonly ActionLine[]): ActionChoices {
  const live = <T extends { readonly retired: boolean }>(items: readonly T[]) =>
    items.filter(({ retired }) => !retired);
  const teams = live(catalog.teams).map(({ slug, name, lead }) => ({ slug, name, lead }));
  const ref = ({ slug, name }: { readonly slug: string; readonly name: string }) => ({
    slug,
    name,
  });
  return {
    teams,
    kpis: live(catalog.kpis).map(ref),
    stages: live(catalog.stages).map(ref),
    moments: live(catalog.moments).map(ref),
    people: [
      ...new Set([
        ...teams.flatMap(({ lead }) => lead ?? []),
        ...lines.flatMap(({ person }) => person ?? []),
      ]),
    ].sort(),
  };
}
