/** What a team keeps to itself and executives, at every door that reads, on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { NOTHING_TYPED } from '../../lib/domain/action-request';
import type { PersonPrincipal, Principal, Role } from '../../lib/domain/principal';
import { accountability } from '../../lib/usecases/accountability';
import { closeAction, openAction } from '../../lib/usecases/act';
import { actionCalendar, actionList, actionPage } from '../../lib/usecases/actions';
import { markChange } from '../../lib/usecases/annotate';
import { type Context, contextOf } from '../../lib/usecases/context';
import { requireContrast } from '../../lib/usecases/contrast';
import { dataPage, restatementsPage } from '../../lib/usecases/data';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { embedFaultsOf, mintEmbed } from '../../lib/usecases/embeds';
import { find } from '../../lib/usecases/find';
import { findImport, refusedFile } from '../../lib/usecases/imports';
import { kpiPage, kpiSeries, renamedKpi } from '../../lib/usecases/kpi';
import { kpiFigures } from '../../lib/usecases/kpi-figures';
import { kpiList } from '../../lib/usecases/kpi-list';
import { kpiEntry, kpiRegister } from '../../lib/usecases/kpi-register';
import { mePage } from '../../lib/usecases/me';
import { momentRegister } from '../../lib/usecases/moments';
import { reviewList } from '../../lib/usecases/reviews';
import { stagePage } from '../../lib/usecases/stage';
import { stageList } from '../../lib/usecases/stages';
import { teamPage } from '../../lib/usecases/team';
import { teamList } from '../../lib/usecases/team-list';
import { giveThanks } from '../../lib/usecases/thank';
import { thanksYear } from '../../lib/usecases/thanks-year';
import { backends } from '../support/backends';
import { team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { apply, importText, type World, worldOf } from './world';

const person = (role: Role, teams: readonly string[] = []): PersonPrincipal => ({
  kind: 'person',
  id: 1,
  email: 'zoe@shop.example',
  name: 'Zoë',
  role,
  teams,
  demo: false,
  session: 1,
});

/** The web team keeps its clicks to itself. */
const KEEPING = define({
  teams: [team({ slug: 'site', name: 'Web; & more', lead: 'J. Müller', siloWithheld: true })],
});

const PAGE = { limit: 500, after: null };
const NO_CHANGE = { date: '', text: '', reason: '', restartsLimits: false };
const ACTION = { ...NOTHING_TYPED, team: 'shops', due: '2026-10-30' };
const THANKS = { team: 'site', person: '', text: 'Thank you', kpi: 'clicks', moment: '' };

describe.each(backends)('withheld on $name', ({ open }) => {
  let database: Database;
  let world: World;
  let viewer: Context;
  let executive: Context;
  let ids: readonly number[];

  const as = (principal: Principal): Context =>
    contextOf(database.db, principal, world.context.now);

  beforeAll(async () => {
    database = await open();
    await reset(database.db);
    world = worldOf(database, '2026-10-20T08:00:00.000Z');
    viewer = as(person('viewer'));
    executive = as(person('executive'));
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    world.at('2026-10-26T08:00:00.000Z');
    await importText(world.context, FIGURES);
    await openAction(world.context, { ...ACTION, text: 'Win clicks', kpi: 'clicks' }, null);
    await openAction(world.context, { ...ACTION, text: 'Roll back', kpi: 'delivered' }, null);
    await giveThanks(world.context, THANKS, null);
    await giveThanks(world.context, { ...THANKS, text: 'And for this', kpi: 'found' }, null);
    ids = (await actionList(world.context, {})).lines
      .toSorted((a, b) => a.text.localeCompare(b.text))
      .map(({ id }) => id);
    world.at('2026-11-04T08:00:00.000Z');
    await applyDefinition(world.context, KEEPING, { dryRun: false, prune: false });
    world.at('2026-11-05T08:00:00.000Z');
  });
  afterAll(() => database.close());

  const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
      return 'done';
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  };

  /** Everything that a reader can be shown, by name. */
  async function everything(context: Context): Promise<ReadonlyMap<string, string>> {
    const asOf = '2026-11-01';
    const seen: Record<string, unknown> = {
      contrast: await requireContrast(context, {}),
      'contrast as of then': await requireContrast(context, { asOf }),
      teams: await teamList(context, {}),
      site: await teamPage(context, 'site', {}),
      shops: await teamPage(context, 'shops', {}),
      'site as of then': await teamPage(context, 'site', { asOf }),
      stages: await stageList(context, {}),
      select: await stagePage(context, 'select', {}),
      moments: await momentRegister(context, {}),
      accountability: await accountability(context, {}),
      kpis: await kpiList(context, {}),
      register: (await kpiRegister(context, PAGE)).kpis,
      'register as of then': (await kpiRegister(context, { ...PAGE, asOf })).kpis,
      picked: await kpiPage(context, 'picked', {}),
      found: (await find(context, {})).found,
      actions: await actionList(context, { state: 'open' }),
      calendar: await actionCalendar(context, {}),
      thanks: await thanksYear(context, '2026'),
      reviews: await reviewList(context),
      definitions: await exportDefinition(context),
      me: await mePage(context),
      restated: (await restatementsPage(context, {})).paged,
      freshness: (await dataPage(context)).kpis,
    };
    return new Map(Object.entries(seen).map(([name, view]) => [name, JSON.stringify(view)]));
  }

  it('is named nowhere, also in looks back to when all could see it', async () => {
    for (const [name, text] of await everything(viewer)) {
      expect(text, name).not.toMatch(/clicks/i);
      if (!/definitions|register|found/.test(name)) expect(text, name).not.toContain('Thank you"');
    }
    const told = await everything(executive);
    for (const name of ['kpis', 'site', 'actions', 'calendar', 'definitions', 'accountability']) {
      expect(told.get(name), name).toMatch(/clicks/i);
    }
  });

  it('tells of no figure: another one changes nothing that a viewer is shown', async () => {
    const before = await everything(viewer);
    const told = await everything(executive);
    await importText(world.context, 'kpi,period,value\nclicks,2026-W43,3\nclicks,2026-W42,7\n');
    expect(Object.fromEntries(await everything(viewer))).toEqual(Object.fromEntries(before));
    const after = await everything(executive);
    for (const name of ['contrast', 'teams', 'site', 'kpis', 'restated']) {
      expect(after.get(name), name).not.toBe(told.get(name));
    }
  });

  it('is kept apart in what is remembered, whoever asks first', async () => {
    const shares = async (context: Context) => {
      const { contrast } = await requireContrast(context, {});
      return contrast.teams.map(({ slug, silo }) => [slug, silo.status]);
    };
    const lead = as(person('lead', ['site']));
    const all = [executive, viewer, lead, as(person('lead', ['stock'])), viewer, executive];
    const seen = await Promise.all(
      all.map(async (who) =>
        new Map((await shares(who)).map(([a, b]) => [a ?? '', b])).get('site'),
      ),
    );
    expect(seen.map((status) => status === 'withheld')).toEqual([
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(await requireContrast(viewer, {})).toBe(
      await requireContrast(as(person('lead', ['stock'])), {}),
    );
  });

  it('answers like what does not exist', async () => {
    const [rollBack = 0, winClicks = 0] = ids;
    const ways: readonly ((slug: string) => Promise<unknown>)[] = [
      (slug) => kpiPage(viewer, slug, {}),
      (slug) => kpiSeries(viewer, slug, {}),
      (slug) => kpiSeries(viewer, slug, { asOf: '2026-11-01' }),
      (slug) => kpiEntry(viewer, slug, undefined),
      (slug) => kpiFigures(viewer, slug, {}),
      (slug) => actionList(viewer, { kpi: slug }),
      (slug) => markChange(as(person('lead', ['shops'])), slug, NO_CHANGE),
      (slug) =>
        openAction(as(person('lead', ['shops'])), { ...ACTION, text: 'x', kpi: slug }, null),
    ];
    for (const way of ways) {
      const code = await codeOf(way('clicks'));
      expect(code).toBe(await codeOf(way('never-was')));
      expect(code).not.toBe('done');
    }
    expect(await codeOf(actionPage(viewer, winClicks))).toBe('unknown_action');
    expect(await codeOf(actionPage(viewer, rollBack))).toBe('done');
    expect(await codeOf(actionPage(executive, winClicks))).toBe('done');
    const lead = as(person('lead', ['shops']));
    const closing = { state: 'done', outcome: 'Done' } as const;
    expect(await codeOf(closeAction(lead, winClicks, closing, { version: 1, review: null }))).toBe(
      'unknown_action',
    );
    const embed = { kind: 'kpi-tile', kpi: 'clicks' };
    const made = await mintEmbed(lead, { origins: [] }, embed).catch(embedFaultsOf);
    const none = await mintEmbed(lead, { origins: [] }, { ...embed, kpi: 'never-was' }).catch(
      embedFaultsOf,
    );
    expect(Object.keys(made ?? {})).toEqual(Object.keys(none ?? {}));
  });

  it('is no KPI to a key of another team, and its refused rows are nobody else’s', async () => {
    const key = as({ kind: 'key', key: { name: 'k', scope: 'write', teams: ['stock'] } });
    const { refusals, importId } = await importText(
      key,
      'kpi,period,value\nclicks,2026-W43,5\nnever-was,2026-W43,5\n',
    );
    expect(
      refusals.map((text) => text.replace(/clicks|never-was/, 'X').replace('Line 3', 'Line 2')),
    ).toEqual([refusals[0]?.replace('clicks', 'X'), refusals[0]?.replace('clicks', 'X')]);
    const id = importId ?? 0;
    expect((await findImport(viewer, id)).refused).toEqual([]);
    expect(await codeOf(refusedFile(viewer, id))).toBe('unknown_import');
    expect((await findImport(executive, id)).refused).toHaveLength(2);
  });

  it('does not lead on from the name that it had before', async () => {
    const [clicks] = SHOP.kpis.filter(({ slug }) => slug === 'clicks');
    if (clicks === undefined) throw new Error('the shop has clicks');
    const yaml = (await exportDefinition(world.context)).replace(
      '- slug: clicks\n',
      '- slug: clicks-won\n    formerly: clicks\n',
    );
    await apply(world.context, yaml.replace(/kpi: clicks\n/g, 'kpi: clicks-won\n'));
    expect(await renamedKpi(executive, 'clicks')).toBe('clicks-won');
    expect(await renamedKpi(viewer, 'clicks')).toBeNull();
  });
});
