/** The agenda: what presses first one by one, the rest folded, nothing twice. */
import { describe, expect, it } from 'vitest';

import { type AgendaInput, agenda, foldedFinding, strength } from '../../lib/domain/agenda';
import type { PeriodKey } from '../../lib/domain/calendar';
import { dueCheckIns, missingTeams } from '../../lib/domain/check-in';
import type { BoardItem, SignalBoard } from '../../lib/domain/contrast-view';

const WEEK = '2026-W47' as PeriodKey;

const item = (
  slug: string,
  over: Partial<BoardItem> & { readonly stage?: string; readonly critical?: boolean } = {},
): BoardItem => {
  const { stage = 'buy', critical = false, ...rest } = over;
  return {
    kpi: { slug, name: slug },
    stages: [{ slug: stage, name: stage, critical }],
    status: 'off_target',
    period: WEEK,
    unit: '%',
    decimals: 1,
    direction: 'higher',
    value: 84,
    previousValue: 90,
    target: null,
    lower: 90.5,
    upper: 96.5,
    points: [],
    signal: { rules: [1], from: WEEK, to: WEEK, side: 'below', good: false, state: 'new' },
    sentence: [],
    step: null,
    accountable: { slug: `team-${slug}`, name: `Team ${slug}`, lead: null },
    contributing: [],
    ...rest,
  };
};

const board = (over: Partial<SignalBoard> = {}): SignalBoard => ({
  actOn: [],
  inHand: [],
  good: [],
  changed: [],
  routine: [],
  untold: [],
  newCount: 0,
  standingCount: 0,
  budget: { kpis: 0, new: 0, standing: 0 },
  ...over,
});

const input = (over: Partial<SignalBoard> = {}, rest: Partial<AgendaInput> = {}): AgendaInput => ({
  board: board(over),
  stages: ['buy', 'receive'],
  promised: { open: 0, late: 0, closed: 0 },
  watermelons: { cells: 0, stages: 0 },
  ...rest,
});

describe('agenda', () => {
  it('of a week without news ends with thanks and decisions alone', () => {
    expect(agenda(input()).map(({ kind }) => kind)).toEqual(['thanks', 'decisions']);
  });

  it('puts what is critical first, then the order of the journey, then the strongest', () => {
    const items = [
      item('late', { stage: 'receive' }),
      item('weak', { value: 90 }),
      item('strong', { value: 80 }),
      item('nowhere', { stages: [] }),
      item('critical', { stage: 'receive', critical: true }),
    ];
    const made = agenda(input({ actOn: items }));
    expect(made.slice(0, 5).map(({ kpis }) => kpis[0])).toEqual([
      'critical',
      'strong',
      'weak',
      'late',
      'nowhere',
    ]);
    expect(made[0]?.minutes).toBeGreaterThan(made[1]?.minutes ?? 0);
  });

  it('has each KPI once, however many there are, and each group as one item', () => {
    const many = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => item(`${prefix}-${index}`));
    const made = agenda(
      input(
        {
          actOn: many('act', 12),
          inHand: many('hand', 3),
          routine: many('routine', 12),
          untold: many('untold', 2),
          good: many('good', 2),
          changed: many('changed', 1),
        },
        { promised: { open: 2, late: 1, closed: 1 }, watermelons: { cells: 7, stages: 3 } },
      ),
    );
    expect(made.map(({ kind }) => kind)).toEqual([
      'promises',
      ...Array.from({ length: 8 }, () => 'signal'),
      'standing',
      'routine',
      'watermelons',
      'good',
      'thanks',
      'decisions',
    ]);
    const kpis = made.flatMap((each) => each.kpis);
    expect(kpis).toHaveLength(32);
    expect(new Set(kpis).size).toBe(32);
    expect(new Set(made.map(({ key }) => key)).size).toBe(made.length);
  });

  it('says of noise that it is noise', () => {
    expect(foldedFinding('routine', 12, 'week')).toBe(
      '12 misses are routine variation or too early to tell: change the process or the target, do not ask why this week.',
    );
    expect(foldedFinding('routine', 1, 'month')).toContain('1 miss is');
    expect(strength({ value: 84, lower: 90.5, upper: 96.5 })).toBeCloseTo(9.5 / 3, 12);
    expect(strength({ value: 84, lower: null, upper: null })).toBe(0);
  });
});

describe('check-ins', () => {
  it('are asked for by news and by critical misses, and by nothing else', () => {
    const standing = {
      rules: [2 as const],
      from: WEEK,
      to: WEEK,
      side: 'below' as const,
      good: false,
      state: 'standing' as const,
    };
    const due = dueCheckIns(
      board({
        actOn: [item('news'), item('old', { signal: standing })],
        routine: [
          item('critical', { signal: null, critical: true }),
          item('plain', { signal: null }),
        ],
      }),
      [],
      () => '2026-11-16',
    );
    const required = due.filter((each) => each.required);
    expect(required.map(({ item: { kpi } }) => kpi.slug)).toEqual(['news', 'critical']);
    expect(missingTeams(due).map(({ slug }) => slug)).toEqual(['team-news', 'team-critical']);
  });
});
