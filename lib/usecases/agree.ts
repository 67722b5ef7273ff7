/** What a definition would make of what is agreed, and making it so. Shared by files and forms. */
import type { Db } from '../../db/client';
import {
  removeAnnotations,
  removeTargets,
  setActor,
  writeDefinition,
} from '../../db/queries/definitions';
import { rebuildRollup } from '../../db/queries/rollup';
import type { CalendarDate } from '../domain/calendar';
import type { Catalog } from '../domain/catalog';
import type { Definition, MergeOptions } from '../domain/definition';
import { checkDefinition } from '../domain/definition-check';
import type { DefinitionFault } from '../domain/definition-fault';
import { type DefinitionPlan, planDefinition } from '../domain/definition-plan';

/** The plan of a definition, or why it cannot be. */
export function planAgreed(
  catalog: Catalog,
  definition: Definition,
  today: CalendarDate,
  options: MergeOptions,
): { readonly plan: DefinitionPlan } | { readonly faults: readonly DefinitionFault[] } {
  const faults = checkDefinition(definition, catalog, options);
  return faults.length > 0
    ? { faults }
    : { plan: planDefinition(catalog, definition, today, options) };
}

/** Does what a plan says, in the transaction that `catalog` was read in. */
export async function writeAgreed(
  tx: Db,
  catalog: Catalog,
  plan: DefinitionPlan,
  by: { readonly actor: string; readonly at: Date; readonly demo: boolean },
): Promise<void> {
  if (plan.items.length === 0) return;
  await setActor(tx, by.actor, by.at);
  await writeDefinition(tx, plan.write, by.demo);
  await removeTargets(tx, plan.removedTargets);
  await removeAnnotations(tx, plan.removedAnnotations);
  const rolledUpAnew = kpisToRebuild(catalog, plan);
  if (rolledUpAnew.length > 0) await rebuildRollup(tx, rolledUpAnew);
}

/** KPIs whose roll-up follows other rules than before: their ids. */
function kpisToRebuild(before: Catalog, { merged, items }: DefinitionPlan): readonly number[] {
  const fiscal = before.organisation.fiscalYearStart !== merged.organisation.fiscalYearStart;
  const segments = new Set(
    items.filter(({ entity }) => entity === 'segment').map(({ slug }) => slug.split('/', 1)[0]),
  );
  const after = new Map(merged.kpis.map((kpi) => [kpi.slug, kpi]));
  return before.kpis
    .filter((kpi) => {
      const now = after.get(kpi.slug);
      return (
        fiscal ||
        (kpi.dimension !== null && segments.has(kpi.dimension)) ||
        (now !== undefined &&
          (now.aggregation !== kpi.aggregation ||
            now.scale !== kpi.scale ||
            now.grain !== kpi.grain ||
            now.dimension !== kpi.dimension))
      );
    })
    .map((kpi) => kpi.id);
}
