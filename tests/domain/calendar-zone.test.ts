import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfEpochDay } from '../../lib/domain/calendar';
import { dateInZone, endOfDate, isTimeZone, parseAsOf } from '../../lib/domain/calendar-zone';
import { day } from '../support/catalog-facts';

const MINUTE = 60_000;

describe('time zones', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Etc/GMT+5',
    'Africa/Casablanca',
    'EST5EDT',
  ])('%s is one', (name) => expect(isTimeZone(name)).toBe(true));

  it.each(['Mars/Olympus', '+01:00', '-05', '', 'Europe', 'Europe/Berlin ', 'CEST'])(
    '%j is none',
    (name) => expect(isTimeZone(name)).toBe(false),
  );
});

describe('dateInZone', () => {
  it.each([
    ['2026-11-22T23:30:00Z', 'UTC', '2026-11-22'],
    ['2026-11-22T23:30:00Z', 'Europe/Berlin', '2026-11-23'],
    ['2026-11-22T04:30:00Z', 'America/New_York', '2026-11-21'],
    ['2026-11-01T03:59:59.999Z', 'America/New_York', '2026-10-31'],
    ['2026-11-01T04:00:00Z', 'America/New_York', '2026-11-01'],
    // Clocks went back on 1 November: midnight is an hour later from then on.
    ['2026-11-02T04:59:59.999Z', 'America/New_York', '2026-11-01'],
    ['2026-11-02T05:00:00Z', 'America/New_York', '2026-11-02'],
    ['2026-11-22T10:59:59Z', 'Pacific/Auckland', '2026-11-22'],
    ['2026-11-22T11:00:00Z', 'Pacific/Auckland', '2026-11-23'],
    ['2026-06-22T11:59:59Z', 'Pacific/Auckland', '2026-06-22'],
    ['2026-06-22T12:00:00Z', 'Pacific/Auckland', '2026-06-23'],
    ['2026-11-22T18:15:00Z', 'Asia/Kathmandu', '2026-11-23'],
    ['2026-11-22T18:14:59Z', 'Asia/Kathmandu', '2026-11-22'],
    ['2026-11-22T23:30:00+01:00', 'UTC', '2026-11-22'],
    ['2026-11-22T00:30:00+01:00', 'UTC', '2026-11-21'],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(dateInZone(instant, zone)).toBe(expected);
    expect(dateInZone(new Date(instant), zone)).toBe(expected);
    expect(dateInZone(Date.parse(instant), zone)).toBe(expected);
  });

  it.each(['yesterday', '2026-11-22', '2026-11-22 10:00:00Z', ''])('refuses %j', (text) => {
    expect(() => dateInZone(text, 'UTC')).toThrow(RangeError);
  });

  it('refuses what is no instant or no zone', () => {
    expect(() => dateInZone(Number.NaN, 'UTC')).toThrow(RangeError);
    expect(() => dateInZone(new Date('x'), 'UTC')).toThrow(RangeError);
    expect(() => dateInZone(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('endOfDate', () => {
  it.each([
    ['2026-11-22', 'UTC', '2026-11-22T23:59:59.999Z'],
    ['2026-11-22', 'Europe/Berlin', '2026-11-22T22:59:59.999Z'],
    // 25 hours and 23 hours.
    ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.999Z'],
    ['2026-03-08', 'America/New_York', '2026-03-09T03:59:59.999Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.999Z'],
    ['2026-04-05', 'Pacific/Auckland', '2026-04-05T11:59:59.999Z'],
    ['2026-09-27', 'Pacific/Auckland', '2026-09-27T10:59:59.999Z'],
    // Clocks go back for Ramadan (from 11 March 2024) and forward after it.
    ['2024-03-09', 'Africa/Casablanca', '2024-03-09T22:59:59.999Z'],
    ['2024-03-10', 'Africa/Casablanca', '2024-03-10T23:59:59.999Z'],
    ['2024-04-14', 'Africa/Casablanca', '2024-04-14T22:59:59.999Z'],
    // Midnight itself is left out: the date before ends at 24:00, an hour before 01:00.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T02:59:59.999Z'],
    // The hour before midnight comes twice.
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-18T02:59:59.999Z'],
    // At 00:01 clocks went back to 23:01 of the day before, which ends only after that.
    ['2010-11-06', 'America/St_Johns', '2010-11-07T03:29:59.999Z'],
    // Samoa went from 29 to 31 December: the 30th ends with the 29th.
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T09:59:59.999Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T09:59:59.999Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-31T09:59:59.999Z'],
    ['2026-11-22', 'Asia/Kathmandu', '2026-11-22T18:14:59.999Z'],
  ])('%s in %s ends at %s', (date, zone, expected) => {
    expect(endOfDate(day(date), zone).toISOString()).toBe(expected);
  });

  /** Walks minute by minute, as nobody would in earnest. */
  function slowEndOfDate(date: string, zone: string): number {
    const from = Date.parse(`${date}T00:00:00Z`) - 20 * 60 * MINUTE;
    let last = Number.NaN;
    for (let at = from; at < from + 66 * 60 * MINUTE; at += MINUTE) {
      if (dateInZone(at, zone) === date) last = at + MINUTE - 1;
    }
    return last;
  }

  it.each([
    ['America/New_York', '2026-10-31', 3],
    ['America/New_York', '2026-03-07', 3],
    ['Australia/Lord_Howe', '2026-04-04', 3],
    ['Africa/Casablanca', '2024-03-09', 3],
    ['America/Sao_Paulo', '2018-11-02', 3],
    ['America/St_Johns', '2010-11-05', 3],
    ['Pacific/Kiritimati', '1994-12-30', 1],
    ['America/Havana', '2026-10-31', 3],
    ['Asia/Gaza', '2026-03-27', 3],
  ])('in %s from %s agrees with a walk', (zone, from, days) => {
    for (let i = 0; i < days; i += 1) {
      const date = addDays(day(from), i);
      expect(endOfDate(date, zone).getTime(), date).toBe(slowEndOfDate(date, zone));
    }
  });

  it('is the last millisecond of the date, in every zone and year', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Pacific/Auckland',
      'Europe/Berlin',
      'Africa/Casablanca',
      'Asia/Kolkata',
      'Pacific/Chatham',
      'America/St_Johns',
    );
    // 1950 to 2070.
    const dates = fc.integer({ min: -7305, max: 36_524 }).map(dateOfEpochDay);
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const end = endOfDate(date, zone);
        expect(dateInZone(end, zone)).toBe(date);
        expect(dateInZone(end.getTime() + 1, zone)).toBe(addDays(date, 1));
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseAsOf', () => {
  it.each([
    ['2026-11-22', 'Europe/Berlin', '2026-11-22T22:59:59.999Z'],
    ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.999Z'],
    ['2026-11-22T10:00:00Z', 'Europe/Berlin', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00+01:00', 'UTC', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T10:00:00-03:30', 'UTC', '2026-11-22T13:30:00.000Z'],
    ['2026-11-22t10:00:00.5z', 'UTC', '2026-11-22T10:00:00.500Z'],
    ['2026-11-22T10:00:00.123999Z', 'UTC', '2026-11-22T10:00:00.123Z'],
    ['2028-02-29T23:59:59Z', 'UTC', '2028-02-29T23:59:59.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(parseAsOf(text, zone)?.toISOString()).toBe(expected);
  });

  it.each([
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-11-22T10:00:60Z',
    '2026-11-22T10:00:00',
    '2026-11-22T10:00Z',
    '2026-11-22T10:00:00+24:00',
    '2026-11-22 10:00:00Z',
    '2026-11-22T10:00:00 01:00',
    '2026-W47',
    '2026-11',
    '0001-01-01',
    '9999-12-31',
    'now',
    '',
  ])('%j is none', (text) => expect(parseAsOf(text, 'UTC')).toBeNull());
});
