/** A page asks the database few questions, and as many for 500 KPIs as for 10. */
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { findVersion } from '../../db/queries/newest';
import { accountability } from '../../lib/usecases/accountability';
import { actionList } from '../../lib/usecases/actions';
import { auditPage } from '../../lib/usecases/audit';
import type { Context } from '../../lib/usecases/context';
import { contrast } from '../../lib/usecases/contrast';
import { dataPage, restatementsPage } from '../../lib/usecases/data';
import { applyDefinition } from '../../lib/usecases/definitions';
import { enterPage } from '../../lib/usecases/enter';
import { kpiDrawing, kpiPage, kpiSeries } from '../../lib/usecases/kpi';
import { kpiList } from '../../lib/usecases/kpi-list';
import { methods } from '../../lib/usecases/methods';
import { momentRegister } from '../../lib/usecases/moments';
import { stagePage } from '../../lib/usecases/stage';
import { stageList } from '../../lib/usecases/stages';
import { teamPage } from '../../lib/usecases/team';
import { teamList } from '../../lib/usecases/team-list';
import { backends } from '../support/backends';
import { day, kpi, NO_BOUNDS, stage, target } from '../support/catalog-facts';
import { SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const MOST = 7;
/** As of a moment the series and what it is told apart by are each resolved anew, in two steps. */
const MOST_OF_KPI_AS_OF = 8;
const AS_OF = '2026-11-20';
const FIRST_STAGE = SHOP.stages[0]?.slug ?? '';

/** Counts what is sent to the database: each result comes by here once. */
class Tally implements KyselyPlugin {
  count = 0;
  transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => node;
  transformResult: KyselyPlugin['transformResult'] = async ({ result }) => {
    this.count += 1;
    return result;
  };
}

/** So many KPIs in the one journey, over two stages, with a target and six weeks of figures each. */
function manyKpis(many: number) {
  const slugs = Array.from({ length: many }, (_, i) => `kpi-${String(i).padStart(3, '0')}`);
  const [first, second] = SHOP.stages;
  const definition = {
    ...SHOP,
    stages: [first, second].flatMap((each) => (each === undefined ? [] : [stage(each)])),
    kpis: slugs.map((slug, i) =>
      kpi({
        slug,
        accountable: SHOP.teams[i % 3]?.slug ?? '',
        lens: i % 2 === 0 ? 'silo' : 'experience',
        counts: i % 3 === 0,
        dimension: 'area',
        stages: [SHOP.stages[i % 2]?.slug ?? ''],
      }),
    ),
    targets: slugs.map((slug) =>
      target({ kpi: slug, from: day('2026-01-05'), bounds: { ...NO_BOUNDS, target: 90 } }),
    ),
  };
  const rows = slugs.flatMap((slug) =>
    [41, 42, 43, 44, 45, 46].flatMap((week) => [
      `${slug},2026-W${week},,${80 + (week % 7)},100,85`,
      `${slug},2026-W${week},north,40,50,`,
    ]),
  );
  return {
    definition,
    figures: `kpi,period,segment,numerator,denominator,target\n${rows.join('\n')}\n`,
  };
}

const PAGES: readonly (readonly [string, (context: Context) => Promise<unknown>])[] = [
  ['contrast', (context) => contrast(context, {})],
  ['contrast of a period', (context) => contrast(context, { period: '2026-W44' })],
  ['contrast by month', (context) => contrast(context, { period: '2026-10' })],
  ['contrast of a segment', (context) => contrast(context, { segment: 'north' })],
  ['contrast as of', (context) => contrast(context, { asOf: AS_OF })],
  [
    'contrast of a segment as of',
    (context) => contrast(context, { segment: 'north', asOf: AS_OF }),
  ],
  ['KPI page', (context) => kpiPage(context, 'kpi-000', {})],
  ['KPI page as of', (context) => kpiPage(context, 'kpi-000', { asOf: AS_OF })],
  ['KPI in an embed', (context) => kpiDrawing(context, 'kpi-000', {})],
  ['KPI in an embed by month', (context) => kpiDrawing(context, 'kpi-000', { grain: 'month' })],
  ['KPI in an embed as of', (context) => kpiDrawing(context, 'kpi-000', { asOf: AS_OF })],
  ['series', (context) => kpiSeries(context, 'kpi-001', { grain: 'month' })],
  ['series as of', (context) => kpiSeries(context, 'kpi-001', { asOf: AS_OF })],
  ['list', (context) => kpiList(context, {})],
  ['list of a team', (context) => kpiList(context, { team: 'shops' })],
  ['list as of', (context) => kpiList(context, { asOf: AS_OF })],
  ['stages', (context) => stageList(context, {})],
  ['stage', (context) => stagePage(context, FIRST_STAGE, {})],
  ['stage as of', (context) => stagePage(context, FIRST_STAGE, { asOf: AS_OF })],
  ['teams', (context) => teamList(context, {})],
  ['team', (context) => teamPage(context, 'shops', {})],
  ['team as of', (context) => teamPage(context, 'shops', { asOf: AS_OF })],
  ['moments', (context) => momentRegister(context, {})],
  ['accountability', (context) => accountability(context, {})],
  ['accountability as of', (context) => accountability(context, { asOf: AS_OF })],
  ['methods', (context) => methods(context)],
  ['actions', (context) => actionList(context, { line: 'Count again, shops, Fri' })],
  ['audit log', (context) => auditPage(context, { thing: 'kpi' })],
  ['data', (context) => dataPage(context)],
  ['figures that changed', (context) => restatementsPage(context, { team: 'shops' })],
  ['figures to enter', (context) => enterPage(context, { periods: '26' })],
];

/** What is asked once more, when nothing has changed since: whether anything has. */
const REMEMBERED = 1;

describe.each(backends)('queries on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    world = worldOf(database, '2026-11-19T08:00:00.000Z');
  });
  afterAll(() => database.close());

  async function counted(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [page, show] of PAGES) {
      const tally = new Tally();
      await show({ ...world.context, db: database.db.withPlugin(tally) });
      counts[page] = tally.count;
    }
    return counts;
  }

  async function holds(many: number): Promise<void> {
    const { definition, figures } = manyKpis(many);
    await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    expect((await importText(world.context, figures)).rejected).toBe(0);
  }

  it(`are at most ${MOST} a page, whatever the number of KPIs`, async () => {
    await holds(10);
    world.at('2026-11-22T08:00:00.000Z');
    const few = await counted();
    for (const [page, count] of Object.entries(few)) {
      expect(count, page).toBeGreaterThan(0);
      expect(count, page).toBeLessThanOrEqual(page === 'KPI page as of' ? MOST_OF_KPI_AS_OF : MOST);
    }
    const tally = new Tally();
    const counting = { ...world.context, db: database.db.withPlugin(tally) };
    await contrast(counting, {});
    tally.count = 0;
    await contrast(counting, {});
    expect(tally.count).toBe(REMEMBERED);
    // An embed gives the version along that it was found in: readings, targets, actions.
    const version = await findVersion(database.db);
    tally.count = 0;
    await kpiDrawing({ ...counting, version }, 'kpi-001', {});
    expect(tally.count).toBe(3);
    await holds(500);
    expect(await counted()).toEqual(few);
    const all = await contrast(world.context, { period: '2026-W46' });
    expect(all?.figures.of).toBe(500);
  });
});
