import { describe, expect, it } from 'vitest';
import { type CalendarDate, parseCalendarDate, parsePeriodKey } from '../../lib/domain/calendar';
import type { Annotation } from '../../lib/domain/catalog';
import { changePhrase } from '../../lib/domain/sentence-change';
import { changeBefore, changeNear } from '../../lib/domain/stage-change';
import { ORGANISATION } from '../support/catalog-facts';

const key = (text: string) => {
  const period = parsePeriodKey(text, ORGANISATION);
  if (period === null) throw new RangeError(text);
  return period.key;
};
const day = (text: string): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date === null) throw new RangeError(text);
  return date;
};
const near = (date: string, from = '2026-W43') =>
  changeNear(key(from), [{ date: day(date), text: 'New screen' }], ORGANISATION)?.after ?? null;

describe('changeNear', () => {
  it.each([
    ['2026-10-25', 0],
    ['2026-10-19', 0],
    ['2026-10-18', 1],
    ['2026-10-12', 1],
    ['2026-10-05', 2],
    ['2026-10-04', null],
    ['2026-10-26', null],
  ])('with a change on %s and a signal from 19 October on: %s', (date, after) => {
    expect(near(date)).toBe(after);
  });

  it('counts periods over the turn of a year with 53 weeks', () => {
    expect(near('2026-12-28', '2027-W01')).toBe(1);
    expect(near('2026-12-21', '2027-W01')).toBe(2);
  });

  it('names the newest of several, in periods of what began', () => {
    const notes = ['2026-09-30', '2026-11-01', '2026-10-31', '2026-12-01'].map((date) => ({
      date: day(date),
      text: date,
    }));
    expect(changeNear(key('2026-11'), notes, ORGANISATION)).toEqual({
      date: '2026-11-01',
      text: '2026-11-01',
      from: '2026-11',
      grain: 'month',
      after: 0,
    });
  });
});

describe('changeBefore', () => {
  const note: Annotation = {
    id: 1,
    kpi: 'delivered',
    date: day('2026-10-12'),
    text: 'New screen',
    reason: null,
    restartsLimits: false,
  };

  it('is of this KPI alone, and needs a signal', () => {
    const signal = { from: key('2026-W43') };
    expect(changeBefore('delivered', signal, [note], ORGANISATION)?.after).toBe(1);
    expect(changeBefore('promised', signal, [note], ORGANISATION)).toBeNull();
    expect(changeBefore('delivered', null, [note], ORGANISATION)).toBeNull();
  });
});

describe('changePhrase', () => {
  const words = { dateName: (date: CalendarDate) => date.slice(5) };
  const say = (text: string, after: number, grain: 'week' | 'quarter' = 'week') =>
    changePhrase({ text, date: day('2026-10-12'), grain, after }, words);

  it('tells the time by the change, never that one caused the other', () => {
    expect(say('New screen', 0)).toBe('in the week of “New screen” (10-12)');
    expect(say('New screen', 1)).toBe('1 week after “New screen” (10-12)');
    expect(say('New screen', 2, 'quarter')).toBe('2 quarters after “New screen” (10-12)');
  });

  it('cuts long words between words', () => {
    expect(say('word '.repeat(30).trim(), 0).length).toBeLessThan(100);
    expect(say('word '.repeat(30).trim(), 0)).toContain('word…”');
    expect(say('x'.repeat(200), 0)).toMatch(/“x{30,60}…”/);
  });
});
