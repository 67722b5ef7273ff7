import { describe, expect, it } from 'vitest';
import { type Period, parsePeriodKey } from '../../lib/domain/calendar';
import { choosePeriod, commonGrain } from '../../lib/domain/period-choice';
import { day } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };

function week(key: string): Period {
  const period = parsePeriodKey(key, CALENDAR);
  if (period === null) throw new RangeError(key);
  return period;
}

function choose(filled: Readonly<Record<string, number>>, earliest: string | null = '2026-W40') {
  const { period, filling } = choosePeriod({
    newest: week('2026-W47'),
    earliest: earliest === null ? null : week(earliest),
    today: day('2026-11-22'),
    calendar: CALENDAR,
    filled: ({ key }) => ({ in: filled[key] ?? 0, of: 10 }),
  });
  return { opens: period.key, filling: filling === null ? null : [filling.period.key, filling.in] };
}

describe('commonGrain', () => {
  it.each([
    [['week', 'week', 'month'], 'week'],
    [['month', 'week', 'month'], 'month'],
    [['month', 'week'], 'week'],
    [[], null],
  ] as const)('of %j is %s', (grains, expected) => {
    expect(commonGrain(grains.map((grain) => ({ grain })))).toBe(expected);
  });
});

describe('choosePeriod', () => {
  it('opens on the newest week that is over and has 80 % of its figures', () => {
    expect(choose({ '2026-W46': 8, '2026-W45': 10 })).toEqual({ opens: '2026-W46', filling: null });
  });

  it('goes back past a week with fewer, and says that it is filling', () => {
    expect(choose({ '2026-W46': 7, '2026-W45': 9 })).toEqual({
      opens: '2026-W45',
      filling: ['2026-W46', 7],
    });
  });

  it('never opens on the week in progress, though all of it is in', () => {
    expect(choose({ '2026-W47': 10, '2026-W46': 8 })).toEqual({
      opens: '2026-W46',
      filling: ['2026-W47', 10],
    });
  });

  it('takes the newest with any figure where none reaches 80 %', () => {
    expect(choose({ '2026-W47': 1, '2026-W45': 2, '2026-W44': 7 })).toEqual({
      opens: '2026-W45',
      filling: ['2026-W47', 1],
    });
  });

  it('takes the newest that is over without any figure', () => {
    expect(choose({})).toEqual({ opens: '2026-W46', filling: null });
    expect(choose({}, null)).toEqual({ opens: '2026-W46', filling: null });
  });
});
