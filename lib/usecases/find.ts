/** Everything that has a page, by name: for the palette, the page of finds, and the API. */
import type { Catalog } from '../domain/catalog';
import { type FoundEntry, findEntries } from '../domain/find';
import { accountableOn } from '../domain/target';
import { kpiPath, momentsPath, PAGES, stagePath, teamPath, type View } from '../paths';
import type { Context } from './context';
import { resolveScope, type Scope } from './scope';

export interface FindQuery {
  readonly q?: string | undefined;
  readonly asOf?: string | undefined;
}

export interface Found {
  readonly asOf: string;
  readonly demo: boolean;
  readonly question: string;
  readonly found: readonly FoundEntry[];
}

/** What has all the words of the question in its name; everything without a question. One query. */
export async function find(context: Context, { q = '', asOf }: FindQuery): Promise<Found> {
  const scope = await resolveScope(context, { asOf });
  const question = q.trim().slice(0, LONGEST_QUESTION);
  return {
    asOf: scope.now.toISOString(),
    demo: scope.demo,
    question,
    found: findEntries(entriesOf(scope), question),
  };
}

const LONGEST_QUESTION = 200;

/** In the order of the pages, then as defined. What is retired is left out. */
function entriesOf(scope: Scope): readonly FoundEntry[] {
  const { catalog } = scope;
  const view: View = { asOf: scope.asOfText };
  const stages = new Map(catalog.stages.map((stage) => [stage.slug, stage]));
  return [
    ...PAGES.map(({ name, href }): FoundEntry => ({ kind: 'page', name, detail: null, href })),
    ...live(catalog.teams).map(
      ({ slug, name, lead }): FoundEntry => ({
        kind: 'team',
        name,
        detail: lead,
        href: teamPath(slug, view),
      }),
    ),
    ...live(catalog.stages).map(
      ({ slug, name, journey }): FoundEntry => ({
        kind: 'stage',
        name,
        detail: journeyName(catalog, journey),
        href: stagePath(slug, { ...view, journey }),
      }),
    ),
    ...live(catalog.moments).map((moment): FoundEntry => {
      const stage = stages.get(moment.stage);
      return {
        kind: 'moment',
        name: moment.name,
        detail: stage?.name ?? null,
        href: `${momentsPath({ ...view, journey: stage?.journey ?? null })}#${moment.slug}`,
      };
    }),
    ...live(catalog.kpis).map(
      (kpi): FoundEntry => ({
        kind: 'kpi',
        name: kpi.name,
        detail: teamName(catalog, accountableOn(kpi, scope.today)),
        href: kpiPath(kpi.slug, view),
      }),
    ),
  ];
}

const live = <T extends { readonly retired: boolean }>(entities: readonly T[]): readonly T[] =>
  entities.filter(({ retired }) => !retired);

const journeyName = ({ journeys }: Catalog, slug: string): string =>
  journeys.find((journey) => journey.slug === slug)?.name ?? slug;

const teamName = ({ teams }: Catalog, slug: string): string =>
  teams.find((team) => team.slug === slug)?.name ?? slug;
