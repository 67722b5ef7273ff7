import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftPeriod } from '../../lib/domain/calendar';
import { countByKind, mostPressingFirst, passes } from '../../lib/domain/moment-register';
import { kpisOfMoment, momentState, momentStatus } from '../../lib/domain/moment-status';
import { momentKindName } from '../../lib/domain/moment-words';
import { plainText } from '../../lib/domain/sentence';
import { momentsFinding, prioritySentence } from '../../lib/domain/sentence-moment';
import type { MomentState } from '../../lib/domain/stage-view';
import type { Status } from '../../lib/domain/status';
import { judgement, kpi, moment, ORGANISATION, WEEK } from '../support/catalog-facts';

const of = (...statuses: readonly Status[]) => momentStatus(statuses.map((status) => ({ status })));

describe('momentStatus', () => {
  it.each<[Status[], string]>([
    [['on_target', 'off_target', 'no_data'], 'off_target'],
    [['on_target', 'at_risk', 'no_data'], 'at_risk'],
    [['on_target', 'no_data'], 'no_data'],
    [['on_target', 'on_target'], 'on_target'],
    [['on_target', 'not_yet_due', 'no_target', 'too_few'], 'on_target'],
    [['not_yet_due', 'no_target', 'too_few'], 'no_data'],
    [[], 'no_data'],
  ])('%j is %s', (statuses, expected) => expect(of(...statuses)).toBe(expected));

  it('never gets better by one KPI more, unless that is the first that says anything', () => {
    const status = fc.constantFrom<Status>('on_target', 'no_data', 'at_risk', 'off_target');
    const worse = ['on_target', 'no_data', 'at_risk', 'off_target'];
    fc.assert(
      fc.property(fc.array(status, { minLength: 1 }), status, (statuses, more) => {
        expect(worse.indexOf(of(...statuses, more))).toBeGreaterThanOrEqual(
          worse.indexOf(of(...statuses)),
        );
      }),
    );
  });
});

describe('momentState', () => {
  const periods = [-2, -1, 0].map((by) => shiftPeriod(WEEK, by, ORGANISATION));
  const state = (statuses: readonly Status[]) =>
    momentState(
      moment({ slug: 'm', stage: 's' }),
      [kpi({ slug: 'k', moment: 'm' })],
      new Map([
        [
          'k',
          {
            judgementIn: ({ key }) => {
              const at = periods.findIndex((period) => period.key === key);
              return judgement('k', statuses[at] ?? 'no_data');
            },
          },
        ],
      ]),
      periods,
      false,
    );

  it('says since when it is not good', () => {
    expect(state(['on_target', 'off_target', 'off_target'])).toMatchObject({
      status: 'off_target',
      since: '2026-W46',
      sinceAtLeast: false,
    });
    expect(state(['no_data', 'no_data', 'no_data'])).toMatchObject({
      status: 'no_data',
      since: '2026-W45',
      sinceAtLeast: true,
    });
  });

  it('says no since of what is good, or of a period in which nothing is due yet', () => {
    expect(state(['off_target', 'on_target', 'on_target']).since).toBeNull();
    expect(state(['off_target', 'off_target', 'not_yet_due'])).toMatchObject({
      status: 'no_data',
      since: null,
    });
  });

  it('has no status without a KPI, and a retired one is none', () => {
    const kpis = [kpi({ slug: 'k', moment: 'm', retired: true }), kpi({ slug: 'l' })];
    expect(kpisOfMoment(kpis, 'm')).toEqual([]);
    expect(
      momentState(moment({ slug: 'm', stage: 's' }), [], new Map(), periods, false),
    ).toMatchObject({
      status: null,
      since: null,
    });
  });
});

describe('the register', () => {
  const entry = (
    slug: string,
    status: MomentState['status'],
    critical = false,
    priority: number | null = null,
  ) => ({ slug, status, critical, priority });

  it('puts the worst first, of those the critical, then by priority', () => {
    const mixed = [
      entry('on', 'on_target', true, 1),
      entry('off-late', 'off_target', false, 9),
      entry('unmeasured', null),
      entry('off-never', 'off_target'),
      entry('off-critical', 'off_target', true, 12),
      entry('silent', 'no_data'),
      entry('off-early', 'off_target', false, 2),
      entry('risk', 'at_risk'),
      entry('off-never-2', 'off_target'),
    ];
    expect(mostPressingFirst(mixed).map(({ slug }) => slug)).toEqual([
      'off-critical',
      'off-early',
      'off-late',
      'off-never',
      'off-never-2',
      'risk',
      'silent',
      'unmeasured',
      'on',
    ]);
  });

  it('passes what holds every part of a filter', () => {
    const it = {
      kind: 'second',
      aim: 'wow',
      critical: false,
      stage: { slug: 'receive', name: 'Receive' },
    } as const;
    expect(passes(it, {})).toBe(true);
    expect(passes(it, { kind: 'second', aim: 'wow', critical: 'no', stage: 'receive' })).toBe(true);
    expect(passes(it, { kind: 'first' })).toBe(false);
    expect(passes(it, { aim: 'reliability' })).toBe(false);
    expect(passes(it, { critical: 'yes' })).toBe(false);
    expect(passes(it, { kind: 'second', stage: 'buy' })).toBe(false);
  });

  it('counts kinds, 0 for none', () =>
    expect(countByKind([{ kind: 'zero' }, { kind: 'second' }, { kind: 'zero' }])).toEqual({
      zero: 2,
      first: 0,
      second: 1,
      ultimate: 0,
    }));

  it('names kinds in words', () =>
    expect(momentKindName('second')).toBe('second moment: first use'));
});

describe('what the register says', () => {
  const say = (...moments: readonly (readonly [MomentState['status'], boolean])[]) =>
    plainText(momentsFinding(moments.map(([status, critical]) => ({ status, critical }))));
  const off = (critical = false) => ['off_target', critical] as const;
  const on = ['on_target', false] as const;

  it.each([
    [
      say(off(true), off(), on, [null, false]),
      '2 of 4 moments of truth are off target, 1 of them critical. 1 is measured by no KPI.',
    ],
    [say(off(true), on), '1 of 2 moments of truth is off target, and it is critical.'],
    [say(off(true), off(true), on), '2 of 3 moments of truth are off target, both critical.'],
    [
      say(off(true), off(true), off(true)),
      '3 of 3 moments of truth are off target, all of them critical.',
    ],
    [say(off()), 'The only moment of truth is off target.'],
    [say(on), 'The only moment of truth is on target.'],
    [say(on, on), 'All 2 moments of truth are on target.'],
    [
      say(on, ['at_risk', true], ['no_data', false], [null, false], [null, true]),
      'No moment of truth is off target. 1 is at risk. 1 cannot be judged: no data. 2 are measured by no KPI.',
    ],
    [say(), 'No moment of truth is named in this journey yet.'],
  ])('says %s', (said, expected) => expect(said).toBe(expected));

  const priority = (count: number) => plainText(prioritySentence({ count, fewest: 10, most: 20 }));

  it.each([
    [
      priority(18),
      '18 moments are prioritised, within the 10 to 20 that a journey can hold in sight.',
    ],
    [
      priority(10),
      '10 moments are prioritised, within the 10 to 20 that a journey can hold in sight.',
    ],
    [priority(1), '1 moment is prioritised: fewer than the 10 to 20 that make or break a journey.'],
    [
      priority(0),
      '0 moments are prioritised: fewer than the 10 to 20 that make or break a journey.',
    ],
    [
      priority(21),
      '21 moments are prioritised: more than the 10 to 20 that a journey can hold in sight.',
    ],
  ])('says %s', (said, expected) => expect(said).toBe(expected));
});
