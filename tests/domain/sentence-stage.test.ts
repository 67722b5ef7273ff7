import { describe, expect, it } from 'vitest';
import { parsePeriodKey } from '../../lib/domain/calendar';
import type { ScorecardStatus, StageScorecard } from '../../lib/domain/scorecard';
import { plainText } from '../../lib/domain/sentence';
import {
  historyPhrase,
  reliabilitySentence,
  type StageFindingInput,
  stageFinding,
  usualLevelPhrase,
} from '../../lib/domain/sentence-stage';
import { lowestSentence, stagesFinding, worstStage } from '../../lib/domain/sentence-stages';
import { ORGANISATION, WEEK } from '../support/catalog-facts';

const key = (text: string) => {
  const period = parsePeriodKey(text, ORGANISATION);
  if (period === null) throw new RangeError(text);
  return period.key;
};

function say(
  card: Partial<StageScorecard>,
  over: Partial<Omit<StageFindingInput, 'scorecard'>> = {},
): string {
  const due = card.due ?? 3;
  return plainText(
    stageFinding({
      name: 'Receive',
      scorecard: {
        share: 1,
        coverage: 1,
        status: 'off_target',
        onTarget: 1,
        judged: due,
        due,
        criticalMisses: [],
        ...card,
      },
      kpis: Math.max(due, 1),
      since: key('2026-W44'),
      sinceAtLeast: false,
      period: key('2026-W47'),
      inProgress: false,
      change: null,
      words: { periodName: (period) => period.slice(-3), dateName: (date) => date.slice(5) },
      ...over,
    }),
  );
}

const good = { status: 'on_target' } as const;

describe('stageFinding', () => {
  it.each([
    [say({}), 'Receive is off target since W44: 1 of 3 customer KPIs is met.'],
    [
      say({ onTarget: 2, due: 4 }, { sinceAtLeast: true }),
      'Receive is off target since W44 or before: 2 of 4 customer KPIs are met.',
    ],
    [
      say({ status: 'at_risk', onTarget: 3, due: 5 }),
      'Receive is at risk since W44: 3 of 5 customer KPIs are met.',
    ],
    [say({ onTarget: 0 }), 'Receive is off target since W44: none of 3 customer KPIs is met.'],
    [
      say({ onTarget: 0, due: 2 }),
      'Receive is off target since W44: neither of 2 customer KPIs is met.',
    ],
    [
      say({ onTarget: 0, due: 1 }),
      'Receive is off target since W44: its only due customer KPI is not met.',
    ],
    [
      say({ ...good, onTarget: 1, due: 1 }, { since: null }),
      'Receive is on target: its only due customer KPI is met.',
    ],
    [
      say({ ...good, onTarget: 2, due: 2 }, { since: null }),
      'Receive is on target: both customer KPIs are met.',
    ],
    [
      say({ ...good, onTarget: 3 }, { since: null }),
      'Receive is on target: all 3 customer KPIs are met.',
    ],
    [
      say({ onTarget: 1, judged: 2 }),
      'Receive is off target since W44: 1 of 3 customer KPIs is met, 1 has no figure.',
    ],
    [
      say({ onTarget: 1, judged: 3, due: 5 }),
      'Receive is off target since W44: 1 of 5 customer KPIs is met, 2 have no figure.',
    ],
    [
      say({ onTarget: 4, due: 5, criticalMisses: ['a'] }),
      'Receive is off target since W44: 4 of 5 customer KPIs are met, but a critical one is off target.',
    ],
    [
      say({ onTarget: 4, due: 6, criticalMisses: ['a', 'b'] }),
      'Receive is off target since W44: 4 of 6 customer KPIs are met, but 2 critical ones are off target.',
    ],
  ])('says %s', (said, expected) => expect(said).toBe(expected));

  it.each([
    [
      say({ due: 0, onTarget: 0, status: 'no_data' }, { kpis: 0 }),
      'Receive cannot be judged: no KPI says what customers get here.',
    ],
    [
      say({ due: 0, onTarget: 0, status: 'no_data' }, { kpis: 4 }),
      'Receive cannot be judged: none of its 4 customer KPIs is due in W47.',
    ],
    [
      say({ due: 0, onTarget: 0, status: 'no_data' }, { kpis: 1 }),
      'Receive cannot be judged: its only customer KPI is not due in W47.',
    ],
    [
      say({ due: 0, onTarget: 0, status: 'no_data' }, { kpis: 4, inProgress: true }),
      'Receive is not judged yet: W47 is in progress.',
    ],
    [
      say({ due: 4, judged: 1, status: 'no_data' }),
      'Receive cannot be judged: only 1 of 4 due customer KPIs has a figure.',
    ],
    [
      say({ due: 5, judged: 2, status: 'no_data' }),
      'Receive cannot be judged: only 2 of 5 due customer KPIs have a figure.',
    ],
    [
      say({ due: 4, judged: 0, status: 'no_data' }),
      'Receive cannot be judged: none of 4 due customer KPIs has a figure.',
    ],
    [
      say({ due: 1, judged: 0, status: 'no_data' }),
      'Receive cannot be judged: its only due customer KPI has no figure.',
    ],
  ])('says why not: %s', (said, expected) => expect(said).toBe(expected));
});

describe('historyPhrase', () => {
  const phrase = (offTarget: number, atRisk: number, judged: number, of = judged) =>
    historyPhrase({ offTarget, atRisk, judged, of }, 'week');

  it.each([
    [phrase(24, 0, 26), 'off target in 24 of 26 weeks'],
    [phrase(26, 0, 26), 'off target in all 26 weeks'],
    [phrase(0, 3, 26), 'at risk in 3 of 26 weeks'],
    [phrase(3, 2, 26), 'off target in 3 and at risk in 2 of 26 weeks'],
    [phrase(0, 0, 26), 'on target in all 26 weeks'],
    [phrase(3, 0, 24, 26), 'off target in 3 of the 24 weeks judged'],
    [phrase(0, 0, 24, 26), 'on target in all the 24 weeks judged'],
    [phrase(1, 0, 1), null],
    [phrase(0, 0, 0, 26), null],
  ])('says %s', (said, expected) => expect(said).toBe(expected));
});

describe('reliabilitySentence', () => {
  const say100 = (share: number | null, hasKpi = true) =>
    plainText(reliabilitySentence(share, hasKpi, (each) => (100 * each).toFixed(0)));

  it.each([
    [say100(0.87), 'For 87 of 100 customers the whole stage went right.'],
    [say100(1), 'For every customer the whole stage went right.'],
    [say100(0), 'For no customer the whole stage went right.'],
    [say100(null), 'For how many customers the whole stage went right is not known: no figure.'],
    [say100(null, false), 'For how many customers the whole stage went right is not measured.'],
  ])('says %s', (said, expected) => expect(said).toBe(expected));
});

describe('the stages beside each other', () => {
  const stages = (...statuses: readonly string[]) =>
    plainText(stagesFinding(statuses.map((status, i) => ({ name: `S${i + 1}`, status }))));
  const [on, off, risk, none] = ['on_target', 'off_target', 'at_risk', 'no_data'] as const;

  it.each([
    [stages(on, off), 'For customers, 1 of 2 stages is on target. S2 is off target.'],
    [stages(off, off), 'For customers, none of 2 stages is on target. S1 and S2 are off target.'],
    [stages(on, on), 'For customers, all 2 stages are on target.'],
    [stages(on), 'For customers, the only stage is on target.'],
    [
      stages(on, on, risk, none, off),
      'For customers, 2 of 5 stages are on target. S5 is off target. S3 is at risk. S4 is without data to judge by.',
    ],
    [stages(), 'This journey has no stages yet.'],
  ])('says %s', (said, expected) => expect(said).toBe(expected));

  const lowest = (...shares: readonly (number | null)[]) => {
    const said = lowestSentence(
      shares.map((share, i) => ({ name: `S${i + 1}`, share })),
      (share) => `${100 * share} %`,
    );
    return said === null ? null : plainText(said);
  };

  it('names the lowest, all of them that are, and none where they do not differ', () => {
    expect(lowest(0.5, 0.25, null)).toBe('Lowest is S2, with 25 % of due customer KPIs on target.');
    expect(lowest(0.25, 0.25, 1)).toBe(
      'Lowest are S1 and S2, with 25 % of due customer KPIs on target.',
    );
    expect(lowest(0.5, 0.5)).toBeNull();
    expect(lowest(0.5, null)).toBeNull();
    expect(lowest()).toBeNull();
  });
});

describe('a change that was marked as a stage went off target', () => {
  const change = {
    date: WEEK.start,
    text: 'New screen',
    from: key('2026-W44'),
    grain: 'week',
    after: 1,
  } as const;

  it('is said as the same time', () => {
    expect(say({}, { change })).toBe(
      `Receive is off target since W44, 1 week after “New screen” (${WEEK.start.slice(5)}): 1 of 3 customer KPIs is met.`,
    );
  });

  it('is not said where the run may be older, or there is none', () => {
    expect(say({}, { change, sinceAtLeast: true })).not.toContain('New screen');
    expect(say(good, { change, since: null })).not.toContain('New screen');
  });
});

describe('usualLevelPhrase', () => {
  const level = (
    direction: 'higher' | 'lower' | 'range' | 'none',
    target: number | null,
    center: number | null,
    best: number | null,
    told = false,
  ) => usualLevelPhrase({ direction, target, center, best, told }, String);

  it.each([
    ['higher', 95, 94, 97, 'at its usual level, 94, it misses the target of 95'],
    ['higher', 95, 95, 97, null],
    ['lower', 4, 5, 3, 'at its usual level, 5, it misses the target of 4'],
    ['lower', 4, 3.9, 3, null],
    ['higher', null, 94, 97, null],
    ['higher', 95, null, null, null],
    ['range', 95, 94, 97, null],
    ['none', 95, 94, 97, null],
  ] as const)('%s, target %s, centre %s, best %s', (direction, target, center, best, expected) => {
    expect(level(direction, target, center, best)).toBe(expected);
  });

  it('says that it will miss where the whole usual range does', () => {
    const said =
      'even at its best usual figure, 94, it misses the target of 95: it will miss until the process or the target changes';
    expect(level('higher', 95, 92, 94)).toBe(said);
    expect(level('higher', 95, 92, 94, true)).toBe(said.split(': it will')[0]);
    expect(level('lower', 3, 6, 4)).toContain('even at its best usual figure, 4');
  });
});

describe('worstStage', () => {
  const stage = (
    name: string,
    onTarget: number,
    due: number,
    over: Partial<Parameters<typeof worstStage>[0]['stages'][number]> = {},
  ) => ({
    name,
    status: 'off_target' as ScorecardStatus,
    onTarget,
    due,
    share: due === 0 ? null : onTarget / due,
    since: key('2026-W43'),
    sinceAtLeast: false,
    ...over,
  });
  const worst = (...stages: readonly ReturnType<typeof stage>[]) => {
    const said = worstStage({
      stages,
      words: { periodName: (period) => period.slice(-3) },
    });
    return said === null ? null : plainText(said);
  };

  it('names the lowest of those off target, with its count and since when', () => {
    expect(worst(stage('Buy', 2, 5), stage('Receive', 1, 4))).toBe(
      'Worst is Receive: 1 of 4 due customer KPIs on target, off target since W43.',
    );
  });

  it('names all that are alike, each since when', () => {
    expect(
      worst(
        stage('Buy', 2, 5),
        stage('Receive', 1, 4),
        stage('Get help', 2, 8, { sinceAtLeast: true }),
      ),
    ).toBe(
      'Worst are Receive (1 of 4 due customer KPIs on target, off target since W43) and Get help (2 of 8, since W43 or before).',
    );
  });

  it('does not take a low share for a stage that is off target, nor one that nothing is due of', () => {
    expect(
      worst(stage('Buy', 0, 5, { status: 'no_data' }), stage('Receive', 1, 4), stage('Use', 0, 0)),
    ).toContain('Worst is Receive');
  });

  it('names none where none is off target, where it is the only one, or where four are alike', () => {
    expect(
      worst(stage('Buy', 3, 4, { status: 'at_risk' }), stage('Use', 4, 4, { status: 'on_target' })),
    ).toBeNull();
    expect(worst(stage('Buy', 0, 4))).toBeNull();
    expect(worst(...['a', 'b', 'c', 'd'].map((name) => stage(name, 1, 4)))).toBeNull();
  });
});
