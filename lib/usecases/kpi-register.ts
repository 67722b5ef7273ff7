/** What is agreed about KPIs, without their figures: the register, and one entry of it. */

import type { Kind, Kpi, Lens } from '../domain/catalog';
import { contrastIndex } from '../domain/contrast-index';
import { type PageQuery, pageOf } from '../domain/paging';
import { reportingLagDays } from '../domain/status';
import { accountableOn } from '../domain/target';
import { AppError } from '../errors';
import type { Context } from './context';
import { isCritical } from './frame';
import { resolveScope, type Scope } from './scope';

export interface RegisterQuery extends PageQuery {
  readonly journey?: string | undefined;
  readonly stage?: string | undefined;
  readonly team?: string | undefined;
  readonly lens?: Lens | undefined;
  readonly kind?: Kind | undefined;
  readonly asOf?: string | undefined;
}

/** One page of the KPIs that are not retired, by slug. One query, two with as-of. */
export async function kpiRegister(context: Context, query: RegisterQuery) {
  const scope = await resolveScope(context, { asOf: query.asOf });
  const { items, last } = pageOf(scope.catalog.kpis.filter(filterOf(scope, query)), query);
  const critical = isCritical(contrastIndex(scope.catalog));
  return {
    asOf: scope.now.toISOString(),
    kpis: items.map((kpi) => described(scope, kpi, critical)),
    last,
  };
}

function filterOf({ catalog, today }: Scope, query: RegisterQuery): (kpi: Kpi) => boolean {
  const { lens, kind } = query;
  const journey = known(catalog.journeys, query.journey, 'journey');
  const stage = known(catalog.stages, query.stage, 'stage');
  const team = known(catalog.teams, query.team, 'team');
  const inJourney = new Set(
    catalog.stages.filter((each) => each.journey === journey).map(({ slug }) => slug),
  );
  return (kpi) =>
    !kpi.retired &&
    (lens === undefined || kpi.lens === lens) &&
    (kind === undefined || kpi.kind === kind) &&
    (journey === null || kpi.stages.some((mapping) => inJourney.has(mapping.stage))) &&
    (stage === null || kpi.stages.some((mapping) => mapping.stage === stage)) &&
    (team === null || accountableOn(kpi, today) === team || kpi.contributing.includes(team));
}

/** One KPI as it is agreed, retired ones too. Throws `AppError` 404 for one that is not there. */
export async function kpiEntry(context: Context, slug: string, asOf: string | undefined) {
  const scope = await resolveScope(context, { asOf });
  const { catalog } = scope;
  const kpi = catalog.kpis.find((each) => each.slug === slug);
  if (kpi === undefined) {
    throw new AppError('unknown_kpi', `There is no KPI "${slug}".`, { status: 404 });
  }
  return {
    asOf: scope.now.toISOString(),
    entry: {
      ...described(scope, kpi, isCritical(contrastIndex(catalog))),
      owners: kpi.accountable,
      targets: catalog.targets
        .filter((target) => target.kpi === slug)
        .map(({ grain, segment, place, from, ends, bounds }) => ({
          ...{ grain, segment, place, from, ends },
          ...bounds,
        })),
      upstream: kpi.upstream,
      downstream: catalog.kpis
        .filter((each) => !each.retired)
        .flatMap((each) =>
          each.upstream
            .filter((link) => link.kpi === slug)
            .map(({ evidence, note }) => ({ kpi: each.slug, evidence, note })),
        ),
      annotations: catalog.annotations
        .filter((annotation) => annotation.kpi === slug)
        .map(({ date, text, restartsLimits }) => ({ date, text, restartsLimits })),
    },
  };
}

function described({ today }: Scope, kpi: Kpi, critical: ReturnType<typeof isCritical>) {
  const { id: _, accountable: __, upstream: ___, ...rest } = kpi;
  return {
    ...rest,
    reportingLagDays: reportingLagDays(kpi),
    accountable: accountableOn(kpi, today),
    stages: kpi.stages.map(({ stage, reliability }) => ({
      stage,
      critical: critical(kpi.slug, stage),
      reliability,
    })),
  };
}

function known(
  entities: readonly { readonly slug: string; readonly retired: boolean }[],
  slug: string | undefined,
  noun: string,
): string | null {
  if (slug === undefined) return null;
  if (entities.some((each) => each.slug === slug && !each.retired)) return slug;
  throw new AppError(`unknown_${noun}`, `There is no ${noun} "${slug}".`, { status: 404 });
}
