import { describe, expect, it } from 'vitest';
import { accountabilityGaps, type Gap, watermelons } from '../../lib/domain/accountability';
import type { Catalog } from '../../lib/domain/catalog';
import { participation, sharersOf } from '../../lib/domain/participation';
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

const TODAY = day('2026-11-22');

/** A catalogue without a gap. */
const WHOLE: Catalog = {
  ...EMPTY_CATALOG,
  teams: [team({ slug: 't' }), team({ slug: 'helper' })],
  journeys: [journey({ slug: 'j' })],
  stages: [stage({ slug: 's', owner: 'COO' })],
  moments: Array.from({ length: 10 }, (_, i) =>
    moment({ slug: `m${i}`, stage: 's', priority: i + 1 }),
  ),
  kpis: [
    kpi({
      slug: 'satisfied',
      lens: 'experience',
      kind: 'perception',
      stages: [{ stage: 's', critical: false, reliability: true }],
    }),
    kpi({ slug: 'own', contributing: ['helper'], stages: ['s'] }),
    kpi({ slug: 'own-of-helper', accountable: 'helper', stages: ['s'] }),
    ...Array.from({ length: 10 }, (_, i) =>
      kpi({ slug: `of-m${i}`, moment: `m${i}`, stages: ['s'] }),
    ),
  ],
  targets: [
    'satisfied',
    'own',
    'own-of-helper',
    ...Array.from({ length: 10 }, (_, i) => `of-m${i}`),
  ].map((slug) => target({ kpi: slug })),
};

const gapsOf = (catalog: Catalog, without: readonly string[] = []): readonly Gap[] =>
  accountabilityGaps(catalog, { date: TODAY, hasData: (slug) => !without.includes(slug) });

const withKpi = (over: Parameters<typeof kpi>[0]): Catalog => ({
  ...WHOLE,
  kpis: [...WHOLE.kpis, kpi({ stages: ['s'], ...over })],
  targets: [...WHOLE.targets, target({ kpi: over.slug })],
});

describe('accountabilityGaps', () => {
  it('finds none where nothing is missing', () => expect(gapsOf(WHOLE)).toEqual([]));

  it('finds everything missing in a journey of one empty stage', () => {
    const bare = { ...EMPTY_CATALOG, journeys: WHOLE.journeys, stages: [stage({ slug: 's' })] };
    expect(gapsOf(bare)).toEqual([
      { kind: 'stage_without_owner', stage: 's' },
      { kind: 'stage_without_perception_kpi', stage: 's' },
      { kind: 'stage_without_reliability_kpi', stage: 's' },
      { kind: 'too_few_moments', journey: 'j', prioritised: 0 },
    ]);
  });

  it.each<[string, Catalog, Gap[]]>([
    [
      'a KPI without a stage',
      withKpi({ slug: 'new', stages: [] }),
      [{ kind: 'kpi_without_stage', kpi: 'new' }],
    ],
    [
      'a KPI whose only stage is retired',
      {
        ...withKpi({ slug: 'new', stages: ['gone'] }),
        stages: [...WHOLE.stages, stage({ slug: 'gone', retired: true })],
      },
      [{ kind: 'kpi_without_stage', kpi: 'new' }],
    ],
    [
      'a KPI without a target',
      { ...withKpi({ slug: 'new' }), targets: WHOLE.targets },
      [{ kind: 'kpi_without_target', kpi: 'new' }],
    ],
    [
      'a KPI whose target has ended, though an older one never did',
      {
        ...withKpi({ slug: 'new' }),
        targets: [
          ...WHOLE.targets,
          target({ kpi: 'new' }),
          target({ kpi: 'new', from: day('2026-06-01'), ends: day('2026-11-21') }),
        ],
      },
      [{ kind: 'kpi_without_target', kpi: 'new' }],
    ],
    [
      'a KPI whose target is yet to come',
      {
        ...withKpi({ slug: 'new' }),
        targets: [...WHOLE.targets, target({ kpi: 'new', from: day('2026-11-23') })],
      },
      [{ kind: 'kpi_without_target', kpi: 'new' }],
    ],
    [
      'nothing about a target that ends today, or for a count shown for context',
      {
        ...withKpi({ slug: 'new', direction: 'none' }),
        targets: [
          ...WHOLE.targets.filter(({ kpi: slug }) => slug !== 'own'),
          target({ kpi: 'own', ends: TODAY }),
        ],
      },
      [],
    ],
    [
      'a moment without a KPI, unless it is retired',
      {
        ...WHOLE,
        moments: [
          ...WHOLE.moments,
          moment({ slug: 'door', stage: 's' }),
          moment({ slug: 'old', stage: 's', retired: true }),
        ],
      },
      [{ kind: 'moment_without_kpi', moment: 'door', stage: 's' }],
    ],
    [
      'a team that takes part and measures nothing there',
      {
        ...withKpi({ slug: 'new', contributing: ['guest'] }),
        teams: [...WHOLE.teams, team({ slug: 'guest' })],
      },
      [{ kind: 'team_measures_nothing', team: 'guest', stage: 's' }],
    ],
    [
      'a team whose only KPI there is an experience',
      {
        ...withKpi({ slug: 'new', lens: 'experience', accountable: 'guest' }),
        teams: [...WHOLE.teams, team({ slug: 'guest' })],
      },
      [{ kind: 'team_measures_nothing', team: 'guest', stage: 's' }],
    ],
    [
      'nothing of a retired KPI',
      withKpi({ slug: 'new', retired: true, stages: [], accountable: 'helper' }),
      [],
    ],
    [
      'more than 20 prioritised moments',
      {
        ...WHOLE,
        moments: Array.from({ length: 21 }, (_, i) =>
          moment({ slug: `m${i % 10}`, stage: 's', priority: i + 1 }),
        ),
      },
      [{ kind: 'too_many_moments', journey: 'j', prioritised: 21 }],
    ],
    [
      'fewer than 10 prioritised moments',
      {
        ...WHOLE,
        moments: WHOLE.moments.map((each, i) => (i === 0 ? { ...each, priority: null } : each)),
      },
      [{ kind: 'too_few_moments', journey: 'j', prioritised: 9 }],
    ],
  ])('says %s', (_, catalog, gaps) => expect(gapsOf(catalog)).toEqual(gaps));

  it('is content with exactly 20 prioritised moments', () => {
    const moments = Array.from({ length: 20 }, (_, i) =>
      moment({ slug: `m${i % 10}`, stage: 's', priority: i + 1 }),
    );
    expect(gapsOf({ ...WHOLE, moments })).toEqual([]);
  });

  it('asks the facts which KPI has no data', () => {
    expect(gapsOf(WHOLE, ['own'])).toEqual([{ kind: 'kpi_without_data', kpi: 'own' }]);
  });
});

describe('participation', () => {
  it('counts those who answer and those who share, whatever the lens', () => {
    const taking = participation(WHOLE, TODAY);
    expect([...taking.keys()]).toEqual(['t', 'helper']);
    expect([...(taking.get('helper') ?? [])]).toEqual(['s']);
  });

  it('names the one who answers first', () => {
    expect(sharersOf(kpi({ slug: 'k', accountable: 'b', contributing: ['a'] }), TODAY)).toEqual([
      'b',
      'a',
    ]);
  });
});

describe('watermelons', () => {
  it('are the cells marked as such', () => {
    const cell = { team: 't', stage: 's', basis: 'own', status: 'on_target', share: 1 } as const;
    const marked = { ...cell, watermelon: true };
    expect(watermelons({ cells: [{ ...cell, watermelon: false }, marked] })).toEqual([marked]);
  });
});
