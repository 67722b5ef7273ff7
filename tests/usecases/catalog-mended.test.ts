/** What the forms of the catalogue could not do: set a first owner right, order segments, carry keys along. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import type { FormAddress } from '../../lib/domain/catalog-form';
import type { Typed } from '../../lib/domain/entry';
import { editEntry } from '../../lib/usecases/catalog';
import { formPage } from '../../lib/usecases/catalog/form-page';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { addKey, listKeys } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { apply, type World, worldOf } from './world';

describe.each(backends)('forms of the catalogue on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-22T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  const catalogNow = async (asOf: string | null = null) =>
    (await loadCatalog(database.db, asOf)).catalog;
  const ownersOf = async (slug: string, asOf: string | null = null) =>
    (await catalogNow(asOf)).kpis.find((kpi) => kpi.slug === slug)?.accountable;
  const OWNER: FormAddress = { form: 'owner', slug: 'clicks' };
  const save = (address: FormAddress, typed: Typed, dryRun = false) =>
    editEntry(world.context, address, typed, { dryRun, from: null });

  it('set a first owner right, from the beginning, and a look back knows what was said', async () => {
    const before = '2026-11-22T08:00:00.000Z';
    world.at('2026-11-22T09:00:00.000Z');
    const typed = { team: ['shops'], from: ['2026-11-23'], corrects: ['yes'] };
    const planned = await save(OWNER, typed, true);
    expect(planned).toMatchObject({ outcome: 'planned' });
    expect(await save(OWNER, typed)).toMatchObject({ outcome: 'saved', changed: true });
    expect(await ownersOf('clicks')).toEqual([{ team: 'shops', from: null }]);
    expect(await ownersOf('clicks', before)).toEqual([{ team: 'site', from: null }]);
    expect(await save(OWNER, typed)).toMatchObject({ outcome: 'saved', changed: false });
  });

  it('leave owners from later days alone when the first is set right', async () => {
    await save(OWNER, { team: ['stock'], from: ['2026-11-23'] });
    await save(OWNER, { team: ['shops'], from: [''], corrects: ['yes'] });
    expect(await ownersOf('clicks')).toEqual([
      { team: 'shops', from: null },
      { team: 'stock', from: '2026-11-23' },
    ]);
    // Where the next one is the same team, there is nothing left to hand over.
    await save(OWNER, { team: ['stock'], from: [''], corrects: ['yes'] });
    expect(await ownersOf('clicks')).toEqual([{ team: 'stock', from: null }]);
  });

  const AREA: FormAddress = { form: 'entry', kind: 'dimension', slug: 'area', within: null };
  const segments = async () =>
    (await catalogNow()).dimensions[0]?.segments.map(({ slug, name }) => `${slug} ${name}`);

  it('order segments and rename them, and the file says it back', async () => {
    const page = await formPage(world.context, AREA);
    if ('movedTo' in page) throw new Error('it moved');
    const typed = {
      name: ['Région'],
      'segments.0.name': ['Northern'],
      'segments.0.order': ['2'],
      'segments.1.name': ['South'],
      'segments.1.order': ['1'],
      'segments.2.name': ['West'],
      'segments.2.order': ['1.5'],
    };
    expect(await save(AREA, typed)).toMatchObject({ outcome: 'saved', changed: true });
    expect(await segments()).toEqual(['south South', 'west West', 'north Northern']);
    const text = await exportDefinition(world.context);
    expect(await apply(world.context, text)).toEqual([]);
    expect(await exportDefinition(world.context)).toBe(text);
  });

  it('keep the order where a file names some segments only', async () => {
    await apply(
      world.context,
      'dimensions: [{ slug: area, name: Région, segments: [{ slug: south, name: South }] }]',
    );
    expect(await segments()).toEqual(['north North', 'south South']);
  });

  it('carry the keys of a team over to the one that it becomes part of', async () => {
    await addKey(world.context, { scope: 'write', name: 'stock feed', teams: ['stock'] });
    await addKey(world.context, { scope: 'write', name: 'all' });
    const merge: FormAddress = { form: 'merge', slug: 'stock' };
    const typed = { into: ['site'], from: ['2026-11-30'] };
    expect(await save(merge, typed, true)).toMatchObject({
      effect: expect.arrayContaining([
        '1 key that writes for Supply, chain writes for the other team at once.',
      ]),
    });
    await save(merge, typed);
    expect(await listKeys(world.context)).toMatchObject([
      { name: 'all', teams: null },
      { name: 'stock feed', teams: ['site', 'stock'] },
    ]);
  });
});
