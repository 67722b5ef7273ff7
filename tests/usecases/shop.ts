/**
 * A small installation with everything that a history can change: names that quotes and encodings
 * trip over, a journey of two stages, one KPI of each kind, segments, a place, targets.
 */
import type { Definition } from '../../lib/domain/definition';
import { day, journey, kpi, NO_BOUNDS, stage, target, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';

const tracked = { scale: 1, unit: 'parcels', decimals: 0 } as const;

/** Half an hour off the hour: a date ends at 18:29:59.999 in UTC. */
export const ZONE = 'Asia/Kolkata';

/** Monday of the first week with figures, 2026-W40. */
export const FIRST_WEEK = '2026-09-28';

export const SHOP: Definition = define({
  organisation: { name: 'Café « L’Été », 100 %', timeZone: ZONE, locale: 'en-GB' },
  teams: [
    team({ slug: 'stores', name: "O'Neill's stores", lead: 'Zoë "Z" O’Neill' }),
    team({ slug: 'web', name: 'Web; & more', lead: 'J. Müller' }),
    team({ slug: 'supply', name: 'Supply, chain', parent: 'stores' }),
  ],
  journeys: [journey({ slug: 'buy-and-own', name: 'Buy & own' })],
  stages: [
    stage({ slug: 'buy', name: 'Buy', journey: 'buy-and-own', position: 0, owner: 'Ana' }),
    stage({ slug: 'receive', name: 'Receive', journey: 'buy-and-own', position: 1 }),
  ],
  dimensions: [
    {
      slug: 'region',
      name: 'Région',
      segments: [
        { slug: 'north', name: 'North', retired: false },
        { slug: 'south', name: 'South', retired: false },
      ],
    },
  ],
  places: [{ slug: 'depot-1', name: 'Depot 1', kind: 'depot', retired: false }],
  kpis: [
    kpi({
      slug: 'delivered',
      name: '% delivered, “as promised”',
      lens: 'experience',
      counts: true,
      accountable: 'supply',
      contributing: ['stores'],
      dimension: 'region',
      stages: [{ stage: 'receive', critical: true, reliability: true }],
    }),
    kpi({
      slug: 'returned',
      name: 'Returned',
      lens: 'experience',
      accountable: 'stores',
      direction: 'lower',
      aggregation: 'sum',
      ...tracked,
      stages: ['receive'],
    }),
    kpi({
      slug: 'found',
      name: 'Found what they wanted',
      lens: 'both',
      accountable: 'web',
      stages: [{ stage: 'buy', critical: false, reliability: true }],
    }),
    kpi({
      slug: 'picked',
      name: 'Picked within 24 h',
      accountable: 'supply',
      counts: true,
      stages: ['receive'],
      upstream: [{ kpi: 'found', evidence: 'suspected', note: null }],
    }),
    kpi({
      slug: 'clicks',
      name: 'Clicks',
      accountable: 'web',
      aggregation: 'sum',
      ...tracked,
      stages: ['buy'],
    }),
  ],
  targets: [
    target({
      kpi: 'delivered',
      from: day('2026-01-05'),
      bounds: { ...NO_BOUNDS, target: 90, atRisk: 80 },
    }),
    target({ kpi: 'returned', bounds: { ...NO_BOUNDS, target: 10 } }),
    target({ kpi: 'found', bounds: { ...NO_BOUNDS, target: 50 } }),
    target({ kpi: 'picked', bounds: { ...NO_BOUNDS, target: 95 } }),
    target({ kpi: 'clicks', bounds: { ...NO_BOUNDS, target: 100 } }),
  ],
});

/** Figures of weeks 40 to 43: all teams are green, and receiving is red in week 43. */
export const FIGURES = `kpi,period,segment,place,value,numerator,denominator
delivered,2026-W40,north,,,95,100
delivered,2026-W40,south,,,90,100
delivered,2026-W41,,,,95,100
delivered,2026-W42,,,,92,100
delivered,2026-W43,,,,70,100
returned,2026-W40,,,8,,
returned,2026-W41,,,9,,
returned,2026-W42,,,12,,
returned,2026-W43,,,11,,
found,2026-W40,,,,40,80
found,2026-W41,,,,48,80
found,2026-W42,,,,47,80
found,2026-W43,,,,49,80
picked,2026-W40,,,,99,100
picked,2026-W41,,,,98,100
picked,2026-W42,,,,97,100
picked,2026-W43,,depot-1,,99,100
clicks,2026-W40,,,120,,
clicks,2026-W41,,,130,,
clicks,2026-W42,,,110,,
clicks,2026-W43,,,105,,
`;
