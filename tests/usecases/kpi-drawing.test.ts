/** What an embed draws of a KPI is what its page shows of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import type { KpiShown } from '../../lib/domain/kpi-view';
import { applyDefinition } from '../../lib/usecases/definitions';
import { kpiDrawing, kpiPage } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const QUERIES = [
  {},
  { grain: 'month' },
  { grain: 'year' },
  { segment: 'north' },
  { segment: 'north', grain: 'quarter' },
  { place: 'yard-1' },
  { place: 'yard-1', grain: 'month' },
  { asOf: '2026-11-10' },
  { asOf: '2026-11-10', grain: 'month', segment: 'south' },
] as const;

/** With both: that its figures are late is told as well, and later that they are stale. */
const MOMENTS = [
  '2026-11-12T08:00:00.000Z',
  '2026-11-27T08:00:00.000Z',
  '2030-01-09T08:00:00.000Z',
];

describe.each(backends)('a KPI that is drawn on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    await reset(database.db);
    world = worldOf(database, '2026-10-29T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
  });
  afterAll(() => database.close());

  it.each(MOMENTS)('says what its page says, on %s', async (moment) => {
    world.at(moment);
    const states = new Set<string>();
    for (const { slug, dimension } of SHOP.kpis) {
      for (const query of QUERIES) {
        if ('segment' in query && dimension === null) continue;
        const drawn = await kpiDrawing(world.context, slug, query);
        const page = await kpiPage(world.context, slug, query);
        expect(asDrawn(page), `${slug} ${JSON.stringify(query)}`).toEqual(asDrawn(drawn));
        states.add(drawn.freshness.state);
      }
    }
    expect(states.size).toBeGreaterThan(0);
  });

  it('is not there where its page is not', async () => {
    await expect(kpiDrawing(world.context, 'nothing', {})).rejects.toMatchObject({ status: 404 });
    await expect(kpiDrawing(world.context, 'returned', { segment: 'north' })).rejects.toMatchObject(
      { code: 'not_broken_down' },
    );
  });
});

/** Of what a page shows, what is drawn elsewhere too. */
function asDrawn(shown: KpiShown): KpiShown {
  const { period, asOf, now } = shown.frame;
  const { organisation, kpi, segment, segments, place, judged, status, value, target } = shown;
  const { sentence, chartName, series, freshness, annotations, actions } = shown;
  return {
    ...{
      organisation,
      kpi,
      frame: { period, asOf, now },
      segment,
      segments,
      place,
      judged,
      status,
    },
    ...{ value, target, sentence, chartName, series, freshness, annotations },
    actions: actions.map((action) => ({ ...action, seen: null })),
  };
}
