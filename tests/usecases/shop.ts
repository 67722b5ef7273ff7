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

export const SHOP: Definition = define({
  organisation: { name: 'Café « L’Été », 100 %', timeZone: ZONE, locale: 'en-GB' },
  teams: [
    team({ slug: 'shops', name: "O'Neill's stores", lead: 'Zoë "Z" O’Neill' }),
    team({ slug: 'site', name: 'Web; & more', lead: 'J. Müller' }),
    team({ slug: 'stock', name: 'Supply, chain', parent: 'shops' }),
  ],
  journeys: [journey({ slug: 'order', name: 'Order & own' })],
  stages: [
    stage({ slug: 'select', name: 'Select', journey: 'order', position: 0, owner: 'Ana' }),
    stage({ slug: 'get', name: 'Get it', journey: 'order', position: 1 }),
  ],
  dimensions: [
    {
      slug: 'area',
      name: 'Région',
      segments: [
        { slug: 'north', name: 'North', retired: false },
        { slug: 'south', name: 'South', retired: false },
      ],
    },
  ],
  places: [{ slug: 'yard-1', name: 'Yard 1', kind: 'depot', retired: false }],
  kpis: [
    kpi({
      slug: 'delivered',
      name: '% delivered, “as promised”',
      lens: 'experience',
      counts: true,
      accountable: 'stock',
      contributing: ['shops'],
      dimension: 'area',
      stages: [{ stage: 'get', critical: true, reliability: true }],
    }),
    kpi({
      slug: 'returned',
      name: 'Returned',
      lens: 'experience',
      accountable: 'shops',
      direction: 'lower',
      aggregation: 'sum',
      ...tracked,
      stages: ['get'],
    }),
    kpi({
      slug: 'found',
      name: 'Found what they wanted',
      lens: 'both',
      accountable: 'site',
      stages: [{ stage: 'select', critical: false, reliability: true }],
    }),
    kpi({
      slug: 'picked',
      name: 'Picked within 24 h',
      accountable: 'stock',
      counts: true,
      stages: ['get'],
      upstream: [{ kpi: 'found', evidence: 'suspected', note: null }],
    }),
    kpi({
      slug: 'clicks',
      name: 'Clicks',
      accountable: 'site',
      aggregation: 'sum',
      ...tracked,
      stages: ['select'],
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
picked,2026-W43,,yard-1,,99,100
clicks,2026-W40,,,120,,
clicks,2026-W41,,,130,,
clicks,2026-W42,,,110,,
clicks,2026-W43,,,105,,
`;
