/** Every page, as of a moment: the same as it was shown then, owners, targets, names, stages and marks included. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { accountability } from '../../lib/usecases/accountability';
import type { Context } from '../../lib/usecases/context';
import { contrast } from '../../lib/usecases/contrast';
import { definitionAsOf } from '../../lib/usecases/definitions';
import { find } from '../../lib/usecases/find';
import { journeys } from '../../lib/usecases/journeys';
import { kpiPage, kpiSeries } from '../../lib/usecases/kpi';
import { kpiFigures } from '../../lib/usecases/kpi-figures';
import { kpiList } from '../../lib/usecases/kpi-list';
import { kpiEntry, kpiRegister } from '../../lib/usecases/kpi-register';
import { methods } from '../../lib/usecases/methods';
import { momentRegister } from '../../lib/usecases/moments';
import { stagePage } from '../../lib/usecases/stage';
import { stageList } from '../../lib/usecases/stages';
import { teamPage } from '../../lib/usecases/team';
import { teamList } from '../../lib/usecases/team-list';
import { backends } from '../support/backends';
import { BEFORE, beginning, changeEverything } from './as-of-change';
import { worldOf } from './world';

type Asked = { readonly asOf?: string };
const WEEK = '2026-W43';

const PAGES: readonly (readonly [string, (context: Context, asked: Asked) => Promise<unknown>])[] =
  [
    ['contrast', (context, asked) => contrast(context, asked)],
    [
      'contrast of a segment',
      (context, asked) => contrast(context, { ...asked, segment: 'north' }),
    ],
    ['stages', (context, asked) => stageList(context, asked)],
    ['stage', (context, asked) => stagePage(context, 'get', asked)],
    ['teams', (context, asked) => teamList(context, asked)],
    ['team', (context, asked) => teamPage(context, 'stock', asked)],
    ['moments', (context, asked) => momentRegister(context, asked)],
    ['accountability', (context, asked) => accountability(context, asked)],
    ['KPIs', (context, asked) => kpiList(context, asked)],
    ['KPIs of a team', (context, asked) => kpiList(context, { ...asked, team: 'stock' })],
    [
      'KPI with a figure opened',
      (context, asked) => kpiPage(context, 'delivered', { ...asked, figure: WEEK, period: WEEK }),
    ],
    [
      'KPI by month',
      (context, asked) => kpiPage(context, 'found', { ...asked, period: '2026-10' }),
    ],
    ['series', async (context, asked) => (await kpiSeries(context, 'found', asked)).series],
    ['figures to take away', (context, asked) => kpiFigures(context, 'found', asked)],
    ['journeys', (context, asked) => journeys(context, { ...asked, limit: 50, after: null })],
    [
      'KPIs of the API',
      (context, { asOf }) => kpiRegister(context, { asOf, limit: 50, after: null }),
    ],
    ['KPI of the API', (context, { asOf }) => kpiEntry(context, 'delivered', asOf)],
    ['finds', (context, asked) => find(context, asked)],
    ['definitions', async (context, { asOf }) => (await definitionAsOf(context, asOf)).text()],
    ['methods', (context, asked) => methods(context, asked)],
  ];

/** Without what says the moment that was asked for, and the present. */
function timeless(view: unknown): unknown {
  if (typeof view === 'string') return view;
  return JSON.parse(
    JSON.stringify(view, (key, value: unknown) =>
      ['href', 'asOf', 'now', 'today'].includes(key) ? undefined : value,
    ),
  );
}

describe.each(backends)('pages as of a moment on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('are what they were then, whatever was changed since', async () => {
    const world = worldOf(database, BEFORE);
    await beginning(world);
    world.at(BEFORE);
    const then = new Map<string, unknown>();
    for (const [page, show] of PAGES) then.set(page, timeless(await show(world.context, {})));
    await changeEverything(world);
    for (const [page, show] of PAGES) {
      expect(timeless(await show(world.context, { asOf: BEFORE })), page).toEqual(then.get(page));
      expect(timeless(await show(world.context, {})), page).not.toEqual(then.get(page));
    }
  });
});
