/** Two who change the same thing: the second is told what the first did, and overwrites it knowingly or not at all. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { stampOf } from '../../lib/domain/entry';
import { EMPTY_SOURCE, typedSource } from '../../lib/domain/source';
import { applyDefinition } from '../../lib/usecases/definitions';
import { embedPage, mintEmbed, reviseEmbed } from '../../lib/usecases/embeds';
import { overtakenOf } from '../../lib/usecases/overtaken';
import { changeSeries, retireSeries, seriesPage, startSeries } from '../../lib/usecases/reviews';
import { findSourceView, saveSource } from '../../lib/usecases/sources';
import type { SourceWorld } from '../../lib/usecases/sources/world';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { type World, worldOf } from './world';

const SERIES = {
  name: 'Weekly review',
  journey: 'order',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone: 'UTC',
  chair: 'Ana',
  members: 'Zoë\nJ. Müller',
};

describe.each(backends)('what two change at once on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-20T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  const refused = (work: Promise<unknown>) =>
    work.then(() => null, overtakenOf) as Promise<ReturnType<typeof overtakenOf>>;

  it('is a series: the second sees what the first did, and may save again', async () => {
    const slug = await startSeries(world.context, SERIES);
    const page = () => seriesPage(world.context, slug);
    const { typed, stamp } = await page();
    const seen = stamp ?? '';
    await changeSeries(world.context, slug, { ...typed, chair: 'Zoë', weekday: '4' }, seen);
    const mine = { ...typed, members: 'Zoë, J. Müller\nOlga' };
    const overtaken = await refused(changeSeries(world.context, slug, mine, seen));
    expect(overtaken?.differences).toEqual([
      { label: 'Meets on the first', stored: 'Thursday', typed: 'Monday' },
      { label: 'Chair (may stay blank)', stored: 'Zoë', typed: 'Ana' },
      { label: 'Members', stored: 'Zoë, J. Müller', typed: 'Zoë, J. Müller, Olga' },
    ]);
    expect((await page()).typed).toMatchObject({ chair: 'Zoë', weekday: '4' });
    expect(overtaken?.stamp).toBe((await page()).stamp);
    // That it was ended meanwhile is no other setting.
    await retireSeries(world.context, slug, true);
    await changeSeries(world.context, slug, { ...mine, chair: 'Zoë' }, overtaken?.stamp);
    expect((await page()).typed).toMatchObject({ chair: 'Zoë', weekday: '1' });
  });

  it('is taken from one of them alone, however close they are', async () => {
    const slug = await startSeries(world.context, SERIES);
    const { typed, stamp } = await seriesPage(world.context, slug);
    const both = await Promise.allSettled(
      ['Zoë', 'Olga'].map((chair) =>
        changeSeries(world.context, slug, { ...typed, chair }, stamp ?? ''),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'overtaken', status: 409 } });
  });

  it('is a source, whose password is not spoken of', async () => {
    const { context } = world;
    const kept: SourceWorld = { secret: () => 'a secret that is long enough for it', allowed: [] };
    const first = {
      ...EMPTY_SOURCE,
      name: 'Warehouse',
      host: 'db.example',
      database: 'sales',
      username: 'reader',
      password: 'one',
      query: 'select 1\nwhere :from < :to',
    };
    const slug = await saveSource(context, kept, null, first);
    const now = async () => typedSource((await findSourceView(context, slug)).source.settings);
    const seen = stampOf(await now());
    const typed = { ...(await now()), query: first.query.replaceAll('\n', '\r\n') };
    await saveSource(context, kept, slug, { ...typed, lookBack: '5' }, seen);
    const mine = { ...typed, mostRows: '9', password: 'one' };
    const overtaken = await refused(saveSource(context, kept, slug, mine, seen));
    expect(overtaken?.differences.map(({ label }) => label)).toEqual([
      'How far back',
      'Rows that a pull may bring',
    ]);
    expect((await now()).lookBack).toBe('5');
    await saveSource(context, kept, slug, mine, overtaken?.stamp);
    expect(await now()).toMatchObject({ lookBack: typed.lookBack, mostRows: '9' });
  });

  it('is how an embed looks', async () => {
    const { context } = world;
    const anywhere = { origins: [] };
    const { embed } = await mintEmbed(context, anywhere, { kind: 'kpi-tile', kpi: 'delivered' });
    const page = () => embedPage(context, embed.prefix);
    const { typed, stamp } = await page();
    const revise = (change: object, seen: string | undefined) =>
      reviseEmbed(context, anywhere, embed.prefix, { ...typed, ...change }, seen);
    await revise({ expires: '2026-12-31' }, stamp);
    const overtaken = await refused(revise({ title: 'Kept' }, stamp));
    expect(overtaken?.differences).toEqual([
      { label: 'Title', stored: '', typed: 'Kept' },
      { label: 'Its last day', stored: '2026-12-31', typed: '' },
    ]);
    expect((await page()).typed).toMatchObject({ title: '', expires: '2026-12-31' });
    await revise({ title: 'Kept', expires: '2026-12-31' }, overtaken?.stamp);
    expect((await page()).typed).toMatchObject({ title: 'Kept', expires: '2026-12-31' });
  });
});
