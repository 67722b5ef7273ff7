/** Everything out and into an empty installation, from each database into the other: the same reads, now and then. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { checkDefinition } from '../../lib/domain/definition-check';
import { exportArchive, importArchive } from '../../lib/usecases/archive';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { listImports, undoImport } from '../../lib/usecases/imports';
import { addKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { edited, fileOf, steps } from './history';
import { reset } from './reset';
import { look } from './seen';
import { FIGURES, SHOP } from './shop';
import { importText, throughline, type World, worldOf } from './world';

/** Each looks at every page at several moments, in two installations. */
const ROUNDS = 1;
const HOUR = 3_600_000;
const SEEN = { periods: ['2026-W42'], segments: ['north'], kpis: ['delivered', 'clicks'] };
const [first, second] = backends;

describe.each([
  [first, second],
  [second, first],
])('an archive', (from, into) => {
  let source: Database;
  let goal: Database;
  let world: World;
  let there: World;
  beforeAll(async () => {
    if (from === undefined || into === undefined) throw new Error('there are two databases');
    source = await from.open();
    goal = await into.open();
  });
  afterAll(async () => {
    await source.close();
    await goal.close();
  });
  beforeEach(() => begin());

  async function begin(): Promise<void> {
    await reset(source.db);
    await reset(goal.db);
    world = worldOf(source, '2026-10-26T03:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES, { fileName: 'café.csv' });
    there = worldOf(goal, '2026-12-01T00:00:00.000Z', 'somebody else');
  }

  const later = () => world.at(new Date(Date.parse(world.present()) + HOUR).toISOString());
  const archive = async ({ context }: World) => {
    let text = '';
    await exportArchive(context, (piece) => {
      text += piece;
    });
    return text;
  };
  const take = (text: string) => importArchive(there.context, Readable.from([Buffer.from(text)]));
  const lines = (text: string) => text.trimEnd().split('\n').slice(1);

  it(`from ${from?.name} into ${into?.name} gives the same reads, as of now and of every moment`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 4 }), async (history) => {
        await begin();
        const moments = [world.present()];
        for (const step of history) {
          later();
          const { catalog } = await loadCatalog(source.db, null);
          if (step.does === 'edit') {
            const definition = edited(catalog, step.edit);
            if (checkDefinition(definition, catalog, { prune: false }).length > 0) continue;
            await applyDefinition(world.context, definition, { dryRun: false, prune: false });
          } else await importText(world.context, fileOf(step, catalog));
          moments.push(world.present());
        }
        later();
        const { imports } = await listImports(world.context);
        await undoImport(world.context, imports[0]?.id ?? 0).catch(() => undefined);
        later();
        const text = await archive(world);
        await take(text);
        there.at(world.present());
        expect(await look(there.context, SEEN)).toEqual(await look(world.context, SEEN));
        for (const moment of moments) {
          expect(await look(there.context, SEEN, moment)).toEqual(
            await look(world.context, SEEN, moment),
          );
        }
        expect((await examine(there.context)).flatMap(({ faults }) => faults)).toEqual([]);
        expect(await exportDefinition(there.context)).toBe(await exportDefinition(world.context));
        // The numbers of the log are each installation's own.
        const plain = (each: string) =>
          each.replace(/("table":"audit_log","row":\{"at": "[^"]+", )"id": \d+/, '$1');
        expect(lines(await archive(there)).map(plain)).toEqual(lines(text).map(plain));
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    );
  });

  it('lets life go on: figures, definitions and imports get numbers of their own', async () => {
    await take(await archive(world));
    const { importId } = await importText(there.context, 'kpi,period,value\nclicks,2026-W44,1\n');
    expect((await listImports(there.context)).imports.map(({ id }) => id)).toEqual([
      importId,
      (importId ?? 0) - 1,
    ]);
    await applyDefinition(
      there.context,
      {
        ...SHOP,
        teams: [...SHOP.teams, { ...SHOP.teams[0], slug: 'new', name: 'New' }],
      } as typeof SHOP,
      { dryRun: false, prune: false },
    );
    expect((await examine(there.context)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('holds no key of a program', async () => {
    const { token, key } = await addKey(world.context, { scope: 'write', name: 'secret-name' });
    const text = await archive(world);
    for (const part of [token, key.prefix, 'secret-name']) expect(text).not.toContain(part);
  });

  it('goes into an empty installation alone, whole', async () => {
    const text = await archive(world);
    const without = lines(text);
    const [head = ''] = text.split('\n');
    const broken: readonly (readonly [string, string])[] = [
      ['', 'Line 1: the file is empty'],
      ['{"a":1}', 'Line 1: it is not the first line of an archive'],
      [head.replace('"format":1', '"format":9'), 'Line 1: its format is 9'],
      [`${head}\n{oh`, 'Line 2: it is not JSON'],
      [`${head}\n{"table":"api_key","row":{}}`, 'Line 2: a row of "api_key" cannot stand there'],
      [
        `${head}\n{"table":"team","row":{"id":1}}`,
        'Line 2: it, or a row soon after it, does not fit',
      ],
      [
        [head, ...without.filter((line) => !line.includes('"table":"kpi"'))].join('\n'),
        'does not fit',
      ],
      [
        [
          head,
          ...without.map((line) =>
            line.replace('"figure":{"kpi":"clicks"', '"figure":{"kpi":"gone"'),
          ),
        ].join('\n'),
        'names a KPI, segment or place that is not there',
      ],
    ];
    for (const [bad, said] of broken) {
      await expect(take(bad), said).rejects.toThrow(said);
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from team`.execute(
        goal.db,
      );
      expect(rows).toEqual([{ n: 0 }]);
    }
    await take(text);
    await expect(take(text)).rejects.toMatchObject({ code: 'not_empty', status: 409 });
  });

  it('is written and taken on the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-archive-'));
    try {
      const written = await throughline(source, ['export', '--observations']);
      expect([written.exit, written.err]).toEqual([0, '']);
      writeFileSync(join(folder, 'all.ndjson'), written.out);
      const dry = await throughline(goal, ['import', 'all.ndjson', '--dry-run'], folder);
      expect([dry.exit, dry.err]).toEqual([1, expect.stringContaining('goes in whole')]);
      const taken = await throughline(goal, ['import', 'all.ndjson'], folder);
      expect(taken).toMatchObject({ exit: 0, err: '' });
      expect(taken.out).toBe(
        'all.ndjson: 5 KPIs, 1 imports, 21 figures and 0 targets, with all revisions and their times.\n',
      );
      expect((await throughline(goal, ['import', 'all.ndjson'], folder)).exit).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
