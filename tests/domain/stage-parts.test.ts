/** What stands on a stage's page beside its finding: order, notes, gaps, teams. */
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../lib/domain/accountability';
import type { Catalog } from '../../lib/domain/catalog';
import { contrast } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import { plainText } from '../../lib/domain/sentence';
import { stageGaps } from '../../lib/domain/stage-gaps';
import { stageKpiGroups, stageSiloKpis } from '../../lib/domain/stage-groups';
import { stageNotes } from '../../lib/domain/stage-notes';
import { stageTeams } from '../../lib/domain/stage-teams';
import type { StageKpi, StageOrigin } from '../../lib/domain/stage-view';
import type { Status } from '../../lib/domain/status';
import { trendPeriods } from '../../lib/domain/trend';
import { withUpstream } from '../../lib/domain/upstream';
import {
  day,
  EMPTY_CATALOG,
  journey,
  judgements,
  kpi,
  moment,
  ORGANISATION,
  stage,
  team,
  WEEK,
} from '../support/catalog-facts';

type Asked = Pick<StageKpi, 'status'> & Partial<StageKpi>;

function card(slug: string, asked: Asked): StageKpi {
  return {
    kpi: { slug, name: slug },
    stages: [],
    period: WEEK.key,
    unit: '%',
    decimals: 1,
    direction: 'higher',
    value: 1,
    previousValue: null,
    target: null,
    lower: null,
    upper: null,
    points: [],
    signal: null,
    sentence: [],
    step: null,
    accountable: { slug: 't', name: 't', lead: null },
    contributing: [],
    grain: 'week',
    lens: 'experience',
    kind: 'operation',
    critical: false,
    reliability: false,
    interval: null,
    answers: null,
    steady: asked.status === 'on_target',
    standing: { since: null, sinceAtLeast: false, offTarget: 0, atRisk: 0, judged: 0, of: 0 },
    change: null,
    chart: { name: slug, points: [], phases: [], annotations: [] },
    ...asked,
  };
}

describe('stageKpiGroups', () => {
  it('puts misses first, critical before other, folds what is steady, and counts what is due', () => {
    const kpis = [
      card('steady', { status: 'on_target' }),
      card('risk', { status: 'at_risk' }),
      card('off', { status: 'off_target' }),
      card('off-critical', { status: 'off_target', critical: true }),
      card('missing', { status: 'no_data' }),
      card('said', { status: 'on_target', kind: 'perception' }),
    ];
    const statuses: Record<string, Status> = Object.fromEntries(
      kpis.map((each) => [each.kpi.slug, each.status]),
    );
    const groups = stageKpiGroups(kpis, judgements(statuses));
    expect(
      groups.map(({ kind, onTarget, due, shown, steady }) => ({
        kind,
        score: `${onTarget}/${due}`,
        shown: shown.map((each) => each.kpi.slug),
        steady: steady.map((each) => each.kpi.slug),
      })),
    ).toEqual([
      { kind: 'perception', score: '1/1', shown: [], steady: ['said'] },
      {
        kind: 'operation',
        score: '1/5',
        shown: ['off-critical', 'off', 'risk', 'missing'],
        steady: ['steady'],
      },
    ]);
  });

  it('leaves out what is not due from its count', () => {
    const [group] = stageKpiGroups(
      [card('early', { status: 'not_yet_due' })],
      judgements({ early: 'not_yet_due' }),
    );
    expect(group).toMatchObject({ onTarget: 0, due: 0 });
  });
});

describe('stageSiloKpis', () => {
  const origin = (slug: string, status: Status): StageOrigin => ({
    of: { slug: 'end', name: 'End' },
    proven: false,
    finding: [],
    carries: [],
    steps: [
      {
        ...card(slug, { status }),
        team: { slug: 't', name: 't', lead: null },
        said: [],
        role: 'feeder',
        alone: false,
        broken: status !== 'on_target',
        signalling: false,
        link: { feeds: { slug: 'end', name: 'End' }, evidence: 'suspected', note: null },
      },
    ],
  });

  it('keeps a green KPI in sight that feeds a miss, behind the misses', () => {
    const rows = stageSiloKpis(
      [
        card('quiet', { status: 'on_target' }),
        card('record', { status: 'on_target' }),
        card('late', { status: 'off_target' }),
      ],
      [origin('record', 'on_target')],
    );
    expect(rows.map(({ kpi: { slug }, steady }) => `${slug} ${steady}`)).toEqual([
      'late false',
      'record false',
      'quiet true',
    ]);
    expect(rows[1]?.greenUpstreamOf).toEqual({ slug: 'end', name: 'End', evidence: 'suspected' });
  });

  it('does not call a miss green because it feeds one', () =>
    expect(
      stageSiloKpis([card('late', { status: 'off_target' })], [origin('late', 'off_target')])[0]
        ?.greenUpstreamOf,
    ).toBeNull());
});

describe('stageNotes', () => {
  const note = (of: string, date: string, text = 'New screen', restartsLimits = false) => ({
    id: 0,
    kpi: of,
    date: day(date),
    text,
    reason: null,
    restartsLimits,
  });
  const periods = trendPeriods(WEEK, WEEK, ORGANISATION);
  const kpis = [kpi({ slug: 'a' }), kpi({ slug: 'b' })];

  it('tells one change on several charts once, the newest first, and no others', () =>
    expect(
      stageNotes(
        [
          note('a', '2026-11-16'),
          note('b', '2026-11-16'),
          note('a', '2026-11-18', 'Newer'),
          note('a', '2026-11-16', 'New screen', true),
          note('elsewhere', '2026-11-17'),
          note('a', '2026-11-23', 'To come'),
          note('a', '2026-11-15', 'Before'),
        ],
        kpis,
        periods,
      ).map(({ text, restartsLimits, kpis: on }) => [
        text,
        restartsLimits,
        on.map(({ slug }) => slug).join(),
      ]),
    ).toEqual([
      ['Newer', false, 'a'],
      ['New screen', false, 'a,b'],
      ['New screen', true, 'a'],
    ]));
});

describe('stageGaps', () => {
  const catalog = {
    kpis: [kpi({ slug: 'in', stages: ['s'] }), kpi({ slug: 'out', stages: ['other'] })],
    teams: [team({ slug: 't', name: 'Stores' })],
    moments: [moment({ slug: 'm', stage: 's', name: '100th order' })],
  };
  const gaps: readonly Gap[] = [
    { kind: 'kpi_without_target', kpi: 'in' },
    { kind: 'kpi_without_target', kpi: 'out' },
    { kind: 'stage_without_owner', stage: 's' },
    { kind: 'stage_without_owner', stage: 'other' },
    { kind: 'moment_without_kpi', moment: 'm', stage: 's' },
    { kind: 'team_measures_nothing', team: 't', stage: 's' },
    { kind: 'too_few_moments', journey: 'j', prioritised: 3 },
  ];

  it('says the gaps of this stage and of what belongs to it, and no others', () =>
    expect(stageGaps(gaps, catalog, 's').map(({ sentence }) => plainText(sentence))).toEqual([
      'in has no target.',
      'Nobody owns this stage.',
      'No KPI measures the moment 100th order.',
      'Stores shares this stage and measures nothing of its own here.',
    ]));
});

describe('stageTeams', () => {
  const catalog: Catalog = {
    ...EMPTY_CATALOG,
    teams: [team({ slug: 'x' }), team({ slug: 'y' }), team({ slug: 'apart' })],
    journeys: [journey({ slug: 'j' })],
    stages: [stage({ slug: 's' })],
    kpis: [
      kpi({
        slug: 'feel',
        lens: 'experience',
        accountable: 'y',
        contributing: ['x'],
        stages: ['s'],
      }),
      kpi({ slug: 'own', accountable: 'x', stages: ['s'] }),
      kpi({ slug: 'own-2', accountable: 'x', stages: ['s'] }),
      kpi({ slug: 'elsewhere', accountable: 'y' }),
    ],
  };
  const said = judgements({
    feel: 'off_target',
    own: 'on_target',
    'own-2': 'on_target',
    elsewhere: 'on_target',
  });
  const index = contrastIndex(catalog);
  const teams = stageTeams(index, contrast(index, 'j', said, WEEK.start), 's', said, WEEK.start);

  it('gives each team its own score here, or its whole one, and what it answers for', () =>
    expect(teams).toMatchObject([
      { slug: 'x', answers: 2, shares: 1, basis: 'own', onTarget: 2, due: 2, watermelon: true },
      { slug: 'y', answers: 1, shares: 0, basis: 'overall', onTarget: 1, due: 1, watermelon: true },
    ]));
});

describe('withUpstream', () => {
  const feeds = (slug: string, ...from: readonly string[]) =>
    kpi({ slug, upstream: from.map((each) => ({ kpi: each, evidence: 'proven', note: null })) });

  it('adds all that feeds some KPIs, each once, and stops at what is retired', () => {
    const all = [
      feeds('a', 'b', 'c'),
      feeds('b', 'd'),
      feeds('c', 'd'),
      feeds('d'),
      { ...feeds('gone', 'behind'), retired: true },
      feeds('behind'),
      feeds('e', 'gone'),
    ];
    const from = all.filter(({ slug }) => slug === 'a' || slug === 'e');
    expect(withUpstream(from, all).map(({ slug }) => slug)).toEqual(['a', 'e', 'b', 'c', 'd']);
  });
});
