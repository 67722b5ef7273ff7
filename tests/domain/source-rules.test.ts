/** Queries, days and schedules of sources. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CalendarDate } from '../../lib/domain/calendar';
import { scheduleWords } from '../../lib/domain/schedule-words';
import { bindQuery, queryFault } from '../../lib/domain/source-query';
import { backOffMinutes, pullWindow } from '../../lib/domain/source-time';
import { nextRun, scheduleFault } from '../../lib/schedule';

describe('the query of a source', () => {
  it.each([
    [
      'select * from f where d >= :from and d < :to',
      'select * from f where d >= $1::date and d < $2::date',
      ['from', 'to'],
    ],
    ['select :to, :from, :to;', 'select $1::date, $2::date, $1::date', ['to', 'from']],
    ["select ':from', 'it''s :to', \":from\"", "select ':from', 'it''s :to', \":from\"", []],
    ["select e'\\':from', :from", "select e'\\':from', $1::date", ['from']],
    [
      'select $$ :from $$, $a$ :to $$ $a$, :to',
      'select $$ :from $$, $a$ :to $$ $a$, $1::date',
      ['to'],
    ],
    ['select 1 -- :from\n, :from', 'select 1 -- :from\n, $1::date', ['from']],
    ['select 1 /* :to /* ; */ :to */ , :to', 'select 1 /* :to /* ; */ :to */ , $1::date', ['to']],
    [
      'select a::from_type, :from::timestamptz',
      'select a::from_type, $1::date::timestamptz',
      ['from'],
    ],
    ['select d > :FROM', 'select d > $1::date', ['from']],
    ['select 1; -- the end\n ;', 'select 1', []],
  ] as const)('%s', (query, text, parameters) => {
    expect(bindQuery(query)).toEqual({ text, parameters });
    expect(queryFault(query)).toBeNull();
  });

  it.each([
    ['', 'Write the query'],
    [' -- nothing\n', 'Write the query'],
    ['select 1; delete from sales', 'second statement'],
    ['select 1;;select 2', 'second statement'],
    ["select ';' ; commit", 'second statement'],
    ['select $1', 'no others, such as $1'],
    ['delete from sales', 'begins with SELECT'],
    ['copy sales to program', 'begins with SELECT'],
    ['/* select */ update sales set x = 1', 'begins with SELECT'],
  ])('%j is refused', (query, why) => {
    expect(queryFault(query)).toContain(why);
  });

  it('reads any text to its end, and changes nothing but the parameters', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "'",
            '"',
            '$$',
            '$a$',
            '--',
            '\n',
            '/*',
            '*/',
            ';',
            ':x',
            '::',
            'e',
            '\\',
            ' ',
          ),
        ),
        (parts) => {
          const query = parts.join('');
          expect(
            query.startsWith(bindQuery(query).text) ||
              bindQuery(query).text === query.trim() ||
              query.trim().startsWith(bindQuery(query).text),
          ).toBe(true);
          expect(bindQuery(query).parameters).toEqual([]);
        },
      ),
    );
  });
});

describe('the days that a pull asks for', () => {
  const window = (today: string, count: number, unit: 'day' | 'week' | 'month' | 'year') =>
    pullWindow(today as CalendarDate, { count, unit }, { fiscalYearStart: 4 });

  it('are periods that are over', () => {
    expect(window('2026-11-22', 3, 'day')).toEqual({ from: '2026-11-19', to: '2026-11-22' });
    expect(window('2026-11-22', 2, 'week')).toEqual({ from: '2026-11-02', to: '2026-11-16' });
    expect(window('2026-11-23', 1, 'week')).toEqual({ from: '2026-11-16', to: '2026-11-23' });
    expect(window('2027-01-03', 1, 'week')).toEqual({ from: '2026-12-21', to: '2026-12-28' });
    expect(window('2028-03-01', 1, 'month')).toEqual({ from: '2028-02-01', to: '2028-03-01' });
    expect(window('2026-11-22', 1, 'year')).toEqual({ from: '2025-04-01', to: '2026-04-01' });
  });
});

describe('after a failure', () => {
  it('is asked again later each time, and at least every six hours', () => {
    expect([1, 2, 3, 4, 7, 8, 1000].map(backOffMinutes)).toEqual([5, 10, 20, 40, 320, 360, 360]);
  });
});

describe('a schedule', () => {
  it.each([
    ['0 6 * * *', 'every day at 06:00'],
    ['10 3 * * 1-5', 'Monday to Friday at 03:10'],
    ['0 6 * * MON', 'Mondays at 06:00'],
    ['30 7 * * 1,4', 'Mondays and Thursdays at 07:30'],
    ['0 9,17 * * *', 'every day at 09:00 and 17:00'],
    ['*/15 * * * *', 'every 15 minutes'],
    ['0 * * * *', 'every hour, on the hour'],
    ['5 * * * 0', 'Sundays every hour at minute 5'],
    ['0 */6 * * *', 'every 6 hours at minute 0'],
    ['0 8-18 * * 1-5', 'Monday to Friday every hour from 08:00 to 18:00'],
    ['0 7 1 * *', 'on day 1 of every month at 07:00'],
    ['0 7 L * *', 'on the last day of every month at 07:00'],
    ['0 7 1 1,4,7,10 *', 'on day 1 of every month at 07:00 in January, April, July and October'],
    ['*/7 1-3 1 * 1', 'by the schedule */7 1-3 1 * 1'],
  ])('%s is said as “%s”', (cron, words) => {
    expect(scheduleFault(cron)).toBeNull();
    expect(scheduleWords(cron)).toBe(words);
  });

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '@daily',
    '61 * * * *',
    '0 24 * * *',
    '0 0 30 2 *',
    'a b c d e',
  ])('%j is refused', (cron) => {
    expect(scheduleFault(cron)).toMatch(/five fields|no schedule/);
  });

  const runs = (cron: string, from: string, count: number) => {
    const found: string[] = [];
    for (let at = new Date(from); found.length < count; ) {
      at = nextRun(cron, 'Europe/Berlin', at);
      found.push(at.toISOString());
    }
    return found;
  };

  it('goes by the clocks of the zone, over both changes of the clock', () => {
    expect(runs('30 2 * * *', '2026-03-28T12:00:00Z', 2)).toEqual([
      // 02:30 does not exist on this day.
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(runs('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      // 02:30 comes twice on this day.
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(runs('0 6 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T05:00:00.000Z',
      '2026-10-26T05:00:00.000Z',
    ]);
  });
});
