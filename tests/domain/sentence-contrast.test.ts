import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lib/domain/calendar';
import { chain } from '../../lib/domain/chain';
import {
  type Contrast,
  type ContrastCell,
  gapPoints,
  type TrendPoint,
} from '../../lib/domain/contrast';
import {
  countedShare,
  meanShare,
  type Scorecard,
  type ScorecardStatus,
} from '../../lib/domain/scorecard';
import { plainText } from '../../lib/domain/sentence';
import { contrastHeadline } from '../../lib/domain/sentence-contrast';

const STATUS: Readonly<Record<string, ScorecardStatus>> = {
  on: 'on_target',
  risk: 'at_risk',
  off: 'off_target',
  none: 'no_data',
  withheld: 'withheld',
};
const SHARES = {
  on_target: 1,
  at_risk: 0.7,
  off_target: 0.2,
  no_data: null,
  withheld: null,
} as const;

/** `due` 1 of 3 judged tells too few figures from nothing due. */
function card(word: string, share?: number): Scorecard {
  const status = STATUS[word.replace('-low', '')] ?? 'no_data';
  const low = word.endsWith('-low');
  return {
    status,
    share: share ?? (low ? 1 / 3 : SHARES[status]),
    coverage: status === 'no_data' ? (low ? 1 / 3 : null) : 1,
    onTarget: 0,
    judged: 0,
    due: status === 'no_data' && !low ? 0 : 3,
  };
}

interface Scene {
  /** Words like `on off none none-low`, or a share from 0 to 1 for a team on target. */
  readonly teams: string;
  readonly stages: string;
  /** `0:1 own` is a green cell of team 0 in stage 1. */
  readonly green?: readonly string[];
  readonly siloShare?: number | null;
  readonly stageShare?: number | null;
}

function contrastOf({ teams, stages, green = [], ...shares }: Scene): Contrast {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  const stageRows = words(stages).map((word, i) => ({
    slug: `s${i}`,
    name: `Stage ${'ABCDEFGH'[i] ?? i}`,
    experience: { ...card(word), criticalMisses: [] },
    reliability: null,
  }));
  const teamRows = words(teams).map((word, i) => ({
    slug: `t${i}`,
    name: `Team ${'ABCDEFGH'[i] ?? i}`,
    parent: null,
    silo: card(word),
    sharedScore: null,
    gapPoints: null,
    stages: stageRows.map(({ slug }) => slug),
  }));
  const greens = new Map(green.map((text) => [text.split(' ')[0], text.split(' ')[1]]));
  const cells = teamRows.flatMap((_, t) =>
    stageRows.map((stage, s): ContrastCell => {
      const basis = greens.get(`${t}:${s}`);
      return {
        team: `t${t}`,
        stage: stage.slug,
        basis: basis === 'own' ? 'own' : 'overall',
        status: basis === undefined ? 'off_target' : 'on_target',
        share: 1,
        watermelon: basis !== undefined && stage.experience.status === 'off_target',
      };
    }),
  );
  const siloShare =
    shares.siloShare === undefined
      ? meanShare(teamRows.flatMap(({ silo }) => countedShare(silo) ?? []))
      : shares.siloShare;
  const stageShare =
    shares.stageShare === undefined
      ? meanShare(stageRows.flatMap(({ experience }) => countedShare(experience) ?? []))
      : shares.stageShare;
  return {
    journey: 'j',
    teams: teamRows,
    headings: [],
    stages: stageRows,
    cells,
    siloShare,
    stageShare,
    alignmentGapPoints: gapPoints(siloShare, stageShare),
    siloWithheld: teamRows.some(({ silo }) => silo.status === 'withheld'),
    stagesWithheld: false,
    chain: chain(stageRows),
    untouched: [],
  };
}

/** Gaps in points by week, the last one W47; null for a week without. */
function trendOf(gaps: readonly (number | null)[]): readonly TrendPoint[] {
  return gaps.map((gap, i) => {
    const week = parsePeriod(`2026-W${String(48 - gaps.length + i).padStart(2, '0')}`, 'week', {
      fiscalYearStart: 1,
    });
    if (week === null) throw new RangeError('no such week');
    const siloShare = gap === null ? null : 0.5 + gap / 200;
    return { period: week.key, siloShare, stageShare: gap === null ? null : 0.5 - gap / 200 };
  });
}

const WORDS = {
  periodName: (key: string) => key.slice(5),
  points: (points: number) => points.toFixed(1).replace('-', '−'),
};

function say(scene: Scene, gaps: readonly (number | null)[] = []) {
  const { headline, lead } = contrastHeadline({
    contrast: contrastOf(scene),
    trend: trendOf(gaps),
    grain: 'week',
    words: WORDS,
  });
  return { headline: plainText(headline), lead: plainText(lead) };
}

describe('headline', () => {
  it.each([
    [
      'on on on on on on risk off',
      'on risk off off on on off risk',
      '6 of 8 teams are on target by their own scorecards. For customers, only 3 of 8 stages are.',
    ],
    [
      'on off off',
      'off off on',
      '1 of 3 teams is on target by its own scorecard. For customers, only 1 of 3 stages is.',
    ],
    [
      'on on on',
      'on on on',
      'All 3 teams are on target by their own scorecards. For customers, all 3 stages are.',
    ],
    [
      'off risk off',
      'off off off',
      'None of 3 teams is on target by its own scorecard. For customers, none of 3 stages is.',
    ],
    [
      'on on',
      'on on',
      'Both teams are on target by their own scorecards. For customers, both stages are.',
    ],
    [
      'off off',
      'risk risk',
      'Neither of 2 teams is on target by its own scorecard. For customers, neither of 2 stages is.',
    ],
    [
      'on',
      'on',
      'The only team is on target by its own scorecard. For customers, the only stage is.',
    ],
    [
      'off',
      'risk',
      'The only team is not on target by its own scorecard. For customers, the only stage is not.',
    ],
    [
      'on none none-low',
      'on none off',
      '1 of 3 teams (2 without data) is on target by its own scorecard. For customers, 1 of 3 stages (1 without data) is.',
    ],
    [
      'none none',
      'on off',
      'No team can be judged by its own scorecard: no data. For customers, 1 of 2 stages is on target.',
    ],
    [
      'on off',
      'none none-low',
      '1 of 2 teams is on target by its own scorecard. For customers, no stage can be judged: no data.',
    ],
    [
      'none',
      'none',
      'No team can be judged by its own scorecard: no data. For customers, no stage can be judged: no data.',
    ],
    [
      '',
      'on off',
      'No team takes part in this journey. For customers, 1 of 2 stages is on target.',
    ],
    ['', '', 'This journey has no stages yet.'],
  ])('teams %s; stages %s', (teams, stages, expected) => {
    expect(say({ teams, stages }).headline).toBe(expected);
  });

  it('is red when a stage is off target, and green only when all are on', () => {
    const tone = (stages: string) =>
      contrastHeadline({
        contrast: contrastOf({ teams: 'on', stages }),
        trend: [],
        grain: 'week',
        words: WORDS,
      }).headline.at(-1)?.tone;
    expect(tone('on off')).toBe('bad');
    expect(tone('on on')).toBe('good');
    expect(tone('on risk')).toBe('strong');
    expect(tone('on none')).toBe('strong');
    expect(tone('none')).toBe('strong');
  });
});

describe('lead', () => {
  /** What is said of stages and teams, without the gap. */
  const first = (scene: Scene) => say(scene).lead.split(/ ?The(?:re is no)? gap/)[0];

  it.each<[string, Scene, string]>([
    [
      'green teams by KPIs of their own',
      { teams: 'on on on', stages: 'off off off', green: ['0:0 own', '1:1 own', '1:2 overall'] },
      'Stage A, Stage B and Stage C are off target, yet 2 teams that take part in them report green there.',
    ],
    [
      'one green team in one red stage',
      { teams: 'on off', stages: 'on off', green: ['0:1 own'] },
      'Stage B is off target, yet 1 team that takes part in it reports green there.',
    ],
    [
      'teams that measure nothing there',
      { teams: 'on on', stages: 'off off', green: ['0:0 overall', '1:1 overall'] },
      'Stage A and Stage B are off target, yet 2 teams that take part in them report green overall.',
    ],
    [
      'both kinds',
      { teams: 'on on on', stages: 'off', green: ['0:0 own', '1:0 overall', '2:0 own'] },
      'Stage A is off target, yet 3 teams that take part in it report green: 2 there, 1 overall.',
    ],
    [
      'no green team',
      { teams: 'off', stages: 'off on', green: ['0:1 own'] },
      'Stage A is off target, and no team that takes part in it reports green there.',
    ],
    [
      'no team at all',
      { teams: '', stages: 'off' },
      'Stage A is off target, and no team takes part in it.',
    ],
    [
      'many red stages',
      { teams: 'on', stages: 'off off off off off', green: ['0:4 own'] },
      'Stage A, Stage B, Stage C and 2 more stages are off target, yet 1 team that takes part in them reports green there.',
    ],
    [
      'four red stages by name',
      { teams: 'off', stages: 'off off off off' },
      'Stage A, Stage B, Stage C and Stage D are off target, and no team that takes part in them reports green there.',
    ],
    [
      'stages at risk',
      { teams: 'on', stages: 'risk on risk none' },
      'No stage with data is off target; Stage A and Stage C are at risk.',
    ],
    [
      'one at risk',
      { teams: 'on', stages: 'on risk' },
      'No stage is off target; Stage B is at risk.',
    ],
    [
      'a red team where customers are served well',
      { teams: 'on off', stages: 'on on' },
      'Team B is off target by its own scorecard.',
    ],
    [
      'two of them',
      { teams: 'off off', stages: 'on' },
      'Team A and Team B are off target by their own scorecards.',
    ],
    ['all well', { teams: 'on on', stages: 'on on' }, ''],
    [
      'all well as far as known',
      { teams: 'on', stages: 'on none' },
      'Every stage with data is on target for customers.',
    ],
    ['nothing known of customers', { teams: 'on', stages: 'none' }, ''],
  ])('%s', (_, scene, expected) => expect(first(scene)).toBe(expected));

  it('links the stages it names when it knows their addresses', () => {
    const { lead } = contrastHeadline({
      contrast: contrastOf({ teams: 'on', stages: 'on off' }),
      trend: [],
      grain: 'week',
      words: WORDS,
      stageHref: (slug) => `/stages/${slug}`,
    });
    expect(lead[0]).toEqual({ text: 'Stage B', tone: 'strong', href: '/stages/s1' });
  });

  it('teaches where a journey has no stages', () => {
    expect(say({ teams: '', stages: '' }).lead).toBe(
      'Define its stages and map KPIs to them to see what customers get.',
    );
  });
});

describe('the gap in words', () => {
  const wide = { teams: 'on', stages: 'off', siloShare: 0.85, stageShare: 0.652 };
  const gap = (scene: Scene, gaps: readonly (number | null)[] = []) =>
    say(scene, gaps).lead.replace(/^.*?(?=The(?:re)? (?:is no )?gap)/, '');

  it.each<[string, readonly (number | null)[], string]>([
    ['without a trend', [], 'The gap is 19.8 points.'],
    ['with itself alone', [19.8], 'The gap is 19.8 points.'],
    ['with the week before', [12, 19.8], 'The gap is 19.8 points; it was 12.0 in W46.'],
    ['with the same the week before', [19.84, 19.8], 'The gap is 19.8 points, as in W46.'],
    ['with nothing the week before', [4, null, 19.8], 'The gap is 19.8 points.'],
    [
      'at its widest, above average for five weeks',
      [1, 2, 1, 0, 11, 12, 14, 17, 19.8],
      'The gap is 19.8 points, the widest of the 9 weeks to W47; since W43 it has been above 8.6, its average over all 9 weeks.',
    ],
    [
      'above average, wider before',
      [30, 2, 2, 2, 18, 19.8],
      'The gap is 19.8 points; since W46 it has been above 12.3, its average over the 6 weeks to W47.',
    ],
    [
      'above average in its newest week alone',
      [30, 2, 2, 2, 2, 19.8],
      'The gap is 19.8 points; it is above 9.6, its average over the 6 weeks to W47.',
    ],
    [
      'below average',
      [40, 40, 40, 20, 18, 19.8],
      'The gap is 19.8 points; since W45 it has been below 29.6, its average over the 6 weeks to W47.',
    ],
    [
      'with weeks missing, which end what is known of since when',
      [1, 1, 1, 30, null, 19, 19.8],
      'The gap is 19.8 points; since W46 at least it has been above 12.0, its average over the 6 weeks with data of the 7 to W47.',
    ],
    [
      'at its average',
      [19.8, 19.8, 19.8, 19.8, 19.8, 19.8],
      'The gap is 19.8 points; its average over the 6 weeks to W47 is 19.8 too.',
    ],
    [
      'widest only by what rounding hides',
      [1, 1, 1, 1, 19.79, 19.8],
      'The gap is 19.8 points; since W46 it has been above 7.3, its average over the 6 weeks to W47.',
    ],
    [
      'above an average below zero',
      [-50, -50, -50, -50, 3, 19.8],
      'The gap is 19.8 points, the widest of the 6 weeks to W47; since W46 it has been above −29.5, its average over all 6 weeks.',
    ],
  ])('%s', (_, gaps, expected) => expect(gap(wide, gaps)).toBe(expected));

  it.each<[string, Scene, readonly (number | null)[], string]>([
    [
      'turned round',
      { teams: 'off', stages: 'on', siloShare: 0.6, stageShare: 0.652 },
      [],
      'The gap is the other way round: customers get 5.2 points more than teams report.',
    ],
    [
      'turned round since W45',
      { teams: 'off', stages: 'on', siloShare: 0.6, stageShare: 0.652 },
      [3, -1, -2, -5.2],
      'The gap is the other way round: customers get 5.2 points more than teams report, and have since W45.',
    ],
    [
      'turned round for as long as is shown',
      { teams: 'off', stages: 'on', siloShare: 0.6, stageShare: 0.652 },
      [-1, -5.2],
      'The gap is the other way round: customers get 5.2 points more than teams report, and have since W46 at least.',
    ],
    [
      'none',
      { teams: 'on', stages: 'on', siloShare: 1, stageShare: 1 },
      [],
      'There is no gap: teams report what customers get.',
    ],
    [
      'too small to show',
      { teams: 'on', stages: 'on', siloShare: 0.9004, stageShare: 0.9 },
      [],
      'The gap rounds to 0.0 points.',
    ],
  ])('%s', (_, scene, gaps, expected) => expect(gap(scene, gaps)).toBe(expected));

  it('says one point in the singular where it is written so', () => {
    const { lead } = contrastHeadline({
      contrast: contrastOf({ teams: 'on', stages: 'on', siloShare: 0.76, stageShare: 0.75 }),
      trend: [],
      grain: 'week',
      words: { ...WORDS, points: (points) => points.toFixed(0) },
    });
    expect(plainText(lead)).toBe('The gap is 1 point.');
  });

  it.each([
    [
      'none none',
      'on',
      'There is no gap to give: no team can be judged by its own scorecard, as no KPI of their own is due.',
    ],
    [
      'none none-low',
      'on',
      'There is no gap to give: no team can be judged by its own scorecard, as too few of the figures that are due are in.',
    ],
    [
      'on',
      'none',
      'There is no gap to give: no stage can be judged for customers, as no KPI of theirs is due.',
    ],
    [
      'none',
      'none-low',
      'There is no gap to give: no team can be judged by its own scorecard, as no KPI of their own is due, and no stage can be judged for customers, as too few of the figures that are due are in.',
    ],
    ['', 'on', 'There is no gap to give: no team takes part in the journey.'],
  ])('says why there is none: teams %s, stages %s', (teams, stages, expected) => {
    expect(gap({ teams, stages })).toBe(expected);
  });

  it('says what the averages leave out', () => {
    expect(say({ teams: 'on none', stages: 'on none none' }).lead).toContain(
      'The gap leaves out 1 team and 2 stages without data.',
    );
    expect(say({ teams: 'on none', stages: 'on' }).lead).toContain(
      'The gap leaves out 1 team without data.',
    );
    expect(say({ teams: 'none', stages: 'on none' }).lead).not.toContain('leaves out');
  });
});

describe('any headline and lead', () => {
  const words = (max: number) =>
    fc
      .array(fc.constantFrom('on', 'risk', 'off', 'none', 'none-low'), { maxLength: max })
      .map((list) => list.join(' '));
  const gaps = fc.array(fc.option(fc.double({ min: -99, max: 99, noNaN: true })), {
    maxLength: 26,
  });
  const scene = fc.record({ teams: words(8), stages: words(8) }).chain(({ teams, stages }) =>
    fc.record({
      teams: fc.constant(teams),
      stages: fc.constant(stages),
      green: fc.array(
        fc
          .tuple(fc.nat(7), fc.nat(7), fc.constantFrom('own', 'overall'))
          .map(([t, s, basis]) => `${t}:${s} ${basis}`),
      ),
    }),
  );

  it('agrees in number, ends in full stops and writes no missing value', () => {
    fc.assert(
      fc.property(scene, gaps, (any, trend) => {
        const { headline, lead } = say(any, trend);
        for (const text of [headline, lead]) {
          expect(text).toMatch(/^(?:[A-Z0-9].*\.)?$/);
          expect(text).not.toMatch(/undefined|null|NaN|Infinity| {2}| \.|,,|\.\./);
          expect(text).not.toMatch(/\b1 (?:teams|stages|weeks|more stages are)\b/);
          expect(text).not.toMatch(/\b(?:[02-9]|\d\d) (?:team|stage|week|point)\b/);
          expect(text).not.toMatch(/(?:None|none|Neither|neither) of \d [a-z]+(?: \([^)]*\))? are/);
          expect(text).not.toMatch(/\b1 of \d [a-z]+(?: \([^)]*\))? are/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('calls a gap the widest only when no other is as wide as written', () => {
    fc.assert(
      fc.property(gaps, fc.double({ min: 1, max: 60, noNaN: true }), (before, now) => {
        const trend = [...before, now].slice(-26);
        const { lead } = say(
          { teams: 'on', stages: 'on', siloShare: 0.5 + now / 200, stageShare: 0.5 - now / 200 },
          trend,
        );
        if (!lead.includes('widest')) return;
        const others = trend.slice(0, -1).flatMap((gap) => gap ?? []);
        expect(others.every((gap) => gap < now && gap.toFixed(1) !== now.toFixed(1))).toBe(true);
      }),
    );
  });

  it('says since when only for an unbroken run on that side of the average', () => {
    fc.assert(
      fc.property(gaps, fc.double({ min: 1, max: 60, noNaN: true }), (before, now) => {
        const trend = [...before, now].slice(-26);
        const { lead } = say(
          { teams: 'on', stages: 'on', siloShare: 0.5 + now / 200, stageShare: 0.5 - now / 200 },
          trend,
        );
        const match = /since W(\d\d)( at least)? it has been (above|below)/.exec(lead);
        if (match === null) return;
        const known = trend.flatMap((gap) => gap ?? []);
        const average = known.reduce((sum, gap) => sum + gap, 0) / known.length;
        const first = trend.length - (48 - Number(match[1]));
        const side = (gap: number | null | undefined) =>
          gap == null ? 'unknown' : gap > average ? 'above' : 'below';
        expect(new Set(trend.slice(first).map(side))).toEqual(new Set([match[3]]));
        expect(side(trend[first - 1])).not.toBe(match[3]);
        expect(side(trend[first - 1]) === 'unknown').toBe(match[2] !== undefined);
      }),
    );
  });
});
