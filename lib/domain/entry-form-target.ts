/** The forms of what is dated: a target from a day on, and who answers from a day on. */
import {
  type Calendar,
  type CalendarDate,
  GRAINS,
  isCoarser,
  periodContaining,
  shiftPeriod,
} from './calendar';
import type { Catalog, Direction, Kpi } from './catalog';
import type { Entry, FormField, FormSection } from './entry';
import { field, liveOptions } from './entry-field';

/**
 * The day on which a change begins unless somebody says another: the first of the next period, so
 * that no period has two owners or two targets.
 *
 * @example nextStart('2026-11-22', 'week', calendar) // '2026-11-23'
 */
export function nextStart(
  today: CalendarDate,
  grain: Kpi['grain'],
  calendar: Calendar,
): CalendarDate {
  return shiftPeriod(periodContaining(today, grain, calendar), 1, calendar).start;
}

/**
 * The day from which a KPI's first target holds: early enough for the figures that are brought along.
 *
 * @example usualStart('2026-11-22', { fiscalYearStart: 1 }) // '2025-01-01'
 */
export function usualStart(today: CalendarDate, calendar: Calendar): CalendarDate {
  return shiftPeriod(periodContaining(today, 'year', calendar), -1, calendar).start;
}

/** The bounds of a target; of one direction only those that it uses. */
export function boundFields(
  facts: { readonly entry: Entry | null },
  prefix: string,
  direction: Direction | null,
): readonly FormField[] {
  const number = (name: string, label: string, hint?: string): FormField =>
    field(facts, 'number', `${prefix}${name}`, label, hint === undefined ? {} : { hint });
  const limits = [
    number('target', 'Target'),
    number(
      'atRisk',
      'At risk until',
      'Between target and this, the KPI is at risk. It can be left out.',
    ),
  ];
  const range = [
    number('low', 'Lowest that is right', direction === null ? 'For a range only.' : undefined),
    number('high', 'Highest that is right', direction === null ? 'For a range only.' : undefined),
    number(
      'margin',
      'At risk within a margin of',
      direction === null ? 'For a range only.' : undefined,
    ),
  ];
  if (direction === 'range') return range;
  return direction === null ? [...limits, ...range] : limits;
}

export interface TargetFormFacts {
  readonly catalog: Catalog;
  readonly kpi: Kpi;
  /** As the definition file has it; null for a new one. */
  readonly entry: Entry | null;
  /** For a new one: the target that is in effect, whose bounds it starts from. */
  readonly present: Entry | null;
  readonly today: CalendarDate;
}

/** The form of a target. One that is there keeps what tells it apart; a new day makes a new one. */
export function targetSections(facts: TargetFormFacts): readonly FormSection[] {
  const { catalog, kpi, entry, present, today } = facts;
  const known = entry !== null;
  const control = (usual: 'choice' | 'date'): FormField['control'] => (known ? 'fixed' : usual);
  const filled = { entry: entry ?? present };
  const dimension = catalog.dimensions.find(({ slug }) => slug === kpi.dimension);
  const segments = dimension?.segments ?? [];
  return [
    {
      name: 'bounds',
      title: 'The target',
      note: `In the KPI’s unit${kpi.unit === '' ? '' : `, ${kpi.unit}`}.`,
      fields: [
        ...boundFields(filled, '', kpi.direction),
        field({ entry }, control('date'), 'from', 'From', {
          fresh: nextStart(today, kpi.grain, catalog.organisation),
          hint: known
            ? 'To leave the past as it was, give a new target from a later day instead.'
            : 'Periods that begin before this day keep the target that they had.',
          required: true,
        }),
        field({ entry }, 'date', 'ends', 'Until', {
          hint: 'The last day. Blank: until another one.',
        }),
      ],
    },
    {
      name: 'scope',
      title: 'For whom',
      ...(known ? {} : { folded: true as const }),
      fields: [
        field({ entry }, control('choice'), 'grain', 'For a figure each', {
          fresh: kpi.grain,
          options: GRAINS.filter((grain) => !isCoarser(kpi.grain, grain)).map((value) => ({
            value,
            label: value,
          })),
          required: true,
        }),
        ...(segments.length === 0
          ? []
          : [
              field({ entry }, control('choice'), 'segment', `Segment (${dimension?.name ?? ''})`, {
                options: [{ value: '', label: 'everyone' }, ...liveOptions(segments, [])],
              }),
            ]),
        field({ entry }, control('choice'), 'place', 'Place', {
          options: [{ value: '', label: 'everywhere' }, ...liveOptions(catalog.places, [])],
        }),
      ],
    },
  ];
}

/** The form that lets another team answer for a KPI from a day on. */
export function ownerSections(
  catalog: Catalog,
  kpi: Kpi,
  today: CalendarDate,
): readonly FormSection[] {
  const last = kpi.accountable.at(-1) ?? kpi.accountable[0];
  return [
    {
      name: 'owner',
      title: 'Who answers',
      fields: [
        {
          name: 'team',
          label: 'Team',
          control: 'choice',
          value: [last.team],
          options: liveOptions(catalog.teams, [last.team]),
          required: true,
        },
        {
          name: 'from',
          label: 'From',
          control: 'date',
          value: [nextStart(today, kpi.grain, catalog.organisation)],
          hint: 'Periods that begin before this day keep who answered. What was agreed for later days gives way.',
          required: true,
        },
        {
          name: 'corrects',
          label: 'It was entered wrongly: set the first entry right',
          control: 'check',
          value: [],
          hint: 'The team above then answered from the beginning, also in the past, and the day counts for nothing. Owners from later days stay.',
        },
      ],
    },
  ];
}
