/** Actions through their life: opened in words, late, moved, done, dropped, seen as of before. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { NOTHING_TYPED, type TypedAction } from '../../lib/domain/action-request';
import {
  actionFaultsOf,
  changeAction,
  closeAction,
  openAction,
  reopenAction,
} from '../../lib/usecases/act';
import { actionCalendar, actionList, actionPage } from '../../lib/usecases/actions';
import { contrast } from '../../lib/usecases/contrast';
import { applyDefinition } from '../../lib/usecases/definitions';
import { kpiPage } from '../../lib/usecases/kpi';
import { stagePage } from '../../lib/usecases/stage';
import { teamPage } from '../../lib/usecases/team';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const PROMISE: TypedAction = {
  ...NOTHING_TYPED,
  text: 'Roll back, “100 %” of it',
  team: 'shops',
  person: 'Zoë "Z" O’Neill',
  due: '2026-11-20',
  kpi: 'delivered',
  effect: 'back within limits',
  effectBy: '2026-W50',
};

describe.each(backends)('actions on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-02T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
    world.at('2026-11-18T08:00:00.000Z');
  });

  it('are late from the day after, moved with their history, and done for good', async () => {
    const id = await openAction(world.context, PROMISE, null);
    expect((await actionList(world.context, {})).counts).toEqual({ open: 1, late: 0, done: 0 });
    // Kolkata is half a day ahead: its 21st begins at 18:30 on the 20th in UTC.
    world.at('2026-11-20T18:29:00.000Z');
    expect((await actionList(world.context, { state: 'late' })).lines).toEqual([]);
    world.at('2026-11-20T18:31:00.000Z');
    const [late] = (await actionList(world.context, { state: 'late' })).lines;
    expect(late).toMatchObject({ id, daysLate: 1, moved: 0, effectBy: '2026-12-13' });
    const moved = { ...PROMISE, due: '2026-11-27' };
    await changeAction(world.context, id, moved, { version: 1, review: null });
    await expect(
      changeAction(world.context, id, moved, { version: 1, review: null }),
    ).rejects.toMatchObject({ code: 'action_overtaken' });
    expect((await actionPage(world.context, id)).action).toMatchObject({
      due: '2026-11-27',
      firstDue: '2026-11-20',
      moved: 1,
      daysLate: 0,
    });
    await expect(
      closeAction(
        world.context,
        id,
        { state: 'dropped', outcome: ' ' },
        { version: 2, review: null },
      ),
    ).rejects.toMatchObject({ code: 'bad_outcome' });
    await closeAction(
      world.context,
      id,
      { state: 'done', outcome: '' },
      { version: 2, review: null },
    );
    expect((await actionList(world.context, {})).lines).toEqual([]);
    expect((await actionList(world.context, { state: 'done' })).lines).toMatchObject([
      { id, state: 'done', closedOn: '2026-11-21' },
    ]);
    await reopenAction(world.context, id, { version: 3, review: null });
    expect((await actionList(world.context, { person: 'zoë "z" o’neill' })).lines).toHaveLength(1);
  });

  it('stand on the pages of KPI, stage and team, and on none of a moment before', async () => {
    await openAction(world.context, PROMISE, null);
    const before = { asOf: '2026-11-17' };
    const text = [{ text: PROMISE.text }];
    expect((await kpiPage(world.context, 'delivered', {})).actions).toMatchObject(text);
    expect((await kpiPage(world.context, 'delivered', before)).actions).toEqual([]);
    expect((await stagePage(world.context, 'get', {})).actions).toMatchObject(text);
    expect((await stagePage(world.context, 'get', before)).actions).toEqual([]);
    expect((await teamPage(world.context, 'shops', {})).actions).toMatchObject(text);
    expect((await teamPage(world.context, 'site', {})).actions).toEqual([]);
    const board = (await contrast(world.context, {}))?.board;
    const items = [...(board?.actOn ?? []), ...(board?.untold ?? []), ...(board?.routine ?? [])];
    expect(items.find(({ kpi }) => kpi.slug === 'delivered')?.step?.action.text).toBe(PROMISE.text);
  });

  it('refuse what names nothing, and a day that is over, field by field', async () => {
    const typed = { ...PROMISE, text: ' ', team: 'nobody', due: '2026-11-17', kpi: 'gone' };
    const refusal = await openAction(world.context, typed, null).catch((error: unknown) => error);
    expect(Object.keys(actionFaultsOf(refusal) ?? {}).sort()).toEqual([
      'due',
      'kpi',
      'team',
      'text',
    ]);
  });

  it('are understood from a line, and followed as a calendar', async () => {
    const { understood } = await actionList(world.context, {
      line: 'Count again, stock, web, Fri',
      kpi: 'picked',
    });
    expect(understood?.typed).toMatchObject({
      text: 'Count again, stock',
      team: 'site',
      person: 'J. Müller',
      due: '2026-11-20',
      kpi: 'picked',
    });
    await openAction(world.context, { ...PROMISE, text: `Ä, b; c${' ü'.repeat(60)}` }, null);
    const feed = await actionCalendar(world.context, {});
    const lines = feed.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const unfolded = feed.replaceAll('\r\n ', '');
    expect(unfolded).toContain(`SUMMARY:Ä\\, b\\; c${' ü'.repeat(60)} (Zoë "Z" O’Neill)\r\n`);
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n');
  });
});
