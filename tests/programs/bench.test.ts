/** The bench runs to its end, counts what it says it counted, and leaves nothing behind. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';

import { type Database, openDatabase } from '../../db/client';
import { type Run, startProgram } from '../support/program';
import { ROOT } from '../support/throughline';

const spread = z.object({ median: z.number().positive(), rounds: z.number().int().positive() });
const size = z.object({ kpis: z.number(), weeks: z.number(), segments: z.number() });
const filled = size.extend({ figures: z.number() });
const answer = z.object({
  all: z.number().positive(),
  sql: z.number().positive(),
  kilobytes: z.number().min(20),
  compressed: z.number().positive(),
});
const asked = z.object({ anew: z.array(answer), again: z.array(answer).min(2) });
const drawing = z.object({
  empty: z.array(z.number().positive()).min(2),
  pages: z.array(z.object({ name: z.string(), samples: z.array(z.number().positive()).min(2) })),
});
const writes = z.object({
  figures: z.number(),
  importing: spread,
  rollingUp: spread,
  withoutRollup: spread,
  correcting: spread,
  checking: spread,
});
const way = z.object({
  seconds: z.number().positive(),
  copying: z.number().positive(),
  ratio: z.number().positive(),
});
const report = z.object({
  tenth: filled,
  full: filled,
  start: z.object({ firstPage: z.number().positive(), idle: z.number().positive().nullable() }),
  pages: z.array(z.object({ name: z.string(), tenth: asked, full: asked, demo: asked })),
  drawing,
  writes: z.object({ tenth: writes, full: writes }),
  following: z.object({ median: z.number().positive(), longest: z.number().positive() }),
  imports: z.object({ figures: z.number(), csv: way, ndjson: way }),
  broken: z.array(z.string()),
});

let folder: string;
let server: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-bench-test-'));
  server = await openDatabase({ url: inject('templates').postgres.serverUrl });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function databases(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select datname as name from pg_database order by datname`.execute(server.db);
  return rows.map(({ name }) => name);
}

const quick = (...args: readonly string[]): Run =>
  startProgram('--import', {
    cwd: ROOT,
    args: ['tsx', join(ROOT, 'tests', 'bench', 'run.ts'), '--quick', ...args],
    env: { TEST_DATABASE_URL: inject('templates').postgres.serverUrl },
  });

describe('npm run bench', () => {
  it('measures every page and write at both sizes, and drops its databases', async () => {
    const before = await databases();
    const file = join(folder, 'bench.json');
    const run = quick('--json', file);
    expect(await run.ended, run.said()).toEqual({ code: 0, signal: null });
    expect(await databases()).toEqual(before);
    expect(run.said()).toContain('5,200 figures: 50 KPIs × 52 weeks × 2 segments');
    expect(run.said()).toContain('52,000 figures: 50 KPIs × 52 weeks × 20 segments');

    const measured = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(measured.broken).toEqual([]);
    for (const { kpis, weeks, segments, figures } of [measured.tenth, measured.full]) {
      expect(figures).toBe(kpis * weeks * segments);
    }
    expect(measured.pages.length).toBeGreaterThanOrEqual(5);
    for (const { name, tenth, full } of measured.pages) {
      expect([tenth.anew.length, full.anew.length], name).toEqual([3, 3]);
      expect(run.said()).toContain(`\n${name} `);
    }
    expect(measured.drawing.pages.map(({ name }) => name)).toEqual([
      'contrast',
      'stage',
      'team',
      'KPI',
    ]);
    expect(measured.imports.figures).toBe(50 * 10 * 20);
    expect(run.said()).toContain('10,000 figures at once');
    expect(run.said()).toContain('10 who follow a review hear of a change after');
    expect(measured.writes.full.figures).toBe(50 * 20);
    for (const { importing, rollingUp } of Object.values(measured.writes)) {
      expect(rollingUp.median).toBeLessThan(importing.median);
    }
  });

  it('drops its databases when it is stopped by Ctrl-C', async () => {
    const before = await databases();
    const run = quick('--json', join(folder, 'stopped.json'));
    await run.untilSaid('Making 52,000 figures');
    expect(await databases()).not.toEqual(before);
    run.child.kill('SIGINT');
    expect(await run.ended, run.said()).toEqual({ code: 130, signal: null });
    expect(await databases()).toEqual(before);
    expect(existsSync(join(folder, 'stopped.json'))).toBe(false);
  });
});
