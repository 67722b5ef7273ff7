/** Everything that can be changed of an installation, changed at one moment: nothing of it may reach further back. */
import type { Kpi } from '../../lib/domain/catalog';
import type { Defined } from '../../lib/domain/definition';
import { markChange } from '../../lib/usecases/annotate';
import { applyDefinition } from '../../lib/usecases/definitions';
import { listImports, undoImport } from '../../lib/usecases/imports';
import { journey, moment, NO_BOUNDS, stage, target, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { FIGURES, SHOP } from './shop';
import { importText, type World } from './world';

export const BEFORE = '2026-10-29T17:00:00.000Z';
export const CHANGE = '2026-10-29T19:00:00.000Z';

const MOMENT = { slug: 'parcel', name: 'The parcel is there', stage: 'get' } as const;

/** As of `BEFORE`: the shop with a moment, a mark on a chart, and two imports. */
export async function beginning(world: World): Promise<void> {
  world.at('2026-10-28T08:00:00.000Z');
  await applyDefinition(
    world.context,
    { ...SHOP, moments: [moment(MOMENT)] },
    { dryRun: false, prune: false },
  );
  await importText(world.context, FIGURES);
  world.at('2026-10-28T09:00:00.000Z');
  await importText(
    world.context,
    'kpi,period,numerator,denominator,target\nfound,2026-W43,50,80,55\n',
    { fileName: 'late.csv' },
  );
  world.at('2026-10-28T10:00:00.000Z');
  const typed = { date: '2026-10-05', text: 'Écran', reason: 'Test', restartsLimits: true };
  await markChange(world.context, 'delivered', typed);
}

const owner = (slug: string): Kpi['accountable'] => [{ team: slug, from: null }];

/** Names, places in the tree and in the order, owners, targets, settings, figures, and an import taken back. */
export async function changeEverything(world: World): Promise<void> {
  world.at(CHANGE);
  const kpis = SHOP.kpis.map(
    (kpi): Defined<Kpi> => ({
      ...kpi,
      name: `${kpi.name} (new)`,
      definition: 'Another one',
      accountable: owner(kpi.slug === 'clicks' ? 'stock' : 'site'),
      contributing: ['shops'],
      weight: 2,
      stages: kpi.stages.map((each) => ({ ...each, critical: false })),
      retired: kpi.slug === 'returned',
    }),
  );
  await applyDefinition(
    world.context,
    define({
      organisation: {
        name: 'Another name',
        smallestN: 3,
        thresholds: { onTarget: 0.3, atRisk: 0.1, coverage: 0.4 },
      },
      teams: [
        team({ slug: 'shops', name: 'Shops', lead: 'Somebody', parent: 'site' }),
        team({ slug: 'stock', name: 'Stock', lead: 'Else', parent: null }),
      ],
      journeys: [journey({ slug: 'order', name: 'Another journey' })],
      stages: [
        stage({ slug: 'get', name: 'Receive', journey: 'order', position: 0, promise: 'Now' }),
        stage({ slug: 'select', name: 'Choose', journey: 'order', position: 1, owner: 'Bo' }),
      ],
      moments: [moment({ ...MOMENT, name: 'It rings', kind: 'second', critical: true })],
      dimensions: SHOP.dimensions.map((each) => ({
        ...each,
        name: 'Area',
        segments: each.segments.map((segment) => ({ ...segment, name: `${segment.name} 2` })),
      })),
      places: [{ slug: 'yard-1', name: 'Yard one', kind: 'yard', retired: false }],
      kpis,
      targets: SHOP.kpis
        .filter(({ direction }) => direction !== 'none')
        .map(({ slug }) => target({ kpi: slug, bounds: { ...NO_BOUNDS, target: 1 } })),
    }),
    { dryRun: false, prune: false },
  );
  const typed = { date: '2026-10-12', text: 'Nouveau', reason: 'Essai', restartsLimits: true };
  await markChange(world.context, 'clicks', typed);
  const { imports } = await listImports(world.context);
  await undoImport(world.context, imports[0]?.id ?? 0);
  await importText(
    world.context,
    'kpi,period,segment,place,value,numerator,denominator,withdraw\n' +
      'delivered,2026-W43,,,,96,100,\ndelivered,2026-W39,north,,,9,10,\nclicks,2026-W42,,,,,,true\n' +
      'picked,2026-W42,,yard-1,,1,100,\n',
  );
  world.at('2026-11-05T09:00:00.000Z');
}
