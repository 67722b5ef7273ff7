/** Who keeps which moments: what counts for which moment, which year, and which teams. */
import { describe, expect, it } from 'vitest';

import { parsePeriodKey } from '../../lib/domain/calendar';
import { type MomentChart, recognitionYear } from '../../lib/domain/recognition-year';
import type { Thanks } from '../../lib/domain/review-record';
import { kpi, stage, team } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 10 };
const period = (key: string) => {
  const found = parsePeriodKey(key, CALENDAR);
  if (found === null) throw new RangeError(key);
  return found;
};

const moment = (slug: string, retired = false) => ({
  id: 1,
  slug,
  name: slug.toUpperCase(),
  stage: 'get',
  kind: 'first' as const,
  aim: 'reliability' as const,
  critical: false,
  priority: null,
  trigger: null,
  retired,
});

const catalog = {
  teams: [team({ slug: 'shops', name: 'Shops' }), team({ slug: 'site', name: 'Site' })],
  stages: [stage({ slug: 'get', name: 'Get it' })],
  moments: [moment('opened'), moment('unseen'), moment('gone', true)],
  kpis: [
    kpi({ slug: 'intact', moment: 'opened', accountable: 'shops', contributing: ['site'] }),
    kpi({ slug: 'plain' }),
  ],
};

const thanks = (over: Partial<Thanks>): Thanks => ({
  id: 1,
  team: 'shops',
  person: null,
  text: 'For it',
  kpi: null,
  stage: null,
  moment: null,
  evidence: null,
  credited: [],
  review: null,
  at: '2026-11-02T09:00:00.000Z',
  by: 'zoë',
  ...over,
});

const [intact] = catalog.kpis;
if (intact === undefined) throw new Error('there is one');

const chart = (from: string, to: string, good: boolean | null = true): MomentChart => ({
  kpi: intact,
  signals: [{ good, from: period(from).key, to: period(to).key }],
});

const of = (given: readonly Thanks[], charts: readonly MomentChart[] = []) =>
  recognitionYear({ catalog, calendar: CALENDAR, year: period('FY2027'), thanks: given, charts });

describe('moments kept in a year', () => {
  it('are those of the KPI that was the evidence, unless one is named', () => {
    const { kept, credits } = of([
      thanks({ kpi: 'intact', credited: ['shops', 'site'] }),
      thanks({ id: 2, team: 'site', moment: 'unseen' }),
      thanks({ id: 3, kpi: 'plain', stage: 'get' }),
      thanks({ id: 4 }),
    ]);
    expect(kept.map((each) => [each.moment?.slug, each.stage?.slug, each.thanks.length])).toEqual([
      ['opened', 'get', 1],
      ['unseen', 'get', 1],
      [undefined, 'get', 1],
      [undefined, undefined, 1],
    ]);
    expect(credits).toEqual([
      { slug: 'shops', name: 'Shops', thanks: 3, signals: 0 },
      { slug: 'site', name: 'Site', thanks: 2, signals: 0 },
    ]);
  });

  it.each([
    ['begins before the year and reaches into it', '2026-W38', '2026-W41', 1],
    ['reaches beyond its end', '2027-W38', '2027-W42', 1],
    ['lasts one period', '2026-W45', '2026-W45', 0],
    ['is over before it', '2026-W36', '2026-W38', 0],
    ['begins after it', '2027-W41', '2027-W44', 0],
  ])('count a good signal that %s', (_, from, to, count) => {
    const { kept } = of([], [chart(from, to)]);
    expect(kept.flatMap(({ signals }) => signals)).toHaveLength(count);
    if (count === 0) return;
    expect(kept[0]?.credits.map(({ slug, signals }) => [slug, signals])).toEqual([
      ['shops', 1],
      ['site', 1],
    ]);
  });

  it.each([false, null])('count no signal that is not good (%s)', (good) => {
    expect(of([], [chart('2026-W45', '2026-W47', good)]).kept).toEqual([]);
  });

  it('name the live moments that nobody kept', () => {
    expect(of([]).unkept.map(({ slug }) => slug)).toEqual(['opened', 'unseen']);
    expect(of([thanks({ kpi: 'intact' })]).unkept.map(({ slug }) => slug)).toEqual(['unseen']);
  });
});
