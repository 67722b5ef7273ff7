/** The form of a KPI. */
import { GRAINS } from './calendar';
import { AGGREGATIONS, DIRECTIONS, KINDS, LENSES } from './catalog';
import { type Entry, entriesIn, type FieldOption, type FormField, type FormSection } from './entry';
import { type FormFacts, field, liveOptions, named, retired } from './entry-field';
import { boundFields, usualStart } from './entry-form-target';

const AGGREGATION_WORDS = {
  ratio: 'ratio: some of all, such as parcels on time of parcels',
  sum: 'sum: adds up over time and places',
  mean: 'mean: an average with its number of cases',
  nps: 'NPS: promoters less detractors',
  last: 'last: a stock, such as open orders',
  min: 'min: the smallest counts',
  max: 'max: the largest counts',
  none: 'none: each period is reported itself',
} as const;

const DIRECTION_WORDS = {
  higher: 'higher is better',
  lower: 'lower is better',
  range: 'within a range is right',
  none: 'shown for context, never judged',
} as const;

const LENS_WORDS = {
  silo: 'silo: how a team does its own task',
  experience: 'experience: what the customer gets or says',
  both: 'both',
} as const;

const KIND_WORDS = {
  operation: 'operation: what we do',
  perception: 'perception: what customers say',
  asset: 'asset: customers gained, lost, worth',
} as const;

const choices = <T extends string>(
  values: readonly T[],
  wording: Readonly<Record<T, string>>,
): readonly FieldOption[] => values.map((value) => ({ value, label: wording[value] }));

/** The sections of the form; a new KPI names its owner and its first target in it as well. */
export function kpiSections(facts: FormFacts): readonly FormSection[] {
  const fresh = facts.entry === null;
  return [
    measured(facts),
    judged(facts),
    ...(fresh ? [firstTarget(facts)] : []),
    owners(facts),
    mappings(facts),
    upstream(facts),
    details(facts),
  ];
}

function measured(facts: FormFacts): FormSection {
  return {
    name: 'measured',
    title: 'What is measured',
    fields: [
      ...named(facts, 'Delivered on the promised day'),
      field(facts, 'lines', 'definition', 'In words', {
        hint: 'What counts, and what does not.',
      }),
      field(facts, 'text', 'source', 'Where the figures come from'),
      field(facts, 'text', 'unit', 'Unit', {
        fresh: facts.entry === null ? '%' : '',
        hint: '“%” for shares; “min”, “£”, “parcels”; blank for a plain number.',
        required: true,
      }),
      field(facts, 'choice', 'grain', 'A figure each', {
        fresh: 'week',
        options: GRAINS.map((value) => ({ value, label: value })),
        required: true,
      }),
      field(facts, 'choice', 'aggregation', 'How figures add up', {
        fresh: 'ratio',
        options: choices(
          ['ratio', ...AGGREGATIONS.filter((each) => each !== 'ratio')],
          AGGREGATION_WORDS,
        ),
        required: true,
      }),
      field(facts, 'check', 'counts', 'Counts out of counts', {
        hint: 'Ticked for a ratio of things that are counted: 840 of 1,000 parcels.',
      }),
    ],
  };
}

function judged(facts: FormFacts): FormSection {
  return {
    name: 'judged',
    title: 'How it is judged',
    fields: [
      field(facts, 'choice', 'direction', 'What is good', {
        fresh: 'higher',
        options: choices(DIRECTIONS, DIRECTION_WORDS),
        required: true,
      }),
      field(facts, 'choice', 'lens', 'Whose view', {
        fresh: 'silo',
        options: choices(LENSES, LENS_WORDS),
        required: true,
      }),
      field(facts, 'choice', 'kind', 'Kind', {
        fresh: 'operation',
        options: choices(
          ['operation', ...KINDS.filter((kind) => kind !== 'operation')],
          KIND_WORDS,
        ),
      }),
    ],
  };
}

function firstTarget({ catalog, today }: FormFacts): FormSection {
  return {
    name: 'target',
    title: 'Its first target',
    note: 'In the KPI’s unit: 95 for 95 %. It can be left out; the gap is then shown as one.',
    fields: [
      ...boundFields({ entry: null }, 'target.', null),
      {
        name: 'target.from',
        label: 'Holds from',
        control: 'date',
        value: [usualStart(today, catalog.organisation)],
        hint: 'Periods before it have no target.',
      },
    ],
  };
}

function owners(facts: FormFacts): FormSection {
  const { catalog, entry } = facts;
  const sharing = field(facts, 'checks', 'contributing', 'Teams that share it');
  const answering: FormField = {
    name: 'accountable',
    label: 'The one team that answers',
    control: 'choice',
    value: [],
    options: [{ value: '', label: 'choose a team' }, ...liveOptions(catalog.teams, [])],
    required: true,
  };
  return {
    name: 'owners',
    title: entry === null ? 'Who answers' : 'Who shares it',
    fields: [
      ...(entry === null ? [answering] : []),
      { ...sharing, options: liveOptions(catalog.teams, sharing.value) },
    ],
  };
}

const MAPPINGS = [
  { value: '', label: 'does not count here' },
  { value: 'mapped', label: 'counts here' },
  { value: 'critical', label: 'critical: a miss puts the stage off target' },
  { value: 'reliability', label: 'reliability: the share for whom it went right' },
  { value: 'both', label: 'critical, and its reliability' },
] as const;

/** One choice a stage: `stages.receive`. `stagesSaid` reads it. */
function mappings({ catalog, entry }: FormFacts): FormSection {
  const journeys = new Map(catalog.journeys.map((journey) => [journey.slug, journey]));
  const known = mappingsOf(entry);
  const many = journeys.size > 1;
  const shown = catalog.stages.filter(
    ({ slug, retired: gone, journey }) =>
      known.has(slug) || (!gone && journeys.get(journey)?.retired === false),
  );
  return {
    name: 'stages',
    title: 'Stages in which it counts',
    compact: true,
    ...(shown.length === 0 ? { note: 'No stage is defined yet.' } : {}),
    fields: [
      ...shown.map(
        ({ slug, name, journey }): FormField => ({
          name: `stages.${slug}`,
          label: many ? `${name} – ${journeys.get(journey)?.name ?? journey}` : name,
          control: 'choice',
          value: [known.get(slug) ?? ''],
          options: MAPPINGS,
        }),
      ),
      field({ entry }, 'choice', 'moment', 'The moment that it measures', {
        options: [
          { value: '', label: 'none' },
          ...liveOptions(
            catalog.moments.map((moment) => ({
              ...moment,
              name: `${moment.name} – ${catalog.stages.find(({ slug }) => slug === moment.stage)?.name ?? moment.stage}`,
            })),
            typeof entry?.['moment'] === 'string' ? [entry['moment']] : [],
          ),
        ],
      }),
    ],
  };
}

function mappingsOf(entry: Entry | null): ReadonlyMap<string, string> {
  const list = entry?.['stages'];
  if (entry === null || !Array.isArray(list)) return new Map();
  const plain = list.filter((item) => typeof item === 'string');
  return new Map([
    ...plain.map((slug): [string, string] => [slug, 'mapped']),
    ...entriesIn(entry, 'stages').map(({ stage, critical, reliability }): [string, string] => {
      if (critical === true) return [String(stage), reliability === true ? 'both' : 'critical'];
      return [String(stage), reliability === true ? 'reliability' : 'mapped'];
    }),
  ]);
}

/**
 * The stages of a KPI as its entry lists them, from the choices of the form, in the order of the form.
 *
 * @example stagesSaid({ stages: { receive: 'critical' } })
 * // [{ stage: 'receive', critical: true, reliability: false }]
 */
export function stagesSaid(read: Entry): readonly Entry[] {
  const said = read['stages'];
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).map(([stage, choice]) => ({
    stage,
    critical: choice === 'critical' || choice === 'both',
    reliability: choice === 'reliability' || choice === 'both',
  }));
}

const EMPTY_ROWS = 2;

function upstream(facts: FormFacts): FormSection {
  const { catalog, entry } = facts;
  const list = entry?.['upstream'];
  const links: readonly unknown[] = Array.isArray(list) ? list : [];
  // A link without more is said by its slug alone.
  const said = links.map((link) => (typeof link === 'string' ? { kpi: link } : link));
  const filled = { entry: { upstream: said } };
  const suggestions = catalog.kpis
    .filter(({ slug, retired: gone }) => !gone && slug !== entry?.['slug'])
    .map(({ slug, name }) => ({ value: slug, label: name }));
  return {
    name: 'upstream',
    title: 'KPIs that feed it',
    note: 'Where a miss may start: by their short names.',
    folded: true,
    fields: [],
    rows: Array.from({ length: links.length + EMPTY_ROWS }, (_, i) => [
      field(filled, 'text', `upstream.${i}.kpi`, 'KPI', { suggestions }),
      field(filled, 'choice', `upstream.${i}.evidence`, 'Evidence', {
        fresh: 'suspected',
        options: [
          { value: 'suspected', label: 'suspected' },
          { value: 'proven', label: 'proven' },
        ],
      }),
      field(filled, 'text', `upstream.${i}.note`, 'Note'),
    ]),
  };
}

function details(facts: FormFacts): FormSection {
  const { catalog } = facts;
  return {
    name: 'details',
    title: 'Details',
    folded: true,
    fields: [
      field(facts, 'number', 'decimals', 'Decimals shown', { fresh: '1' }),
      field(facts, 'number', 'weight', 'Weight in scorecards', { fresh: '1' }),
      field(facts, 'number', 'reportingLag', 'Days until a missing figure counts', {
        hint: 'Blank: 1 for a day, 3 for a week, 7 for a month, 14 for a quarter, 30 for a year.',
      }),
      field(facts, 'number', 'scale', 'A ratio is multiplied by', {
        hint: 'Blank: 100 for a ratio in %, else 1.',
      }),
      field(facts, 'choice', 'segmentDimension', 'Broken down by', {
        options: [{ value: '', label: 'no dimension' }, ...liveOptions(catalog.dimensions, [])],
      }),
      ...retired(facts),
    ],
  };
}
