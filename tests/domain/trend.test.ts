import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriodKey, shiftPeriod } from '../../lib/domain/calendar';
import type { Status } from '../../lib/domain/status';
import { standingOf, TREND_PERIODS, trendPeriods } from '../../lib/domain/trend';
import { ORGANISATION, WEEK } from '../support/catalog-facts';

const week = (key: string) => {
  const period = parsePeriodKey(key, ORGANISATION);
  if (period === null) throw new RangeError(key);
  return period;
};
const stood = (...statuses: readonly (Status | null)[]) =>
  statuses.map((status, i) => ({
    period: shiftPeriod(WEEK, i + 1 - statuses.length, ORGANISATION).key,
    status,
  }));

describe('trendPeriods', () => {
  it('goes back to the first period with figures, over the turn of the year', () =>
    expect(
      trendPeriods(week('2027-W02'), week('2026-W52'), ORGANISATION).map(({ key }) => key),
    ).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02']));

  it('holds 26 at most, and the one looked at alone without figures', () => {
    const long = trendPeriods(WEEK, week('2024-W01'), ORGANISATION);
    expect(long).toHaveLength(TREND_PERIODS);
    expect(long.at(-1)).toBe(WEEK);
    expect(long[0]?.key).toBe('2026-W22');
    expect(trendPeriods(WEEK, null, ORGANISATION)).toEqual([WEEK]);
  });
});

describe('standingOf', () => {
  it('says since when, apart from how often', () =>
    expect(
      standingOf(stood('off_target', 'on_target', 'at_risk', 'off_target', 'off_target')),
    ).toEqual({
      since: '2026-W46',
      sinceAtLeast: false,
      offTarget: 3,
      atRisk: 1,
      judged: 5,
      of: 5,
    }));

  it('knows no beginning of a run that fills all periods', () =>
    expect(standingOf(stood('at_risk', 'at_risk'))).toMatchObject({
      since: '2026-W46',
      sinceAtLeast: true,
    }));

  it('breaks a run where nothing was judged, and does not count that period', () =>
    expect(standingOf(stood('off_target', 'no_data', null, 'off_target'))).toMatchObject({
      since: '2026-W47',
      offTarget: 2,
      judged: 2,
      of: 4,
    }));

  it('has nothing to say without periods', () =>
    expect(standingOf([])).toMatchObject({ since: null, judged: 0, of: 0 }));

  it('begins the run behind the last period of another status, whatever came before', () => {
    const status = fc.constantFrom<Status>('on_target', 'at_risk', 'off_target', 'no_data');
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 30 }), (statuses) => {
        const periods = stood(...statuses);
        const { since, sinceAtLeast, judged, offTarget, atRisk } = standingOf(periods);
        const from = periods.findIndex(({ period }) => period === since);
        expect(new Set(statuses.slice(from)).size).toBe(1);
        if (from > 0) expect(statuses[from - 1]).not.toBe(statuses.at(-1));
        expect(sinceAtLeast).toBe(from === 0);
        expect(offTarget + atRisk).toBeLessThanOrEqual(judged);
      }),
    );
  });
});
