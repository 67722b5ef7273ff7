/** An import taken back: every read is as it was before, as of now and as of then. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { listTidyFigures, type TidyFigure } from '../../db/queries/tidy-figures';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { findImport, listImports, refusedFile, undoImport } from '../../lib/usecases/imports';
import { backends } from '../support/backends';
import { fileOf, type Step, steps } from './history';
import { reset } from './reset';
import { look } from './seen';
import { FIGURES, SHOP } from './shop';
import { importText, throughline, type World, worldOf } from './world';

const ROUNDS = { pglite: 4, postgres: 12 };
const SEEN = {
  periods: ['2026-W42', '2026-W43'],
  segments: ['north'],
  kpis: ['delivered', 'clicks'],
};
const HOUR = 3_600_000;

/** What a file of figures says: steps of a history that report or withdraw. */
const reports = steps.filter(
  (step): step is Exclude<Step, { does: 'edit' }> => step.does !== 'edit',
);

/** What is seen, but for the marks of the report itself: its number and its time. */
function unmarked(seen: unknown): unknown {
  return JSON.parse(
    JSON.stringify(seen, (key, value: unknown) =>
      ['recordedAt', 'revision', 'revisions', 'provenance', 'newestFigureAt'].includes(key)
        ? undefined
        : value,
    ),
  );
}

describe.each(backends)('an import taken back on $name', ({ name, open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  const begin = async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-28T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
    later();
  };
  beforeEach(begin);

  const later = () => world.at(new Date(Date.parse(world.present()) + HOUR).toISOString());
  const doctor = async () => (await examine(world.context)).flatMap(({ faults }) => faults);
  const newestId = async () => (await listImports(world.context)).imports[0]?.id ?? 0;
  const catalog = async () => (await loadCatalog(database.db, null)).catalog;

  /** All that is in force, as it would be taken away, and all pages. */
  async function state(asOf?: string) {
    const figures: (readonly TidyFigure[])[] = [];
    for (const { id } of (await catalog()).kpis) {
      const where = { kpiId: id, segmentId: null, placeId: null, asOf: asOf ?? null };
      figures.push(await listTidyFigures(database.db, where));
    }
    return { figures, seen: unmarked(await look(world.context, SEEN, asOf)) };
  }

  it('leaves every read as it was, and so does taking that back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reports, { minLength: 1, maxLength: 3 }), async (before) => {
        await begin();
        for (const step of before) {
          await importText(world.context, fileOf(step, await catalog()));
          later();
        }
        const id = await newestId();
        const { import: last } = await findImport(world.context, id);
        const then = await state();
        const moment = world.present();
        later();
        if (last.accepted + last.superseded === 0) {
          await expect(undoImport(world.context, id)).rejects.toMatchObject({ status: 409 });
          return;
        }
        const undone = await undoImport(world.context, id);
        later();
        const without = await state();
        expect(await doctor()).toEqual([]);
        // As of the moment before the import nothing of it was there.
        const { imports } = await listImports(world.context);
        const earlier = imports.find((each) => each.id === id)?.recordedAt ?? '';
        const justBefore = new Date(Date.parse(earlier) - 1).toISOString();
        expect(without.figures).toEqual((await state(justBefore)).figures);
        // As of then the import still stands.
        expect(await state(moment)).toEqual(then);
        await undoImport(world.context, undone.importId ?? 0);
        later();
        expect((await state()).figures).toEqual(then.figures);
        expect(await doctor()).toEqual([]);
      }),
      { numRuns: ROUNDS[name] },
    );
  });

  it('shows every page as it was before', async () => {
    const before = await state();
    await importText(
      world.context,
      `kpi,period,segment,place,value,numerator,denominator,target
delivered,2026-W43,,,,99,100,50
delivered,2026-W39,north,,,9,10,
clicks,2026-W43,,,999,,,
clicks,2026-W44,,,1,,,7
picked,2026-W43,,yard-1,,1,100,
`,
    );
    const during = await state();
    expect(during).not.toEqual(before);
    const outcome = await undoImport(world.context, await newestId());
    expect(outcome).toMatchObject({ restored: 3, emptied: 4, kept: 0 });
    expect(await state()).toEqual(before);
    expect(await doctor()).toEqual([]);
  });

  it('leaves what a later import replaced, and counts it', async () => {
    const file = (rows: string) => `kpi,period,value\n${rows}`;
    await importText(
      world.context,
      file('clicks,2026-W40,1\nclicks,2026-W41,2\nclicks,2026-W44,3\n'),
    );
    const id = await newestId();
    later();
    await importText(world.context, file('clicks,2026-W41,20\n'));
    later();
    const counted = { restored: 1, emptied: 1, kept: 1 };
    expect(await undoImport(world.context, id, { dryRun: true })).toEqual({
      importId: null,
      ...counted,
    });
    const undone = await undoImport(world.context, id);
    expect(undone).toMatchObject(counted);
    const { rows } = await sql<{ period_start: string; value: number | null; withdrawn: boolean }>`
      select distinct on (period_start) period_start, value, withdrawn from observation
      where kpi_id = (select id from kpi where slug = 'clicks')
      order by period_start, revision desc`.execute(database.db);
    expect(rows.map(({ value }) => value)).toEqual([120, 20, 110, 105, null]);
    expect(rows.at(-1)?.withdrawn).toBe(true);
    const { imports } = await listImports(world.context);
    expect(imports[0]).toMatchObject({ origin: 'undo', undoes: id, superseded: 2, unchanged: 1 });
    expect(imports.find((each) => each.id === id)?.undoneBy).toBe(undone.importId);
    await expect(undoImport(world.context, id)).rejects.toMatchObject({ code: 'undone_already' });
    await expect(undoImport(world.context, 999)).rejects.toMatchObject({ code: 'unknown_import' });
    expect(await doctor()).toEqual([]);
  });

  it('waits its turn among others, and none sees half of it', async () => {
    const file = (value: number) =>
      `kpi,period,value\n${[40, 41, 42, 43].map((week) => `clicks,2026-W${week},${value}\n`).join('')}`;
    await importText(world.context, file(500));
    const id = await newestId();
    const outcomes = await Promise.allSettled([
      importText(world.context, file(600)),
      undoImport(world.context, id),
      importText(world.context, file(700)),
      undoImport(world.context, id),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ status: 409 });
    }
    const { rows } = await sql<{ values: number[] }>`
      select array_agg(value order by period_start) as values from observation
      where kpi_id = (select id from kpi where slug = 'clicks') and revision > 1
      group by recorded_at order by recorded_at`.execute(database.db);
    for (const { values } of rows) expect(values).toHaveLength(4);
    for (const { values } of rows.filter(({ values: each }) => each[0] !== 120)) {
      expect(new Set(values).size).toBe(1);
    }
    expect(await doctor()).toEqual([]);
  });

  it.each([
    [
      'csv',
      'kpi;period;value\r\nclicks;2026-W44;7\r\n"clikcs";2026-W44;"1;5"\r\nclicks;2026-W99;7',
      'kpi;period;value\n"clikcs";2026-W44;"1;5"\nclicks;2026-W99;7\n',
    ],
    [
      'ndjson',
      '{"kpi":"clicks","period":"2026-W44","value":7}\n{"kpi": "clikcs", "period": 1}\n{oh\n',
      '{"kpi": "clikcs", "period": 1}\n{oh\n',
    ],
    [
      'json',
      '[{"kpi":"clicks","period":"2026-W44","value":7},\n{"kpi": "clikcs",\n "period": 1}]',
      '{"kpi": "clikcs", "period": 1}\n',
    ],
    [
      'tsv',
      'kpi\tperiod\tvalue\nclicks\t2026-W44\t1\t2\n',
      'kpi\tperiod\tvalue\nclicks\t2026-W44\t1\t2\n',
    ],
    ['csv', 'kpi,period,value\nclicks,"2026-W44,7\n', 'kpi,period,value\nclicks,"2026-W44,7\n'],
  ])('keeps refused rows of %s as they stood in the file', async (format, text, refused) => {
    const { rejected, importId } = await importText(world.context, text);
    const view = await findImport(world.context, importId ?? 0);
    expect(view.import).toMatchObject({ format, rejected });
    expect(view.refused).toHaveLength(rejected);
    expect(view.refused[0]?.message.length).toBeGreaterThan(20);
    expect((await refusedFile(world.context, importId ?? 0)).text).toBe(refused);
  });

  it('keeps what no database holds, and pages through what it keeps', async () => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => `{"kpi":"no\\u0000${i}","period":"2026","value":1}`,
    );
    const { importId } = await importText(world.context, rows.join('\n'));
    const first = await findImport(world.context, importId ?? 0, { limit: 100 });
    expect(first.refused).toHaveLength(100);
    const rest = await findImport(world.context, importId ?? 0, { after: first.next ?? 0 });
    expect([rest.refused.length, rest.refused[0]?.row, rest.next]).toEqual([20, 101, null]);
  });

  it('is listed and done on the command line', async () => {
    await importText(world.context, 'kpi,period,value\nclicks,2026-W40,1\n');
    const id = await newestId();
    const listed = await throughline(database, ['imports']);
    expect(listed.out).toContain(`${id}\t`);
    expect(listed.out).toContain('1 superseded');
    const dry = await throughline(database, ['undo', String(id), '--dry-run']);
    expect(dry.out).toBe(
      `Import ${id}: 1 as before, 0 emptied, 0 left as later imports have them. Dry run: nothing was changed.\n`,
    );
    expect((await throughline(database, ['undo', String(id)])).exit).toBe(0);
    expect((await throughline(database, ['imports'])).out).toContain(`undone by ${id + 1}`);
    const again = await throughline(database, ['undo', String(id)]);
    expect([again.exit, again.err]).toEqual([1, expect.stringContaining(`undo ${id + 1}`)]);
    expect((await throughline(database, ['undo', 'x'])).exit).toBe(2);
  });
});
