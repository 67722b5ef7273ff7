/** Definitions for tests: say what matters, the rest of the file is empty. */
import type { Definition } from '../../lib/domain/definition';
import { day, journey, kpi, moment, NO_BOUNDS, stage, target, team } from './catalog-facts';

const EMPTY_DEFINITION: Definition = {
  organisation: {},
  teams: [],
  journeys: [],
  stages: [],
  moments: [],
  dimensions: [],
  places: [],
  kpis: [],
  targets: [],
  annotations: [],
  renames: [],
};

export function define(over: Partial<Definition>): Definition {
  return { ...EMPTY_DEFINITION, ...over };
}

/** A definition without a fault that has one of everything. */
export const SMALL: Definition = define({
  organisation: { name: 'Dämmerung & Söhne', timeZone: 'Europe/Berlin' },
  teams: [team({ slug: 'ops' }), team({ slug: 'depot', parent: 'ops', lead: 'Zoë O’Neill' })],
  journeys: [journey({ slug: 'j' })],
  stages: [
    stage({ slug: 'buy', name: 'Buy', position: 0, owner: 'CDO' }),
    stage({ slug: 'receive', name: 'Receive', position: 1 }),
  ],
  moments: [moment({ slug: 'door', stage: 'receive', critical: true, priority: 1 })],
  dimensions: [
    {
      slug: 'region',
      name: 'Region',
      segments: [
        { slug: 'north', name: 'North', retired: false },
        { slug: 'south', name: 'South', retired: false },
      ],
    },
  ],
  places: [{ slug: 'depot-1', name: 'Depot 1', kind: 'depot', retired: false }],
  kpis: [
    kpi({
      slug: 'on-time',
      name: '% on time, “as promised”',
      lens: 'experience',
      accountable: 'depot',
      contributing: ['ops'],
      counts: true,
      dimension: 'region',
      moment: 'door',
      stages: [{ stage: 'receive', critical: true, reliability: true }],
      upstream: [{ kpi: 'picked', evidence: 'suspected', note: null }],
    }),
    kpi({ slug: 'picked', accountable: 'ops', stages: ['receive'] }),
    kpi({
      slug: 'temperature',
      accountable: 'ops',
      direction: 'range',
      aggregation: 'mean',
      unit: '°C',
      scale: 1,
    }),
  ],
  targets: [
    target({ kpi: 'on-time', bounds: { ...NO_BOUNDS, target: 95, atRisk: 90 } }),
    target({ kpi: 'on-time', segment: 'north', place: 'depot-1' }),
    target({ kpi: 'picked', grain: 'month', ends: day('2026-12-31') }),
    target({ kpi: 'temperature', bounds: { ...NO_BOUNDS, low: 2, high: 8, margin: 1 } }),
  ],
  annotations: [
    {
      kpi: 'on-time',
      date: day('2026-10-26'),
      text: 'New receiving screen',
      reason: null,
      restartsLimits: true,
    },
  ],
});
