import { describe, expect, it } from 'vitest';
import type { Kpi, TargetBounds } from '../../lib/domain/catalog';
import type { Defined, Definition } from '../../lib/domain/definition';
import { checkDefinition } from '../../lib/domain/definition-check';
import { planDefinition } from '../../lib/domain/definition-plan';
import {
  day,
  EMPTY_CATALOG,
  journey,
  kpi,
  moment,
  NO_BOUNDS,
  stage,
  target,
  team,
} from '../support/catalog-facts';
import { define, SMALL } from '../support/definition-facts';

const TODAY = day('2026-11-22');
const CURRENT = planDefinition(EMPTY_CATALOG, SMALL, TODAY, { prune: false }).merged;

/** Faults of the small definition with a change, as `path: message`. */
function faultsOf(over: Partial<Definition>, current = EMPTY_CATALOG, prune = false) {
  return checkDefinition({ ...SMALL, ...over }, current, { prune }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

/** Faults of the small definition with one KPI changed or added. */
function withKpi(over: Partial<Defined<Kpi>> & { readonly slug: string }) {
  const known =
    SMALL.kpis.find(({ slug }) => slug === over.slug) ??
    kpi({ slug: over.slug, accountable: 'ops' });
  const others = SMALL.kpis.filter(({ slug }) => slug !== over.slug);
  return faultsOf({ kpis: [...others, { ...known, ...over }] });
}

const withBounds = (slug: string, bounds: Partial<TargetBounds>) =>
  faultsOf({ targets: [target({ kpi: slug, bounds: { ...NO_BOUNDS, ...bounds } })] });

describe('checkDefinition', () => {
  it('finds nothing wrong with a whole definition, new or applied again', () => {
    expect(faultsOf({})).toEqual([]);
    expect(checkDefinition(SMALL, CURRENT)).toEqual([]);
    expect(checkDefinition(define({}), EMPTY_CATALOG)).toEqual([]);
  });

  it('names a cure with the nearest slug that exists', () => {
    const [fault] = checkDefinition(
      define({ kpis: [kpi({ slug: 'late', accountable: 'depto' })] }),
      CURRENT,
    );
    expect(fault).toEqual({
      path: 'kpis.late.accountable',
      message: 'There is no team "depto".',
      cure: 'Did you mean "depot"? Otherwise define it, or refer to one that exists.',
    });
    const [far] = checkDefinition(
      define({ kpis: [kpi({ slug: 'late', accountable: 'marketing' })] }),
      CURRENT,
    );
    expect(far?.cure).toBe('Define it, or refer to one that exists.');
  });

  describe('references', () => {
    it.each<[string, readonly string[], string]>([
      [
        'a parent',
        faultsOf({ teams: [...SMALL.teams, team({ slug: 'x', parent: 'y' })] }),
        'teams.x.parent: There is no team "y".',
      ],
      [
        'a journey',
        faultsOf({ stages: [...SMALL.stages, stage({ slug: 'x', journey: 'y' })] }),
        'stages.x.journey: There is no journey "y".',
      ],
      [
        'a stage',
        faultsOf({ moments: [...SMALL.moments, moment({ slug: 'x', stage: 'y' })] }),
        'moments.x.stage: There is no stage "y".',
      ],
      [
        'one of two owners',
        withKpi({
          slug: 'x',
          accountable: [
            { team: 'ops', from: null },
            { team: 'y', from: day('2026-01-01') },
          ],
        }),
        'kpis.x.accountable[1]: There is no team "y".',
      ],
      [
        'a sharer',
        withKpi({ slug: 'x', contributing: ['depot', 'y'] }),
        'kpis.x.contributing[1]: There is no team "y".',
      ],
      [
        'a mapping',
        withKpi({ slug: 'x', stages: [{ stage: 'y', critical: false, reliability: false }] }),
        'kpis.x.stages[0]: There is no stage "y".',
      ],
      [
        'a feeder',
        withKpi({ slug: 'x', upstream: [{ kpi: 'y', evidence: 'proven', note: null }] }),
        'kpis.x.upstream[0]: There is no KPI "y".',
      ],
      ['a moment', withKpi({ slug: 'x', moment: 'y' }), 'kpis.x.moment: There is no moment "y".'],
      [
        'a dimension',
        withKpi({ slug: 'x', dimension: 'y' }),
        'kpis.x.dimension: There is no dimension "y".',
      ],
      [
        'a target’s KPI',
        faultsOf({ targets: [target({ kpi: 'y' })] }),
        'targets.y/week/2026-01-05: There is no KPI "y".',
      ],
      [
        'a target’s segment',
        faultsOf({ targets: [target({ kpi: 'on-time', segment: 'y' })] }),
        'targets.on-time/week/segment=y/2026-01-05.segment: The dimension "region" has no segment "y".',
      ],
      [
        'a target’s place',
        faultsOf({ targets: [target({ kpi: 'on-time', place: 'y' })] }),
        'targets.on-time/week/place=y/2026-01-05.place: There is no place "y".',
      ],
      [
        'an annotation’s KPI',
        faultsOf({
          annotations: [{ kpi: 'y', date: TODAY, text: 'é', reason: null, restartsLimits: false }],
        }),
        'annotations.y/2026-11-22/é: There is no KPI "y".',
      ],
      [
        'a rename',
        faultsOf({ renames: [{ entity: 'team', from: 'old', to: 'new' }] }),
        'renames[0].to: There is no team "new".',
      ],
    ])('to %s that is not there', (_, faults, expected) => expect(faults).toEqual([expected]));

    it('finds what only the catalogue holds', () => {
      const only = define({ kpis: [kpi({ slug: 'new', accountable: 'depot', stages: ['buy'] })] });
      expect(checkDefinition(only, CURRENT)).toEqual([]);
      expect(checkDefinition(only, EMPTY_CATALOG)).not.toEqual([]);
    });

    it('refuses a segment for a KPI without a dimension', () => {
      expect(faultsOf({ targets: [target({ kpi: 'picked', segment: 'north' })] })).toEqual([
        'targets.picked/week/segment=north/2026-01-05.segment: "picked" has no dimension, so it has no segment "north".',
      ]);
    });

    it('allows a dimension for an aggregation that has no sum over segments', () => {
      expect(withKpi({ slug: 'x', aggregation: 'last', dimension: 'region' })).toEqual([]);
      expect(withKpi({ slug: 'x', aggregation: 'none', dimension: 'region' })).toEqual([]);
    });
  });

  describe('the file itself', () => {
    it.each(['Ops', 'ops_1', 'ops--1', '-ops', 'ops-', '', 'café', 'a b', 'x'.repeat(81)])(
      'refuses the slug "%s"',
      (slug) => {
        expect(faultsOf({ teams: [...SMALL.teams, team({ slug, name: 'X' })] })[0]).toBe(
          `teams[2].slug: "${slug}" is no slug.`,
        );
      },
    );

    it.each(['a', '4', 'ops-24h', 'x'.repeat(80)])('takes the slug "%s"', (slug) => {
      expect(faultsOf({ teams: [...SMALL.teams, team({ slug })] })).toEqual([]);
    });

    it('refuses a segment called all, one without a shape and one without a name', () => {
      const segments = [
        { slug: 'all', name: 'Everyone', retired: false },
        { slug: 'No', name: ' ', retired: false },
        { slug: 'north', name: 'North', retired: false },
      ];
      expect(faultsOf({ dimensions: [{ slug: 'region', name: 'Region', segments }] })).toEqual([
        'dimensions[0].segments[1].slug: "No" is no slug.',
        'dimensions[0].segments[1].name: "No" has no name.',
        'dimensions[0].segments[0].slug: A segment cannot be called "all": that is everyone.',
      ]);
    });

    it.each<[string, Partial<Definition>, string]>([
      [
        'teams',
        { teams: [...SMALL.teams, team({ slug: 'ops' })] },
        'teams[2].slug: The team "ops" is named twice, first at teams[0].slug.',
      ],
      [
        'journeys',
        { journeys: [...SMALL.journeys, journey({ slug: 'j' })] },
        'journeys[1].slug: The journey "j" is named twice, first at journeys[0].slug.',
      ],
      [
        'KPIs',
        { kpis: [...SMALL.kpis, kpi({ slug: 'picked', accountable: 'ops' })] },
        'kpis[3].slug: The KPI "picked" is named twice, first at kpis[1].slug.',
      ],
      [
        'targets',
        { targets: [target({ kpi: 'on-time' }), target({ kpi: 'on-time' })] },
        'targets[1]: The target "on-time/week/2026-01-05" is named twice, first at targets[0].',
      ],
      [
        'annotations',
        { annotations: [...SMALL.annotations, ...SMALL.annotations] },
        'annotations[1]: The annotation "on-time/2026-10-26/New receiving screen" is named twice, first at annotations[0].',
      ],
      [
        'segments',
        {
          dimensions: SMALL.dimensions.map((each) => ({
            ...each,
            segments: [...each.segments, ...each.segments.slice(0, 1)],
          })),
        },
        'dimensions[0].segments[2]: The segment "region/north" is named twice, first at dimensions[0].segments[0].',
      ],
    ])('refuses %s named twice', (_, over, expected) => expect(faultsOf(over)).toEqual([expected]));

    it('lets two dimensions have a segment of one name', () => {
      const [region] = SMALL.dimensions;
      const more = { slug: 'tier', name: 'Tier', segments: region?.segments ?? [] };
      expect(faultsOf({ dimensions: [...SMALL.dimensions, more] })).toEqual([]);
    });

    it.each<[Definition['organisation'], string]>([
      [
        { timeZone: 'Mars/Olympus' },
        'organisation.timeZone: There is no time zone "Mars/Olympus".',
      ],
      [{ timeZone: '+01:00' }, 'organisation.timeZone: There is no time zone "+01:00".'],
      [{ locale: 'english please' }, 'organisation.locale: "english please" is no locale.'],
      [{ fiscalYearStart: 13 }, 'organisation.fiscalYearStart: There is no month 13.'],
      [{ smallestN: 0 }, 'organisation.smallestN: 0 answers cannot be counted.'],
      [
        { thresholds: { onTarget: 80, atRisk: 0.6, coverage: 0.5 } },
        'organisation.thresholds: A threshold is no share.',
      ],
      [
        { thresholds: { onTarget: 0.5, atRisk: 0.6, coverage: 0.5 } },
        'organisation.thresholds.atRisk: At risk starts at 0.6, above on target at 0.5.',
      ],
    ])('refuses %o', (organisation, expected) => {
      expect(faultsOf({ organisation })).toEqual([expected]);
    });
  });

  describe('trees and cycles', () => {
    it('names a cycle of teams', () => {
      const teams = [
        team({ slug: 'ops', parent: 'depot' }),
        team({ slug: 'depot', parent: 'ops' }),
      ];
      expect(faultsOf({ teams })).toEqual([
        'teams.ops.parent: Teams go round: ops is part of depot is part of ops.',
      ]);
    });

    it('names a cycle that closes only in the catalogue', () => {
      const teams = [team({ slug: 'ops', parent: 'depot' })];
      expect(checkDefinition(define({ teams }), CURRENT).map(({ message }) => message)).toEqual([
        'Teams go round: ops is part of depot is part of ops.',
      ]);
    });

    it('names a cycle of upstream links', () => {
      const link = { kpi: 'on-time', evidence: 'proven', note: null } as const;
      expect(withKpi({ slug: 'picked', upstream: [link] })).toEqual([
        'kpis.on-time.upstream: Upstream links go round: on-time ← picked ← on-time.',
      ]);
      const itself = { ...link, kpi: 'picked' };
      expect(withKpi({ slug: 'picked', upstream: [itself] })).toEqual([
        'kpis.picked.upstream: Upstream links go round: picked ← picked.',
      ]);
    });
  });

  describe('stages', () => {
    const twin = stage({ slug: 'buy-2', name: ' buy ', position: 2 });
    it('refuses two of one name in one journey', () => {
      expect(faultsOf({ stages: [...SMALL.stages, twin] })).toEqual([
        'stages.buy-2.name: Two stages of the journey "j" are called " buy ": "buy" and "buy-2".',
      ]);
    });
    it('allows them in two journeys, and beside a retired one', () => {
      const journeys = [...SMALL.journeys, journey({ slug: 'k' })];
      expect(faultsOf({ journeys, stages: [...SMALL.stages, { ...twin, journey: 'k' }] })).toEqual(
        [],
      );
      expect(faultsOf({ stages: [...SMALL.stages, { ...twin, retired: true }] })).toEqual([]);
    });
  });

  describe('who answers', () => {
    const at = (...entries: readonly (readonly [string, string | null])[]): Kpi['accountable'] => {
      const [first = { team: 'ops', from: null }, ...rest] = entries.map(([slug, from]) => ({
        team: slug,
        from: from === null ? null : day(from),
      }));
      return [first, ...rest];
    };
    it.each<[string, Partial<Defined<Kpi>>, string[]]>([
      [
        'a first entry with a date',
        { accountable: at(['ops', '2026-01-01']) },
        ['kpis.x.accountable[0].from: Nobody answers for "x" before 2026-01-01.'],
      ],
      [
        'entries out of order',
        { accountable: at(['ops', null], ['depot', '2026-02-01'], ['ops', '2026-01-01']) },
        ['kpis.x.accountable[2].from: 2026-01-01 does not come after 2026-02-01.'],
      ],
      [
        'two entries of one day',
        { accountable: at(['ops', null], ['depot', '2026-02-01'], ['ops', '2026-02-01']) },
        ['kpis.x.accountable[2].from: 2026-02-01 does not come after 2026-02-01.'],
      ],
      [
        'two without a date',
        { accountable: at(['ops', null], ['depot', null]) },
        ['kpis.x.accountable[1].from: No date does not come after the beginning.'],
      ],
      [
        'answering and sharing',
        { accountable: at(['ops', null]), contributing: ['ops'] },
        ['kpis.x.contributing: "ops" answers for "x" and cannot share it as well.'],
      ],
      [
        'sharing what one answered for before',
        { accountable: at(['ops', null], ['depot', '2026-02-01']), contributing: ['ops'] },
        [],
      ],
      [
        'sharing twice',
        { contributing: ['depot', 'depot'] },
        ['kpis.x.contributing[1]: The team "depot" is named twice.'],
      ],
      [
        'a list in order',
        { accountable: at(['ops', null], ['depot', '2026-01-01'], ['ops', '2026-02-01']) },
        [],
      ],
    ])('%s', (_, over, expected) => expect(withKpi({ slug: 'x', ...over })).toEqual(expected));

    it('refuses a retired team for a KPI that is not', () => {
      const teams = SMALL.teams.map((each) => ({ ...each, retired: each.slug === 'depot' }));
      expect(faultsOf({ teams })).toEqual([
        'kpis.on-time.accountable: "depot", which answers for "on-time", is retired.',
      ]);
      const kpis = SMALL.kpis.map((each) => ({ ...each, retired: true }));
      expect(faultsOf({ teams, kpis })).toEqual([]);
    });

    it('knows whom pruning would retire', () => {
      const alone = define({ kpis: [kpi({ slug: 'picked', accountable: 'ops' })] });
      expect(checkDefinition(alone, CURRENT)).toEqual([]);
      expect(
        checkDefinition(alone, CURRENT, { prune: true }).map(({ message }) => message),
      ).toEqual(['"ops", which answers for "picked", is retired.']);
    });
  });

  describe('figures', () => {
    it.each<[string, Partial<Defined<Kpi>>, string]>([
      ['weight 0', { weight: 0 }, 'kpis.x.weight: A weight of 0 counts for nothing.'],
      ['a negative weight', { weight: -1 }, 'kpis.x.weight: A weight of -1 counts for nothing.'],
      ['no weight', { weight: Number.NaN }, 'kpis.x.weight: A weight of NaN counts for nothing.'],
      ['scale 0', { scale: 0 }, 'kpis.x.scale: A scale of 0 gives no figure.'],
      ['half a decimal', { decimals: 1.5 }, 'kpis.x.decimals: 1.5 is no number of decimals.'],
      [
        'a lag before the end',
        { reportingLagDays: -1 },
        'kpis.x.reportingLagDays: -1 is no number of days.',
      ],
      [
        'counts of a mean',
        { counts: true, aggregation: 'mean' },
        'kpis.x.counts: Counts out of counts need a ratio, not "mean".',
      ],
    ])('refuses %s', (_, over, expected) =>
      expect(withKpi({ slug: 'x', ...over })).toEqual([expected]),
    );

    const reliable = { stages: [{ stage: 'buy', critical: false, reliability: true }] };
    it.each([
      ['a silo ratio', { lens: 'silo', aggregation: 'ratio' }, 1],
      ['an experience mean', { lens: 'experience', aggregation: 'mean' }, 1],
      ['an experience ratio', { lens: 'experience', aggregation: 'ratio' }, 0],
      ['a ratio of both lenses', { lens: 'both', aggregation: 'ratio' }, 0],
    ] as const)('takes %s for a reliability KPI or not', (_, over, faults) => {
      const found = withKpi({ slug: 'x', ...over, ...reliable });
      expect(found).toHaveLength(faults);
      if (faults > 0) expect(found[0]).toContain('"x" cannot be the reliability of "buy"');
    });

    it('refuses a second reliability KPI for a stage', () => {
      const again = { stages: [{ stage: 'receive', critical: false, reliability: true }] };
      expect(withKpi({ slug: 'x', lens: 'experience', ...again })).toEqual([
        'kpis.x.stages: The stage "receive" has two reliability KPIs: "on-time" and "x".',
      ]);
      expect(withKpi({ slug: 'x', lens: 'experience', retired: true, ...again })).toEqual([]);
    });

    it('refuses a KPI whose moment moved to another stage without it', () => {
      const moved = define({ moments: [moment({ slug: 'door', stage: 'buy' })] });
      expect(
        checkDefinition(moved, CURRENT).map(({ path, message }) => `${path}: ${message}`),
      ).toEqual([
        'kpis.on-time.moment: The moment "door" is in "buy", to which "on-time" is not mapped.',
      ]);
    });

    it('maps a KPI of the file to the stage of its moment by itself', () => {
      expect(withKpi({ slug: 'x', moment: 'door', stages: [] })).toEqual([]);
    });
  });

  describe('targets', () => {
    it.each([
      [
        'picked',
        { target: 95, atRisk: 96 },
        'At risk starts at 96, above the target of 95, so it could never be reached.',
      ],
      ['picked', { target: 95, low: 1 }, 'Direction higher has no low, high and margin.'],
      ['picked', { atRisk: 90 }, 'There is no target in it.'],
      ['picked', { target: Number.POSITIVE_INFINITY }, 'A bound is no number.'],
      ['temperature', { target: 5 }, 'Direction range has no target and at-risk limit.'],
      ['temperature', { margin: 1 }, 'The range has no bound.'],
      ['temperature', { low: 9, high: 8 }, 'The range starts at 9, above its end 8.'],
      ['temperature', { low: 2, high: 8, margin: -1 }, 'A margin of -1 is below 0.'],
    ] as const)('of %s refuse %o', (slug, bounds, message) => {
      expect(withBounds(slug, bounds)).toEqual([`targets.${slug}/week/2026-01-05: ${message}`]);
    });

    it.each([
      ['picked', { target: 95 }],
      ['picked', { target: 95, atRisk: 95 }],
      ['picked', { target: 0, atRisk: -5 }],
      ['temperature', { low: 2, high: 2, margin: 0 }],
      ['temperature', { high: 8 }],
    ] as const)('of %s take %o', (slug, bounds) => expect(withBounds(slug, bounds)).toEqual([]));

    it('mirror the at-risk limit where lower is better', () => {
      const lower = (atRisk: number) =>
        faultsOf({
          kpis: [...SMALL.kpis, kpi({ slug: 'late', accountable: 'ops', direction: 'lower' })],
          targets: [target({ kpi: 'late', bounds: { ...NO_BOUNDS, target: 4, atRisk } })],
        });
      expect(lower(6)).toEqual([]);
      expect(lower(3)).toEqual([
        'targets.late/week/2026-01-05: At risk starts at 3, below the target of 4, so it could never be reached.',
      ]);
    });

    it('are no finer than the KPI, and do not end before they start', () => {
      expect(faultsOf({ targets: [target({ kpi: 'picked', grain: 'day' })] })).toEqual([
        'targets.picked/day/2026-01-05: A target for a day is finer than the KPI, which has a figure a week.',
      ]);
      expect(faultsOf({ targets: [target({ kpi: 'picked', ends: day('2026-01-04') })] })).toEqual([
        'targets.picked/week/2026-01-05: It ends on 2026-01-04, before it starts.',
      ]);
      expect(
        faultsOf({ targets: [target({ kpi: 'picked', grain: 'year', ends: day('2026-01-05') })] }),
      ).toEqual([]);
    });

    it('are refused for a count shown for context, but may stay from before', () => {
      const context = kpi({
        slug: 'picked',
        accountable: 'ops',
        stages: ['receive'],
        direction: 'none',
      });
      expect(
        faultsOf({ kpis: [context], targets: [target({ kpi: 'picked' })], annotations: [] }),
      ).toEqual([
        'targets.picked/week/2026-01-05: "picked" is shown for context: its direction is none, and it is never judged.',
      ]);
      expect(checkDefinition(define({ kpis: [context] }), CURRENT)).toEqual([]);
    });

    it('from before are refused when the KPI turns round', () => {
      const turned = SMALL.kpis.map((each) =>
        each.slug === 'on-time' ? { ...each, direction: 'lower' as const } : each,
      );
      expect(checkDefinition(define({ kpis: turned }), CURRENT).map(({ path }) => path)).toEqual([
        'targets.on-time/week/2026-01-05',
      ]);
    });
  });

  describe('renames', () => {
    it('are refused when the old slug would still be there', () => {
      const renames = [{ entity: 'team', from: 'ops', to: 'operations' }] as const;
      const still =
        'renames[0]: The team "ops" cannot become "operations": "ops" would still be there.';
      // The file names the team by both slugs.
      expect(faultsOf({ renames, teams: [...SMALL.teams, team({ slug: 'operations' })] })).toEqual([
        still,
      ]);
      // Both are in the catalogue.
      const both = { ...CURRENT, teams: [...CURRENT.teams, team({ slug: 'operations' })] };
      expect(
        checkDefinition(define({ renames }), both).map(
          ({ path, message }) => `${path}: ${message}`,
        ),
      ).toEqual([still]);
    });

    it('may build on each other, and may have been done before', () => {
      const renames = [
        { entity: 'team', from: 'ops', to: 'operations' },
        { entity: 'team', from: 'operations', to: 'operating' },
      ] as const;
      expect(checkDefinition(define({ renames }), CURRENT)).toEqual([]);
      const done = planDefinition(CURRENT, define({ renames }), TODAY, { prune: false }).merged;
      expect(checkDefinition(define({ renames }), done)).toEqual([]);
    });
  });
});
