import { describe, expect, it } from 'vitest';
import { displayLimits } from '../../lib/domain/display-limits';

const share = { aggregation: 'ratio', counts: true, scale: 100, unit: '%' } as const;

describe('displayLimits', () => {
  it.each([
    [share, 97.2, 100.8, 97.2, 100],
    [share, -1.5, 4, 0, 4],
    [{ ...share, counts: false }, -1.5, 100.8, -1.5, 100.8],
    [
      { aggregation: 'nps', counts: false, scale: 1, unit: 'points' } as const,
      -120,
      130,
      -100,
      100,
    ],
    [{ aggregation: 'sum', counts: false, scale: 1, unit: 'count' } as const, -7, 30, 0, 30],
    [{ aggregation: 'sum', counts: false, scale: 1, unit: '€' } as const, -7, 30, -7, 30],
  ])('of %j clips %d and %d to %d and %d', (kpi, lower, upper, least, most) => {
    expect(displayLimits(kpi, { lower, upper })).toEqual({ lower: least, upper: most });
  });

  it('leaves what is not there', () => {
    expect(displayLimits(share, undefined)).toEqual({ lower: null, upper: null });
    expect(displayLimits(share, { lower: null, upper: null })).toEqual({
      lower: null,
      upper: null,
    });
  });
});
