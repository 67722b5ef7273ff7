import { describe, expect, it } from 'vitest';
import { type Grain, type Period, parsePeriodKey } from '../../lib/domain/calendar';
import { freshness, isOverdue, newestDuePeriod } from '../../lib/domain/freshness';
import { day } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };

const lagged = (grain: Grain, reportingLagDays: number | null = null) => ({
  grain,
  reportingLagDays,
});

function period(key: string | null): Period | null {
  return key === null ? null : parsePeriodKey(key, CALENDAR);
}

describe('the newest period that is due', () => {
  it.each([
    // W46 ends on 15 November; its three days have passed on the 19th.
    ['week', null, '2026-11-18', '2026-W45'],
    ['week', null, '2026-11-19', '2026-W46'],
    ['week', null, '2026-11-22', '2026-W46'],
    ['day', null, '2026-11-22', '2026-11-20'],
    ['day', 0, '2026-11-22', '2026-11-21'],
    ['month', null, '2026-11-07', '2026-09'],
    ['month', null, '2026-11-08', '2026-10'],
    ['quarter', null, '2026-10-14', '2026-Q2'],
    ['quarter', null, '2026-10-15', '2026-Q3'],
    ['year', null, '2026-01-30', '2024'],
    ['year', null, '2026-01-31', '2025'],
    // A lag longer than the period itself.
    ['week', 20, '2026-11-22', '2026-W44'],
    ['week', 21, '2026-11-22', '2026-W43'],
  ] as const)('%s, lag %s, on %s: %s', (grain, lag, today, key) => {
    expect(newestDuePeriod(lagged(grain, lag), day(today), CALENDAR).key).toBe(key);
  });
});

describe('freshness', () => {
  it.each([
    ['2026-W47', 'fresh'],
    ['2026-W46', 'fresh'],
    ['2026-W45', 'late'],
    ['2026-W44', 'stale'],
    ['2024-W01', 'stale'],
    [null, 'never'],
  ])('weekly on 2026-11-22 with %s as the newest figure is %s', (newest, expected) => {
    const found = freshness(lagged('week'), period(newest), day('2026-11-22'), CALENDAR);
    expect(found).toBe(expected);
  });

  it('does not call a figure late while its lag runs', () => {
    const newest = period('2026-W45');
    expect(freshness(lagged('week'), newest, day('2026-11-18'), CALENDAR)).toBe('fresh');
    expect(freshness(lagged('week'), newest, day('2026-11-19'), CALENDAR)).toBe('late');
    expect(freshness(lagged('week'), newest, day('2026-11-25'), CALENDAR)).toBe('late');
    expect(freshness(lagged('week'), newest, day('2026-11-26'), CALENDAR)).toBe('stale');
  });
});

describe('figures as a whole', () => {
  it.each([
    [0, 0, false],
    [0, 64, false],
    [3, 64, false],
    [31, 64, false],
    [32, 64, true],
    [1, 1, true],
    [1, 2, true],
    [1, 3, false],
  ])('%i of %i late: %s', (kpis, of, overdue) => {
    expect(isOverdue({ kpis, of })).toBe(overdue);
  });
});
