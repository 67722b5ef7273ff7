/** What is said of an action that was done: a signal that followed, none, or that it is too early. */
import { describe, expect, it } from 'vitest';

import { type ChartSeen, seenAfter, seenText } from '../../lib/domain/action-judged';
import { readEffect } from '../../lib/domain/action-request';
import { type PeriodKey, parsePeriodKey } from '../../lib/domain/calendar';
import { day } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };
const week = (number: number): PeriodKey => {
  const found = parsePeriodKey(`2026-W${number}`, CALENDAR);
  if (found === null) throw new RangeError(String(number));
  return found.key;
};

/** Weeks from 44 on; limits of 90 to 96. */
const chart = (
  values: readonly (number | null)[],
  signals: ChartSeen['chart']['signals'] = [],
): ChartSeen => ({
  points: values.map((value, index) => ({ period: week(44 + index), value })),
  chart: { limits: values.map(() => ({ lower: 90, upper: 96 })), signals },
});

/** On the Wednesday of week 46. */
const done = (effectBy: string | null = null) => ({
  state: 'done' as const,
  closedOn: day('2026-11-11'),
  effectBy: effectBy === null ? null : day(effectBy),
});

const WORDS = {
  periodName: (key: PeriodKey) => key.slice(5),
  noun: { singular: 'week', plural: 'weeks' },
};
const said = (...given: Parameters<typeof seenAfter>) => {
  const seen = seenAfter(...given);
  return seen === null ? null : seenText(seen, WORDS);
};

describe('what is expected of an action', () => {
  it.each([
    ['back within limits by W50', '', 'back within limits', '2026-12-13'],
    ['back within limits until the end of the month', '', 'back within limits', '2026-11-30'],
    ['back within limits', 'W50', 'back within limits', '2026-12-13'],
    ['back by W49', '2026-12', 'back by W49', '2026-12-31'],
    ['stand by customers', '', 'stand by customers', null],
    ['by W50', '', 'by W50', null],
    ['better', 'some day', 'better', undefined],
    ['', '', '', null],
  ])('“%s” with “%s” is %s by %s', (effect, effectBy, said, by) => {
    expect(
      readEffect({ effect, effectBy }, { calendar: CALENDAR, today: day('2026-11-22') }),
    ).toEqual({ effect: said, effectBy: by });
  });
});

describe('an action that was done', () => {
  it.each([
    ['a signal of the week in which it was done', 46, null, 'a good signal followed, from W46 on'],
    ['a signal in time', 48, '2026-11-29', 'a good signal followed, from W48 on, in time'],
    [
      'a signal too late',
      48,
      '2026-11-22',
      'a good signal followed, from W48 on, later than expected',
    ],
  ])('was followed by %s', (_, from, effectBy, text) => {
    const seen = chart([91, 91, 91, 95, 97], [{ good: true, from: week(from) }]);
    expect(said(done(effectBy), seen, CALENDAR)).toBe(text);
  });

  it.each([
    ['began before', { good: true, from: week(45) }],
    ['is bad', { good: false, from: week(47) }],
    ['is neither', { good: null, from: week(47) }],
  ])('is not said to be followed by a signal that %s', (_, signal) => {
    expect(said(done(), chart([91, 91, 91, 92, 93], [signal]), CALENDAR)).toBe(
      'no good signal in 2 weeks since',
    );
  });

  it.each([
    ['no week since', [91, 91, 91], null, 'too early to say: no figure since'],
    ['no figure since', [91, 91, 91, null, null], null, 'too early to say: no figure since'],
    [
      'the figure by which it is expected not in',
      [91, 91, 91, 92, null],
      '2026-11-29',
      'too early to say: no good signal yet, and the figure by which it is expected is not in',
    ],
  ])('is not judged with %s', (_, values, effectBy, text) => {
    expect(said(done(effectBy), chart(values), CALENDAR)).toBe(text);
  });

  it.each([
    [92, 'within'],
    [89.9, 'outside'],
  ])('is held against the week by which it was expected: %s lies %s', (value, where) => {
    expect(said(done('2026-11-29'), chart([91, 91, 91, 92, value]), CALENDAR)).toBe(
      `no good signal in 2 weeks since; in W48, by when it was expected, the figure lay ${where} its usual range`,
    );
  });

  it('is not judged while it is open, or once it is dropped', () => {
    for (const state of ['open', 'dropped'] as const) {
      expect(seenAfter({ ...done(), state }, chart([91]), CALENDAR)).toBeNull();
    }
  });
});
