/** Figures entered by hand: the same door, checks and way back as for files. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import type { CellTexts } from '../../lib/domain/enter-grid';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { enterFigures, enterPage } from '../../lib/usecases/enter';
import { findImport, listImports, undoImport } from '../../lib/usecases/imports';
import { kpiPage } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { kpi } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const WEEK = '2026-W43';
const QUERY = { grain: 'week', until: WEEK };

/** Answers on a scale, in a locale that writes a decimal comma. */
const MORE = define({
  organisation: { locale: 'de-DE' },
  kpis: [
    kpi({
      slug: 'effort',
      name: 'Effort',
      aggregation: 'mean',
      scale: 1,
      unit: 'of 5',
      accountable: 'site',
      stages: ['get'],
    }),
  ],
});

describe.each(backends)('figures entered by hand on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-28T08:00:00.000Z');
    for (const definition of [SHOP, MORE]) {
      await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    }
    await importText(world.context, FIGURES);
    world.at('2026-10-29T08:00:00.000Z');
  });

  const view = () => enterPage(world.context, QUERY);
  /** Sends the form as it is filled, with some cells typed over. */
  async function enter(over: CellTexts, { withdraw = [] as readonly string[] } = {}) {
    const { cells } = await view();
    return enterFigures(world.context, QUERY, {
      typed: { ...cells, ...over },
      was: cells,
      withdraw: new Set(withdraw),
    });
  }

  it('are shown as they are in force, with target, verdict and who brought them', async () => {
    const { cells, kpis, periods } = await view();
    expect(periods.map(({ key }) => key)).toEqual([
      '2026-W38',
      '2026-W39',
      '2026-W40',
      '2026-W41',
      '2026-W42',
      WEEK,
    ]);
    expect(cells[`delivered|${WEEK}|numerator`]).toBe('70');
    const delivered = kpis.find(({ slug }) => slug === 'delivered');
    expect(delivered?.fields).toEqual(['numerator', 'denominator', 'note']);
    expect(delivered?.verdicts.at(-1)).toMatchObject({ status: 'off_target', by: 'zoë' });
  });

  it('are one import that is found behind each figure, and taken back', async () => {
    const entered = await enter({
      [`delivered|${WEEK}|numerator`]: '96',
      [`delivered|${WEEK}|note`]: 'Zählung vom Montag',
      [`effort|${WEEK}|value`]: '4,25',
      [`effort|${WEEK}|n`]: '1.200',
    });
    expect(entered).toMatchObject({ outcome: 'saved', accepted: 1, superseded: 1, unchanged: 0 });
    const { imports } = await listImports(world.context);
    expect(imports[0]).toMatchObject({ origin: 'entry', actor: 'zoë', accepted: 1, superseded: 1 });
    const page = await kpiPage(world.context, 'delivered', { figure: WEEK, period: WEEK });
    expect(page.status).toBe('on_target');
    expect(page.provenance.opened?.revisions).toMatchObject([
      {
        revision: 2,
        note: 'Zählung vom Montag',
        importId: imports[0]?.id,
        origin: { kind: 'entry', actor: 'zoë' },
      },
      { revision: 1, note: null },
    ]);
    expect((await view()).cells[`effort|${WEEK}|n`]).toBe('1200');

    world.at('2026-10-29T09:00:00.000Z');
    await undoImport(world.context, imports[0]?.id ?? 0);
    const after = await view();
    expect(after.cells[`delivered|${WEEK}|numerator`]).toBe('70');
    expect(after.cells[`delivered|${WEEK}|note`]).toBeUndefined();
    expect(after.cells[`effort|${WEEK}|value`]).toBeUndefined();
    expect((await examine(world.context)).flatMap(({ faults }) => faults)).toEqual([]);
    // Taken back in its turn, the note comes again with its figure.
    const newest = (await listImports(world.context)).imports[0]?.id ?? 0;
    world.at('2026-10-29T10:00:00.000Z');
    await undoImport(world.context, newest);
    expect((await view()).cells[`delivered|${WEEK}|note`]).toBe('Zählung vom Montag');
  });

  it('are refused cell by cell, and then nothing is saved', async () => {
    const before = (await listImports(world.context)).imports.length;
    const entered = await enter({
      [`delivered|${WEEK}|numerator`]: '101',
      [`clicks|${WEEK}|value`]: '12',
    });
    expect(entered).toEqual({
      outcome: 'refused',
      faults: { [`delivered|${WEEK}|numerator`]: expect.stringMatching(/^101 of 100 cannot be/) },
      overtaken: {},
    });
    expect(await enter({ [`clicks|${WEEK}|value`]: '12.5' })).toMatchObject({
      faults: { [`clicks|${WEEK}|value`]: '“12.5” is no number here: write 12,5.' },
    });
    expect(await enter({ [`delivered|${WEEK}|denominator`]: '' })).toMatchObject({
      faults: {
        [`delivered|${WEEK}|denominator`]: expect.stringMatching(/^Denominator is missing/),
      },
    });
    expect((await listImports(world.context)).imports).toHaveLength(before);
  });

  it('are withdrawn by emptying them, after it was said', async () => {
    const emptied = {
      [`delivered|${WEEK}|numerator`]: '',
      [`delivered|${WEEK}|denominator`]: '',
    };
    const asked = await enter(emptied);
    expect(asked).toMatchObject({
      outcome: 'asks',
      withdrawals: [{ name: `delivered|${WEEK}`, text: expect.stringContaining('70 of 100') }],
    });
    expect((await view()).cells[`delivered|${WEEK}|numerator`]).toBe('70');
    const done = await enter(emptied, { withdraw: [`delivered|${WEEK}`] });
    expect(done).toMatchObject({ outcome: 'saved', superseded: 1 });
    const { kpis, cells } = await view();
    expect(cells[`delivered|${WEEK}|numerator`]).toBeUndefined();
    const delivered = kpis.find(({ slug }) => slug === 'delivered');
    expect(delivered?.verdicts.at(-1)?.value).toBeNull();
  });

  it('leave alone what nobody touched, and say what somebody else did to the rest', async () => {
    const { cells } = await view();
    await importText(
      world.context,
      `kpi,period,value,numerator,denominator\nclicks,${WEEK},999,,\ndelivered,${WEEK},,71,100\n`,
    );
    const typed = { ...cells, [`delivered|${WEEK}|numerator`]: '72' };
    const send = (was: CellTexts) =>
      enterFigures(world.context, QUERY, { typed, was, withdraw: new Set() });
    const first = await send(cells);
    expect(first).toMatchObject({
      outcome: 'refused',
      overtaken: { [`delivered|${WEEK}|numerator`]: '71' },
    });
    if (first.outcome !== 'refused') throw new Error('it was not refused');
    expect(await send({ ...cells, ...first.overtaken })).toMatchObject({ superseded: 1 });
    const now = (await view()).cells;
    expect(now[`delivered|${WEEK}|numerator`]).toBe('72');
    expect(now[`clicks|${WEEK}|value`]).toBe('999');
    expect(await enter({})).toEqual({ outcome: 'nothing' });
  });

  it('keep a note that comes alone, and forget it with the next report', async () => {
    const name = `delivered|${WEEK}|note`;
    expect(await enter({ [name]: 'from memory' })).toMatchObject({ superseded: 1 });
    expect((await view()).cells[name]).toBe('from memory');
    expect(await enter({ [name]: '' })).toMatchObject({ superseded: 1 });
    expect((await view()).cells[name]).toBeUndefined();
    await enter({ [name]: 'again' });
    const same = `kpi,period,numerator,denominator\ndelivered,${WEEK},70,100\n`;
    expect(await importText(world.context, same)).toMatchObject({ unchanged: 1 });
    expect((await view()).cells[name]).toBe('again');
    await importText(world.context, same.replace('70', '71'));
    expect((await view()).cells[name]).toBeUndefined();
  });

  it('go to the segment and the place that were chosen', async () => {
    const query = { ...QUERY, segment: 'north', place: 'yard-1' };
    const page = await enterPage(world.context, query);
    expect(page.kpis.map(({ slug }) => slug)).toContain('delivered');
    expect(page.kpis.map(({ slug }) => slug)).not.toContain('clicks');
    const typed = {
      [`delivered|${WEEK}|numerator`]: '3',
      [`delivered|${WEEK}|denominator`]: '4',
    };
    const done = await enterFigures(world.context, query, { typed, was: {}, withdraw: new Set() });
    expect(done).toMatchObject({ outcome: 'saved', accepted: 1 });
    expect((await enterPage(world.context, query)).cells).toMatchObject(typed);
    expect((await view()).cells[`delivered|${WEEK}|numerator`]).toBe('70');
  });

  it('warn of what looks wrong, and take it', async () => {
    await importText(
      world.context,
      `kpi,period,value\n${Array.from({ length: 20 }, (_, i) => `clicks,2026-W${20 + i},${120 + (i % 3)}\n`).join('')}`,
    );
    const entered = await enter({ [`clicks|${WEEK}|value`]: '120000' });
    expect(entered).toMatchObject({ outcome: 'saved' });
    if (entered.outcome !== 'saved') return;
    expect(entered.warnings.length).toBeGreaterThan(0);
    const found = await findImport(world.context, entered.importId ?? 0);
    expect(found.import.rejected).toBe(0);
  });

  it.each([
    [{ ...QUERY, grain: 'fortnight' }, 'bad_grain'],
    [{ ...QUERY, periods: '1000' }, 'bad_periods'],
    [{ grain: 'week', until: '2026-10' }, 'bad_period'],
    [{ ...QUERY, team: 'nobody' }, 'unknown_team'],
    [{ ...QUERY, place: 'nowhere' }, 'unknown_place'],
    [{ ...QUERY, page: '0' }, 'bad_page'],
  ])('refuse the address %j', async (query, code) => {
    await expect(enterPage(world.context, query)).rejects.toMatchObject({ code });
  });
});
