/** Slugs that change: the entity stays, and everything that refers to it follows. */
import type { DefinedCatalog, DefinedEntity, Rename } from './definition';

/**
 * A catalogue after renames, with all references, and the renames that did anything. A rename
 * whose entity is not there (the file was applied before, or to an empty catalogue) does nothing,
 * and neither does one whose new slug is taken already. In order: one may build on another.
 *
 * @example
 * applyRenames(catalog, [{ entity: 'team', from: 'web', to: 'digital' }]).applied // that one
 */
export function applyRenames(
  catalog: DefinedCatalog,
  renames: readonly Rename[],
): { readonly catalog: DefinedCatalog; readonly applied: readonly Rename[] } {
  let renamed = catalog;
  const applied: Rename[] = [];
  for (const rename of renames) {
    const slugs = new Set(renamed[LISTS[rename.entity]].map(({ slug }) => slug));
    if (!slugs.has(rename.from) || slugs.has(rename.to)) continue;
    renamed = renameOne(renamed, rename);
    applied.push(rename);
  }
  return { catalog: renamed, applied };
}

/** The list of a catalogue that holds the entities of a kind. */
export const LISTS = {
  team: 'teams',
  journey: 'journeys',
  stage: 'stages',
  moment: 'moments',
  place: 'places',
  kpi: 'kpis',
} as const satisfies Record<DefinedEntity, keyof DefinedCatalog>;

function renameOne(catalog: DefinedCatalog, { entity, from, to }: Rename): DefinedCatalog {
  const slug = (text: string): string => (text === from ? to : text);
  const own = <T extends { readonly slug: string }>(items: readonly T[]): readonly T[] =>
    items.map((item) => ({ ...item, slug: slug(item.slug) }));
  switch (entity) {
    case 'team':
      return {
        ...catalog,
        teams: own(catalog.teams).map((team) => ({
          ...team,
          parent: team.parent === null ? null : slug(team.parent),
        })),
        kpis: catalog.kpis.map((kpi) => {
          const [first, ...rest] = kpi.accountable;
          return {
            ...kpi,
            accountable: [
              { ...first, team: slug(first.team) },
              ...rest.map((entry) => ({ ...entry, team: slug(entry.team) })),
            ],
            contributing: kpi.contributing.map(slug),
          };
        }),
      };
    case 'journey':
      return {
        ...catalog,
        journeys: own(catalog.journeys),
        stages: catalog.stages.map((stage) => ({ ...stage, journey: slug(stage.journey) })),
      };
    case 'stage':
      return {
        ...catalog,
        stages: own(catalog.stages),
        moments: catalog.moments.map((moment) => ({ ...moment, stage: slug(moment.stage) })),
        kpis: catalog.kpis.map((kpi) => ({
          ...kpi,
          stages: kpi.stages.map((mapping) => ({ ...mapping, stage: slug(mapping.stage) })),
        })),
      };
    case 'moment':
      return {
        ...catalog,
        moments: own(catalog.moments),
        kpis: catalog.kpis.map((kpi) => ({
          ...kpi,
          moment: kpi.moment === null ? null : slug(kpi.moment),
        })),
      };
    case 'place':
      return {
        ...catalog,
        places: own(catalog.places),
        targets: catalog.targets.map((target) => ({
          ...target,
          place: target.place === null ? null : slug(target.place),
        })),
      };
    case 'kpi':
      return {
        ...catalog,
        kpis: own(catalog.kpis).map((kpi) => ({
          ...kpi,
          upstream: kpi.upstream.map((link) => ({ ...link, kpi: slug(link.kpi) })),
        })),
        targets: catalog.targets.map((target) => ({ ...target, kpi: slug(target.kpi) })),
        annotations: catalog.annotations.map((note) => ({ ...note, kpi: slug(note.kpi) })),
      };
  }
}
