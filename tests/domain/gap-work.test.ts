/** Gaps as work: whom to ask, what cures, and which of them a filter leaves. */
import { describe, expect, it } from 'vitest';
import {
  accountabilityMap,
  filteredGaps,
  type MapFilter,
} from '../../lib/domain/accountability-view';
import type { Catalog } from '../../lib/domain/catalog';
import { contrastIndex } from '../../lib/domain/contrast-index';
import { gapGroups, gapItems } from '../../lib/domain/gap-work';
import {
  day,
  EMPTY_CATALOG,
  journey,
  kpi,
  moment,
  stage,
  target,
  team,
} from '../support/catalog-facts';

const DATE = day('2026-11-22');

/** Stores answers in Buy, which nobody owns; Web shares there and measures nothing of its own; Legal touches nothing. */
const CATALOG: Catalog = {
  ...EMPTY_CATALOG,
  journeys: [journey({ slug: 'j', name: 'Buy & own' })],
  stages: [
    stage({ slug: 'buy', name: 'Buy' }),
    stage({ slug: 'use', name: 'Use', owner: 'CPO', position: 1 }),
  ],
  teams: [
    team({ slug: 'ops', name: 'Operations', lead: 'Bo' }),
    team({ slug: 'stores', name: 'Stores', lead: 'A. Ruiz', parent: 'ops' }),
    team({ slug: 'web', name: 'Web', lead: null }),
    team({ slug: 'legal', name: 'Legal', lead: 'C. D’Arc' }),
  ],
  moments: [moment({ slug: 'pays', name: 'Paying', stage: 'use' })],
  kpis: [
    kpi({ slug: 'queue', accountable: 'stores', contributing: ['web'], stages: ['buy'] }),
    kpi({
      slug: 'said',
      accountable: 'stores',
      lens: 'experience',
      kind: 'perception',
      stages: ['buy'],
    }),
    kpi({ slug: 'hours', accountable: 'stores' }),
  ],
  targets: [target({ kpi: 'queue' }), target({ kpi: 'hours' })],
};
const INDEX = contrastIndex(CATALOG);
const ITEMS = gapItems(INDEX, { date: DATE, hasData: (slug) => slug !== 'hours' });
const found = (kind: string) => ITEMS.filter((item) => item.kind === kind);
const ALL: MapFilter = { team: null, stage: null, lens: null };

describe('gapItems', () => {
  it.each([
    ['kpi_without_target', 'said', [{ name: 'A. Ruiz', role: 'leads Stores' }]],
    ['kpi_without_data', 'hours', [{ name: 'A. Ruiz', role: 'leads Stores' }]],
    ['kpi_without_stage', 'hours', [{ name: 'A. Ruiz', role: 'leads Stores' }]],
    [
      'stage_without_owner',
      'buy',
      [
        { name: 'A. Ruiz', role: 'leads Stores' },
        { name: null, role: 'leads Web' },
      ],
    ],
    ['stage_without_perception_kpi', 'use', [{ name: 'CPO', role: 'owns Use' }]],
    ['moment_without_kpi', 'pays', [{ name: 'CPO', role: 'owns Use' }]],
    ['team_measures_nothing', 'web', [{ name: null, role: 'leads Web' }]],
    ['team_touches_nothing', 'legal', [{ name: 'C. D’Arc', role: 'leads Legal' }]],
    ['too_few_moments', 'j', [{ name: 'CPO', role: 'owns Use' }]],
  ])('%s: %s', (kind, slug, ask) => {
    expect(found(kind).map((item) => item.thing.slug)).toEqual([slug]);
    expect(found(kind)[0]?.ask).toEqual(ask);
  });

  it('does not call a parent idle that touches a stage through a team below it', () => {
    expect(found('team_touches_nothing').map(({ team: slug }) => slug)).not.toContain('ops');
  });

  it('says where: of a moment and of a team that measures nothing', () => {
    expect(found('team_measures_nothing')[0]?.stage).toEqual({ slug: 'buy', name: 'Buy' });
    expect(found('moment_without_kpi')[0]?.stage).toEqual({ slug: 'use', name: 'Use' });
    expect(found('too_few_moments')[0]?.count).toBe(0);
  });
});

describe('gapGroups', () => {
  it('has each item once, in groups of one kind, with a cure', () => {
    const groups = gapGroups(ITEMS);
    expect(groups.reduce((sum, { items }) => sum + items.length, 0)).toBe(ITEMS.length);
    expect(new Set(groups.map(({ kind }) => kind)).size).toBe(groups.length);
    expect(groups[0]?.kind).toBe('stage_without_owner');
    expect(groups.every(({ cure, items }) => cure !== '' && items.length > 0)).toBe(true);
    expect(gapGroups([])).toEqual([]);
  });
});

describe('filteredGaps', () => {
  const left = (filter: Partial<MapFilter>, among: string | null = null) =>
    filteredGaps(ITEMS, INDEX, { ...ALL, ...filter }, among).map(
      ({ kind, thing }) => `${kind} ${thing.slug}`,
    );

  it('leaves a team its own and those of the teams below it', () => {
    const stores = ['kpi_without_target said', 'kpi_without_data hours', 'kpi_without_stage hours'];
    expect(left({ team: 'stores' })).toEqual(stores);
    expect(left({ team: 'ops' })).toEqual(stores);
  });

  it('leaves a stage what concerns it, and a lens the KPIs that have it', () => {
    expect(left({ stage: 'use' })).toEqual([
      'stage_without_perception_kpi use',
      'stage_without_reliability_kpi use',
      'moment_without_kpi pays',
    ]);
    expect(left({ lens: 'experience' })).toEqual(['kpi_without_target said']);
  });

  it('leaves all without a filter, and in the only journey', () => {
    expect(left({})).toHaveLength(ITEMS.length);
    expect(left({}, 'j')).toHaveLength(ITEMS.length);
  });
});

describe('accountabilityMap', () => {
  const facts = { date: DATE, journey: null, statusOf: () => null };
  const map = (over: object) =>
    accountabilityMap(INDEX, { ...ALL, ...over }, facts).map(({ stage: at, rows }) => [
      at?.slug ?? null,
      rows.map((row) => `${row.kpi.slug} ${[row.answers.slug, ...row.shares].join('+')}`),
    ]);

  it('groups KPIs by stage, those of no stage last, and leaves empty stages out', () => {
    expect(map({})).toEqual([
      ['buy', ['queue stores+web', 'said stores']],
      [null, ['hours stores']],
    ]);
  });

  it.each([
    [{ team: 'web' }, [['buy', ['queue stores+web']]]],
    [
      { team: 'ops' },
      [
        ['buy', ['queue stores+web', 'said stores']],
        [null, ['hours stores']],
      ],
    ],
    [{ team: 'legal' }, []],
    [{ stage: 'buy' }, [['buy', ['queue stores+web', 'said stores']]]],
    [{ stage: 'use' }, []],
    [{ lens: 'experience' }, [['buy', ['said stores']]]],
    [
      { lens: 'silo' },
      [
        ['buy', ['queue stores+web']],
        [null, ['hours stores']],
      ],
    ],
  ])('narrowed to %j', (over, expected) => expect(map(over)).toEqual(expected));

  it('gives a KPI to whom it belongs on the day, and since when', () => {
    const moved = contrastIndex({
      ...CATALOG,
      kpis: [
        kpi({
          slug: 'queue',
          stages: ['buy'],
          contributing: ['web'],
          accountable: [
            { team: 'stores', from: null },
            { team: 'web', from: day('2026-11-01') },
          ],
        }),
      ],
    });
    const on = (date: string) =>
      accountabilityMap(moved, ALL, { ...facts, date: day(date) })[0]?.rows[0];
    expect(on('2026-10-31')).toMatchObject({
      answers: { slug: 'stores' },
      since: null,
      shares: ['web'],
    });
    expect(on('2026-11-01')).toMatchObject({
      answers: { slug: 'web' },
      since: '2026-11-01',
      shares: [],
    });
  });
});
