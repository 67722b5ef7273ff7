/** Every form of the catalogue by its address: its fields, and the document of what is typed into it. */
import { type CalendarDate, parseCalendarDate } from './calendar';
import type { Catalog, Kpi, Team } from './catalog';
import { targetName } from './definition-keys';
import {
  type Entry,
  type EntryKind,
  entriesIn,
  type FieldFaults,
  type FormSection,
  stampOf,
  type Typed,
  targetEntryName,
  valueAt,
} from './entry';
import { documentOf, type EntryDocument, entryOf, slugsOf } from './entry-document';
import { liveOptions } from './entry-field';
import { entryForm } from './entry-form';
import { nextStart, ownerSections, targetSections } from './entry-form-target';
import { readEntry } from './entry-read';
import { type JourneyTemplate, templateDocument, templateSections } from './journey-template';
import { firstOwner, mergeDocument, ownersFrom } from './team-merge';

/** Which form: of an entry, or of something dated in one. */
export type FormAddress =
  | {
      readonly form: 'entry';
      readonly kind: EntryKind;
      /** Null for a new one. */
      readonly slug: string | null;
      /** Of a new one: the journey of a stage, the stage of a moment. */
      readonly within: string | null;
    }
  | { readonly form: 'owner'; readonly slug: string }
  | {
      readonly form: 'target';
      readonly slug: string;
      /** Its name (`targetName`); null for a new one. */
      readonly target: string | null;
    }
  | { readonly form: 'merge'; readonly slug: string }
  | { readonly form: 'template'; readonly template: JourneyTemplate };

export interface CatalogForm {
  readonly sections: readonly FormSection[];
  /** Of what the form was filled from; null for something new. */
  readonly stamp: string | null;
  readonly read: (typed: Typed) => {
    readonly faults: FieldFaults;
    readonly document: EntryDocument;
    /** See `MergeOptions`. */
    readonly correctsOwners?: boolean;
  };
}

export interface CatalogFormFacts {
  readonly catalog: Catalog;
  /** The catalogue as the entries of its definition file. */
  readonly file: Entry;
  readonly today: CalendarDate;
}

/**
 * The form at an address; null where the address names something that is not there.
 *
 * @example catalogForm({ form: 'entry', kind: 'team', slug: 'web', within: null }, facts)?.sections
 */
export function catalogForm(address: FormAddress, facts: CatalogFormFacts): CatalogForm | null {
  switch (address.form) {
    case 'entry':
      return formOfEntry(address, facts);
    case 'owner':
      return withKpi(address.slug, facts, (kpi) => ownerForm(kpi, facts));
    case 'target':
      return withKpi(address.slug, facts, (kpi) => targetForm(kpi, address.target, facts));
    case 'merge': {
      const team = facts.catalog.teams.find(({ slug }) => slug === address.slug);
      return team === undefined ? null : mergeForm(team, facts);
    }
    case 'template':
      return templateForm(address.template, facts);
  }
}

function formOfEntry(
  { kind, slug, within }: FormAddress & { readonly form: 'entry' },
  { catalog, file, today }: CatalogFormFacts,
): CatalogForm | null {
  const entry = kind === 'organisation' || slug !== null ? entryOf(file, kind, slug ?? '') : null;
  if (entry === null && (slug !== null || kind === 'organisation')) return null;
  const home = entry === null ? within : (valueAt(entry, HOME[kind] ?? '')[0] ?? null);
  const sections = entryForm(kind, { catalog, entry, within: home, today });
  return {
    sections,
    stamp: entry === null ? null : stampOf(entry),
    read: (typed) => {
      const { entry: read, faults, rows } = readEntry(sections, typed);
      const document = documentOf(file, { kind, slug, entry: read, rows });
      return { faults: { ...faults, ...takenFault(file, kind, slug, document.slug) }, document };
    },
  };
}

/** Two entries of one short name would be one: the form would overwrite the other. */
function takenFault(
  file: Entry,
  kind: EntryKind,
  before: string | null,
  slug: string,
): FieldFaults {
  if (slug === before || !slugsOf(file, kind).includes(slug)) return {};
  return { slug: `“${slug}” is taken already. Give it another short name.` };
}

/** What says in which entry an entry is. */
const HOME: { readonly [kind in EntryKind]?: string } = { stage: 'journey', moment: 'stage' };

function withKpi(
  slug: string,
  { catalog }: CatalogFormFacts,
  form: (kpi: Kpi) => CatalogForm | null,
): CatalogForm | null {
  const kpi = catalog.kpis.find((each) => each.slug === slug);
  return kpi === undefined ? null : form(kpi);
}

const dateTyped = (entry: Entry, fallback: CalendarDate): CalendarDate =>
  parseCalendarDate(valueAt(entry, 'from')[0] ?? '') ?? fallback;

function ownerForm(kpi: Kpi, { catalog, file, today }: CatalogFormFacts): CatalogForm {
  const sections = ownerSections(catalog, kpi, today);
  return {
    sections,
    stamp: stampOf(kpi.accountable),
    read: (typed) => {
      const { entry, faults } = readEntry(sections, typed);
      const [team = ''] = valueAt(entry, 'team');
      const from = dateTyped(entry, today);
      const corrects = entry['corrects'] === true;
      const document = {
        ...entryOf(file, 'kpi', kpi.slug),
        accountable: corrects
          ? firstOwner(kpi.accountable, team)
          : ownersFrom(kpi.accountable, team, from),
        // Who answers does not share it as well.
        contributing: kpi.contributing.filter((each) => each !== team),
      };
      return {
        faults: { ...faults, ...(corrects ? {} : dateFault(entry)) },
        correctsOwners: corrects,
        document: {
          document: { kpis: [document] },
          places: [
            ['kpis[0].accountable', 'owner'],
            [`kpis.${kpi.slug}.accountable`, 'team'],
          ],
          slug: kpi.slug,
        },
      };
    },
  };
}

function dateFault(entry: Entry): FieldFaults {
  const [from = ''] = valueAt(entry, 'from');
  return parseCalendarDate(from) === null
    ? { from: 'Give the first day as a date, such as 2026-11-30.' }
    : {};
}

function targetForm(
  kpi: Kpi,
  name: string | null,
  { catalog, file, today }: CatalogFormFacts,
): CatalogForm | null {
  const known = catalog.targets.find((target) => targetName(target) === name);
  if (name !== null && known?.kpi !== kpi.slug) return null;
  const entryNamed = (wanted: string) =>
    entriesIn(file, 'targets').find((entry) => targetEntryName(entry) === wanted) ?? null;
  const latest = catalog.targets
    .filter(
      (target) =>
        target.kpi === kpi.slug &&
        target.grain === kpi.grain &&
        target.segment === null &&
        target.place === null,
    )
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  const entry = name === null ? null : entryNamed(name);
  const present = latest === undefined ? null : entryNamed(targetName(latest));
  const sections = targetSections({ catalog, kpi, entry, present, today });
  return {
    sections,
    stamp: entry === null ? null : stampOf(entry),
    read: (typed) => {
      const { entry: read, faults } = readEntry(sections, typed);
      const target = { kpi: kpi.slug, ...read };
      return {
        faults: {
          ...faults,
          ...dateFault(read),
          ...twiceFault(entry, entryNamed(targetEntryName(target))),
        },
        document: {
          document: { targets: [target] },
          places: [
            ['targets[0]', ''],
            [`targets.${targetEntryName(target)}`, ''],
            [`targets.${kpi.slug}/`, 'bounds'],
          ],
          slug: kpi.slug,
        },
      };
    },
  };
}

/** A new target would overwrite one from the same day. */
function twiceFault(before: Entry | null, other: Entry | null): FieldFaults {
  return before === null && other !== null
    ? { from: 'There is a target from this day on already. Correct that one, or give another day.' }
    : {};
}

function mergeForm(team: Team, { catalog, file, today }: CatalogFormFacts): CatalogForm {
  const others = catalog.teams.filter(({ slug, retired }) => slug !== team.slug && !retired);
  const sections: readonly FormSection[] = [
    {
      name: 'merge',
      title: 'The merger',
      fields: [
        {
          name: 'into',
          label: 'Becomes part of',
          control: 'choice',
          value: [],
          options: [{ value: '', label: 'choose a team' }, ...liveOptions(others, [])],
          required: true,
        },
        {
          name: 'from',
          label: 'From',
          control: 'date',
          value: [nextStart(today, 'week', catalog.organisation)],
          hint: 'Periods that begin before this day keep who answered.',
          required: true,
        },
        {
          name: 'retire',
          label: `Retire ${team.name} at once`,
          control: 'check',
          value: [],
          hint: 'A retired team is in no list, not even for past periods. It can also be retired later.',
        },
      ],
    },
  ];
  return {
    sections,
    stamp: null,
    read: (typed) => {
      const { entry, faults } = readEntry(sections, typed);
      const [into = ''] = valueAt(entry, 'into');
      const merge = {
        team: team.slug,
        into,
        from: dateTyped(entry, today),
        retire: entry['retire'] === true,
      };
      return {
        faults: { ...faults, ...dateFault(entry) },
        document: { document: mergeDocument(catalog, file, merge), places: [], slug: into },
      };
    },
  };
}

function templateForm(template: JourneyTemplate, { file }: CatalogFormFacts): CatalogForm {
  const sections = templateSections(template);
  return {
    sections,
    stamp: null,
    read: (typed) => {
      const { entry, faults } = readEntry(sections, typed);
      const { document, slug } = templateDocument(template, entry, file);
      return {
        faults: { ...faults, ...takenFault(file, 'journey', null, slug) },
        document: {
          document,
          places: [
            ['journeys[0]', ''],
            [`journeys.${slug}`, ''],
          ],
          slug,
        },
      };
    },
  };
}
