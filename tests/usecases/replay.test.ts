/**
 * Whatever happens to an installation, in whatever order: the database holds what the plan of each
 * definition said, and looking back as of every moment shows what was seen then.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { dateInZone } from '../../lib/domain/calendar-zone';
import type { DefinedCatalog, Definition } from '../../lib/domain/definition';
import { checkDefinition } from '../../lib/domain/definition-check';
import { annotationName, canonicalText, targetName } from '../../lib/domain/definition-keys';
import { planDefinition } from '../../lib/domain/definition-plan';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { backends } from '../support/backends';
import { edited, fileOf, type Step, steps } from './history';
import { reset } from './reset';
import { type Looked, look } from './seen';
import { FIGURES, SHOP, ZONE } from './shop';
import { importText, type World, worldOf } from './world';

const ROUNDS = { pglite: 3, postgres: 8 };
const LOOKED_FOR = { periods: ['2026-W42'], segments: ['north'], kpis: ['delivered', 'clicks'] };
const MINUTE = 60_000;

/** Steps with the minutes that pass after each: up to nine days. */
const histories = fc.array(
  fc.record({ step: steps, minutes: fc.integer({ min: 1, max: 13_000 }) }),
  { minLength: 3, maxLength: 7 },
);

/** Everything but handles and the order of targets and annotations, which means nothing. */
function canonical(catalog: DefinedCatalog): Readonly<Record<string, string>> {
  const { organisation, teams, journeys, stages, moments, dimensions, places, kpis } = catalog;
  const byName = <T>(list: readonly T[], nameOf: (item: T) => string) =>
    list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const parts = {
    organisation,
    teams,
    journeys,
    stages,
    moments,
    dimensions,
    places,
    kpis,
    targets: byName(catalog.targets, targetName),
    annotations: byName(catalog.annotations, annotationName),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, canonicalText(part)]),
  );
}

describe.each(backends)('a random history on $name', ({ name, open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const catalogNow = async () => (await loadCatalog(database.db, null)).catalog;

  async function applyEdit({ context }: World, definition: Definition, prune: boolean) {
    const before = await catalogNow();
    if (checkDefinition(definition, before, { prune }).length > 0) {
      const options = { dryRun: false, prune };
      await expect(applyDefinition(context, definition, options)).rejects.toMatchObject({
        code: 'bad_definition',
      });
      expect(canonical(await catalogNow())).toEqual(canonical(before));
      return;
    }
    const today = dateInZone(context.now(), ZONE);
    const plan = planDefinition(before, definition, today, { prune });
    const items = await applyDefinition(context, definition, { dryRun: false, prune });
    expect(items).toEqual(plan.items);
    expect(canonical(await catalogNow())).toEqual(canonical(plan.merged));
  }

  async function take(world: World, step: Step): Promise<void> {
    const catalog = await catalogNow();
    if (step.does === 'edit') {
      await applyEdit(world, edited(catalog, step.edit), step.prune);
      return;
    }
    const { refusals } = await importText(world.context, fileOf(step, catalog));
    expect(refusals.filter((text) => !/has direction/.test(text))).toEqual([]);
  }

  it('is seen as of every moment as it was seen then', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await reset(database.db);
        const world = worldOf(database, '2026-10-26T03:00:00.000Z');
        await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
        await importText(world.context, FIGURES);
        const seen: (readonly [string, Looked])[] = [];
        for (const { step, minutes } of history) {
          await take(world, step);
          world.at(new Date(Date.parse(world.present()) + MINUTE).toISOString());
          seen.push([world.present(), await look(world.context, LOOKED_FOR)]);
          world.at(new Date(Date.parse(world.present()) + minutes * MINUTE).toISOString());
        }
        for (const [moment, then] of seen) {
          expect(await look(world.context, LOOKED_FOR, moment)).toEqual(then);
        }
        expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
        const text = await exportDefinition(world.context);
        expect(await exportDefinition(world.context)).toBe(text);
      }),
      { numRuns: ROUNDS[name] },
    );
  });
});
