import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog, Kpi } from '../../lib/domain/catalog';
import { contrast, gapPoints } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import type { Status } from '../../lib/domain/status';
import {
  day,
  EMPTY_CATALOG,
  journey,
  judgement,
  judgements,
  kpi,
  moment,
  ratioReading,
  stage,
  team,
  WEEK,
} from '../support/catalog-facts';

/** The worked example of domain §5: Supply chain in Buy and Receive. */
const EXAMPLE: Catalog = {
  ...EMPTY_CATALOG,
  teams: [team({ slug: 'supply-chain' }), team({ slug: 'logistics' }), team({ slug: 'web' })],
  journeys: [journey({ slug: 'j' })],
  stages: [stage({ slug: 'receive', position: 1 }), stage({ slug: 'buy', position: 0 })],
  kpis: [
    kpi({
      slug: 'delivered-on-promised-day',
      lens: 'experience',
      accountable: 'logistics',
      contributing: ['supply-chain'],
      stages: [{ stage: 'receive', critical: true, reliability: true }],
    }),
    experience('delivery-satisfaction', 'logistics', 'receive'),
    experience('damaged-on-arrival', 'logistics', 'receive'),
    experience('in-stock', 'web', 'buy', ['supply-chain']),
    experience('checkout-completed', 'web', 'buy'),
    kpi({ slug: 'picked-within-24h', accountable: 'supply-chain', stages: ['receive'] }),
    kpi({ slug: 'manifest-accuracy', accountable: 'supply-chain', stages: ['receive'] }),
    ...Array.from({ length: 8 }, (_, i) => kpi({ slug: `silo-${i}`, accountable: 'supply-chain' })),
  ],
};

function experience(
  slug: string,
  accountable: string,
  at: string,
  contributing: string[] = [],
): Kpi {
  return kpi({ slug, lens: 'experience', accountable, contributing, stages: [at] });
}

const STATUSES: Record<string, Status> = {
  'delivered-on-promised-day': 'off_target',
  'delivery-satisfaction': 'off_target',
  'damaged-on-arrival': 'on_target',
  'in-stock': 'on_target',
  'checkout-completed': 'off_target',
  'picked-within-24h': 'on_target',
  'manifest-accuracy': 'on_target',
  'silo-0': 'off_target',
  ...Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`silo-${i + 1}`, 'on_target'])),
};

const found = contrast(EXAMPLE, 'j', judgements(STATUSES), WEEK.start);
const row = (slug: string) => found.teams.find((each) => each.slug === slug);

describe('contrast of the worked example in domain §5', () => {
  it('puts the stages in the journey’s order', () => {
    expect(found.stages.map((each) => each.slug)).toEqual(['buy', 'receive']);
  });

  it('scores Receive 1/3 and off target by its critical miss', () => {
    expect(found.stages[1]?.experience).toMatchObject({
      status: 'off_target',
      onTarget: 1,
      due: 3,
      criticalMisses: ['delivered-on-promised-day'],
    });
    expect(found.stages[1]?.experience.share).toBeCloseTo(1 / 3, 12);
  });

  it('scores Supply chain 0.90, on target, with a gap of 48.33 points', () => {
    const supply = row('supply-chain');
    expect(supply?.silo).toMatchObject({ share: 0.9, status: 'on_target', onTarget: 9, due: 10 });
    expect(supply?.sharedScore).toBeCloseTo(0.41667, 5);
    expect(supply?.gapPoints).toBeCloseTo(48.33, 2);
    expect(supply?.stages).toEqual(['buy', 'receive']);
  });

  it('finds the watermelon in Receive, by KPIs of its own', () => {
    const cells = found.cells.filter((cell) => cell.team === 'supply-chain');
    expect(cells).toEqual([
      // Buy: nothing of its own there, so the whole scorecard, and Buy is off target as well.
      {
        team: 'supply-chain',
        stage: 'buy',
        basis: 'overall',
        status: 'on_target',
        share: 0.9,
        watermelon: true,
      },
      {
        team: 'supply-chain',
        stage: 'receive',
        basis: 'own',
        status: 'on_target',
        share: 1,
        watermelon: true,
      },
    ]);
  });

  it('lets a team without silo KPIs enter no mean', () => {
    expect(row('logistics')?.silo.status).toBe('no_data');
    expect(row('logistics')?.gapPoints).toBeNull();
    expect(row('logistics')?.sharedScore).toBeCloseTo(1 / 3, 12);
    expect(found.siloShare).toBe(0.9);
    expect(found.alignmentGapPoints).toBeCloseTo(100 * (0.9 - (0.5 + 1 / 3) / 2), 9);
  });
});

describe('contrast', () => {
  const base: Catalog = {
    ...EMPTY_CATALOG,
    teams: [team({ slug: 'ops' }), team({ slug: 'depot', parent: 'ops' }), team({ slug: 'idle' })],
    journeys: [journey({ slug: 'j' }), journey({ slug: 'other' })],
    stages: [stage({ slug: 's' }), stage({ slug: 'elsewhere', journey: 'other' })],
    kpis: [
      kpi({ slug: 'shared', lens: 'both', accountable: 'depot', stages: ['s'] }),
      kpi({ slug: 'far', accountable: 'depot', stages: ['elsewhere'] }),
      kpi({ slug: 'own-of-ops', accountable: 'ops' }),
    ],
  };
  const good = judgements({ shared: 'off_target', far: 'on_target', 'own-of-ops': 'on_target' });

  it('gives a parent that does not take part a heading that pools, and no row', () => {
    const { teams, headings, siloShare } = contrast(base, 'j', good, WEEK.start);
    expect(teams.map(({ slug }) => slug)).toEqual(['depot']);
    expect(headings).toMatchObject([{ slug: 'ops', silo: { onTarget: 2, due: 3 } }]);
    // The heading is in no mean; the row counts all its silo KPIs, whatever the journey.
    expect(siloShare).toBe(0.5);
  });

  it('gives a parent that itself takes part a row with its own KPIs only', () => {
    const taking = {
      ...base,
      kpis: [...base.kpis, kpi({ slug: 'here', accountable: 'ops', stages: ['s'] })],
    };
    const all = new Map([...good, ['here', judgement('here', 'on_target')]]);
    const { teams, headings } = contrast(taking, 'j', all, WEEK.start);
    expect(teams[0]).toMatchObject({ slug: 'ops', silo: { onTarget: 2, due: 2 } });
    expect(headings).toMatchObject([{ slug: 'ops', silo: { onTarget: 3, due: 4 } }]);
  });

  it('does not pool what a retired team answers for', () => {
    const teams = [...base.teams, team({ slug: 'closed', parent: 'ops', retired: true })];
    const kpis = [...base.kpis, kpi({ slug: 'of-closed', accountable: 'closed' })];
    const all = new Map([...good, ['of-closed', judgement('of-closed', 'off_target')]]);
    const { headings } = contrast({ ...base, teams, kpis }, 'j', all, WEEK.start);
    expect(headings).toMatchObject([{ slug: 'ops', silo: { onTarget: 2, due: 3 } }]);
  });

  it('counts a KPI of lens both in the team and in the stage', () => {
    const { teams, stages } = contrast(base, 'j', good, WEEK.start);
    expect(stages[0]?.experience).toMatchObject({ due: 1, onTarget: 0 });
    expect(teams[0]?.silo).toMatchObject({ due: 2, onTarget: 1 });
  });

  it('lists apart the teams that touch no stage of any journey', () => {
    expect(contrast(base, 'j', good, WEEK.start).untouched).toEqual(['idle']);
    expect(contrast(base, 'other', good, WEEK.start).untouched).toEqual(['idle']);
  });

  it('asks who answers on the period’s first day', () => {
    const handedOver = {
      ...base,
      kpis: [
        kpi({
          slug: 'shared',
          lens: 'both',
          accountable: [
            { team: 'depot', from: null },
            { team: 'idle', from: day('2026-11-16') },
          ],
          stages: ['s'],
        }),
      ],
    };
    const index = contrastIndex(handedOver);
    const rows = (date: string) =>
      contrast(index, 'j', good, day(date)).teams.map(({ slug }) => slug);
    expect(rows('2026-11-09')).toEqual(['depot']);
    expect(rows('2026-11-15')).toEqual(['depot']);
    expect(rows('2026-11-16')).toEqual(['idle']);
    expect(rows('2026-11-23')).toEqual(['idle']);
    expect(rows('2026-11-09')).toEqual(['depot']);
  });

  it('makes the KPIs of a critical moment critical for its stage', () => {
    const withMoment = (over: {
      critical?: boolean;
      retired?: boolean;
      stage?: string;
    }): Catalog => ({
      ...base,
      moments: [moment({ slug: 'door', stage: 's', critical: true, ...over })],
      kpis: [
        kpi({
          slug: 'at-the-door',
          lens: 'experience',
          moment: 'door',
          stages: ['s', 'elsewhere'],
        }),
        ...Array.from({ length: 9 }, (_, i) =>
          kpi({ slug: `fine-${i}`, lens: 'experience', stages: ['s', 'elsewhere'] }),
        ),
      ],
    });
    const statuses = judgements({
      'at-the-door': 'off_target',
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, i) => [`fine-${i}`, 'on_target' as const]),
      ),
    });
    const statusOf = (catalog: Catalog, of = 'j') =>
      contrast(catalog, of, statuses, WEEK.start).stages[0]?.experience.status;
    expect(statusOf(withMoment({}))).toBe('off_target');
    expect(statusOf(withMoment({}), 'other')).toBe('on_target');
    expect(statusOf(withMoment({ critical: false }))).toBe('on_target');
    expect(statusOf(withMoment({ retired: true }))).toBe('on_target');
  });

  it.each<[string, Partial<Catalog>, string[], string[]]>([
    ['a KPI', { kpis: base.kpis.map((each) => ({ ...each, retired: true })) }, [], ['s']],
    [
      'a team',
      { teams: base.teams.map((each) => ({ ...each, retired: each.slug === 'depot' })) },
      [],
      ['s'],
    ],
    ['a stage', { stages: base.stages.map((each) => ({ ...each, retired: true })) }, [], []],
    ['a journey', { journeys: base.journeys.map((each) => ({ ...each, retired: true })) }, [], []],
  ])('counts %s that is retired nowhere', (_, change, teams, stages) => {
    const result = contrast({ ...base, ...change }, 'j', good, WEEK.start);
    expect(result.teams.map(({ slug }) => slug)).toEqual(teams);
    expect(result.stages.map(({ slug }) => slug)).toEqual(stages);
    expect(result.cells).toEqual([]);
    expect(result.alignmentGapPoints).toBeNull();
  });

  it('says no data where nothing is reported, and gives no gap', () => {
    const none = judgements({ shared: 'no_data', far: 'no_data', 'own-of-ops': 'no_data' });
    for (const statuses of [none, new Map<string, never>()]) {
      const result = contrast(base, 'j', statuses, WEEK.start);
      expect(result).toMatchObject({ siloShare: null, stageShare: null, alignmentGapPoints: null });
      expect(result.cells[0]).toMatchObject({ status: 'no_data', watermelon: false });
    }
  });

  it('answers an unknown journey with nothing in it', () => {
    expect(contrast(base, 'nowhere', good, WEEK.start)).toMatchObject({ teams: [], stages: [] });
  });
});

describe('the chain within a contrast', () => {
  const reading = (numerator: number, denominator: number, status: Status = 'on_target') =>
    new Map([
      [
        'delivered-on-promised-day',
        judgement('delivered-on-promised-day', status, {
          reading: ratioReading(numerator, denominator),
        }),
      ],
    ]);
  const reliability = (map: ReturnType<typeof reading>) =>
    contrast(EXAMPLE, 'j', map, WEEK.start).stages[1]?.reliability;

  it('reads numerator over denominator of the reliability KPI', () => {
    expect(reliability(reading(87, 100))).toBe(0.87);
    expect(contrast(EXAMPLE, 'j', reading(87, 100), WEEK.start).chain).toMatchObject({
      independent: 0.87,
      measured: 1,
      stages: 2,
      missingStages: ['buy'],
    });
  });

  it.each([
    ['nobody was counted', 0, 0, 'on_target'],
    ['it is no share', 101, 100, 'on_target'],
    ['too few answered', 8, 9, 'too_few'],
  ] as const)('is not measured when %s', (_, numerator, denominator, status) => {
    expect(reliability(reading(numerator, denominator, status))).toBeNull();
  });

  it('takes reliabilities that are passed in', () => {
    const half = contrast(EXAMPLE, 'j', new Map(), WEEK.start, () => 0.5);
    expect(half.chain.independent).toBe(0.25);
  });
});

describe('properties of a contrast', () => {
  const slugs = EXAMPLE.kpis.map(({ slug }) => slug);
  const anyStatuses = fc
    .array(fc.constantFrom<Status>('on_target', 'at_risk', 'off_target', 'no_data', 'too_few'), {
      minLength: slugs.length,
      maxLength: slugs.length,
    })
    .map((list) => new Map(slugs.map((slug, i) => [slug, judgement(slug, list[i] ?? 'no_data')])));

  it('does not depend on the order of the KPIs', () => {
    fc.assert(
      fc.property(
        anyStatuses,
        fc.shuffledSubarray([...EXAMPLE.kpis], { minLength: EXAMPLE.kpis.length }),
        (statuses, kpis) => {
          expect(contrast({ ...EXAMPLE, kpis }, 'j', statuses, WEEK.start)).toEqual(
            contrast(EXAMPLE, 'j', statuses, WEEK.start),
          );
        },
      ),
    );
  });

  it('has a cell for each stage of each row, and marks only green cells in red stages', () => {
    fc.assert(
      fc.property(anyStatuses, (statuses) => {
        const { teams, stages, cells } = contrast(EXAMPLE, 'j', statuses, WEEK.start);
        expect(cells.map(({ team: at, stage: on }) => [at, on])).toEqual(
          teams.flatMap((each) => each.stages.map((on) => [each.slug, on])),
        );
        for (const cell of cells) {
          const status = stages.find(({ slug }) => slug === cell.stage)?.experience.status;
          expect(cell.watermelon).toBe(cell.status === 'on_target' && status === 'off_target');
        }
      }),
    );
  });

  it('adds up: the gap is the difference of the two means over what has data', () => {
    fc.assert(
      fc.property(anyStatuses, (statuses) => {
        const result = contrast(EXAMPLE, 'j', statuses, WEEK.start);
        const mean = (shares: readonly (number | null)[]) =>
          shares.length === 0
            ? null
            : shares.reduce<number>((sum, share) => sum + (share ?? Number.NaN), 0) / shares.length;
        const silo = mean(
          result.teams.filter((t) => t.silo.status !== 'no_data').map((t) => t.silo.share),
        );
        const customers = mean(
          result.stages
            .filter((s) => s.experience.status !== 'no_data')
            .map((s) => s.experience.share),
        );
        if (silo === null || customers === null) expect(result.alignmentGapPoints).toBeNull();
        else expect(result.alignmentGapPoints).toBeCloseTo(100 * (silo - customers), 9);
      }),
    );
  });
});

describe('gapPoints', () => {
  it.each([
    [0.9, 0.41667, 48.333],
    [0.5, 0.8, -30],
    [0, 0, 0],
    [null, 0.5, null],
    [0.5, null, null],
  ])('of %s against %s is %s', (silo, customers, points) => {
    if (points === null) expect(gapPoints(silo, customers)).toBeNull();
    else expect(gapPoints(silo, customers)).toBeCloseTo(points, 9);
  });
});
