/** What is due from whoever is signed in, on the page that says it and on what an action came to. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { NOTHING_TYPED, type TypedAction } from '../../lib/domain/action-request';
import type { Principal } from '../../lib/domain/principal';
import { closeAction, openAction } from '../../lib/usecases/act';
import { actionList, actionPage } from '../../lib/usecases/actions';
import { applyDefinition } from '../../lib/usecases/definitions';
import { mePage } from '../../lib/usecases/me';
import { startSeries } from '../../lib/usecases/reviews';
import { giveThanks } from '../../lib/usecases/thank';
import { thanksYear } from '../../lib/usecases/thanks-year';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const promise = (over: Partial<TypedAction>): TypedAction => ({
  ...NOTHING_TYPED,
  text: 'Roll back',
  team: 'shops',
  due: '2026-10-30',
  ...over,
});

const person = (over: Partial<Extract<Principal, { kind: 'person' }>>): Principal => ({
  kind: 'person',
  id: 1,
  email: 'z@shop.example',
  name: 'Zoë "Z" O’Neill',
  role: 'lead',
  teams: ['shops'],
  demo: false,
  session: 1,
  ...over,
});

describe.each(backends)('due from me on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-26T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
    await startSeries(world.context, {
      name: 'Weekly review',
      journey: 'order',
      cadence: 'week',
      weekday: '1',
      startsAt: '09:00',
      timeZone: 'Europe/London',
      chair: 'Ana',
      members: 'Zoë "Z" O’Neill',
    });
  });

  const as = (principal: Principal) => mePage({ ...world.context, principal });

  it('are actions, check-ins, stages and reviews of a person, and of nobody else', async () => {
    await openAction(world.context, promise({}), null);
    await openAction(world.context, promise({ text: 'Count', team: 'stock', person: 'Li' }), null);
    await openAction(world.context, promise({ text: 'Site', team: 'site' }), null);
    const mine = await as(person({}));
    expect(mine.actions.map(({ text }) => text)).toEqual(['Roll back']);
    expect(mine.teamActions.map(({ text }) => text)).toEqual(['Count']);
    expect(mine.checkIns).toMatchObject([{ item: { kpi: { slug: 'delivered' } } }]);
    expect(mine.stages).toMatchObject([{ slug: 'get' }]);
    expect(mine.reviews).toMatchObject([{ as: 'member', entry: { state: 'coming' } }]);
    const other = await as(person({ id: 2, name: 'Ana', role: 'viewer', teams: [] }));
    expect(other).toMatchObject({ actions: [], checkIns: [], stages: [], embeds: null });
    expect(other.reviews).toMatchObject([{ as: 'chair' }]);
    expect(await as({ kind: 'visitor' })).toMatchObject({ person: null, actions: [], reviews: [] });
    await expect(as({ kind: 'nobody' })).rejects.toMatchObject({ code: 'sign_in_needed' });
  });

  it('keeps thanks of a year, in the zone of the organisation', async () => {
    const thank = (text: string) =>
      giveThanks(
        world.context,
        { team: 'shops', person: '', text, kpi: 'delivered', moment: '' },
        null,
      );
    // Kolkata is half a day ahead: its new year begins at 18:30 in UTC.
    world.at('2026-12-31T18:29:00.000Z');
    await thank('in time');
    world.at('2026-12-31T18:31:00.000Z');
    await thank('next year');
    const kept = async (year: string) =>
      (await thanksYear(world.context, year)).kept.map(({ moment, stage, thanks }) => [
        moment,
        stage?.slug,
        thanks.map(({ text }) => text),
      ]);
    expect(await kept('2026')).toEqual([[null, 'get', ['in time']]]);
    expect(await kept('2027')).toEqual([[null, 'get', ['next year']]]);
    await expect(kept('2028')).rejects.toMatchObject({ code: 'unknown_year' });
    await expect(kept('2026-W50')).rejects.toMatchObject({ code: 'unknown_year' });
  });

  it('says of an action that was done what its chart says since', async () => {
    const typed = promise({ kpi: 'delivered', effect: 'back within limits by W45' });
    const id = await openAction(world.context, typed, null);
    expect((await actionPage(world.context, id)).action).toMatchObject({
      effect: 'back within limits',
      effectBy: '2026-11-08',
    });
    await closeAction(
      world.context,
      id,
      { state: 'done', outcome: '' },
      { version: 1, review: null },
    );
    expect((await actionPage(world.context, id)).seen).toBe('too early to say: no figure since');
    world.at('2026-11-12T08:00:00.000Z');
    await importText(
      world.context,
      'kpi,period,numerator,denominator\ndelivered,2026-W44,71,100\ndelivered,2026-W45,93,100\n',
    );
    const { lines, seen } = await actionList(world.context, { state: 'done' });
    expect(lines).toHaveLength(1);
    expect(seen.get(id)).toMatch(/^no good signal in 1 week since/);
  });
});
