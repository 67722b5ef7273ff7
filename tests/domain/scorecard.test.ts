import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countedShare,
  meanShare,
  type ScorecardEntry,
  type StageScorecardEntry,
  scorecard,
  stageScorecard,
} from '../../lib/domain/scorecard';
import type { Status } from '../../lib/domain/status';
import { judgement, ORGANISATION } from '../support/catalog-facts';

const THRESHOLDS = ORGANISATION.thresholds;

/** `on off on` → three KPIs of weight 1; `off*` is critical. */
function entries(text: string, weights: readonly number[] = []): StageScorecardEntry[] {
  const statuses: Record<string, Status> = {
    on: 'on_target',
    risk: 'at_risk',
    off: 'off_target',
    missing: 'no_data',
    early: 'not_yet_due',
    few: 'too_few',
    none: 'no_target',
  };
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, i) => {
      const status = statuses[word.replace('*', '')] ?? 'no_target';
      return {
        kpi: `k${i}`,
        weight: weights[i] ?? 1,
        critical: word.endsWith('*'),
        judgement: judgement(`k${i}`, status),
      };
    });
}

describe('scorecard', () => {
  it.each([
    // kpis, share, coverage, status, on target, judged, due
    ['', null, null, 'no_data', 0, 0, 0],
    ['none few early', null, null, 'no_data', 0, 0, 0],
    ['on', 1, 1, 'on_target', 1, 1, 1],
    ['on early few none', 1, 1, 'on_target', 1, 1, 1],
    ['on on on on off', 4 / 5, 1, 'on_target', 4, 5, 5],
    ['on on on off off', 3 / 5, 1, 'at_risk', 3, 5, 5],
    ['on risk', 1 / 2, 1, 'off_target', 1, 2, 2],
    ['off', 0, 1, 'off_target', 0, 1, 1],
    // What is missing counts as missed, and does not help.
    ['on on on missing', 3 / 4, 3 / 4, 'at_risk', 3, 3, 4],
    // Half is enough, less than half is not; the share stays readable.
    ['on missing', 1 / 2, 1 / 2, 'off_target', 1, 1, 2],
    ['on missing missing', 1 / 3, 1 / 3, 'no_data', 1, 1, 3],
    ['missing', 0, 0, 'no_data', 0, 0, 1],
  ] as const)('%s → share %s', (text, share, coverage, status, onTarget, judged, due) => {
    expect(scorecard(entries(text), THRESHOLDS)).toEqual({
      share,
      coverage,
      status,
      onTarget,
      judged,
      due,
    });
  });

  it('weighs KPIs, and counts them unweighted', () => {
    const card = scorecard(entries('on off missing', [3, 1, 4]), THRESHOLDS);
    expect(card).toEqual({
      share: 3 / 8,
      coverage: 1 / 2,
      status: 'off_target',
      onTarget: 1,
      judged: 2,
      due: 3,
    });
  });

  it('reaches a threshold that a sum of weights misses in the last digit', () => {
    // 0.1 + 0.7 is 0.7999999999999999 of 1.
    const card = scorecard(entries('on on off', [0.1, 0.7, 0.2]), THRESHOLDS);
    expect(card.status).toBe('on_target');
  });

  it('is the same to the last digit in whatever order its KPIs come', () => {
    const entry: fc.Arbitrary<ScorecardEntry> = fc.record({
      kpi: fc.stringMatching(/^[a-z]{1,6}$/),
      weight: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      judgement: fc
        .constantFrom<Status>('on_target', 'at_risk', 'off_target', 'no_data', 'too_few')
        .map((status) => judgement('k', status)),
    });
    const shuffled = fc
      .array(entry, { maxLength: 12 })
      .chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(scorecard(other, THRESHOLDS)).toEqual(scorecard(one, THRESHOLDS));
      }),
    );
  });

  it('is never better for a figure withheld', () => {
    const statuses = fc.array(fc.constantFrom('on', 'risk', 'off', 'missing'), { minLength: 1 });
    fc.assert(
      fc.property(statuses, fc.nat(), (list, pick) => {
        const at = pick % list.length;
        const withheld = list.map((status, i) => (i === at ? 'missing' : status));
        const before = scorecard(entries(list.join(' ')), THRESHOLDS);
        const after = scorecard(entries(withheld.join(' ')), THRESHOLDS);
        expect(after.share ?? 0).toBeLessThanOrEqual(before.share ?? 0);
        expect(after.coverage ?? 0).toBeLessThanOrEqual(before.coverage ?? 0);
      }),
    );
  });
});

describe('stageScorecard', () => {
  it('is off target by a critical miss, as in the worked example of domain §5', () => {
    // Delivered on promised day (critical) off, delivery satisfaction off, damaged on arrival on.
    const card = stageScorecard(entries('off* off on'), THRESHOLDS);
    expect(card.share).toBeCloseTo(1 / 3, 12);
    expect(card).toMatchObject({ status: 'off_target', criticalMisses: ['k0'] });
  });

  it.each([
    ['off* on on on on on on on on on', 'off_target', ['k0'], 0.9],
    // A critical miss is known although most figures are missing.
    ['off* missing missing', 'off_target', ['k0'], 0],
    ['on off* off*', 'off_target', ['k1', 'k2'], 1 / 3],
    // Missing, at risk, too few: no miss is reported.
    ['missing* on on on on', 'on_target', [], 0.8],
    ['risk* on on on on', 'on_target', [], 0.8],
    ['few* on', 'on_target', [], 1],
    ['off on on on on', 'on_target', [], 0.8],
  ] as const)('%s → %s', (text, status, criticalMisses, share) => {
    const card = stageScorecard(entries(text), THRESHOLDS);
    expect(card).toMatchObject({ status, criticalMisses });
    expect(card.share).toBeCloseTo(share, 12);
  });

  it('enters means by a critical miss in spite of low coverage, and not without one', () => {
    expect(countedShare(stageScorecard(entries('off* missing missing'), THRESHOLDS))).toBe(0);
    expect(countedShare(stageScorecard(entries('off missing missing'), THRESHOLDS))).toBeNull();
  });

  it('equals a plain scorecard when nothing critical is missed', () => {
    const statuses = fc.array(fc.constantFrom('on', 'risk', 'off', 'missing', 'few'));
    fc.assert(
      fc.property(statuses, (list) => {
        const plain = entries(list.join(' '));
        expect(stageScorecard(plain, THRESHOLDS)).toEqual({
          ...scorecard(plain, THRESHOLDS),
          criticalMisses: [],
        });
      }),
    );
  });
});

describe('meanShare', () => {
  it('is null over nothing, never 0', () => {
    expect(meanShare([])).toBeNull();
    expect(meanShare([0])).toBe(0);
  });

  it('gives the shared score of the worked example', () => {
    expect(meanShare([0.5, 1 / 3])).toBeCloseTo(0.41667, 5);
  });

  it('does not depend on order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (shares) => {
        expect(meanShare(shares.toReversed())).toBe(meanShare(shares));
      }),
    );
  });
});
