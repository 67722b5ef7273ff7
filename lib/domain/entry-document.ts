/**
 * The definition file that says one entry of the catalogue anew, and nothing else: what a form asks
 * for is applied as such a file would be.
 */
import { type Entry, type EntryKind, entriesIn, isEntry, slugFor, valueAt } from './entry';
import type { FormPlace } from './entry-faults';
import { stagesSaid } from './entry-form-kpi';

/** What a form would have applied, and where in it its fields stand. */
export interface EntryDocument {
  /** As a definition file has it. */
  readonly document: Entry;
  readonly places: readonly FormPlace[];
  /** The slug that the entry will have; empty for the organisation. */
  readonly slug: string;
}

export interface Said {
  readonly kind: EntryKind;
  /** The slug of the entry that the form was opened on; null for a new one. */
  readonly slug: string | null;
  /** As read from the form. */
  readonly entry: Entry;
  /** Which row of the form an item of a list came from. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

/** The lists of a definition file that hold the entries of a kind. */
const LISTS = {
  team: 'teams',
  journey: 'journeys',
  dimension: 'dimensions',
  place: 'places',
  kpi: 'kpis',
} as const;

/**
 * The entry of a kind with a slug, as a definition file would have it, without what is in it: a
 * journey without its stages, a stage without its moments. A stage or moment says in which it is.
 *
 * @example entryOf(file, 'stage', 'receive') // { slug: 'receive', name: 'Receive', journey: 'buy' }
 */
export function entryOf(file: Entry, kind: EntryKind, slug: string): Entry | null {
  const named = (list: readonly Entry[]) => list.find((entry) => entry['slug'] === slug) ?? null;
  switch (kind) {
    case 'organisation':
      return isEntry(file['organisation']) ? file['organisation'] : null;
    case 'stage':
      return named(allStages(file));
    case 'moment':
      return named(allMoments(file));
    case 'journey': {
      const found = named(entriesIn(file, 'journeys'));
      return found === null ? null : without(found, 'stages');
    }
    case 'team':
    case 'dimension':
    case 'place':
    case 'kpi':
      return named(entriesIn(file, LISTS[kind]));
  }
}

/** All slugs of a kind, those of retired entries too. */
export function slugsOf(file: Entry, kind: EntryKind): readonly string[] {
  if (kind === 'organisation') return [];
  const list =
    kind === 'stage'
      ? allStages(file)
      : kind === 'moment'
        ? allMoments(file)
        : entriesIn(file, LISTS[kind]);
  return list.flatMap((entry) => valueAt(entry, 'slug'));
}

function allStages(file: Entry): readonly Entry[] {
  return entriesIn(file, 'journeys').flatMap((journey) =>
    entriesIn(journey, 'stages').map((stage) => ({
      ...without(stage, 'moments'),
      journey: journey['slug'],
    })),
  );
}

function allMoments(file: Entry): readonly Entry[] {
  return entriesIn(file, 'journeys').flatMap((journey) =>
    entriesIn(journey, 'stages').flatMap((stage) =>
      entriesIn(stage, 'moments').map((moment) => ({ ...moment, stage: stage['slug'] })),
    ),
  );
}

function without(entry: Entry, name: string): Entry {
  const { [name]: _, ...rest } = entry;
  return rest;
}

/** An entry as it will be: named by a slug, and led to from the one that it had. */
function withSlug(
  file: Entry,
  { kind, slug: before, entry }: Said,
): Entry & { readonly slug: string } {
  const [typed = ''] = valueAt(entry, 'slug');
  const [name = ''] = valueAt(entry, 'name');
  if (typed === '') return { ...entry, slug: before ?? slugFor(name, slugsOf(file, kind)) };
  return before === null || before === typed
    ? { ...entry, slug: typed }
    : { ...entry, slug: typed, formerly: before };
}

/**
 * The document of what a form says, on top of the definition as it is.
 *
 * @example
 * documentOf(file, { kind: 'team', slug: 'web', entry: { name: 'Web', slug: 'digital' }, rows: {} }).document
 * // { teams: [{ name: 'Web', slug: 'digital', formerly: 'web' }] }
 */
export function documentOf(file: Entry, said: Said): EntryDocument {
  switch (said.kind) {
    case 'organisation':
      return organisationDocument(said);
    case 'team':
    case 'place':
    case 'journey': {
      const entry = withSlug(file, said);
      return listed(LISTS[said.kind], entry, []);
    }
    case 'dimension':
      return dimensionDocument(file, said);
    case 'stage':
      return stageDocument(file, said);
    case 'moment':
      return momentDocument(file, said);
    case 'kpi':
      return kpiDocument(file, said);
  }
}

function listed(
  list: string,
  entry: Entry & { readonly slug: string },
  places: readonly FormPlace[],
): EntryDocument {
  return {
    document: { [list]: [entry] },
    places: [[`${list}[0]`, ''], [`${list}.${entry.slug}`, ''], ...places],
    slug: entry.slug,
  };
}

function organisationDocument({ entry }: Said): EntryDocument {
  const [month] = valueAt(entry, 'fiscalYearStart');
  const organisation = month === undefined ? entry : { ...entry, fiscalYearStart: Number(month) };
  return { document: { organisation }, places: [['organisation', '']], slug: '' };
}

function dimensionDocument(file: Entry, said: Said): EntryDocument {
  const taken: string[] = [];
  const ordered = entriesIn(said.entry, 'segments')
    .map((segment, i) => {
      const { order, ...rest } = segment;
      const [given] = valueAt(segment, 'slug');
      const slug = given ?? slugFor(valueAt(segment, 'name')[0] ?? '', taken);
      taken.push(slug);
      const place = typeof order === 'number' ? order : Number.POSITIVE_INFINITY;
      return { segment: { ...rest, slug }, place, row: said.rows['segments']?.[i] ?? i };
    })
    .toSorted((a, b) => (a.place === b.place ? a.row - b.row : a.place - b.place));
  const segments = ordered.map(({ segment }) => segment);
  const rows = ordered.map(
    ({ row }, i): FormPlace => [`dimensions[0].segments[${i}]`, `segments.${row}`],
  );
  return listed('dimensions', { ...withSlug(file, said), segments }, rows);
}

/** All stages of a journey are said, since a file that names some of them puts those first. */
function stageDocument(file: Entry, said: Said): EntryDocument {
  const { journey: target, ...stage } = withSlug(file, said);
  const journey = entryOf(file, 'journey', String(target)) ?? { slug: target };
  const others = allStages(file).filter(({ journey: of }) => of === target);
  const at = others.findIndex(({ slug }) => slug === said.slug);
  const place = at < 0 ? others.length : at;
  const stages = [...others.slice(0, place), stage, ...others.slice(place + (at < 0 ? 0 : 1))];
  return {
    document: {
      journeys: [{ ...journey, stages: stages.map((each) => without(each, 'journey')) }],
    },
    places: [
      [`journeys[0].stages[${place}]`, ''],
      [`stages[${place}]`, ''],
      [`stages.${stage.slug}`, ''],
    ],
    slug: stage.slug,
  };
}

/** A moment that moves takes the KPIs that measure it along to its new stage. */
function momentDocument(file: Entry, said: Said): EntryDocument {
  const { stage: target, ...moment } = withSlug(file, said);
  const stages = allStages(file);
  const home = stages.find(({ slug }) => slug === target);
  const journey = entryOf(file, 'journey', String(home?.['journey'])) ?? {
    slug: home?.['journey'],
  };
  const beside = stages.filter(({ journey: of }) => of === home?.['journey']);
  const at = beside.findIndex(({ slug }) => slug === target);
  const known = said.slug === null ? null : entryOf(file, 'moment', said.slug);
  const moved = known !== null && known['stage'] !== target;
  const kpis = entriesIn(file, 'kpis')
    .filter((kpi) => moved && kpi['moment'] === said.slug)
    .map((kpi) => ({ ...kpi, moment: moment.slug }));
  return {
    document: {
      journeys: [
        {
          ...journey,
          stages: beside.map((stage, i) => ({
            ...without(stage, 'journey'),
            ...(i === at ? { moments: [moment] } : {}),
          })),
        },
      ],
      ...(kpis.length === 0 ? {} : { kpis }),
    },
    places: [
      [`journeys[0].stages[${at}].moments[0]`, ''],
      ['moments[0]', ''],
      [`moments.${moment.slug}`, ''],
    ],
    slug: moment.slug,
  };
}

/** What the form of a KPI does not show stays: who answers is a form of its own. */
function kpiDocument(file: Entry, said: Said): EntryDocument {
  const { target, ...read } = withSlug(file, said);
  const stages = stagesSaid(read);
  const known = said.slug === null ? null : entryOf(file, 'kpi', said.slug);
  const kpi = {
    ...read,
    stages,
    ...(known === null ? {} : { accountable: known['accountable'] }),
  };
  const bounds = isEntry(target) ? target : {};
  const hasTarget = Object.keys(bounds).some((name) => name !== 'from');
  const first = { kpi: kpi.slug, grain: read['grain'], ...bounds };
  const { document, places, slug } = listed('kpis', kpi, [
    [`kpis.${kpi.slug}.reportingLagDays`, 'reportingLag'],
    [`kpis.${kpi.slug}.dimension`, 'segmentDimension'],
    ...stages.map((said, i): FormPlace => [`kpis[0].stages[${i}]`, `stages.${said['stage']}`]),
    ...(said.rows['upstream'] ?? []).flatMap((row, i): FormPlace[] => [
      [`kpis[0].upstream[${i}]`, `upstream.${row}`],
      [`kpis.${kpi.slug}.upstream[${i}]`, `upstream.${row}`],
    ]),
    ['targets[0]', 'target'],
    [`targets.${kpi.slug}/`, 'target'],
  ]);
  return { document: hasTarget ? { ...document, targets: [first] } : document, places, slug };
}
