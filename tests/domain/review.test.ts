/** The rhythm of reviews, the agenda's order, notes merged, content that hashes alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chainFaults, linkHash } from '../../lib/crypto/minutes-hash';
import { type Grain, parsePeriodKey } from '../../lib/domain/calendar';
import { instantInZone } from '../../lib/domain/calendar-zone';
import { canonicalJson } from '../../lib/domain/canonical-json';
import { mergeNotes } from '../../lib/domain/note-merge';
import { meetingDay, meetingInstant, type ReviewSeries, rhythm } from '../../lib/domain/review';
import { day } from '../support/catalog-facts';

const period = (key: string, fiscalYearStart = 1) => {
  const found = parsePeriodKey(key, { fiscalYearStart });
  if (found === null) throw new RangeError(key);
  return found;
};

const series = (over: Partial<ReviewSeries> = {}): ReviewSeries => ({
  id: 1,
  slug: 's',
  name: 'S',
  journey: 'j',
  cadence: 'week',
  weekday: 1,
  startsAt: '09:00',
  timeZone: 'Europe/London',
  chair: null,
  members: [],
  from: day('2026-12-14'),
  retired: false,
  ...over,
});

describe('meetings', () => {
  it.each([
    ['2026-W47', 1, '2026-11-23'],
    ['2026-W47', 3, '2026-11-25'],
    ['2026-W47', 7, '2026-11-29'],
    // Week 53 reaches into the next year, and so does its meeting.
    ['2026-W53', 1, '2027-01-04'],
    ['2027-W01', 1, '2027-01-11'],
    ['2024-W52', 1, '2024-12-30'],
    ['2026-12', 2, '2027-01-05'],
    ['2026-Q4', 5, '2027-01-01'],
  ])('about %s on day %i are on %s', (key, weekday, date) => {
    expect(meetingDay(period(key), { weekday })).toBe(date);
  });

  it.each([
    // October to December 2026 is the first quarter of the fiscal year 2027.
    ['FY2027-Q1', '2026-10-01', '2027-01-04'],
    ['FY2026-Q4', '2026-07-01', '2026-10-05'],
    ['FY2027-Q2', '2027-01-01', '2027-04-05'],
  ])('follow a fiscal year that starts in October: %s from %s on %s', (key, start, date) => {
    expect(period(key, 10).start).toBe(start);
    expect(meetingDay(period(key, 10), { weekday: 1 })).toBe(date);
  });

  it.each([
    // Clocks went back in London on 25 October 2026, and forward in Auckland on 27 September.
    ['2026-W42', 'Europe/London', '2026-10-19T08:00:00.000Z'],
    ['2026-W43', 'Europe/London', '2026-10-26T09:00:00.000Z'],
    ['2026-W39', 'Pacific/Auckland', '2026-09-27T20:00:00.000Z'],
    ['2026-W38', 'Pacific/Auckland', '2026-09-20T21:00:00.000Z'],
    ['2026-W44', 'America/Los_Angeles', '2026-11-02T17:00:00.000Z'],
    ['2026-W43', 'America/Los_Angeles', '2026-10-26T16:00:00.000Z'],
    // Week 53 and the first week of a year: summer in Auckland, winter in Los Angeles.
    ['2026-W53', 'Pacific/Auckland', '2027-01-03T20:00:00.000Z'],
    ['2026-W53', 'America/Los_Angeles', '2027-01-04T17:00:00.000Z'],
    ['2027-W01', 'Pacific/Auckland', '2027-01-10T20:00:00.000Z'],
    ['2027-W01', 'America/Los_Angeles', '2027-01-11T17:00:00.000Z'],
    // Forward in Los Angeles on 14 March 2027, back in Auckland on 4 April.
    ['2027-W10', 'America/Los_Angeles', '2027-03-15T16:00:00.000Z'],
    ['2027-W09', 'America/Los_Angeles', '2027-03-08T17:00:00.000Z'],
    ['2027-W13', 'Pacific/Auckland', '2027-04-04T21:00:00.000Z'],
  ])('about %s begin at nine on the clocks of %s', (key, timeZone, instant) => {
    expect(meetingInstant(period(key), series({ timeZone })).toISOString()).toBe(instant);
  });

  it('at a time that clocks skip begin at the time that they show instead', () => {
    const at = instantInZone(day('2026-03-29'), 90, 'Europe/London');
    expect(at.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('rhythm', () => {
  it('goes on over the end of a year, and says what was missed', () => {
    const held = { id: 1, start: day('2026-12-14'), asOf: '', closedAt: '2026-12-21T10:00:00Z' };
    const entries = rhythm(series(), [held], new Date('2027-01-12T12:00:00Z'), day('2027-01-12'), {
      fiscalYearStart: 1,
    });
    expect(entries.map(({ period: { key }, state }) => [key, state])).toEqual([
      ['2027-W02', 'coming'],
      ['2027-W01', 'due'],
      ['2026-W53', 'missed'],
      ['2026-W52', 'missed'],
      ['2026-W51', 'closed'],
    ]);
  });

  it.each([
    // The meeting of W52 begins on Monday, 4 January, nine o'clock there: until then W52 is due.
    ['Pacific/Auckland', '2027-01-03T19:59:00Z', 'due'],
    ['Pacific/Auckland', '2027-01-03T20:00:00Z', 'missed'],
    ['America/Los_Angeles', '2027-01-04T16:59:00Z', 'due'],
    ['America/Los_Angeles', '2027-01-04T17:00:00Z', 'missed'],
  ])('in %s says at %s that week 52 is %s', (timeZone, now, state) => {
    const at = new Date(now);
    const entries = rhythm(series({ timeZone }), [], at, day('2027-01-04'), { fiscalYearStart: 1 });
    expect(entries.find(({ period: { key } }) => key === '2026-W52')?.state).toBe(state);
  });

  it('goes by quarters of a fiscal year that starts in October', () => {
    const quarters = series({ cadence: 'quarter', from: day('2026-07-01') });
    const now = new Date('2027-01-20T12:00:00Z');
    const entries = rhythm(quarters, [], now, day('2027-01-20'), { fiscalYearStart: 10 });
    expect(entries.map(({ period: { key }, meetsOn, state }) => [key, meetsOn, state])).toEqual([
      ['FY2027-Q2', '2027-04-05', 'coming'],
      ['FY2027-Q1', '2027-01-04', 'due'],
      ['FY2026-Q4', '2026-10-05', 'missed'],
    ]);
  });

  it('keeps the moment of a review that was opened, whenever its series meets by now', () => {
    const held = {
      id: 1,
      start: day('2026-12-14'),
      asOf: '2026-12-21T09:04:00.000Z',
      closedAt: '2026-12-21T10:00:00.000Z',
    };
    const moved = series({ weekday: 5, startsAt: '16:00', timeZone: 'Pacific/Auckland' });
    const now = new Date('2026-12-29T12:00:00Z');
    const entries = rhythm(moved, [held], now, day('2026-12-29'), { fiscalYearStart: 1 });
    expect(entries.map(({ meetsAt, state }) => [meetsAt, state])).toEqual([
      ['2027-01-08T03:00:00.000Z', 'coming'],
      ['2027-01-01T03:00:00.000Z', 'due'],
      ['2026-12-21T09:04:00.000Z', 'closed'],
    ]);
  });

  it.each([
    ['month', '2026-12'],
    ['quarter', '2026-Q4'],
  ] as const)('holds each %s once', (cadence: Grain, first) => {
    const entries = rhythm(
      series({ cadence: cadence === 'month' ? 'month' : 'quarter' }),
      [],
      new Date('2027-02-20T00:00:00Z'),
      day('2027-02-20'),
      { fiscalYearStart: 1 },
    );
    const keys = entries.map(({ period: { key } }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.at(-1)).toBe(first);
  });
});

describe('mergeNotes', () => {
  it.each([
    ['', 'theirs', 'mine', 'theirs\nmine'],
    ['a\nb', 'a\nb\nc', 'a!\nb', 'a!\nb\nc'],
    ['a\nb\nc', 'a\nc', 'a\nb\nc\nd', 'a\nc\nd'],
    ['a', 'b', 'c', 'b\nc'],
    ['a', 'a', 'c', 'c'],
    ['a', 'b', 'a', 'b'],
  ])('of %j, %j and %j is %j', (base, theirs, mine, merged) => {
    expect(mergeNotes(base, theirs, mine)).toBe(merged);
  });

  it('loses no line that either of two typed', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', ''), { maxLength: 6 });
    fc.assert(
      fc.property(lines, lines, lines, (base, theirs, mine) => {
        const merged = mergeNotes(base.join('\n'), theirs.join('\n'), mine.join('\n')).split('\n');
        for (const typed of [theirs, mine]) {
          for (const line of typed) {
            // A blank line says nothing.
            if (line !== '' && !base.includes(line)) expect(merged).toContain(line);
          }
        }
      }),
    );
  });
});

describe('the chain of minutes', () => {
  it('has one text for one content, whatever order its names come in', () => {
    expect(canonicalJson({ b: [1, 'é', null], a: { d: -0, c: 1e21 } })).toBe(
      '{"a":{"c":1e+21,"d":0},"b":[1,"é",null]}',
    );
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(record));
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });

  it('finds any character that was changed, and any link that is gone', () => {
    const link = (number: number, content: string, before: string | null) => ({
      number,
      review: number,
      kind: 'minutes' as const,
      content,
      hashBefore: before,
      hash: linkHash(content, before),
      at: '',
      by: '',
    });
    const first = link(1, '{"a":1}', null);
    const second = link(2, '{"a":2}', first.hash);
    expect(chainFaults([first, second])).toEqual([]);
    expect(chainFaults([{ ...first, content: '{"a":3}' }, second])).toHaveLength(1);
    expect(chainFaults([second]).length).toBeGreaterThan(0);
    // SHA-256 of a line feed and the content: what `printf '\n{"a":1}' | sha256sum` says.
    expect(first.hash).toBe('7395dc66860499cb2b8970e17094ec53ed1ff54e7067ad619f884917096166b0');
  });
});
