import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRAINS } from '../../lib/domain/calendar';
import {
  AGGREGATIONS,
  type Catalog,
  DIRECTIONS,
  KINDS,
  LENSES,
  MOMENT_KINDS,
} from '../../lib/domain/catalog';
import type { DefinedCatalog } from '../../lib/domain/definition';
import { parseDefinition } from '../../lib/import/definition-file';
import { writeDefinition } from '../../lib/import/definition-writer';
import { faultSentence } from '../../lib/import/schema-faults';
import {
  day,
  EMPTY_CATALOG,
  journey,
  kpi,
  NO_BOUNDS,
  ORGANISATION,
  stage,
  target,
  team,
} from '../support/catalog-facts';

/** What a catalogue says when it has gone through a file. */
function again(catalog: DefinedCatalog): DefinedCatalog {
  const found = parseDefinition(writeDefinition(catalog));
  if ('faults' in found) throw new Error(found.faults.map(faultSentence).join('\n'));
  const { renames: _, organisation, ...rest } = found.definition;
  return { ...rest, organisation: { ...ORGANISATION, ...organisation } };
}

const LARDER: Catalog = {
  ...EMPTY_CATALOG,
  teams: [
    team({ slug: 'stores', lead: 'Zoë O’Neil' }),
    team({ slug: 'old', parent: 'stores', retired: true }),
  ],
  journeys: [journey({ slug: 'shop', name: 'Shop' })],
  stages: [
    stage({ slug: 'get', journey: 'shop', position: 1 }),
    stage({ slug: 'buy', journey: 'shop', promise: 'It is there: always' }),
  ],
  kpis: [
    kpi({
      slug: 'on-time',
      accountable: 'stores',
      stages: ['get', { stage: 'buy', critical: true, reliability: true }],
    }),
    kpi({
      slug: 'sales',
      aggregation: 'sum',
      unit: '€',
      scale: 1,
      decimals: 0,
      weight: 2.5,
      accountable: [
        { team: 'old', from: null },
        { team: 'stores', from: day('2026-03-02') },
      ],
      contributing: ['stores'],
      upstream: [
        { kpi: 'on-time', evidence: 'suspected', note: null },
        { kpi: 'on-time', evidence: 'proven', note: 'Trial:\n  two weeks' },
      ],
    }),
  ],
  targets: [
    target({ kpi: 'sales', bounds: { ...NO_BOUNDS, low: 0, high: 10 } }),
    target({ kpi: 'on-time', from: day('2026-02-02'), ends: day('2026-12-31') }),
    target({ kpi: 'on-time', from: day('2026-01-05') }),
  ],
};

describe('a definition that is written', () => {
  it('leaves out what has its default, and orders targets by KPI and date', () => {
    expect(writeDefinition(LARDER)).toBe(`organisation:
  name: Café « L’Été », 100 %
  timeZone: Europe/Paris
  locale: en-GB
  fiscalYearStart: 1
  thresholds:
    onTarget: 0.8
    atRisk: 0.6
    coverage: 0.5
  smallestN: 10
  limits: mean
teams:
  - slug: stores
    name: stores
    lead: Zoë O’Neil
  - slug: old
    name: old
    parent: stores
    retired: true
journeys:
  - slug: shop
    name: Shop
    stages:
      - slug: buy
        name: buy
        promise: "It is there: always"
      - slug: get
        name: get
kpis:
  - slug: on-time
    name: on-time
    unit: "%"
    grain: week
    aggregation: ratio
    direction: higher
    lens: silo
    accountable: stores
    stages:
      - get
      - stage: buy
        critical: true
        reliability: true
  - slug: sales
    name: sales
    unit: €
    decimals: 0
    grain: week
    aggregation: sum
    direction: higher
    lens: silo
    accountable:
      - team: old
      - team: stores
        from: 2026-03-02
    contributing:
      - stores
    upstream:
      - on-time
      - kpi: on-time
        evidence: proven
        note: |-
          Trial:
            two weeks
    weight: 2.5
targets:
  - kpi: on-time
    grain: week
    from: 2026-01-05
    target: 95
  - kpi: on-time
    grain: week
    from: 2026-02-02
    target: 95
    ends: 2026-12-31
  - kpi: sales
    grain: week
    from: 2026-01-05
    low: 0
    high: 10
`);
  });

  it('reads back as it was, and is written in the same bytes', () => {
    const once = again(LARDER);
    expect(writeDefinition(once)).toBe(writeDefinition(LARDER));
    expect(again(once)).toEqual(once);
  });
});

const slug = fc
  .stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}$/)
  .filter((text) => text !== 'all');
const plain = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text) && text.trim() !== '');
const name = fc
  .oneof(
    plain,
    fc.constantFrom(
      'null',
      '~',
      '1e3',
      '0x1F',
      '- a',
      'a: b',
      '#',
      "it's",
      '"',
      'yes',
      ' b ',
      '2026-01-01',
      '%',
      '@',
      '[',
      '{a}',
      '!x',
      '&a',
      '*a',
      '|',
      '>',
      '\u2028',
      '\u00a0',
    ),
  )
  .filter((text) => text.trim() !== '');
const text = fc.oneof(
  name,
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\t', '#', ': ', '- ', '|'), { minLength: 1 })
    .map((parts) => parts.join('')),
);
const date = fc.constantFrom('2026-01-05', '2024-02-29').map(day);
const bound = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0));
const bool = fc.boolean();

const anyKpi = fc.record({
  slug,
  name,
  definition: fc.option(text),
  source: fc.option(text),
  unit: fc.constantFrom('%', '', 'min', '1', 'null'),
  scale: fc.constantFrom(1, 100, 0.001),
  decimals: fc.nat(10),
  grain: fc.constantFrom(...GRAINS),
  aggregation: fc.constantFrom(...AGGREGATIONS),
  counts: bool,
  direction: fc.constantFrom(...DIRECTIONS),
  lens: fc.constantFrom(...LENSES),
  kind: fc.constantFrom(...KINDS),
  weight: fc.constantFrom(1, 0.5, 3),
  reportingLagDays: fc.option(fc.nat(90)),
  dimension: fc.option(slug),
  moment: fc.option(slug),
  accountable: fc.tuple(
    fc.record({ team: slug, from: fc.constant(null) }),
    fc.record({ team: slug, from: date }),
  ),
  contributing: fc.array(slug),
  stages: fc.array(fc.record({ stage: slug, critical: bool, reliability: bool })),
  upstream: fc.array(
    fc.record({
      kpi: slug,
      evidence: fc.constantFrom('suspected' as const, 'proven' as const),
      note: fc.option(text),
    }),
  ),
  retired: bool,
});

const anyCatalog = fc
  .record({
    teams: fc.array(
      fc.record({
        slug,
        name,
        parent: fc.option(slug),
        lead: fc.option(name),
        siloWithheld: bool,
        retired: bool,
      }),
    ),
    journey: fc.record({ slug, name, retired: bool }),
    stages: fc.array(
      fc.record({ slug, name, promise: fc.option(text), owner: fc.option(name), retired: bool }),
    ),
    moment: fc.record({
      slug,
      name,
      kind: fc.constantFrom(...MOMENT_KINDS),
      aim: fc.constantFrom('reliability' as const, 'wow' as const),
      critical: bool,
      priority: fc.option(fc.integer({ min: 1, max: 20 })),
      trigger: fc.option(text),
      retired: bool,
    }),
    dimensions: fc.array(
      fc.record({ slug, name, segments: fc.array(fc.record({ slug, name, retired: bool })) }),
    ),
    places: fc.array(fc.record({ slug, name, kind: fc.option(name), retired: bool })),
    kpis: fc.array(anyKpi, { maxLength: 4 }),
    bounds: fc.record({ target: bound, atRisk: bound, low: bound, high: bound, margin: bound }),
    annotation: fc.record({ kpi: slug, date, text, reason: fc.option(text), restartsLimits: bool }),
    ends: fc.option(date),
  })
  .map(({ journey: one, stages, moment, bounds, annotation, ends, ...rest }): DefinedCatalog => {
    const unique = [...new Map(stages.map((each) => [each.slug, each])).values()];
    const [first] = unique;
    return {
      ...EMPTY_CATALOG,
      ...rest,
      journeys: [one],
      stages: unique.map((each, position) => ({ ...each, journey: one.slug, position })),
      moments: first === undefined ? [] : [{ ...moment, stage: first.slug }],
      targets: [
        {
          kpi: annotation.kpi,
          grain: 'week',
          segment: null,
          place: null,
          from: annotation.date,
          ends,
          bounds,
        },
      ],
      annotations: [annotation],
    };
  });

describe('any catalogue', () => {
  it('reads back as it was', () => {
    fc.assert(
      fc.property(anyCatalog, (catalog) => {
        expect(again(catalog)).toEqual(catalog);
      }),
    );
  });

  it('is written in the same bytes again', () => {
    fc.assert(
      fc.property(anyCatalog, (catalog) => {
        expect(writeDefinition(again(catalog))).toBe(writeDefinition(catalog));
      }),
      { numRuns: 30 },
    );
  });
});
