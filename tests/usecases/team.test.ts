/** The pages of teams and of accountability over a small installation, on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { plainText } from '../../lib/domain/sentence';
import { teamAnswer } from '../../lib/domain/team-view-answer';
import { accountability } from '../../lib/usecases/accountability';
import { requireContrast } from '../../lib/usecases/contrast';
import { applyDefinition } from '../../lib/usecases/definitions';
import { renamedTeam, teamPage } from '../../lib/usecases/team';
import { teamList } from '../../lib/usecases/team-list';
import { backends } from '../support/backends';
import { team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

/** A Friday: week 43 is over and its lag of three days has passed. */
const TODAY = '2026-10-30T08:00:00.000Z';
const WHOLE = { dryRun: false, prune: false };

describe.each(backends)('teams on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    await reset(database.db);
    world = worldOf(database, TODAY);
    await applyDefinition(world.context, SHOP, WHOLE);
    await importText(world.context, FIGURES);
  });
  afterAll(() => database.close());

  const page = (slug: string, query = {}) => teamPage(world.context, slug, query);

  it('says what a team answers for, shares and serves', async () => {
    const shown = await page('stock');
    expect(shown.frame.period.key).toBe('2026-W43');
    expect(plainText(shown.headline)).toBe(
      'Supply, chain is on target by its own scorecard: its only KPI that is due is. For customers, its only stage is not.',
    );
    expect(shown.silos.map(({ kpi }) => kpi.slug)).toEqual(['picked']);
    expect(shown.experience.map(({ kpi }) => kpi.slug)).toEqual(['delivered']);
    expect(shown.stages).toMatchObject([
      {
        slug: 'get',
        status: 'off_target',
        // Returns missed from week 42 on, which leaves 1 of 2 on target.
        since: '2026-W42',
        cell: { basis: 'own', status: 'on_target', watermelon: true, onTarget: 1, due: 1 },
      },
    ]);
    expect(shown.above.map(({ slug }) => slug)).toEqual(['shops']);
    expect(shown.figures).toEqual({ in: 2, of: 2, missing: [] });
  });

  it('gives each KPI a mark a period, from its first figure on', async () => {
    const [picked] = (await page('stock')).silos;
    expect(picked?.marks.filter(({ status }) => status !== null)).toEqual(
      ['2026-W40', '2026-W41', '2026-W42', '2026-W43'].map((period) => ({
        period,
        status: 'on_target',
      })),
    );
  });

  it('pools a parent with the teams below it, and shows each of them', async () => {
    const shown = await page('shops');
    expect(plainText(shown.headline)).toMatch(
      /^O'Neill's stores, with 1 team below it, is on target/,
    );
    expect(shown.silo).toMatchObject({ onTarget: 1, due: 1 });
    expect(shown.below.map(({ slug, kind }) => [slug, kind])).toEqual([
      ['shops', 'itself'],
      ['stock', 'team'],
    ]);
    expect(shown.gapPoints).toBeNull();
  });

  it('agrees with the contrast for every team, in weeks and in months', async () => {
    for (const period of ['2026-W43', '2026-W42', '2026-10']) {
      const { contrast } = await requireContrast(world.context, { period });
      const { rows } = await teamList(world.context, { period });
      for (const row of contrast.teams) {
        const facts = { silo: row.silo, sharedScore: row.sharedScore, gapPoints: row.gapPoints };
        const listed = rows.find(({ slug, kind }) => slug === row.slug && kind !== 'pooled');
        expect(listed).toMatchObject({ ...facts, stages: row.stages.map((slug) => ({ slug })) });
        const shown = await page(row.slug, { period });
        if (shown.below.length === 0) expect(shown).toMatchObject(facts);
        const cells = contrast.cells.filter((cell) => cell.team === row.slug);
        for (const { stage, basis, status, share, watermelon } of cells) {
          if (shown.below.length > 0) continue;
          const cell = shown.stages.find(({ slug }) => slug === stage)?.cell;
          expect(cell).toMatchObject({ basis, status, share, watermelon });
        }
      }
    }
  });

  it('says which figures are owed as of now, whatever period and grain is looked at', async () => {
    world.at('2026-11-13T08:00:00.000Z');
    for (const period of ['2026-W43', '2026-10', '2026-W45']) {
      const { owed } = await page('stock', { period });
      expect(owed).toMatchObject([
        { freshness: 'stale', missing: ['2026-W44', '2026-W45'], dueSince: '2026-11-04' },
        { freshness: 'stale', missing: ['2026-W44', '2026-W45'], dueSince: '2026-11-04' },
      ]);
    }
    world.at(TODAY);
    const { owed } = await page('stock');
    expect(owed.map(({ freshness }) => freshness)).toEqual(['fresh', 'fresh']);
  });

  it('names a green KPI that is suspected upstream of a miss', async () => {
    const feeding = {
      ...SHOP,
      kpis: SHOP.kpis.map((each) =>
        each.slug === 'delivered'
          ? {
              ...each,
              upstream: [{ kpi: 'picked', evidence: 'suspected' as const, note: null }],
            }
          : each,
      ),
    };
    await applyDefinition(world.context, feeding, WHOLE);
    const shown = await page('stock');
    expect(shown.silos[0]?.feeds).toMatchObject([
      { kpi: { slug: 'delivered' }, evidence: 'suspected' },
    ]);
    expect(plainText(shown.lead)).toContain(
      'Picked within 24 h is on target, yet suspected upstream of 1 KPI off target: % delivered, “as promised”.',
    );
    await applyDefinition(world.context, SHOP, WHOLE);
  });

  it('does not say of a team that it measures nothing when a segment leaves its KPIs out', async () => {
    const shown = await page('stock', { segment: 'north' });
    expect(plainText(shown.headline)).toContain('its only KPI is not broken down by région');
    expect(shown.gaps).toEqual((await page('stock')).gaps);
  });

  it('refuses a team that is not there, and leads from an old name to the new one', async () => {
    await expect(page('nobody')).rejects.toMatchObject({ code: 'unknown_team', status: 404 });
    expect(await renamedTeam(world.context, 'nobody')).toBeNull();
    await applyDefinition(
      world.context,
      define({ renames: [{ entity: 'team', from: 'site', to: 'web' }] }),
      WHOLE,
    );
    expect(await renamedTeam(world.context, 'site')).toBe('web');
    expect((await page('web')).team.name).toBe('Web; & more');
    await applyDefinition(
      world.context,
      define({ renames: [{ entity: 'team', from: 'web', to: 'site' }] }),
      WHOLE,
    );
  });

  it('answers the same facts over HTTP, without a value that JSON has not', async () => {
    const answer = teamAnswer(await page('stock'));
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    expect(answer).toMatchObject({ slug: 'stock', parent: 'shops', journey: 'order' });
  });

  it('maps every KPI to one team that answers, and filters agree with the whole', async () => {
    const whole = await accountability(world.context, {});
    expect(whole.kpis).toBe(SHOP.kpis.length);
    const pairs = whole.groups.flatMap(({ rows }) =>
      rows.map(({ kpi, answers, shares }) =>
        `${kpi.slug}: ${answers.slug} ${shares.join()}`.trim(),
      ),
    );
    expect(pairs.toSorted()).toEqual([
      'clicks: site',
      'delivered: stock shops',
      'found: site',
      'picked: stock',
      'returned: shops',
    ]);
    const ofSite = await accountability(world.context, { team: 'site' });
    expect(ofSite.kpis).toBe(2);
    expect(plainText(ofSite.headline)).toMatch(/^Web; & more answers for 2 KPIs and shares none\./);
    await expect(accountability(world.context, { stage: 'nowhere' })).rejects.toMatchObject({
      code: 'unknown_stage',
    });
  });

  it('shows a team that has nothing, and an installation that has no journey', async () => {
    const loose = { ...SHOP, teams: [...SHOP.teams, team({ slug: 'legal', name: 'Legal' })] };
    await applyDefinition(world.context, loose, WHOLE);
    const shown = await page('legal');
    expect(plainText(shown.headline)).toBe(
      'Legal measures nothing of its own work. It touches no stage of any journey.',
    );
    expect(shown.gaps.map(({ kind }) => kind)).toEqual(['team_touches_nothing']);
    await reset(database.db);
    const empty = await teamList(world.context, {});
    expect(plainText(empty.headline)).toBe('No team is defined yet.');
    expect((await accountability(world.context, {})).groups).toEqual([]);
  });
});
