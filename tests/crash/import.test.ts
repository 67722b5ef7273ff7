/** A file is in completely or not at all, and what was acknowledged stays, whoever is killed. */
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { backends } from '../support/backends';
import type { Run } from '../support/program';
import { endAll, kill, runThroughline, serve, throughline } from '../support/throughline';
import { moments, ROUNDS } from './moments';
import { ROWS, type World, worldAt } from './world';

const COUNT = ROWS.toLocaleString('en');
const timeout = 300_000 + ROUNDS * 120_000;

afterEach(endAll);

/** An import that has begun to read its file. */
async function importing({ file, env }: World, number: number): Promise<Run> {
  const run = throughline(['import', file(number)], env);
  await run.untilSaid('separated by comma');
  return run;
}

/** Imports the first file undisturbed; says how long that takes from its first row on. */
async function importFirst(world: World): Promise<number> {
  const run = await importing(world, 0);
  const started = performance.now();
  expect((await run.ended).code).toBe(0);
  expect(run.said('stdout')).toContain(`${COUNT} accepted`);
  return performance.now() - started;
}

/**
 * While nobody has it open: nothing is wrong with what is there, all files before this one are in,
 * and this one completely or not at all; says which.
 */
async function isIn(world: World, number: number, code: number | null): Promise<boolean> {
  const { figures, faults } = await world.examine();
  expect(faults).toEqual([]);
  for (let earlier = 0; earlier < number; earlier++) expect(figures.get(earlier)).toBe(ROWS);
  const there = figures.get(number) ?? 0;
  expect([0, ROWS]).toContain(there);
  if (code === 0) expect(there).toBe(ROWS);
  return there === ROWS;
}

/** A server starts on it, and the file can be imported again. */
async function carryOn({ file, env }: World, number: number, wasIn: boolean) {
  const server = await serve(env);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const again = await runThroughline(['import', file(number)], env);
  expect(again.stderr).toBe('');
  expect(again.stdout).toContain(wasIn ? `${COUNT} unchanged` : `${COUNT} accepted`);
  expect(again.code).toBe(0);
  return server;
}

const tell = (what: string, outcomes: readonly boolean[]) =>
  console.log(
    `${what}: in ${outcomes.filter(Boolean).length} of ${outcomes.length} the file was in`,
  );

describe.each(backends)('kill -9 of an import on $name', ({ name, place }) => {
  let world: World;
  beforeAll(async () => {
    world = await worldAt(await place());
  });
  afterAll(() => world.remove());

  it('leaves none or all of the file, and loses nothing', { timeout }, async () => {
    const duration = await importFirst(world);
    const outcomes: boolean[] = [];
    for (const [round, share] of moments(`Import on ${name}`, ROUNDS).entries()) {
      const number = round + 1;
      const run = await importing(world, number);
      await sleep(share * duration);
      run.child.kill('SIGKILL');
      const wasIn = await isIn(world, number, (await run.ended).code);
      outcomes.push(wasIn);
      await kill(await carryOn(world, number, wasIn));
    }
    await isIn(world, ROUNDS, 0);
    tell(`Import on ${name}`, outcomes);
  });
});

describe('kill -9 of the server while it imports for the command line', () => {
  // One in three is enough: what the database does is the same.
  const rounds = Math.ceil(ROUNDS / 3);
  let world: World;
  beforeAll(async () => {
    const [pglite] = backends;
    if (pglite?.name !== 'pglite') throw new Error('The first backend is the embedded one.');
    world = await worldAt(await pglite.place());
  });
  afterAll(() => world.remove());

  it('leaves none or all of the file, loses nothing, and the caller is told', {
    timeout,
  }, async () => {
    let server: { readonly run: Run } = await serve(world.env);
    const duration = await importFirst(world);
    const outcomes: boolean[] = [];
    for (const [round, share] of moments('Import by the server', rounds).entries()) {
      const number = round + 1;
      const run = await importing(world, number);
      await sleep(share * duration);
      await kill(server);
      const { code } = await run.ended;
      if (code !== 0) {
        expect(code).toBe(1);
        expect(run.said('stderr')).toMatch(/^The server ended before it answered\.[^\n]*\n$/);
      }
      const wasIn = await isIn(world, number, code);
      outcomes.push(wasIn);
      server = await carryOn(world, number, wasIn);
    }
    await kill(server);
    await isIn(world, rounds, 0);
    tell('Import by the server', outcomes);
  });
});
