/** The forms of the catalogue: which fields an entry has, in which words, and how they are filled in. */
import { MOMENT_KINDS } from './catalog';
import { type EntryKind, entriesIn, type FormField, type FormSection, valueAt } from './entry';
import { type FormFacts, field, liveOptions, named, retired } from './entry-field';
import { kpiSections } from './entry-form-kpi';

/**
 * The sections of the form for an entry of a kind.
 *
 * @example entryForm('team', { catalog, entry: null, within: null, today })[0]?.fields.map(({ name }) => name)
 * // ['name', 'lead', 'parent', 'slug']
 */
export function entryForm(kind: EntryKind, facts: FormFacts): readonly FormSection[] {
  switch (kind) {
    case 'organisation':
      return organisationSections(facts);
    case 'team':
      return teamSections(facts);
    case 'journey':
      return [section('The journey', [...named(facts, 'Buying and owning'), ...retired(facts)])];
    case 'stage':
      return stageSections(facts);
    case 'moment':
      return momentSections(facts);
    case 'dimension':
      return dimensionSections(facts);
    case 'place':
      return placeSections(facts);
    case 'kpi':
      return kpiSections(facts);
  }
}

const section = (title: string, fields: readonly FormField[], note?: string): FormSection => ({
  name: title,
  title,
  fields,
  ...(note === undefined ? {} : { note }),
});

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function organisationSections(facts: FormFacts): readonly FormSection[] {
  return [
    section('Your organisation', [
      field(facts, 'text', 'name', 'Name', { required: true }),
      field(facts, 'text', 'timeZone', 'Time zone', {
        hint: 'Says when a day ends: “Europe/Berlin”, “America/New_York”.',
        required: true,
      }),
      field(facts, 'text', 'locale', 'Language and country', {
        hint: 'How numbers and dates are written: “en-GB” 1,234.5; “de-DE” 1.234,5.',
        required: true,
      }),
      field(facts, 'choice', 'fiscalYearStart', 'The fiscal year starts in', {
        options: MONTHS.map((label, i) => ({ value: String(i + 1), label })),
      }),
    ]),
    {
      ...section('How scorecards are judged', [
        field(facts, 'number', 'thresholds.onTarget', 'On target from a share of', {
          hint: '0.8: four of five KPIs that are due are on target.',
        }),
        field(facts, 'number', 'thresholds.atRisk', 'At risk from a share of'),
        field(facts, 'number', 'thresholds.coverage', 'Judged from a coverage of', {
          hint: 'Where less of what is due has a figure, the scorecard says “no data”.',
        }),
        field(facts, 'number', 'smallestN', 'Fewest answers of a survey', {
          hint: 'With fewer, what customers say is not shown for a group, and not judged.',
        }),
        field(facts, 'choice', 'limits', 'The usual range is computed from', {
          options: [
            { value: 'mean', label: 'means' },
            { value: 'median', label: 'medians, which single outliers move less' },
          ],
        }),
      ]),
      folded: true,
    },
  ];
}

function teamSections(facts: FormFacts): readonly FormSection[] {
  const own = valueAt(facts.entry, 'slug')[0];
  const others = facts.catalog.teams.filter(({ slug }) => slug !== own);
  const [name, slug] = named(facts, 'Supply chain');
  return [
    section('The team', [
      ...(name === undefined ? [] : [name]),
      field(facts, 'text', 'lead', 'Who leads it', { hint: 'A person’s name.' }),
      field(facts, 'choice', 'parent', 'Part of', {
        options: [
          { value: '', label: 'no other team' },
          ...liveOptions(others, valueAt(facts.entry, 'parent')),
        ],
      }),
      ...(slug === undefined ? [] : [slug]),
      field(facts, 'check', 'siloWithheld', 'Its silo KPIs are for the team and executives only', {
        hint: 'Others see no KPI of its own work, and every scorecard that counts one as withheld. What customers get stays visible to all.',
      }),
      ...retired(facts),
    ]),
  ];
}

function stageSections(facts: FormFacts): readonly FormSection[] {
  const { catalog, within } = facts;
  return [
    section('The stage', [
      ...named(facts, 'Receive'),
      field(facts, 'lines', 'promise', 'What the customer is promised here', {
        hint: 'In one sentence, as the customer would say it: “It arrives the day we said.”',
      }),
      field(facts, 'text', 'owner', 'Who owns the stage across teams', {
        hint: 'A name, or a role such as “COO”.',
      }),
      {
        name: 'journey',
        label: 'Part of the journey',
        control: 'choice',
        value: within === null ? [] : [within],
        options: liveOptions(catalog.journeys, within === null ? [] : [within]),
        required: true,
      },
      ...retired(facts),
    ]),
  ];
}

const KIND_WORDS = {
  zero: 'zero: before the customer meets you',
  first: 'first: choosing and buying',
  second: 'second: getting and using',
  ultimate: 'ultimate: telling others',
} as const;

function momentSections(facts: FormFacts): readonly FormSection[] {
  const { catalog, within } = facts;
  const journeys = new Map(catalog.journeys.map(({ slug, name }) => [slug, name]));
  return [
    section('The moment of truth', [
      ...named(facts, 'Order arrives'),
      {
        name: 'stage',
        label: 'In the stage',
        control: 'choice',
        value: within === null ? [] : [within],
        options: liveOptions(
          catalog.stages.map((stage) => ({
            ...stage,
            name: `${stage.name} – ${journeys.get(stage.journey) ?? stage.journey}`,
          })),
          within === null ? [] : [within],
        ),
        required: true,
      },
      field(facts, 'choice', 'kind', 'Kind', {
        options: MOMENT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
        required: true,
      }),
      field(facts, 'choice', 'aim', 'Aim', {
        fresh: 'reliability',
        options: [
          { value: 'reliability', label: 'reliability: it must never fail' },
          { value: 'wow', label: 'wow: it sets you apart' },
        ],
      }),
      field(facts, 'check', 'critical', 'Critical', {
        hint: 'A KPI of it that is off target puts the whole stage off target.',
      }),
      field(facts, 'number', 'priority', 'Rank among the prioritised moments', {
        hint: 'From 1. Blank: not prioritised. Ten to twenty in a journey are enough.',
      }),
      field(facts, 'text', 'trigger', 'What triggers it', {
        hint: 'Such as “third contact in 30 days”.',
      }),
      ...retired(facts),
    ]),
  ];
}

const EMPTY_ROWS = 3;

function dimensionSections(facts: FormFacts): readonly FormSection[] {
  const { entry } = facts;
  const segments = entry === null ? [] : entriesIn(entry, 'segments');
  const [name, slug] = named(facts, 'Region');
  const rows = Array.from({ length: segments.length + EMPTY_ROWS }, (_, i) => {
    const known = i < segments.length;
    const part = (control: FormField['control'], path: string, label: string): FormField =>
      field(facts, control, `segments.${i}.${path}`, label);
    const order = part('number', 'order', 'Place in the list');
    return [
      part('text', 'name', 'Name'),
      known ? part('fixed', 'slug', 'Short name') : part('text', 'slug', 'Short name'),
      // What is new comes last unless somebody says otherwise.
      known ? { ...order, value: [String(i + 1)] } : order,
      ...(known ? [part('check', 'retired', 'Retired')] : []),
    ];
  });
  return [
    section('The dimension', [
      ...(name === undefined ? [] : [name]),
      ...(slug === undefined
        ? []
        : [
            entry === null
              ? slug
              : { ...slug, control: 'fixed' as const, hint: 'It cannot change.' },
          ]),
    ]),
    {
      name: 'segments',
      title: 'Its segments',
      note: 'Groups of customers that exclude each other. “All” is everyone, and needs no row.',
      fields: [],
      rows,
    },
  ];
}

function placeSections(facts: FormFacts): readonly FormSection[] {
  return [
    section('The place', [
      ...named(facts, 'Harbour Street'),
      field(facts, 'text', 'kind', 'Kind of place', {
        hint: 'Such as “store”, “depot”, “branch”.',
      }),
      ...retired(facts),
    ]),
  ];
}
