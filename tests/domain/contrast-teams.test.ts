import { describe, expect, it } from 'vitest';

import type { Catalog, Kpi } from '../../lib/domain/catalog';
import { contrast } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import { contrastTeams } from '../../lib/domain/contrast-teams';
import type { Status } from '../../lib/domain/status';
import {
  day,
  EMPTY_CATALOG,
  journey,
  judgement,
  judgements,
  kpi,
  stage,
  team,
  WEEK,
} from '../support/catalog-facts';

const MOVED: Kpi = {
  ...kpi({ slug: 'moved', lens: 'experience', accountable: 'web', stages: ['buy'] }),
  accountable: [
    { team: 'web', from: null },
    { team: 'stores', from: WEEK.start },
  ],
};

const CATALOG: Catalog = {
  ...EMPTY_CATALOG,
  teams: [team({ slug: 'web', lead: 'L. Brandt' }), team({ slug: 'stores' })],
  journeys: [journey({ slug: 'j' }), journey({ slug: 'other' })],
  stages: [
    stage({ slug: 'buy', journey: 'j' }),
    stage({ slug: 'elsewhere', journey: 'other', position: 1 }),
  ],
  kpis: [
    kpi({ slug: 'felt', lens: 'experience', accountable: 'web', stages: ['buy'] }),
    kpi({ slug: 'both', lens: 'both', accountable: 'web', stages: ['buy'] }),
    kpi({ slug: 'own', accountable: 'web', stages: ['buy'] }),
    kpi({ slug: 'far', lens: 'experience', accountable: 'web', stages: ['elsewhere'] }),
    MOVED,
  ],
};

function misses(statuses: Readonly<Record<string, Status>>, looked = WEEK) {
  const index = contrastIndex(CATALOG);
  const tracks = CATALOG.kpis.map((each) => ({
    kpi: each,
    judgementIn: () => {
      const status = statuses[each.slug];
      return status === undefined ? null : judgement(each.slug, status);
    },
  }));
  const found = contrast(CATALOG, 'j', judgements(statuses), WEEK.start);
  const rows = contrastTeams(index, found, tracks, looked);
  return Object.fromEntries(rows.map(({ slug, customerMisses }) => [slug, customerMisses]));
}

describe('the customer KPIs off target that a team answers for', () => {
  it('are counted where they are felt in the journey, also those that count in both scorecards', () => {
    expect(misses({ felt: 'off_target', both: 'off_target' })).toEqual({ web: 2, stores: 0 });
  });

  it('are neither its own work nor of another journey, and at risk is no miss', () => {
    expect(misses({ own: 'off_target', far: 'off_target', felt: 'at_risk' })).toEqual({
      web: 0,
      stores: 0,
    });
  });

  it('belong to the team that answered in the period looked at', () => {
    expect(misses({ moved: 'off_target' })).toEqual({ web: 0, stores: 1 });
    const before = { ...WEEK, start: day('2026-11-09'), end: day('2026-11-15') };
    expect(misses({ moved: 'off_target' }, before)).toEqual({ web: 1, stores: 0 });
  });
});
