/** What a team owes: missing figures, since when they were due, and what comes next. */
import { describe, expect, it } from 'vitest';
import { type Period, parsePeriodKey } from '../../lib/domain/calendar';
import { owedFigures } from '../../lib/domain/team-view-due';
import { day, kpi, ORGANISATION, team } from '../support/catalog-facts';

/** A Sunday: W47 is not over, W46 was due by the 18th. */
const TODAY = day('2026-11-22');

function period(key: string): Period {
  const found = parsePeriodKey(key, ORGANISATION);
  if (found === null) throw new RangeError(key);
  return found;
}

const owed = (newest: Readonly<Record<string, string | null>>, kpis = [kpi({ slug: 'k' })]) =>
  owedFigures(kpis, {
    catalog: { teams: [team({ slug: 't', name: "O'Neill’s", lead: 'Zoë' })] },
    today: TODAY,
    calendar: ORGANISATION,
    newestOf: ({ slug }) => {
      const key = newest[slug] ?? null;
      return key === null ? null : period(key);
    },
  });

describe('owedFigures', () => {
  it.each([
    ['2026-W47', 'fresh', [], null, '2026-W48', '2026-12-02'],
    ['2026-W46', 'fresh', [], null, '2026-W47', '2026-11-25'],
    ['2026-W45', 'late', ['2026-W46'], '2026-11-18', '2026-W47', '2026-11-25'],
    ['2026-W44', 'stale', ['2026-W45', '2026-W46'], '2026-11-11', '2026-W47', '2026-11-25'],
  ])('newest figure %s: %s', (newest, freshness, missing, dueSince, next, dueOn) => {
    expect(owed({ k: newest })).toEqual([
      {
        kpi: { slug: 'k', name: 'k' },
        freshness,
        grain: 'week',
        newest,
        missing,
        missingCount: missing.length,
        dueSince,
        next: { period: next, dueOn },
        answers: { slug: 't', name: "O'Neill’s", lead: 'Zoë' },
      },
    ]);
  });

  it('counts nothing for a KPI that was never reported: there is nothing to count from', () => {
    expect(owed({})).toMatchObject([
      { freshness: 'never', missing: [], missingCount: null, dueSince: null },
    ]);
  });

  it('counts all that is missing and names the last twelve', () => {
    const [only] = owed({ k: '2026-W20' });
    expect(only?.missingCount).toBe(26);
    expect(only?.missing).toHaveLength(12);
    expect(only?.missing.at(-1)).toBe('2026-W46');
    expect(only?.dueSince).toBe('2026-05-27');
  });

  it('counts in the KPI’s own grain and by its own lag', () => {
    const monthly = kpi({ slug: 'm', grain: 'month', reportingLagDays: 30 });
    expect(owed({ m: '2026-09' }, [monthly])).toMatchObject([
      { freshness: 'fresh', next: { period: '2026-10', dueOn: '2026-11-30' } },
    ]);
  });

  it('says first what was never reported, then what is stale, then what is late, the longest overdue first', () => {
    const kpis = ['fine', 'late', 'staler', 'stale', 'never'].map((slug) => kpi({ slug }));
    const newest = { fine: '2026-W46', late: '2026-W45', stale: '2026-W44', staler: '2026-W40' };
    expect(owed(newest, kpis).map((figure) => figure.kpi.slug)).toEqual([
      'never',
      'staler',
      'stale',
      'late',
      'fine',
    ]);
  });
});
