/** The sentences of the pages of teams and of accountability: true, and right in the singular. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scorecard, ScorecardStatus } from '../../lib/domain/scorecard';
import { plainText } from '../../lib/domain/sentence';
import { accountabilityHeadline } from '../../lib/domain/sentence-accountability';
import {
  missesPhrase,
  type TeamFinding,
  teamHeadline,
  teamLead,
} from '../../lib/domain/sentence-team';
import { teamListHeadline } from '../../lib/domain/sentence-team-list';
import type { TeamKpi } from '../../lib/domain/team-view';

function card(onTarget: number, due: number, judged = due): Scorecard {
  if (due === 0) {
    return { share: null, coverage: null, status: 'no_data', onTarget, judged, due };
  }
  const share = onTarget / due;
  const coverage = judged / due;
  const status: ScorecardStatus =
    coverage < 0.5
      ? 'no_data'
      : share >= 0.8
        ? 'on_target'
        : share >= 0.6
          ? 'at_risk'
          : 'off_target';
  return { share, coverage, status, onTarget, judged, due };
}

const SHORT = { on: 'on_target', risk: 'at_risk', off: 'off_target', none: 'no_data' } as const;
const stages = (...statuses: readonly (keyof typeof SHORT)[]) =>
  statuses.map((status, i) => ({ name: `S${i}`, status: SHORT[status] }));

const headline = (over: Partial<TeamFinding>): string =>
  plainText(
    teamHeadline({
      name: 'Stores',
      below: 0,
      silo: card(4, 5),
      ownKpis: 5,
      notBrokenDownBy: null,
      stages: stages('off', 'off', 'risk', 'on', 'on'),
      touchesNothing: false,
      ...over,
    }),
  );

describe('teamHeadline', () => {
  it.each<[Partial<TeamFinding>, string]>([
    [
      {},
      'Stores is on target by its own scorecard: 4 of 5 KPIs are. For customers, 3 of its 5 stages are not.',
    ],
    [
      { silo: card(2, 4) },
      'Stores is off target by its own scorecard: 2 of 4 due KPIs are on target. For customers, 3 of its 5 stages are not on target.',
    ],
    [
      { silo: card(2, 3), stages: stages('off', 'on') },
      'Stores is at risk by its own scorecard: 2 of 3 due KPIs are on target. For customers, 1 of its 2 stages is not on target.',
    ],
    [
      { silo: card(1, 1), ownKpis: 1, stages: stages('off') },
      'Stores is on target by its own scorecard: its only KPI that is due is. For customers, its only stage is not.',
    ],
    [
      { silo: card(0, 1), ownKpis: 1, stages: stages('on') },
      'Stores is off target by its own scorecard: its only KPI that is due is not on target. For customers, its only stage is on target.',
    ],
    [
      { silo: card(0, 2), stages: stages('risk', 'risk') },
      'Stores is off target by its own scorecard: neither of 2 due KPIs is on target. For customers, none of its 2 stages is on target.',
    ],
    [
      { silo: card(1, 3), stages: stages('on', 'on') },
      'Stores is off target by its own scorecard: 1 of 3 due KPIs is on target. For customers, both of its stages are on target.',
    ],
    [
      { silo: card(2, 2), stages: stages('on', 'on', 'on') },
      'Stores is on target by its own scorecard: both due KPIs are. For customers, all 3 of its stages are too.',
    ],
    [
      { silo: card(6, 6), stages: stages('on', 'none') },
      'Stores is on target by its own scorecard: all 6 KPIs are. For customers, 1 of its 2 stages (1 without data) is on target.',
    ],
    [
      { stages: stages('off', 'on', 'none') },
      'Stores is on target by its own scorecard: 4 of 5 KPIs are. For customers, 1 of its 3 stages (1 without data) is not.',
    ],
    [
      { stages: stages('none') },
      'Stores is on target by its own scorecard: 4 of 5 KPIs are. For customers, its only stage cannot be judged: no data.',
    ],
    [
      { stages: stages('none', 'none') },
      'Stores is on target by its own scorecard: 4 of 5 KPIs are. For customers, none of its 2 stages can be judged: no data.',
    ],
    [
      { stages: [] },
      'Stores is on target by its own scorecard: 4 of 5 KPIs are. It takes part in no stage of this journey.',
    ],
    [
      { stages: [], touchesNothing: true, silo: card(0, 0), ownKpis: 0 },
      'Stores measures nothing of its own work. It touches no stage of any journey.',
    ],
    [
      { silo: card(1, 5, 2), stages: stages('on') },
      'Stores cannot be judged by its own scorecard: only 2 of 5 figures that are due are in. For customers, its only stage is on target.',
    ],
    [
      { silo: card(0, 3, 0), stages: stages('on') },
      'Stores cannot be judged by its own scorecard: all 3 figures that are due are missing. For customers, its only stage is on target.',
    ],
    [
      { silo: card(0, 0), ownKpis: 1, stages: stages('on') },
      'Stores cannot be judged by its own scorecard: its only KPI is not due. For customers, its only stage is on target.',
    ],
    [
      { silo: card(0, 0), notBrokenDownBy: 'region', stages: stages('on') },
      'Stores cannot be judged by its own scorecard: none of 5 KPIs is broken down by region. For customers, its only stage is on target.',
    ],
    [
      { name: 'Operations', below: 1, silo: card(8, 10), stages: stages('off', 'on') },
      'Operations, with 1 team below it, is on target by the pooled scorecard: 8 of 10 KPIs are. For customers, 1 of its 2 stages is not.',
    ],
    [
      { name: 'Operations', below: 3, silo: card(3, 10), stages: stages('off') },
      'Operations, with 3 teams below it, is off target by the pooled scorecard: 3 of 10 KPIs are on target. For customers, its only stage is not on target.',
    ],
  ])('%j', (over, expected) => expect(headline(over)).toBe(expected));

  it('is good only when all its stages are judged and on target, bad when one is off', () => {
    const tone = (...statuses: readonly (keyof typeof SHORT)[]) =>
      teamHeadline({
        name: 'Stores',
        below: 0,
        silo: card(4, 5),
        ownKpis: 5,
        notBrokenDownBy: null,
        stages: stages(...statuses),
        touchesNothing: false,
      }).at(-1)?.tone;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('on', 'risk', 'off', 'none'), { minLength: 1, maxLength: 6 }),
        (statuses) => {
          const all = new Set(statuses);
          const expected = all.has('off')
            ? 'bad'
            : all.size === 1 && all.has('on')
              ? 'good'
              : 'strong';
          expect(tone(...(statuses as (keyof typeof SHORT)[]))).toBe(expected);
        },
      ),
    );
  });
});

describe('missesPhrase', () => {
  const misses = (off: number, risk: number) =>
    missesPhrase([
      ...Array.from({ length: off }, () => ({ status: 'off_target' as const })),
      ...Array.from({ length: risk }, () => ({ status: 'at_risk' as const })),
    ]);

  it.each([
    [misses(5, 2), '5 KPIs off target and 2 at risk'],
    [misses(1, 0), '1 KPI off target'],
    [misses(0, 1), '1 KPI at risk'],
    [misses(1, 3), '1 KPI off target and 3 at risk'],
  ])('%#', (text, expected) => expect(text).toBe(expected));
});

describe('teamListHeadline', () => {
  const row = (name: string, silo: Scorecard, red: boolean, gapPoints: number | null = null) => ({
    name,
    silo,
    gapPoints,
    touchesNothing: false,
    stages: [
      {
        slug: 's',
        name: 'S',
        status: red ? ('off_target' as const) : ('on_target' as const),
        watermelon: red,
      },
    ],
  });
  const said = (rows: Parameters<typeof teamListHeadline>[0]['rows']) => {
    const { headline: first, lead } = teamListHeadline({ rows, points: (n) => n.toFixed(1) });
    return { headline: plainText(first), lead: plainText(lead) };
  };
  const good = card(4, 5);
  const bad = card(1, 5);

  it.each([
    [
      [row('A', good, true), row('B', good, false), row('C', bad, true)],
      '2 of 3 teams are on target by their own scorecards. 1 of them takes part in a stage that is off target for customers.',
    ],
    [
      [row('A', good, true), row('B', bad, true)],
      '1 of 2 teams is on target by its own scorecard. It takes part in a stage that is off target for customers.',
    ],
    [
      [row('A', good, true), row('B', good, true)],
      'Both teams are on target by their own scorecards. Both take part in a stage that is off target for customers.',
    ],
    [
      [row('A', bad, true), row('B', bad, true), row('C', card(0, 0), true)],
      'None of 3 teams (1 without data) is on target by its own scorecard.',
    ],
    [[row('A', bad, true)], 'The only team is not on target by its own scorecard.'],
    [[row('A', card(0, 0), true)], 'The only team cannot be judged by its own scorecard: no data.'],
    [[], 'No team is defined yet.'],
  ])('%#', (rows, expected) => expect(said(rows).headline).toBe(expected));

  it('names the widest gap only where it is the widest as written', () => {
    expect(said([row('A', good, true, 12.34), row('B', good, true, 40)]).lead).toBe(
      'The widest gap is that of B: its own scorecard stands 40.0 points above the mean of its stages.',
    );
    expect(said([row('A', good, true, 40.01), row('B', good, true, 40.04)]).lead).toBe('');
    expect(said([row('A', good, true, -2), row('B', good, true, -9)]).lead).toBe('');
    expect(said([row('A', good, true, 40), row('B', good, true)]).lead).toBe('');
  });

  it('names the teams that touch no stage', () => {
    const loose = { ...row('Legal', good, false), stages: [], touchesNothing: true };
    expect(said([row('A', good, false), loose]).lead).toBe(
      'Legal touches no stage of any journey.',
    );
  });
});

describe('accountabilityHeadline', () => {
  const said = (
    kpis: number,
    answering: number,
    unshared: number,
    gaps: number,
    isFiltered = false,
  ) =>
    plainText(accountabilityHeadline({ kpis, answering, unshared, gaps, isFiltered, team: null }));

  it.each([
    [
      said(47, 8, 20, 12),
      '8 teams answer for 47 KPIs; 27 of them are shared. 12 gaps are left to close.',
    ],
    [said(1, 1, 1, 1), '1 team answers for 1 KPI; nobody shares it. 1 gap is left to close.'],
    [
      said(1, 1, 0, 0, true),
      '1 team answers for 1 KPI; it is shared. No gap is left to close here.',
    ],
    [said(2, 1, 0, 0), '1 team answers for 2 KPIs; both are shared. No gap is left to close.'],
    [
      said(3, 2, 3, 2),
      '2 teams answer for 3 KPIs; none of them is shared. 2 gaps are left to close.',
    ],
    [said(3, 2, 2, 2), '2 teams answer for 3 KPIs; 1 of them is shared. 2 gaps are left to close.'],
    [said(0, 0, 0, 3), 'No KPI is defined yet. 3 gaps are left to close.'],
    [said(0, 0, 0, 0, true), 'No KPI is left by this filter. No gap is left to close here.'],
  ])('%#', (text, expected) => expect(text).toBe(expected));

  it('says of a team what it answers for and what it shares', () => {
    const ofTeam = (kpis: number, answers: number) =>
      plainText(
        accountabilityHeadline({
          kpis,
          answering: 3,
          unshared: 1,
          gaps: 0,
          isFiltered: true,
          team: { name: 'Stores', answers },
        }),
      );
    expect(ofTeam(13, 8)).toBe(
      'Stores answers for 8 KPIs and shares 5. No gap is left to close here.',
    );
    expect(ofTeam(1, 1)).toBe(
      'Stores answers for 1 KPI and shares none. No gap is left to close here.',
    );
    expect(ofTeam(2, 0)).toBe(
      'Stores answers for no KPI and shares 2. No gap is left to close here.',
    );
  });
});

describe('teamLead', () => {
  /** A KPI as far as the lead reads it; its usual range is known. */
  const kpi = (name: string, over: Partial<TeamKpi> = {}): TeamKpi => {
    const read: Partial<TeamKpi> = {
      kpi: { slug: name.toLowerCase(), name } as TeamKpi['kpi'],
      part: 'answers',
      lens: 'experience',
      status: 'off_target',
      lower: 1,
      upper: 2,
      feeds: [],
      ...over,
    };
    return read as TeamKpi;
  };
  const lead = (broken: readonly TeamKpi[], kpis = broken) =>
    teamLead({ name: 'Stores', broken, kpis, kpiHref: (slug) => `/kpis/${slug}` });
  const shared = (name: string) => kpi(name, { part: 'shares' });

  it.each<[string, readonly TeamKpi[], string]>([
    ['one that it answers for', [kpi('A')], 'A, which Stores answers for, is worse than usual.'],
    ['one that it shares', [shared('A')], 'A, which Stores shares, is worse than usual.'],
    [
      'several that it answers for',
      [kpi('A'), kpi('B')],
      '2 KPIs that Stores answers for are worse than usual: A and B.',
    ],
    [
      'several that it shares',
      [shared('A'), shared('B')],
      '2 KPIs that Stores shares are worse than usual: A and B.',
    ],
    [
      'both, named in the order in which they are counted',
      [shared('A'), kpi('B'), shared('C'), kpi('D')],
      '2 KPIs that Stores answers for and 2 that it shares are worse than usual: B, D, A and C.',
    ],
  ])('says what is worse than usual: %s', (_, broken, text) => {
    expect(plainText(lead(broken))).toBe(text);
  });

  it('leads to each that it names', () => {
    expect(lead([shared('A'), kpi('B')]).flatMap(({ href }) => href ?? [])).toEqual([
      '/kpis/b',
      '/kpis/a',
    ]);
  });

  it('says that nothing is worse than usual only where something could be', () => {
    expect(plainText(lead([], [kpi('A', { status: 'on_target' })]))).toBe(
      'No KPI that Stores answers for or shares is worse than usual.',
    );
    expect(lead([], [kpi('A', { lower: null, upper: null })])).toEqual([]);
  });

  it('names what is green of its own and feeds a miss', () => {
    const miss = { kpi: { slug: 'm', name: 'M' }, status: 'off_target', evidence: 'suspected' };
    const green = kpi('A', {
      lens: 'silo',
      status: 'on_target',
      feeds: [miss] as unknown as TeamKpi['feeds'],
    });
    expect(plainText(lead([], [green]))).toBe(
      'No KPI that Stores answers for or shares is worse than usual. A is on target, yet suspected upstream of 1 KPI off target: M.',
    );
  });
});
