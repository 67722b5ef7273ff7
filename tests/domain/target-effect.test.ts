/** What a target asks of a process: how often it would be met, and whether it can be. */
import { describe, expect, it } from 'vitest';

import { parsePeriodKey, periodsBetween } from '../../lib/domain/calendar';
import { processChart } from '../../lib/domain/process-chart';
import { targetEffectSentence } from '../../lib/domain/sentence-change-effect';
import { targetEffect } from '../../lib/domain/target-effect';
import { NO_BOUNDS } from '../support/catalog-facts';

/** NIST/SEMATECH e-Handbook 6.3.2.2: limits 45.815 and 55.805. */
const NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
const CALENDAR = { fiscalYearStart: 1 };

function effectOf(values: readonly (number | null)[], target: number) {
  const from = parsePeriodKey('2026-W01', CALENDAR);
  const to = parsePeriodKey('2026-W40', CALENDAR);
  if (from === null || to === null) throw new Error('no weeks');
  const points = periodsBetween(from, to, CALENDAR)
    .slice(0, values.length)
    .map(({ key }, i) => ({ period: key, value: values[i] ?? null }));
  const chart = processChart(points, {
    phaseStarts: [],
    method: 'xmr',
    direction: 'higher',
    scale: 1,
  });
  return targetEffect({
    chart,
    values,
    bounds: { ...NO_BOUNDS, target },
    direction: 'higher',
  });
}

/** The same ten twice, the second time in reverse: twenty figures lock the limits. */
const SETTLED = [...NIST, ...NIST.toReversed()];
const percent = (value: number) => `${value.toFixed(1)} %`;

describe('the effect of a target', () => {
  it('counts the newest thirteen figures that would have met it', () => {
    // The last thirteen are 51.3 47.8 … in reverse: of them, 52.1, 53.6, 52.4, 52.6 twice are above 52.
    const newest = SETTLED.slice(-13);
    const effect = effectOf(SETTLED, 52);
    expect(effect).toMatchObject({
      of: 13,
      met: newest.filter((value) => value >= 52).length,
      assurance: 'hit_or_miss',
      unsure: null,
    });
  });

  it('says that a target beyond the usual range will miss, and one on its easy side will hit', () => {
    expect(effectOf(SETTLED, 60)).toMatchObject({ met: 0, assurance: 'will_miss' });
    expect(effectOf(SETTLED, 40)).toMatchObject({ met: 13, assurance: 'will_hit' });
  });

  it('promises nothing from trial limits, from too little history, or while the process moves', () => {
    expect(effectOf(NIST, 60)).toMatchObject({ met: 0, of: 10, assurance: null, unsure: 'trial' });
    expect(effectOf(NIST, 60)?.range?.lower).toBeCloseTo(45.815, 3);
    expect(effectOf(NIST.slice(0, 4), 60)).toMatchObject({
      of: 4,
      assurance: null,
      range: null,
      unsure: 'too_little_history',
    });
    expect(effectOf([...SETTLED, 90], 60)).toMatchObject({ assurance: null, unsure: 'signal' });
  });

  it('passes over what is missing, and says nothing where nothing was ever reported', () => {
    expect(effectOf([...NIST.slice(0, 5), null, ...NIST.slice(5)], 50)).toMatchObject({ of: 10 });
    expect(effectOf([null, null], 50)).toBeNull();
  });

  it('says it in a sentence', () => {
    const beyond = effectOf(SETTLED, 60);
    if (beyond === null) throw new Error('no effect');
    expect(targetEffectSentence(beyond, 'week', percent)).toMatch(
      /^As the process runs, it would be met in about 0 of 13 weeks; it will miss unless the process changes\. The usual range is \d\d\.\d % to \d\d\.\d %\.$/,
    );
    expect(
      targetEffectSentence(
        { met: 3, of: 4, assurance: null, range: null, unsure: 'too_little_history' },
        'month',
        percent,
      ),
    ).toBe(
      'As the process runs, it would be met in about 3 of 4 months. There is too little history to say more.',
    );
  });
});
