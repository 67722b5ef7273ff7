/** Silo KPIs that a team keeps to itself and executives: what others see says nothing of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { accountabilityGaps } from '../../lib/domain/accountability';
import type { CalendarDate } from '../../lib/domain/calendar';
import type { Catalog, Kpi } from '../../lib/domain/catalog';
import { contrast } from '../../lib/domain/contrast';
import { contrastIndex } from '../../lib/domain/contrast-index';
import type { Principal, Role } from '../../lib/domain/principal';
import { cardAnswer, WITHHELD } from '../../lib/domain/scorecard';
import { plainText } from '../../lib/domain/sentence';
import { contrastHeadline } from '../../lib/domain/sentence-contrast';
import { stageTeams } from '../../lib/domain/stage-teams';
import type { Judgement } from '../../lib/domain/status';
import { teamRows, teamStages } from '../../lib/domain/team-view-rows';
import {
  catalogOfAll,
  catalogWithout,
  isMomentWithheld,
  keepingTeams,
  withheldKpis,
  withheldTeams,
} from '../../lib/domain/withheld';
import {
  day,
  EMPTY_CATALOG,
  journey,
  kpi,
  moment,
  stage,
  team,
  WEEK,
} from '../support/catalog-facts';

const TODAY = day('2026-11-22');
const BEFORE = day('2026-03-02');
const CHANGED = day('2026-06-01');

const person = (role: Role, teams: readonly string[] = []): Principal => ({
  kind: 'person',
  id: 1,
  email: 'zoe@shop.example',
  name: 'Zoë',
  role,
  teams,
  demo: false,
  session: 1,
});

const seenBy = (principal: Principal, catalog: Catalog): Catalog =>
  catalogWithout(catalog, withheldKpis(catalog, TODAY, withheldTeams(principal, catalog.teams)));

function judged(slug: string, status: 'on_target' | 'off_target' | 'no_data'): Judgement {
  return {
    kpi: slug,
    status,
    due: true,
    judged: status !== 'no_data',
    period: { key: '2026-W46', grain: 'week', start: TODAY, end: TODAY },
    reading: null,
    target: null,
    interval: null,
    inconclusive: false,
  } as Judgement;
}

/** Operations has the depots; shops stand alone. */
const SHOP: Catalog = {
  ...EMPTY_CATALOG,
  teams: [
    team({ slug: 'operations', id: 1 }),
    team({ slug: 'depots', id: 2, parent: 'operations', siloWithheld: true }),
    team({ slug: 'shops', id: 3 }),
  ],
  journeys: [journey({ slug: 'j' })],
  stages: [stage({ slug: 'buy' }), stage({ slug: 'receive', position: 1 })],
  moments: [moment({ slug: 'handed-over', stage: 'receive' })],
  kpis: [
    kpi({
      slug: 'picked',
      id: 1,
      accountable: 'depots',
      stages: ['receive'],
      moment: 'handed-over',
    }),
    kpi({ slug: 'loaded', id: 2, accountable: 'depots', lens: 'both', stages: ['receive'] }),
    kpi({
      slug: 'in-stock',
      id: 3,
      accountable: 'shops',
      stages: ['buy'],
      upstream: [{ kpi: 'picked', evidence: 'suspected', note: null }],
    }),
    kpi({
      slug: 'happy',
      id: 4,
      accountable: 'shops',
      lens: 'experience',
      stages: ['buy', 'receive'],
    }),
    kpi({ slug: 'planned', id: 5, accountable: 'operations', stages: ['buy'] }),
  ],
};

describe('what is withheld', () => {
  it.each([
    ['a viewer', person('viewer'), ['depots']],
    ['who looks at the open demo', { kind: 'visitor' } as const, ['depots']],
    ['the lead of another team', person('lead', ['shops']), ['depots']],
    ['the lead of the team', person('lead', ['depots']), []],
    ['the lead of the team above', person('lead', ['operations']), []],
    ['an executive', person('executive'), []],
    ['a steward, who keeps its data', person('steward'), []],
    ['an administrator', person('administrator'), []],
    [
      'a key that reads',
      { kind: 'key', key: { name: 'k', scope: 'read', teams: null } } as const,
      ['depots'],
    ],
    [
      'a key that reads, of the team',
      { kind: 'key', key: { name: 'k', scope: 'read', teams: ['depots'] } } as const,
      [],
    ],
    [
      'a key that writes for all',
      { kind: 'key', key: { name: 'k', scope: 'write', teams: null } } as const,
      [],
    ],
  ] satisfies readonly (readonly [string, Principal, readonly string[]])[])(
    'from %s',
    (_, principal, teams) => {
      expect(withheldTeams(principal, SHOP.teams)).toEqual(teams);
    },
  );

  it('is the KPIs of its own work, and nothing that names them', () => {
    const seen = seenBy(person('viewer'), SHOP);
    expect(seen.kpis.map(({ slug }) => slug)).toEqual(['loaded', 'in-stock', 'happy', 'planned']);
    expect(seen.kpis.find(({ slug }) => slug === 'in-stock')?.upstream).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain('picked');
    expect(keepingTeams(seen, TODAY)).toEqual([{ slug: 'depots', name: 'depots' }]);
    expect(isMomentWithheld(seen, 'handed-over')).toBe(true);
  });

  it('is nothing where no team keeps its own: the same catalogue', () => {
    const open = { ...SHOP, teams: SHOP.teams.map((each) => ({ ...each, siloWithheld: false })) };
    expect(seenBy(person('viewer'), open)).toBe(open);
    expect(catalogOfAll(open, TODAY)).toBe(open);
  });

  it('goes with the KPI to whoever answers for it today, also for what it was before', () => {
    const moved = (from: string, to: string): Catalog => ({
      ...SHOP,
      kpis: [
        kpi({
          slug: 'picked',
          id: 1,
          stages: ['receive'],
          accountable: [
            { team: from, from: null },
            { team: to, from: CHANGED },
          ],
        }),
      ],
    });
    expect(seenBy(person('viewer'), moved('depots', 'shops')).kpis).toHaveLength(1);
    const seen = seenBy(person('viewer'), moved('shops', 'depots'));
    expect(seen.kpis).toEqual([]);
    // The scorecard of the time when shops answered counted it.
    const then = contrast(seen, 'j', new Map(), BEFORE);
    expect(then.teams.map(({ slug, silo }) => [slug, silo.status])).toEqual([
      ['shops', 'withheld'],
    ]);
  });

  it('withholds what counts it: cell, scorecard, gap, heading, mean; and nothing else', () => {
    const judgements = new Map(SHOP.kpis.map(({ slug }) => [slug, judged(slug, 'on_target')]));
    const seen = contrast(seenBy(person('viewer'), SHOP), 'j', judgements, TODAY);
    expect(seen.teams.map(({ slug, silo, gapPoints }) => [slug, silo.share, gapPoints])).toEqual([
      ['operations', 1, 0],
      ['depots', null, null],
      ['shops', 1, 0],
    ]);
    expect(seen.headings.map(({ silo }) => silo)).toEqual([WITHHELD]);
    expect(seen.cells.find((cell) => cell.team === 'depots')).toMatchObject({
      stage: 'receive',
      basis: 'own',
      status: 'withheld',
      share: null,
      watermelon: false,
    });
    expect([seen.siloShare, seen.alignmentGapPoints, seen.siloWithheld]).toEqual([
      null,
      null,
      true,
    ]);
    expect([seen.stageShare, seen.stagesWithheld]).toEqual([1, false]);
  });

  it('is said in words and marks, and never as a figure', () => {
    const seen = contrast(seenBy(person('viewer'), SHOP), 'j', new Map(), TODAY);
    const { headline, lead } = contrastHeadline({
      contrast: seen,
      trend: [{ period: WEEK.key, siloShare: null, stageShare: null, withheld: true }],
      grain: 'week',
      words: { periodName: String, points: String },
    });
    expect(plainText(headline)).toContain('1 is withheld');
    expect(plainText(lead)).toContain('the silo scorecard of a team is withheld');
    expect(cardAnswer(WITHHELD)).toEqual({
      share: null,
      coverage: null,
      status: 'withheld',
      onTarget: null,
      judged: null,
      due: null,
      withheld: true,
    });
  });

  it('is no gap: what one may not see is there all the same', () => {
    const gaps = accountabilityGaps(seenBy(person('viewer'), SHOP), {
      date: TODAY,
      hasData: () => true,
    });
    expect(gaps).not.toContainEqual({
      kind: 'moment_without_kpi',
      moment: 'handed-over',
      stage: 'receive',
    });
    expect(gaps).not.toContainEqual({
      kind: 'team_measures_nothing',
      team: 'depots',
      stage: 'receive',
    });
  });
});

const TEAMS = ['a', 'b', 'c', 'd'] as const;
const STAGES = ['s0', 's1', 's2'] as const;
const someTeam = fc.constantFrom(...TEAMS);

/** Any tree of teams, some of which keep their own, and any KPIs, which may have changed hands. */
const anyCatalog = fc
  .record({
    parents: fc.tuple(
      fc.constant(null),
      fc.option(fc.constantFrom('a')),
      fc.option(fc.constantFrom('a', 'b')),
      fc.option(fc.constantFrom('a', 'b', 'c')),
    ),
    keeping: fc.subarray([...TEAMS]),
    kpis: fc.array(
      fc.record({
        lens: fc.constantFrom('silo', 'silo', 'both', 'experience'),
        first: someTeam,
        later: fc.option(someTeam),
        contributing: fc.subarray([...TEAMS]),
        stages: fc.subarray([...STAGES]),
        weight: fc.constantFrom(1, 2),
        retired: fc.constantFrom(false, false, true),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(
    ({ parents, keeping, kpis }): Catalog => ({
      ...EMPTY_CATALOG,
      teams: TEAMS.map((slug, id) =>
        team({ slug, id, parent: parents[id] ?? null, siloWithheld: keeping.includes(slug) }),
      ),
      journeys: [journey({ slug: 'j' })],
      stages: STAGES.map((slug, position) => stage({ slug, position })),
      kpis: kpis.map(
        ({ first, later, ...rest }, id): Kpi =>
          kpi({
            ...rest,
            slug: `k${id}`,
            id: id + 1,
            accountable: [
              { team: first, from: null },
              ...(later === null ? [] : [{ team: later, from: CHANGED }]),
            ],
          }),
      ),
    }),
  );

const anyPrincipal = fc.oneof(
  fc.constant(person('viewer')),
  fc.subarray([...TEAMS], { minLength: 1 }).map((teams) => person('lead', teams)),
  fc.constant<Principal>({ kind: 'key', key: { name: 'k', scope: 'read', teams: null } }),
);

const anyStatuses = fc.array(fc.constantFrom('on_target', 'off_target', 'no_data'), {
  minLength: 8,
  maxLength: 8,
});

/** Everything that is worked out of a journey on a day, from all judgements that there are. */
function everything(catalog: Catalog, statuses: readonly string[], date: CalendarDate) {
  const judgements = new Map(
    catalog.kpis.map(({ slug }) => [
      slug,
      judged(slug, (statuses[Number(slug.slice(1))] ?? 'no_data') as 'on_target'),
    ]),
  );
  return worked(catalog, judgements, date);
}

function worked(catalog: Catalog, judgements: ReadonlyMap<string, Judgement>, date: CalendarDate) {
  const index = contrastIndex(catalog);
  const whole = contrast(index, 'j', judgements, date);
  const facts = { index, contrast: whole, judgements, date };
  const tracks = new Map();
  return {
    whole,
    rows: teamRows(facts),
    stages: catalog.teams.map(({ slug }) =>
      teamStages(facts, { index, tracks, contrasts: [] }, slug),
    ),
    teams: STAGES.map((slug) => stageTeams(index, whole, slug, judgements, date)),
    gaps: accountabilityGaps(catalog, { date, hasData: () => true }),
  };
}

describe('to one who may not see it', () => {
  const dates = fc.constantFrom(TODAY, BEFORE);

  it('two organisations that differ in nothing but hidden figures are the same to the byte', () => {
    fc.assert(
      fc.property(
        anyCatalog,
        anyPrincipal,
        anyStatuses,
        anyStatuses,
        dates,
        (catalog, principal, ones, others, date) => {
          const seen = seenBy(principal, catalog);
          const visible = new Set(seen.kpis.map(({ slug }) => slug));
          // The figures of the hidden are there to be read by mistake: all judgements are given.
          const judgementsOf = (hidden: readonly string[]) =>
            new Map(
              catalog.kpis.map(({ slug }, at) => {
                const from = visible.has(slug) ? ones : hidden;
                return [slug, judged(slug, (from[at] ?? 'no_data') as 'on_target')];
              }),
            );
          const first = worked(seen, judgementsOf(ones), date);
          const second = worked(seen, judgementsOf(others), date);
          expect(JSON.stringify(second)).toBe(JSON.stringify(first));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('what is not withheld is what executives see, and withheld is what counts something hidden', () => {
    fc.assert(
      fc.property(anyCatalog, anyPrincipal, anyStatuses, dates, (catalog, principal, all, date) => {
        const seen = everything(seenBy(principal, catalog), all, date);
        const told = everything(catalog, all, date);
        expect(seen.rows.map(({ slug, kind }) => [slug, kind])).toEqual(
          told.rows.map(({ slug, kind }) => [slug, kind]),
        );
        seen.rows.forEach(({ silo }, at) => {
          if (silo.status !== 'withheld') expect(silo).toEqual(told.rows[at]?.silo);
        });
        expect(seen.whole.cells.map(({ team: of, stage: on }) => [of, on])).toEqual(
          told.whole.cells.map(({ team: of, stage: on }) => [of, on]),
        );
        seen.whole.cells.forEach((cell, at) => {
          if (cell.status !== 'withheld') expect(cell).toEqual(told.whole.cells[at]);
        });
        seen.whole.headings.forEach(({ silo }, at) => {
          if (silo.status !== 'withheld') expect(silo).toEqual(told.whole.headings[at]?.silo);
        });
        if (!seen.whole.siloWithheld) expect(seen.whole.siloShare).toEqual(told.whole.siloShare);
        expect(seen.whole.stageShare).toEqual(told.whole.stageShare);
      }),
      { numRuns: 400 },
    );
  });
});
