/** What is changed later changes today's answers, and none of those as of the moment before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import type { Kpi } from '../../lib/domain/catalog';
import { contrastAnswer } from '../../lib/domain/contrast-answer';
import type { Defined, Definition } from '../../lib/domain/definition';
import { requireContrast } from '../../lib/usecases/contrast';
import { applyDefinition } from '../../lib/usecases/definitions';
import { kpiPage, kpiSeries, renamedKpi } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { day, NO_BOUNDS, target, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { look } from './seen';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

/** Thursday of week 44; in Kolkata the day ends at 18:29:59.999 in UTC. */
const BEFORE = '2026-10-29T17:00:00.000Z';
const BEFORE_DAY = '2026-10-29';
/** Half past midnight of the day after, there. */
const CHANGE = '2026-10-29T19:00:00.000Z';
const LATER = '2026-11-05T09:00:00.000Z';
const WEEK = '2026-W43';
const SEEN = { periods: [WEEK], segments: ['north'], kpis: ['delivered', 'clicks'] };

const changed = (slug: string, over: Partial<Defined<Kpi>>): Definition =>
  define({
    kpis: SHOP.kpis.filter((kpi) => kpi.slug === slug).map((kpi) => ({ ...kpi, ...over })),
  });

type Change = (world: World) => Promise<unknown>;
const applied =
  (definition: Definition): Change =>
  ({ context }) =>
    applyDefinition(context, definition, { dryRun: false, prune: false });
const imported =
  (csv: string): Change =>
  ({ context }) =>
    importText(context, csv);

const SHARES = 'kpi,period,numerator,denominator\n';

const CHANGES: readonly (readonly [string, Change])[] = [
  ['a correction', imported(`${SHARES}delivered,${WEEK},96,100\n`)],
  ['a figure that was missing', imported(`${SHARES}delivered,2026-W39,96,100\n`)],
  ['a figure withdrawn', imported(`kpi,period,withdraw\ndelivered,${WEEK},true\n`)],
  [
    'a segment reported',
    imported(`kpi,period,segment,numerator,denominator\ndelivered,${WEEK},north,96,100\n`),
  ],
  ['a target that came with the figures', imported(`kpi,period,target\ndelivered,${WEEK},60\n`)],
  [
    'a target',
    applied(
      define({
        targets: [target({ kpi: 'delivered', bounds: { ...NO_BOUNDS, target: 60 } })],
      }),
    ),
  ],
  [
    'an owner, from a day in the past on',
    applied(
      changed('delivered', {
        accountable: [
          { team: 'stock', from: null },
          { team: 'site', from: day('2026-10-12') },
        ],
      }),
    ),
  ],
  [
    'an owner, handed over',
    applied(changed('clicks', { accountable: [{ team: 'shops', from: null }] })),
  ],
  ['a KPI retired', applied(changed('returned', { retired: true }))],
  [
    'a KPI added',
    applied(
      define({
        kpis: SHOP.kpis
          .filter(({ slug }) => slug === 'picked')
          .map((kpi) => ({ ...kpi, slug: 'packed', upstream: [] })),
      }),
    ),
  ],
  [
    'a KPI renamed',
    applied({
      ...changed('delivered', { slug: 'on-promise', name: 'On promise' }),
      renames: [{ entity: 'kpi', from: 'delivered', to: 'on-promise' }],
    }),
  ],
  [
    'a team renamed',
    applied(
      define({
        teams: [team({ slug: 'logistics', name: 'Logistics', parent: 'shops' })],
        kpis: SHOP.kpis
          .filter(({ accountable: [first] }) => first.team === 'stock')
          .map((kpi) => ({ ...kpi, accountable: [{ team: 'logistics', from: null }] })),
        renames: [{ entity: 'team', from: 'stock', to: 'logistics' }],
      }),
    ),
  ],
  ['lens and weight', applied(changed('picked', { lens: 'both', weight: 3 }))],
  [
    'a mapping that is no longer critical',
    applied(
      changed('delivered', { stages: [{ stage: 'get', critical: false, reliability: false }] }),
    ),
  ],
  ['how figures add up', applied(changed('clicks', { aggregation: 'max' }))],
  [
    'the thresholds',
    applied(
      define({ organisation: { thresholds: { onTarget: 0.3, atRisk: 0.1, coverage: 0.5 } } }),
    ),
  ],
  [
    'a segment retired',
    applied(
      define({
        dimensions: SHOP.dimensions.map((dimension) => ({
          ...dimension,
          segments: dimension.segments.map((segment) => ({
            ...segment,
            retired: segment.slug === 'south',
          })),
        })),
      }),
    ),
  ],
  [
    'limits that start anew',
    applied(
      define({
        annotations: [
          {
            kpi: 'delivered',
            date: day('2026-10-12'),
            text: 'Nouvel écran',
            reason: 'Ordre du siège',
            restartsLimits: true,
          },
        ],
      }),
    ),
  ],
];

describe.each(backends)('looking back on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  async function begin(): Promise<void> {
    await reset(database.db);
    world = worldOf(database, '2026-10-28T08:00:00.000Z');
    await applied(SHOP)(world);
    await importText(world.context, FIGURES);
    world.at(BEFORE);
  }

  it.each(CHANGES)('%s, changed later', async (_, change) => {
    await begin();
    const before = await look(world.context, SEEN);

    world.at(CHANGE);
    await change(world);
    const after = await look(world.context, SEEN);
    expect(after).not.toEqual(before);

    world.at(LATER);
    expect(await look(world.context, SEEN, BEFORE)).toEqual(before);
    expect(await look(world.context, SEEN, CHANGE)).toEqual(after);
    // In the organisation's zone the day before ends before the change, and the next one after it.
    const answer = async (asOf: string) =>
      contrastAnswer(await requireContrast(world.context, { period: WEEK, asOf }));
    expect(await answer(BEFORE_DAY)).toEqual(before[`contrast ${WEEK}`]);
    expect(await answer('2026-10-30')).toEqual(after[`contrast ${WEEK}`]);
  });

  it('knows a change from its very millisecond on', async () => {
    await begin();
    const share = async (asOf?: string) => {
      const view = await requireContrast(world.context, { period: WEEK, asOf });
      return view.contrast.stages.find(({ slug }) => slug === 'get')?.experience.share;
    };
    expect(await share()).toBe(0);
    world.at(CHANGE);
    await importText(world.context, `${SHARES}delivered,${WEEK},96,100\n`);
    world.at(LATER);
    expect(await share()).toBe(0.5);
    expect(await share(CHANGE)).toBe(0.5);
    expect(await share('2026-10-29T18:59:59.999Z')).toBe(0);
    expect(await share('2026-10-29T18:59:59.999-00:00')).toBe(0);
    expect(await share('2026-10-30T00:29:59.999+05:30')).toBe(0);
    expect(await share('2026-10-30T00:30:00+05:30')).toBe(0.5);
    // The 29th in Kolkata is over before; in UTC it would not be.
    expect(await share('2026-10-29')).toBe(0);
    expect(await share('2026-10-30')).toBe(0.5);
  });

  it('shows the correction with its revision, and the first figure as of before', async () => {
    await begin();
    world.at(CHANGE);
    await importText(world.context, `${SHARES}delivered,${WEEK},96,100\n`);
    world.at(LATER);
    const point = async (asOf?: string) => {
      const { series } = await kpiSeries(world.context, 'delivered', { asOf });
      return series.points.find(({ period }) => period === WEEK);
    };
    expect(await point()).toMatchObject({
      measures: { numerator: 96 },
      revision: 2,
      recordedAt: CHANGE,
      status: 'on_target',
    });
    expect(await point(BEFORE)).toMatchObject({
      measures: { numerator: 70 },
      revision: 1,
      recordedAt: '2026-10-28T08:00:00.000Z',
      status: 'off_target',
    });
  });

  it('counts a withdrawn figure as missing once it is, and as what it was before', async () => {
    await begin();
    world.at(CHANGE);
    await importText(world.context, `kpi,period,withdraw\ndelivered,${WEEK},true\n`);
    world.at(LATER);
    const answer = async (asOf?: string) =>
      contrastAnswer(await requireContrast(world.context, { period: WEEK, asOf }));
    const receive = ({ stages }: Awaited<ReturnType<typeof answer>>) =>
      stages.find(({ slug }) => slug === 'get')?.experience;
    const now = await answer();
    expect(receive(now)).toMatchObject({ due: 2, judged: 1, onTarget: 0, criticalMisses: [] });
    expect(now.figures.missing).toContainEqual({
      kpi: 'delivered',
      status: 'no_data',
      dueOn: '2026-10-28',
    });
    const then = await answer(BEFORE);
    expect(receive(then)).toMatchObject({ due: 2, judged: 2, criticalMisses: ['delivered'] });
  });

  it('takes the moment as the present: what was not due then is not missing', async () => {
    await begin();
    world.at(LATER);
    const missing = async (asOf: string) => {
      const { figures } = await requireContrast(world.context, { period: '2026-W44', asOf });
      return new Set(figures.missing.map(({ status }) => status));
    };
    // Week 44 ends on 1 November; its lag of three days has passed on the 5th.
    expect(await missing('2026-11-03')).toEqual(new Set(['not_yet_due']));
    expect(await missing(LATER)).toEqual(new Set(['no_data']));
    const { frame } = await requireContrast(world.context, { period: '2026-W44', asOf: BEFORE });
    expect(frame.state).toBe('in_progress');
  });

  it('finds a KPI under the name that it had, and leads from the old name to the new', async () => {
    await begin();
    world.at(CHANGE);
    await applied({
      ...changed('delivered', { slug: 'on-promise' }),
      renames: [{ entity: 'kpi', from: 'delivered', to: 'on-promise' }],
    })(world);
    world.at(LATER);
    expect((await kpiPage(world.context, 'on-promise', {})).kpi.slug).toBe('on-promise');
    expect(await renamedKpi(world.context, 'delivered')).toBe('on-promise');
    expect(await renamedKpi(world.context, 'never-there')).toBeNull();
    const then = await kpiPage(world.context, 'delivered', { asOf: BEFORE });
    expect(then.kpi.slug).toBe('delivered');
    await expect(kpiPage(world.context, 'on-promise', { asOf: BEFORE })).rejects.toMatchObject({
      code: 'unknown_kpi',
      status: 404,
    });
    await expect(kpiPage(world.context, 'delivered', {})).rejects.toMatchObject({ status: 404 });
  });

  it('knows no more of the future than of the present, and nothing from before the beginning', async () => {
    await begin();
    const now = await look(world.context, SEEN);
    expect(await look(world.context, SEEN, '2030-01-01')).toEqual(now);
    const nothing = await look(world.context, { periods: [], kpis: [] }, '2026-10-01');
    expect(nothing['contrast']).toBeNull();
    expect(nothing['list']).toBeNull();
  });

  it.each(['soon', '2026-02-30', '2026-W44', '2026-10-29T25:00:00Z', '0999-01-01'])(
    'refuses %s as a moment',
    async (asOf) => {
      await expect(requireContrast(world.context, { asOf })).rejects.toMatchObject({
        code: 'bad_as_of',
        status: 400,
        message: `asOf is "${asOf}"; give a date such as 2026-11-16 or an instant such as 2026-11-16T08:00:00Z.`,
      });
    },
  );
});
