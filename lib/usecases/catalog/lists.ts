/** The first pages of the catalogue: what there is, and lists of it. */
import type { Catalog, Kpi } from '../../domain/catalog';
import type { CatalogListView, CatalogOverview, CatalogRow } from '../../domain/catalog-view';
import type { EntryKind } from '../../domain/entry';
import { accountableOn } from '../../domain/target';
import { counted } from '../../domain/wording';
import type { Context } from '../context';
import { resolveScope } from '../scope';

/** A list that goes on tells nobody anything: beyond this, one finds by name. */
const MOST_ROWS = 200;

interface Countable {
  readonly slug: string;
  readonly retired?: boolean;
}

/** The first page: all kinds with their counts, and the journeys. */
export async function catalogOverview(context: Context): Promise<CatalogOverview> {
  const { catalog, demo } = await resolveScope(context, {});
  const count = (kind: EntryKind, items: readonly Countable[]) => {
    const retired = items.filter((item) => item.retired === true).length;
    return { kind, live: items.length - retired, retired };
  };
  const live = catalog.stages.filter((stage) => !stage.retired);
  return {
    organisation: catalog.organisation,
    demo,
    kinds: [
      count('journey', catalog.journeys),
      count('stage', catalog.stages),
      count('moment', catalog.moments),
      count('team', catalog.teams),
      count('kpi', catalog.kpis),
      count('dimension', catalog.dimensions),
      count('place', catalog.places),
    ],
    journeys: catalog.journeys
      .filter((journey) => !journey.retired)
      .map(({ slug, name }) => {
        const stages = live.filter((stage) => stage.journey === slug);
        const slugs = new Set(stages.map((stage) => stage.slug));
        const moments = catalog.moments.filter(
          ({ stage, retired }) => !retired && slugs.has(stage),
        );
        return { slug, name, stages: stages.length, moments: moments.length };
      }),
  };
}

/** All entries of a kind, narrowed to those whose name or short name holds a text. */
export async function catalogList(
  context: Context,
  kind: EntryKind,
  q: string,
): Promise<CatalogListView> {
  const { catalog, demo, today } = await resolveScope(context, {});
  const wanted = q.trim().toLowerCase();
  const rows = rowsOf(kind, catalog, (kpi) => accountableOn(kpi, today))
    .filter(
      ({ slug, name }) =>
        wanted === '' || name.toLowerCase().includes(wanted) || slug.includes(wanted),
    )
    .toSorted((a, b) => Number(a.retired) - Number(b.retired));
  return {
    organisation: catalog.organisation,
    demo,
    kind,
    q: q.trim(),
    rows: rows.slice(0, MOST_ROWS),
    of: rows.length,
  };
}

function rowsOf(
  kind: EntryKind,
  catalog: Catalog,
  ownerOf: (kpi: Kpi) => string,
): readonly CatalogRow[] {
  const names = new Map(catalog.teams.map(({ slug, name }) => [slug, name]));
  const row = <
    T extends { readonly slug: string; readonly name: string; readonly retired?: boolean },
  >(
    item: T,
    about: readonly (string | null)[],
  ): CatalogRow => ({
    slug: item.slug,
    name: item.name,
    about: about.filter((part) => part !== null && part !== '').join(' · '),
    retired: item.retired === true,
  });
  switch (kind) {
    case 'organisation':
      return [];
    case 'journey':
      return catalog.journeys.map((journey) =>
        row(journey, [
          counted(
            catalog.stages.filter((stage) => stage.journey === journey.slug && !stage.retired)
              .length,
            'stage',
            'stages',
          ),
        ]),
      );
    case 'stage':
      return catalog.stages.map((stage) => row(stage, [stage.promise, stage.owner]));
    case 'moment':
      return catalog.moments.map((moment) =>
        row(moment, [moment.kind, moment.critical ? 'critical' : null]),
      );
    case 'team':
      return catalog.teams.map((team) =>
        row(team, [
          team.lead === null ? 'nobody leads it' : `led by ${team.lead}`,
          team.parent === null ? null : `part of ${names.get(team.parent) ?? team.parent}`,
          `answers for ${counted(catalog.kpis.filter((kpi) => !kpi.retired && ownerOf(kpi) === team.slug).length, 'KPI', 'KPIs')}`,
        ]),
      );
    case 'kpi':
      return catalog.kpis.map((kpi) =>
        row(kpi, [
          `${names.get(ownerOf(kpi)) ?? ownerOf(kpi)} answers`,
          `${kpi.unit === '' ? 'a number' : kpi.unit} a ${kpi.grain}`,
          kpi.lens === 'both' ? 'silo and experience' : kpi.lens,
          kpi.direction === 'none' || catalog.targets.some((target) => target.kpi === kpi.slug)
            ? null
            : 'no target',
        ]),
      );
    case 'dimension':
      return catalog.dimensions.map((dimension) =>
        row(dimension, [
          dimension.segments
            .filter((segment) => !segment.retired)
            .map((segment) => segment.name)
            .join(', '),
        ]),
      );
    case 'place':
      return catalog.places.map((place) => row(place, [place.kind]));
  }
}
