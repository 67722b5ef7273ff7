/** What is news of what one follows, and when a week's digest is due. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePeriodKey, periodContaining } from '../../lib/domain/calendar';
import { dateInZone } from '../../lib/domain/calendar-zone';
import {
  digestWeek,
  type Episode,
  episodeOf,
  heardOf,
  type Standing,
  type Told,
} from '../../lib/domain/digest';
import { saidAbout } from '../../lib/domain/digest-review';
import { journeysOf, journeysReviewed } from '../../lib/domain/follow';
import type { Person } from '../../lib/domain/person';
import { fitted } from '../../lib/domain/post';
import { absentFrom } from '../../lib/domain/post-recipients';
import type { ReviewSeries } from '../../lib/domain/review';
import { day, EMPTY_CATALOG, journey, kpi, NO_BOUNDS, stage, team } from '../support/catalog-facts';

const CALENDAR = { fiscalYearStart: 1 };
const weekStart = (number: number) => {
  const period = parsePeriodKey(`2026-W${number}`, CALENDAR);
  if (period === null) throw new RangeError(String(number));
  return period;
};
const episode = (from: number, to: number, over: Partial<Episode> = {}): Episode => ({
  ...{ side: 'below', good: false, from: weekStart(from).start, to: weekStart(to).end },
  ...over,
});
const standing = (over: Partial<Standing['kpis'][number]> = {}, more: Partial<Standing> = {}) => ({
  status: 'on_target' as const,
  target: null,
  kpis: [{ slug: 'late', name: 'Late', hasFigure: true, episode: null, said: 'Steady', ...over }],
  ...more,
});
/** What is heard of several looks, one after the other. */
const heard = (looks: readonly Standing[]) => {
  let told: Told | null = null;
  return looks.map((look) => {
    const next = heardOf(told, look);
    // As it is kept.
    told = JSON.parse(JSON.stringify(next.told));
    return next.news.map(({ is }) => is);
  });
};

describe('what is news', () => {
  it('is nothing at first, whatever stands', () => {
    expect(heard([standing({ episode: episode(44, 46) })])).toEqual([[]]);
  });

  it('is an episode when it begins and when it ends, and nothing while it stands', () => {
    expect(
      heard([
        standing(),
        standing({ episode: episode(44, 44) }),
        standing({ episode: episode(44, 45) }),
        standing({ episode: episode(44, 46) }),
        standing(),
        standing(),
      ]),
    ).toEqual([[], ['began'], [], [], ['over'], []]);
  });

  it('is another episode on the other side, or after a pause that nobody was told of', () => {
    expect(
      heard([
        standing({ episode: episode(40, 41) }),
        standing({ episode: episode(40, 42, { side: 'above', good: true }) }),
        standing({ episode: episode(45, 45, { side: 'above', good: true }) }),
        // Its first period moved by a restatement, and it is the same.
        standing({ episode: episode(43, 46, { side: 'above', good: true }) }),
      ]),
    ).toEqual([[], ['began'], ['began'], []]);
  });

  it('is nothing where a figure is missing', () => {
    const missing = { hasFigure: false, episode: null };
    expect(
      heard([
        standing({ episode: episode(44, 44) }),
        standing(missing, { status: 'no_data' }),
        standing({ episode: episode(44, 44) }),
        standing(missing, { status: 'not_yet_due' }),
        standing(),
      ]),
    ).toEqual([[], [], [], [], ['over']]);
  });

  it('is another status that was judged, and another target', () => {
    const bounds = { ...NO_BOUNDS, target: 95 };
    expect(
      heard([
        standing({}, { target: bounds }),
        standing({}, { target: { ...bounds }, status: 'off_target' }),
        standing({}, { target: bounds, status: 'no_data' }),
        standing({}, { target: { ...bounds, target: 96 }, status: 'off_target' }),
        standing({}, { target: null, status: 'on_target' }),
      ]),
    ).toEqual([[], ['status'], [], ['target'], ['status', 'target']]);
  });

  it('has for each episode one beginning, and one end at most', () => {
    const look = fc.record({
      hasFigure: fc.boolean(),
      episode: fc.option(
        fc.constantFrom(episode(40, 41), episode(44, 45, { side: 'above' }), episode(40, 46)),
      ),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 12 }), (looks) => {
        const news = heard(looks.map((each) => standing(each))).flat();
        const began = news.filter((is) => is === 'began').length;
        const over = news.filter((is) => is === 'over').length;
        // The first look may be of one that stands.
        expect(over).toBeLessThanOrEqual(began + 1);
        const twice = heard([...looks, ...looks.slice(-1)].map((each) => standing(each)));
        expect(looks.length === 0 ? [] : twice.at(-1)).toEqual([]);
      }),
    );
  });

  it('comes from signals that are live', () => {
    const signal = { side: 'below', good: false, from: weekStart(44).key, to: weekStart(45).key };
    expect(episodeOf({ ...signal, side: 'below', state: 'standing' }, CALENDAR)).toEqual(
      episode(44, 45),
    );
    expect(episodeOf({ ...signal, side: 'below', state: 'past' }, CALENDAR)).toBeNull();
    expect(episodeOf(null, CALENDAR)).toBeNull();
  });
});

describe('a week’s digest', () => {
  const at = (instant: string, timeZone: string) => {
    const now = new Date(instant);
    const { week, from } = digestWeek(dateInZone(now, timeZone), now, timeZone, CALENDAR);
    return [week.key, from.toISOString()];
  };

  it.each([
    // Clocks go forward in Auckland on Sunday 27 September 2026, and back in Los Angeles on 1 November.
    ['2026-09-23T18:00:00Z', 'Pacific/Auckland', '2026-W38', '2026-09-23T18:00:00.000Z'],
    ['2026-09-23T17:59:59Z', 'Pacific/Auckland', '2026-W37', '2026-09-16T18:00:00.000Z'],
    ['2026-09-30T17:00:00Z', 'Pacific/Auckland', '2026-W39', '2026-09-30T17:00:00.000Z'],
    ['2026-09-30T16:59:59Z', 'Pacific/Auckland', '2026-W38', '2026-09-23T18:00:00.000Z'],
    ['2026-10-29T13:00:00Z', 'America/Los_Angeles', '2026-W43', '2026-10-29T13:00:00.000Z'],
    ['2026-11-05T13:30:00Z', 'America/Los_Angeles', '2026-W43', '2026-10-29T13:00:00.000Z'],
    ['2026-11-05T14:00:00Z', 'America/Los_Angeles', '2026-W44', '2026-11-05T14:00:00.000Z'],
    // Week 53, and the first week of a year.
    ['2027-01-07T06:00:00Z', 'Europe/London', '2026-W53', '2027-01-07T06:00:00.000Z'],
    ['2027-01-14T05:59:00Z', 'Europe/London', '2026-W53', '2027-01-07T06:00:00.000Z'],
    ['2027-01-14T06:00:00Z', 'Europe/London', '2027-W01', '2027-01-14T06:00:00.000Z'],
  ])('at %s in %s is of %s', (instant, timeZone, week, from) => {
    expect(at(instant, timeZone)).toEqual([week, from]);
  });
});

describe('who and what it concerns', () => {
  const person = (id: number, name: string): Person => ({
    ...{ id, name, email: `p${id}@shop.example`, role: 'viewer', teams: [], active: true },
    ...{ password: true, provider: false, demo: false, seenAt: null },
  });
  const people = [person(1, 'Ana'), person(2, 'Zoë'), person(3, 'Sam')];

  it('are those of a series who were not there, under whatever name', () => {
    const named = ['Ana, COO', 'Zoë', 'p2@shop.example', 'nobody', 'Sam'];
    const names = (present: readonly string[]) =>
      absentFrom({ named, present }, people).map(({ name }) => name);
    expect(names(named)).toEqual([]);
    expect(names(['Ana', 'p2@shop.example'])).toEqual(['Sam']);
    expect(names([])).toEqual(['Ana', 'Zoë', 'Sam']);
  });

  const catalog = {
    ...EMPTY_CATALOG,
    teams: [team({ slug: 'ops' }), team({ slug: 'depot', parent: 'ops' }), team({ slug: 'hr' })],
    journeys: [journey({ slug: 'buy' }), journey({ slug: 'old', retired: true })],
    stages: [stage({ slug: 'get', journey: 'buy' }), stage({ slug: 'gone', journey: 'old' })],
    kpis: [
      kpi({ slug: 'late', accountable: 'depot', stages: ['get'] }),
      kpi({ slug: 'lost', accountable: 'hr', stages: ['gone'] }),
    ],
  };

  it.each([
    ['kpi', 'late', ['buy']],
    ['kpi', 'lost', []],
    ['kpi', 'none', []],
    ['stage', 'get', ['buy']],
    ['team', 'depot', ['buy']],
    ['team', 'ops', ['buy']],
    ['team', 'hr', []],
  ] as const)('is of its journeys: %s %s', (kind, slug, journeys) => {
    expect([...journeysOf({ kind, slug }, catalog, day('2026-11-22'))]).toEqual(journeys);
  });

  it('waits for reviews only where they are held', () => {
    const today = day('2026-11-22');
    const series = (over: Partial<ReviewSeries>): ReviewSeries => ({
      ...{ id: 1, slug: 's', name: 'S', journey: 'buy', cadence: 'week', weekday: 1 },
      ...{ startsAt: '09:00', timeZone: 'Europe/London', chair: null, members: [] },
      ...{ from: day('2026-01-05'), retired: false, ...over },
    });
    const head = (start: string) => ({
      ...{ id: 1, start: day(start), asOf: '2026-11-16T09:00:00Z', closedAt: null },
    });
    const reviewed = (over: Partial<ReviewSeries>, ...starts: string[]) => [
      ...journeysReviewed([{ series: series(over), heads: starts.map(head) }], today, CALENDAR),
    ];
    const oldest = periodContaining(day('2026-10-26'), 'week', CALENDAR).start;
    expect(reviewed({}, oldest)).toEqual(['buy']);
    expect(reviewed({}, '2026-10-19')).toEqual([]);
    expect(reviewed({})).toEqual([]);
    expect(reviewed({ from: day('2026-11-16') })).toEqual(['buy']);
    expect(reviewed({ retired: true }, oldest)).toEqual([]);
    expect(reviewed({ cadence: 'quarter' }, '2026-04-01')).toEqual(['buy']);
  });

  it('is told what was decided and promised of it', () => {
    const item = {
      ...{ title: 'Late', kind: 'signal', state: 'done', said: '', planned: 6, spentSeconds: 0 },
      ...{ note: '', asked: null, checkIns: [], decisions: ['Stop'] },
      figures: [
        {
          ...{ kpi: 'late', name: 'Late', period: '2026-W44', value: 1, unit: '%', decimals: 1 },
          ...{ status: 'off_target', target: null, lower: null, upper: null, answers: 'Depot' },
          said: 'Below',
        },
      ],
    };
    const action = {
      ...{ id: 1, text: 'Roll back', team: 'Depot', person: null, due: '2026-11-30' },
      ...{ state: 'open', daysLate: 0, kpi: 'Late', effect: null, outcome: null, isNew: true },
    };
    const actions = [action, { ...action, isNew: false }, { ...action, kpi: null }];
    const about = (slug: string, name: string) =>
      saidAbout({ items: [item], actions }, [{ slug, name }]);
    expect(about('late', 'Late')).toEqual({ decided: ['Stop'], promised: [action] });
    expect(about('other', 'Other')).toEqual({ decided: [], promised: [] });
  });

  it('is light: pictures that are too many are left out, and their places', () => {
    const html = ['a', 'b', 'c'].map((cid) => `<p><img src="cid:${cid}" alt="x"></p>`).join('');
    const pictures = ['a', 'b', 'c'].map((cid) => ({ cid, png: new Uint8Array(40_000) }));
    const letter = { subject: '', text: '', html };
    const fit = fitted(letter, pictures);
    expect(fit.pictures.map(({ cid }) => cid)).toEqual(['a', 'b']);
    expect(fit.html).toBe(html.replace('<img src="cid:c" alt="x">', ''));
    expect(fitted(letter, []).html).not.toContain('img');
  });
});
