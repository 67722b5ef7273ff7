/** Journeys to begin with: stages as customers live through them, with promises and moments of truth. */
import { type Entry, type FormSection, slugFor, valueAt } from './entry';
import { slugsOf } from './entry-document';
import { BANK } from './journey-template-bank';
import { HOSPITAL } from './journey-template-hospital';
import { RETAIL } from './journey-template-retail';
import type { TemplateJourney } from './journey-template-shape';
import { SOFTWARE } from './journey-template-software';
import { TRANSIT } from './journey-template-transit';

export const JOURNEY_TEMPLATES = ['retail', 'software', 'bank', 'hospital', 'transit'] as const;
export type JourneyTemplate = (typeof JOURNEY_TEMPLATES)[number];

const TEMPLATES: Readonly<Record<JourneyTemplate, TemplateJourney>> = {
  retail: RETAIL,
  software: SOFTWARE,
  bank: BANK,
  hospital: HOSPITAL,
  transit: TRANSIT,
};

/**
 * A template's journey.
 *
 * @example journeyTemplate('retail').stages.map(({ name }) => name) // ['Discover', 'Choose', …]
 */
export function journeyTemplate(template: JourneyTemplate): TemplateJourney {
  return TEMPLATES[template];
}

/** The form that begins a journey from a template: all but the name is changed later. */
export function templateSections(template: JourneyTemplate): readonly FormSection[] {
  return [
    {
      name: 'journey',
      title: 'The journey',
      fields: [
        {
          name: 'name',
          label: 'Name',
          control: 'text',
          value: [TEMPLATES[template].name],
          required: true,
        },
        {
          name: 'slug',
          label: 'Short name',
          control: 'text',
          value: [],
          hint: 'Stands in addresses and files. Left blank, it is made from the name.',
        },
      ],
    },
  ];
}

/**
 * The document of a journey from a template. Moments are ranked in their order; short names that are
 * taken get a number.
 *
 * @example templateDocument('retail', { name: 'Buy and own' }, {}).slug // 'buy-and-own'
 */
export function templateDocument(
  template: JourneyTemplate,
  read: Entry,
  file: Entry,
): { readonly document: Entry; readonly slug: string } {
  const [name = ''] = valueAt(read, 'name');
  const slug = valueAt(read, 'slug')[0] ?? slugFor(name, slugsOf(file, 'journey'));
  const stageSlugs = [...slugsOf(file, 'stage')];
  const momentSlugs = [...slugsOf(file, 'moment')];
  const take = (from: string, taken: string[]): string => {
    const made = slugFor(from, taken);
    taken.push(made);
    return made;
  };
  let priority = 0;
  const stages = TEMPLATES[template].stages.map(({ moments, ...stage }) => ({
    slug: take(stage.name, stageSlugs),
    ...stage,
    moments: moments.map((moment) => {
      priority += 1;
      return { slug: take(moment.name, momentSlugs), ...moment, priority };
    }),
  }));
  return { document: { journeys: [{ slug, name, stages }] }, slug };
}
