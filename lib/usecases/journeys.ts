/** The journeys with their stages, moments and KPIs: what is agreed, without figures. */
import type { Catalog, Stage } from '../domain/catalog';
import { contrastIndex } from '../domain/contrast-index';
import { type PageQuery, pageOf } from '../domain/paging';
import type { Context } from './context';
import { isCritical } from './frame';
import { resolveScope } from './scope';

export interface JourneysQuery extends PageQuery {
  readonly asOf?: string | undefined;
}

/** One page of the journeys, by slug; their stages and moments in order. One query, two with as-of. */
export async function journeys(context: Context, query: JourneysQuery) {
  const { catalog, now } = await resolveScope(context, { asOf: query.asOf });
  const { items, last } = pageOf(
    catalog.journeys.filter(({ retired }) => !retired),
    query,
  );
  const critical = isCritical(contrastIndex(catalog));
  return {
    asOf: now.toISOString(),
    journeys: items.map(({ slug, name }) => ({
      slug,
      name,
      stages: catalog.stages
        .filter((stage) => stage.journey === slug && !stage.retired)
        .map((stage) => stageOf(catalog, stage, critical)),
    })),
    last,
  };
}

function stageOf(catalog: Catalog, stage: Stage, critical: ReturnType<typeof isCritical>) {
  const { slug, name, promise, owner } = stage;
  const kpis = catalog.kpis.filter(({ retired }) => !retired);
  return {
    ...{ slug, name, promise, owner },
    kpis: kpis.flatMap((kpi) =>
      kpi.stages
        .filter((mapping) => mapping.stage === slug)
        .map(({ reliability }) => ({
          kpi: kpi.slug,
          critical: critical(kpi.slug, slug),
          reliability,
        })),
    ),
    moments: catalog.moments
      .filter((moment) => moment.stage === slug && !moment.retired)
      .map(({ id: _, stage: __, retired: ___, ...moment }) => ({
        ...moment,
        kpis: kpis.filter((kpi) => kpi.moment === moment.slug).map((kpi) => kpi.slug),
      })),
  };
}
