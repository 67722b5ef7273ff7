/** The catalogue by hand: what a form says is what a definition file would say, by the same rules. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import type { FormAddress } from '../../lib/domain/catalog-form';
import type { Typed } from '../../lib/domain/entry';
import { type Edited, editEntry, moveEntry } from '../../lib/usecases/catalog';
import { formPage } from '../../lib/usecases/catalog/form-page';
import { catalogList, catalogOverview } from '../../lib/usecases/catalog/lists';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { apply, importText, type World, worldOf } from './world';

const SAVE = { dryRun: false, from: null };

/** What a browser would send back of a form on which nothing was typed, with some of it changed. */
async function filled(world: World, address: FormAddress, over: Typed = {}): Promise<Typed> {
  const page = await formPage(world.context, address);
  if ('movedTo' in page) throw new Error(`it moved to ${page.movedTo}`);
  const fields = page.sections.flatMap((section) => [
    ...section.fields,
    ...(section.rows ?? []).flat(),
  ]);
  const values = fields
    .filter(({ control }) => control !== 'fixed')
    .map(({ name, value, options, control }): [string, readonly string[]] => {
      if (control === 'check' || control === 'checks') return [name, value];
      return [name, value.length > 0 ? value : [options?.[0]?.value ?? '']];
    });
  return { ...Object.fromEntries(values), ...over };
}

describe.each(backends)('the catalogue by hand on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-22T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  const entry = (
    kind: (FormAddress & { form: 'entry' })['kind'],
    slug: string | null,
    within: string | null = null,
  ): FormAddress => ({ form: 'entry', kind, slug, within });
  const save = async (address: FormAddress, over: Typed = {}): Promise<Edited> =>
    editEntry(world.context, address, await filled(world, address, over), SAVE);
  const catalogNow = async () => (await loadCatalog(database.db, null)).catalog;

  it('every form, sent back as it was filled, changes nothing to the byte', async () => {
    const text = await exportDefinition(world.context);
    const { teams, journeys, stages, moments, kpis, dimensions, places } = await catalogNow();
    const all: readonly FormAddress[] = [
      entry('organisation', null),
      ...teams.map(({ slug }) => entry('team', slug)),
      ...journeys.map(({ slug }) => entry('journey', slug)),
      ...stages.map(({ slug }) => entry('stage', slug)),
      ...moments.map(({ slug }) => entry('moment', slug)),
      ...kpis.map(({ slug }) => entry('kpi', slug)),
      ...dimensions.map(({ slug }) => entry('dimension', slug)),
      ...places.map(({ slug }) => entry('place', slug)),
    ];
    for (const address of all) {
      expect(await save(address), JSON.stringify(address)).toMatchObject({
        outcome: 'saved',
        changed: false,
      });
    }
    expect(await exportDefinition(world.context)).toBe(text);
  });

  it('gives by hand what a file gives, byte for byte', async () => {
    await save(entry('team', null), {
      name: ['Returns & repairs'],
      lead: ['Ana'],
      parent: ['shops'],
    });
    await save(entry('stage', null, 'order'), {
      name: ['Return it'],
      promise: ['Money back\r\nin three days.'],
      owner: ['COO'],
      journey: ['order'],
    });
    await save(entry('moment', null, 'return-it'), {
      name: ['Hands it in'],
      stage: ['return-it'],
      kind: ['second'],
      critical: ['yes'],
      priority: ['3'],
    });
    await save(entry('place', null), { name: ['Depot 7'], slug: ['depot-7'], kind: ['depot'] });
    await save(entry('kpi', null), {
      name: ['Refunded in 3 days'],
      unit: ['%'],
      grain: ['week'],
      aggregation: ['ratio'],
      counts: ['yes'],
      direction: ['higher'],
      lens: ['experience'],
      kind: ['operation'],
      accountable: ['returns-repairs'],
      contributing: ['site'],
      'stages.return-it': ['both'],
      moment: ['hands-it-in'],
      'target.target': ['92.5'],
      'target.atRisk': ['90'],
      'target.from': ['2026-01-05'],
    });
    await save(
      { form: 'owner', slug: 'refunded-in-3-days' },
      { team: ['site'], from: ['2026-11-30'] },
    );
    await save(
      { form: 'target', slug: 'refunded-in-3-days', target: null },
      { target: ['95'], from: ['2026-12-07'] },
    );
    const byHand = await exportDefinition(world.context);

    await reset(database.db);
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await apply(
      world.context,
      `
teams: [{ slug: returns-repairs, name: Returns & repairs, lead: Ana, parent: shops }]
places: [{ slug: depot-7, name: Depot 7, kind: depot }]
journeys:
  - slug: order
    name: Order & own
    stages:
      - { slug: select, name: Select, owner: Ana }
      - { slug: get, name: Get it }
      - slug: return-it
        name: Return it
        promise: "Money back\\nin three days."
        owner: COO
        moments:
          - { slug: hands-it-in, name: Hands it in, kind: second, critical: true, priority: 3 }
kpis:
  - slug: refunded-in-3-days
    name: Refunded in 3 days
    unit: '%'
    grain: week
    aggregation: ratio
    counts: true
    direction: higher
    lens: experience
    accountable: [returns-repairs, { team: site, from: 2026-11-30 }]
    stages: [{ stage: return-it, critical: true, reliability: true }]
    moment: hands-it-in
targets:
  - { kpi: refunded-in-3-days, grain: week, from: 2026-01-05, target: 92.5, atRisk: 90 }
  - { kpi: refunded-in-3-days, grain: week, from: 2026-12-07, target: 95, atRisk: 90 }
`,
    );
    expect(await exportDefinition(world.context)).toBe(byHand);
  });

  it.each<[string, FormAddress, Typed, string, RegExp]>([
    ['a blank name', entry('team', null), { name: [' '] }, 'name', /blank.*Write a name/],
    [
      'a short name that is taken',
      entry('team', null),
      { name: ['X'], slug: ['site'] },
      'slug',
      /taken already/,
    ],
    [
      'a rename to one that is taken',
      entry('team', 'stock'),
      { slug: ['site'] },
      'slug',
      /taken already/,
    ],
    [
      'no short name at all',
      entry('team', null),
      { name: ['X'], slug: ['Ünfit!'] },
      'slug',
      /no slug.*lower-case/,
    ],
    ['teams that go round', entry('team', 'shops'), { parent: ['stock'] }, 'parent', /go round/],
    [
      'a number that is none',
      entry('kpi', 'clicks'),
      { weight: ['two'] },
      'weight',
      /“two” is no number/,
    ],
    [
      'a weight of nothing',
      entry('kpi', 'clicks'),
      { weight: ['0'] },
      'weight',
      /counts for nothing/,
    ],
    ['a lag of half a day', entry('kpi', 'clicks'), { reportingLag: ['0.5'] }, 'reportingLag', /./],
    ['counts of a sum', entry('kpi', 'clicks'), { counts: ['yes'] }, 'counts', /need a ratio/],
    ['nobody who answers', entry('kpi', null), { name: ['X'] }, 'accountable', /Choose one/],
    [
      'an owner that shares as well',
      entry('kpi', 'clicks'),
      { contributing: ['site'] },
      'contributing',
      /cannot share it as well/,
    ],
    [
      'a reliability that is no ratio',
      entry('kpi', 'clicks'),
      { 'stages.get': ['reliability'] },
      'stages',
      /cannot be the reliability/,
    ],
    [
      'a KPI that feeds itself in a circle',
      entry('kpi', 'found'),
      { 'upstream.0.kpi': ['picked'] },
      'upstream',
      /go round/,
    ],
    [
      'a KPI that is not there',
      entry('kpi', 'clicks'),
      { 'upstream.0.kpi': ['clicksies'] },
      'upstream.0.kpi',
      /There is no KPI/,
    ],
    [
      'thresholds upside down',
      entry('organisation', null),
      { 'thresholds.atRisk': ['0.9'] },
      'thresholds.atRisk',
      /above on target/,
    ],
    [
      'a zone that is none',
      entry('organisation', null),
      { timeZone: ['Mars/Base'] },
      'timeZone',
      /no time zone/,
    ],
    [
      'an owner from no day',
      { form: 'owner', slug: 'clicks' },
      { from: ['soon'] },
      'from',
      /first day as a date/,
    ],
    [
      'a segment called all',
      entry('dimension', 'area'),
      { 'segments.2.name': ['All'], 'segments.2.slug': ['all'] },
      'segments.2.slug',
      /everyone/,
    ],
  ])(
    'refuses %s beside its field, and changes nothing',
    async (_, address, over, name, sentence) => {
      const text = await exportDefinition(world.context);
      const edited = await save(address, over);
      if (edited.outcome !== 'refused') throw new Error(`it was ${edited.outcome}`);
      expect(edited.fields[name], JSON.stringify(edited)).toMatch(sentence);
      expect(await exportDefinition(world.context)).toBe(text);
    },
  );

  it('a change of what somebody else changed meanwhile loses nothing and shows both', async () => {
    const address = entry('team', 'site');
    const page = await formPage(world.context, address);
    if ('movedTo' in page || page.stamp === null) throw new Error('no form');
    const mine = await filled(world, address, { lead: ['Mine'] });
    await save(address, { lead: ['Theirs'] });
    const edited = await editEntry(world.context, address, mine, {
      dryRun: false,
      from: page.stamp,
    });
    expect(edited).toMatchObject({
      outcome: 'overtaken',
      differences: [{ label: 'Who leads it', stored: 'Theirs', typed: 'Mine' }],
    });
    expect((await catalogNow()).teams.find(({ slug }) => slug === 'site')?.lead).toBe('Theirs');
    const stamp = edited.outcome === 'overtaken' ? edited.stamp : null;
    await editEntry(world.context, address, mine, { dryRun: false, from: stamp });
    expect((await catalogNow()).teams.find(({ slug }) => slug === 'site')?.lead).toBe('Mine');
  });

  it('renames with everything that refers to it, and the old address leads on', async () => {
    await save(entry('team', 'site'), { slug: ['digital'] });
    const { kpis, teams } = await catalogNow();
    expect(teams.map(({ slug }) => slug)).toContain('digital');
    expect(kpis.flatMap(({ accountable }) => accountable.map(({ team }) => team))).not.toContain(
      'site',
    );
    expect(await formPage(world.context, entry('team', 'site'))).toEqual({ movedTo: 'digital' });
  });

  it('moves stages, and retires and brings back', async () => {
    await moveEntry(world.context, { move: 'stage', slug: 'get', by: -1 });
    const order = async () => (await catalogNow()).stages.map(({ slug }) => slug);
    expect(await order()).toEqual(['get', 'select']);
    await expect(moveEntry(world.context, { move: 'stage', slug: 'get', by: -1 })).rejects.toThrow(
      'not there any more',
    );
    await save(entry('stage', 'get'), { retired: ['yes'] });
    expect((await catalogNow()).stages.find(({ slug }) => slug === 'get')?.retired).toBe(true);
    await save(entry('stage', 'get'), { retired: [] });
    expect(await order()).toEqual(['get', 'select']);
  });

  it('merges a team from a day on, and the past keeps what it had', async () => {
    await importText(world.context, FIGURES);
    const address: FormAddress = { form: 'merge', slug: 'site' };
    const typed = { into: ['shops'], from: ['2026-11-23'] };
    const looked = await editEntry(world.context, address, typed, { dryRun: true, from: null });
    if (looked.outcome !== 'planned') throw new Error(JSON.stringify(looked));
    expect(looked.effect[0]).toMatch(/KPIs? changes? hands from that day on/);
    expect(await save(address, typed)).toMatchObject({ outcome: 'saved', changed: true });
    const before = SHOP.kpis.filter(({ accountable }) => accountable.at(-1)?.team === 'site');
    expect(before.length).toBeGreaterThan(0);
    const { kpis } = await catalogNow();
    for (const { slug, accountable } of before) {
      const now = kpis.find((kpi) => kpi.slug === slug);
      expect(now?.accountable).toEqual([...accountable, { team: 'shops', from: '2026-11-23' }]);
    }
    expect(kpis.some(({ contributing }) => contributing.includes('site'))).toBe(false);
  });

  it('says what a target would do before it is saved, and removes one', async () => {
    await importText(world.context, FIGURES);
    const address: FormAddress = { form: 'target', slug: 'found', target: null };
    const typed = await filled(world, address, { target: ['99.9'], from: ['2026-01-12'] });
    const looked = await editEntry(world.context, address, typed, { dryRun: true, from: null });
    if (looked.outcome !== 'planned') throw new Error(JSON.stringify(looked));
    expect(looked.effect.join(' ')).toMatch(/would be met in about \d+ of \d+ weeks?/);
    const text = await exportDefinition(world.context);
    expect(await save(address, { target: ['99.9'], from: ['2026-01-12'] })).toMatchObject({
      outcome: 'saved',
    });
    const added = (await catalogNow()).targets.filter(
      ({ kpi, from }) => kpi === 'found' && from === '2026-01-12',
    );
    expect(added).toHaveLength(1);
    await moveEntry(world.context, { move: 'target', target: 'found/week/2026-01-12' });
    expect(await exportDefinition(world.context)).toBe(text);
  });

  it('makes a journey of every template, twice without a clash', async () => {
    for (const template of ['retail', 'software', 'bank', 'hospital', 'transit'] as const) {
      for (const name of ['One', 'Two']) {
        expect(
          await editEntry(
            world.context,
            { form: 'template', template },
            { name: [`${template} ${name}`] },
            SAVE,
          ),
        ).toMatchObject({ outcome: 'saved', slug: `${template}-${name.toLowerCase()}` });
      }
    }
    const { journeys } = await catalogOverview(world.context);
    expect(journeys).toHaveLength(11);
    for (const { moments, name } of journeys.slice(1)) {
      expect(moments, name).toBeGreaterThanOrEqual(10);
      expect(moments, name).toBeLessThanOrEqual(20);
    }
  });

  it('lists what there is, narrowed by name', async () => {
    const { rows, of } = await catalogList(world.context, 'team', 'WEB');
    expect(rows.map(({ slug }) => slug)).toEqual(['site']);
    expect(of).toBe(1);
  });
});
