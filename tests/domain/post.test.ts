/** Who gets mail, when, and what a header may say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePeriodKey } from '../../lib/domain/calendar';
import type { Person } from '../../lib/domain/person';
import { headerLine, retryMinutes } from '../../lib/domain/post';
import { leadsOf, minutesRecipients, personMeant } from '../../lib/domain/post-recipients';
import { reminderWindow } from '../../lib/domain/reminder';
import { readPost } from '../../lib/settings-post';

const person = (over: Partial<Person> & Pick<Person, 'id' | 'name'>): Person => ({
  email: `p${over.id}@shop.example`,
  role: 'viewer',
  teams: [],
  active: true,
  password: true,
  provider: false,
  demo: false,
  seenAt: null,
  ...over,
});

const ana = person({ id: 1, name: 'Ana Ruiz', email: 'ana@shop.example' });
const zoe = person({ id: 2, name: 'Zoë', role: 'lead', teams: ['ops'] });
const sams = [person({ id: 3, name: 'Sam' }), person({ id: 4, name: 'sam' })];
const gone = person({ id: 5, name: 'Max', email: 'max@shop.example', active: false });
const invented = person({ id: 6, name: 'Demo', demo: true });
const people = [ana, zoe, ...sams, gone, invented];
const teams = [
  { slug: 'ops', parent: null },
  { slug: 'depot', parent: 'ops' },
  { slug: 'site', parent: null },
];

describe('a person is meant', () => {
  it.each([
    ['Ana Ruiz', 1],
    ['  ana  ruiz ', 1],
    ['Ana Ruiz, COO', 1],
    ['ANA@shop.example', 1],
    ['The boss <ana@shop.example>', 1],
    // Decomposed, as some keyboards write it.
    ['Zoe\u0308', 2],
    // Two of them: neither.
    ['Sam', undefined],
    ['Max', undefined],
    ['max@shop.example', undefined],
    ['Demo', undefined],
    ['Ana', undefined],
    ['', undefined],
    [', COO', undefined],
    ['COO', undefined],
  ])('by "%s"', (text, id) => {
    expect(personMeant(text, people)?.id).toBe(id);
  });
});

describe('those who lead', () => {
  it('are of the team, or of the nearest above it', () => {
    const own = person({ id: 7, name: 'Own', role: 'lead', teams: ['depot', 'site'] });
    expect(leadsOf('depot', people, teams)).toEqual([zoe]);
    expect(leadsOf('depot', [...people, own], teams)).toEqual([own]);
    expect(leadsOf('ops', [...people, own], teams)).toEqual([zoe]);
    expect(leadsOf('site', people, teams)).toEqual([]);
    expect(leadsOf('depot', [{ ...zoe, active: false }], teams)).toEqual([]);
    // A role that was another one before, with the teams of then.
    expect(leadsOf('ops', [{ ...zoe, role: 'viewer' }], teams)).toEqual([]);
  });

  it('and who is named get minutes, each once', () => {
    const named = ['Ana Ruiz, COO', 'ana@shop.example', 'Sam', 'Max', 'nobody'];
    const actions = [
      { person: 'Zoë', team: 'site' },
      { person: null, team: 'depot' },
      { person: 'Somebody else', team: 'depot' },
    ];
    expect(minutesRecipients({ named, actions }, people, teams)).toEqual([ana, zoe]);
  });
});

describe('a reminder', () => {
  const window = (key: string, timeZone: string, over: object = {}, hours = 24) => {
    const period = parsePeriodKey(key, { fiscalYearStart: 10 });
    if (period === null) throw new RangeError(key);
    const { from, to } = reminderWindow(
      period,
      { weekday: 2, startsAt: '09:00', timeZone, ...over },
      hours,
    );
    return [from.toISOString(), to.toISOString()];
  };

  it.each([
    // Clocks go back in London on Sunday 25 October 2026, and forward in Auckland on 27 September.
    ['2026-W42', 'Europe/London', {}, '2026-10-19T08:00:00.000Z', '2026-10-20T08:00:00.000Z'],
    ['2026-W43', 'Europe/London', {}, '2026-10-26T09:00:00.000Z', '2026-10-27T09:00:00.000Z'],
    ['2026-W38', 'Pacific/Auckland', {}, '2026-09-20T21:00:00.000Z', '2026-09-21T21:00:00.000Z'],
    ['2026-W39', 'Pacific/Auckland', {}, '2026-09-27T20:00:00.000Z', '2026-09-28T20:00:00.000Z'],
    ['2026-W43', 'America/Los_Angeles', {}, '2026-10-26T16:00:00.000Z', '2026-10-27T16:00:00.000Z'],
    ['2026-W44', 'America/Los_Angeles', {}, '2026-11-02T17:00:00.000Z', '2026-11-03T17:00:00.000Z'],
    // A Monday: the week is not over a day before, so that it is six in the morning.
    [
      '2026-W43',
      'Pacific/Auckland',
      { weekday: 1 },
      '2026-10-25T17:00:00.000Z',
      '2026-10-25T20:00:00.000Z',
    ],
    [
      '2026-W43',
      'America/Los_Angeles',
      { weekday: 1 },
      '2026-10-26T13:00:00.000Z',
      '2026-10-26T16:00:00.000Z',
    ],
    // Who meets at half past six has an hour.
    [
      '2026-W43',
      'Europe/London',
      { weekday: 1, startsAt: '06:30' },
      '2026-10-26T05:30:00.000Z',
      '2026-10-26T06:30:00.000Z',
    ],
    // Week 53, and the first week of a year.
    ['2026-W53', 'Europe/London', {}, '2027-01-04T09:00:00.000Z', '2027-01-05T09:00:00.000Z'],
    ['2027-W01', 'Europe/London', {}, '2027-01-11T09:00:00.000Z', '2027-01-12T09:00:00.000Z'],
    // A quarter of a fiscal year that starts in October.
    ['FY2027-Q1', 'Europe/London', {}, '2027-01-04T09:00:00.000Z', '2027-01-05T09:00:00.000Z'],
  ])('about %s in %s is from %s', (key, timeZone, over, from, to) => {
    expect(window(key, timeZone, over)).toEqual([from, to]);
  });

  it('counts hours that pass, whatever clocks do', () => {
    // Clocks go forward in London on Sunday 29 March 2026: 09:00 is 08:00 in UTC, and so a day before.
    expect(window('2026-W12', 'Europe/London', { weekday: 7 })).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T08:00:00.000Z',
    ]);
  });

  it('is of use for an hour at least, and never after the meeting began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 53 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 168 }),
        fc.constantFrom('Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata', 'UTC'),
        (week, weekday, hour, hours, timeZone) => {
          const startsAt = `${String(hour).padStart(2, '0')}:00`;
          const key = `2026-W${String(week).padStart(2, '0')}`;
          const [from = '', to = ''] = window(key, timeZone, { weekday, startsAt }, hours);
          expect(Date.parse(to) - Date.parse(from)).toBeGreaterThanOrEqual(3_600_000);
          expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(hours * 3_600_000);
        },
      ),
    );
  });
});

describe('what is sent', () => {
  it('is tried again later and later, an hour at most', () => {
    expect([1, 2, 3, 4, 7, 20, 1_000].map(retryMinutes)).toEqual([1, 2, 4, 8, 60, 60, 60]);
  });

  it('has headers of one line each, whatever people wrote', () => {
    expect(headerLine('A\r\nBcc: all@shop.example\r\n\r\n<b>')).toBe('A Bcc: all@shop.example <b>');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = headerLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(line.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe('the configuration of mail', () => {
  const PUBLIC = 'https://kpi.shop.example';
  const MAIL = { SMTP_URL: 'smtp://mail.shop.example', MAIL_FROM: 'kpi@shop.example' };
  const read = (env: Readonly<Record<string, string>>, publicUrl: string | null = PUBLIC) => {
    const faults: string[] = [];
    return { post: readPost(env, publicUrl, faults), faults };
  };

  it('is none where nothing is said', () => {
    const post = { smtp: null, webhook: null, reminderHours: 24 };
    expect(read({}, null)).toEqual({ post, faults: [] });
  });

  it.each([
    ['smtp://mail.shop.example', { port: 587, secure: false, user: null, password: null }],
    [
      'smtps://u%40x:p%2Fw@mail.shop.example',
      { port: 465, secure: true, user: 'u@x', password: 'p/w' },
    ],
    ['smtp://u:p@[::1]:2525', { host: '::1', port: 2525, user: 'u' }],
  ])('reads %s', (url, smtp) => {
    expect(read({ ...MAIL, SMTP_URL: url })).toMatchObject({ post: { smtp }, faults: [] });
  });

  it('names who mail comes from', () => {
    const { post } = read({ ...MAIL, MAIL_FROM: '"The shop" <KPI@shop.example>' });
    expect(post.smtp?.from).toEqual({ name: 'The shop', address: 'kpi@shop.example' });
  });

  it.each([
    [{ SMTP_URL: 'https://u:secret@mail.shop.example' }, 'SMTP_URL must look like'],
    [{ SMTP_URL: 'smtp://u:secret@mail.shop.example/?pool=true' }, 'SMTP_URL must look like'],
    [{ MAIL_FROM: '' }, 'SMTP_URL needs MAIL_FROM'],
    [{ MAIL_FROM: 'nobody' }, 'MAIL_FROM is "nobody"'],
    [{ MAIL_FROM: 'A\r\nBcc: x@y.example <a@b.example>' }, 'MAIL_FROM is'],
    [{ REMINDER_HOURS: '-1' }, 'REMINDER_HOURS is "-1"'],
    [{ REMINDER_HOURS: '169' }, 'REMINDER_HOURS is "169"'],
    [{ REMINDER_WEBHOOK: 'http://hooks.shop.example/secret' }, 'REMINDER_WEBHOOK must be'],
    [{ REMINDER_WEBHOOK: 'file:///secret' }, 'REMINDER_WEBHOOK must be'],
    [
      { REMINDER_WEBHOOK: 'https://h.shop.example/secret', REMINDER_WEBHOOK_FORMAT: 'irc' },
      'REMINDER_WEBHOOK_FORMAT is "irc"',
    ],
  ])('is refused, without a secret in what is said: %o', (env, said) => {
    const { faults } = read({ ...MAIL, ...env });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(said);
    expect(faults[0]).not.toContain('secret');
  });

  it('needs the address that links lead to', () => {
    const { faults } = read({ ...MAIL, REMINDER_WEBHOOK: 'https://hooks.slack.com/x' }, null);
    expect(faults.map((fault) => fault.slice(0, 36))).toEqual([
      'SMTP_URL needs PUBLIC_URL, such as h',
      'REMINDER_WEBHOOK needs PUBLIC_URL, s',
    ]);
  });

  it.each([
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://shop.webhook.office.com/webhookb2/x', 'teams'],
    ['https://prod-1.westeurope.logic.azure.com:443/workflows/x', 'teams'],
    ['https://chat.shop.example/x', 'json'],
  ])('knows the channel by its address: %s', (url, format) => {
    expect(read({ ...MAIL, REMINDER_WEBHOOK: url }).post.webhook?.format).toBe(format);
  });
});
