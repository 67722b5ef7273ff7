import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TargetBounds } from '../../lib/domain/catalog';
import { recordSentence, type TargetRecord, targetRecord } from '../../lib/domain/kpi-record';
import { plainText } from '../../lib/domain/sentence';
import type { LimitState } from '../../lib/domain/signals';
import { JUDGED_STATUSES, type Status, UNJUDGED_STATUSES } from '../../lib/domain/status';
import { NO_BOUNDS } from '../support/catalog-facts';

const times = (count: number, status: Status): readonly Status[] =>
  Array.from({ length: count }, () => status);

describe('targetRecord', () => {
  it.each<[string, readonly Status[], TargetRecord | null]>([
    ['nothing', [], null],
    ['nothing due', ['no_target', 'too_few', 'not_yet_due'], null],
    [
      'what is due and missing counts as missed',
      ['on_target', 'no_data', 'at_risk', 'off_target'],
      { met: 1, due: 4, missing: 1, missedLately: 3, of: 4 },
    ],
    [
      'it ends with the newest that was due',
      ['on_target', 'on_target', 'not_yet_due', 'not_yet_due'],
      { met: 2, due: 2, missing: 0, missedLately: 0, of: 2 },
    ],
    [
      'what was not due in between is looked at and not counted',
      ['on_target', 'no_target', 'off_target'],
      { met: 1, due: 2, missing: 0, missedLately: 1, of: 3 },
    ],
    [
      'no further back than half a year of weeks',
      [...times(30, 'on_target'), ...times(25, 'off_target')],
      { met: 1, due: 26, missing: 0, missedLately: 25, of: 26 },
    ],
  ])('%s', (_, statuses, expected) => expect(targetRecord(statuses)).toEqual(expected));

  it('never counts more than there is', () => {
    const status = fc.constantFrom<Status>(...JUDGED_STATUSES, ...UNJUDGED_STATUSES);
    fc.assert(
      fc.property(fc.array(status, { maxLength: 60 }), (statuses) => {
        const record = targetRecord(statuses);
        if (record === null) return;
        expect(record.met + record.missing).toBeLessThanOrEqual(record.due);
        expect(record.met + record.missedLately).toBeLessThanOrEqual(record.due);
        expect(record.due).toBeLessThanOrEqual(record.of);
        expect(record.of).toBeLessThanOrEqual(26);
      }),
    );
  });
});

describe('recordSentence', () => {
  const record = (met: number, due: number, missing = 0, of = due, missedLately = 0) => ({
    ...{ met, due, missing, of, missedLately },
  });
  const said = (
    met: TargetRecord | null,
    level: number | null = null,
    {
      direction = 'higher' as 'higher' | 'lower' | 'range' | 'none',
      bounds = { ...NO_BOUNDS, target: 95 } as TargetBounds,
      state = 'locked' as LimitState,
    } = {},
  ) =>
    plainText(
      recordSentence({
        record: met,
        grain: 'week',
        direction,
        target: bounds,
        limits: { center: level, lower: 90, upper: 98, state },
        value: (value) => `${value} %`,
      }),
    );
  const LEVEL =
    'The target lies above the usual level, 94.2 %: more misses than hits are to be expected until the process or the target changes.';

  it.each([
    [said(record(1, 26)), 'Target met in 1 of the last 26 weeks.'],
    [
      said(record(18, 26, 0, 26, 8)),
      'Target met in 18 of the last 26 weeks, in none of the last 8.',
    ],
    [
      said(record(18, 24, 2, 26, 3)),
      'Target met in 18 of the 24 due of the last 26 weeks, 2 of them without a figure, in none of the last 3 due.',
    ],
    [said(record(25, 26, 0, 26, 1)), 'Target met in 25 of the last 26 weeks.'],
    [said(record(0, 13, 0, 13, 13)), 'Target met in none of the last 13 weeks.'],
    [said(record(26, 26)), 'Target met in all of the last 26 weeks.'],
    [said(record(0, 13)), 'Target met in none of the last 13 weeks.'],
    [said(record(3, 26, 2)), 'Target met in 3 of the last 26 weeks, 2 of them without a figure.'],
    [said(record(3, 20, 0, 26)), 'Target met in 3 of the 20 due of the last 26 weeks.'],
    [said(record(20, 20, 0, 26)), 'Target met in 20 of the 20 due of the last 26 weeks.'],
    [said(record(1, 1)), ''],
    [said(null), ''],
    [said(null, 94.2), LEVEL],
    [said(record(1, 26), 94.2), `Target met in 1 of the last 26 weeks. ${LEVEL}`],
  ])('%#', (text, expected) => expect(text).toBe(expected));

  it('says nothing of a level that meets the target, of a range so far, or without a direction', () => {
    expect(said(null, 95)).toBe('');
    expect(said(null, 94.2, { state: 'trial' })).toBe('');
    expect(said(null, 94.2, { direction: 'none' })).toBe('');
    expect(said(null, 96, { direction: 'lower' })).toContain('lies below the usual level, 96 %');
    const range = { ...NO_BOUNDS, low: 90, high: 94 };
    expect(said(null, 94.2, { direction: 'range', bounds: range })).toContain('lies off the');
    expect(said(null, 93, { direction: 'range', bounds: range })).toBe('');
  });
});
