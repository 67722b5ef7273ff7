import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeClone, fakeClone, JOURNAL } from '../support/fake-clone';
import { isRunning, type Run, until } from '../support/program';

let clone: FakeClone;
beforeEach(() => {
  clone = fakeClone();
});
afterEach(() => clone.remove());

const journal = () => clone.read(JOURNAL).trim().split('\n');

async function ready(run: Run): Promise<number> {
  await run.untilSaid('ready ');
  return Number(/ready (\d+)/.exec(run.said())?.[1]);
}

async function stop(run: Run, signal: NodeJS.Signals = 'SIGTERM') {
  run.child.kill(signal);
  return run.ended;
}

describe('npm start', () => {
  it('installs nothing that is there, builds, and passes its flags on', async () => {
    const run = clone.run('start.mjs', ['--port', '4000', '--empty']);
    await ready(run);
    expect(journal()).toEqual([
      expect.stringMatching('build by'),
      'build production',
      'built',
      'serve --port 4000 --empty',
    ]);
    expect(await stop(run)).toEqual({ code: 0, signal: null });
  });

  it('builds again when a source changed, and only then', async () => {
    for (const change of [null, null, 'export default 2;']) {
      if (change !== null) clone.write('app/page.tsx', change);
      const run = clone.run('start.mjs');
      await ready(run);
      await stop(run);
    }
    expect(journal().filter((line) => line === 'built')).toHaveLength(2);
  });

  it.each([
    ['are not installed', null],
    ['are of another version', '0.9.0'],
  ])('installs packages that %s', async (_, version) => {
    clone.write(
      'node_modules/.package-lock.json',
      version === null ? '' : JSON.stringify({ packages: { 'node_modules/thing': { version } } }),
    );
    const run = clone.run('start.mjs', [], { env: { NODE_ENV: 'production' } });
    await ready(run);
    expect(journal()[0]).toMatch(/^npm ci .*--include=dev/);
    expect(run.said()).toMatch(/Installing them; this takes about a minute/);
    await stop(run);
  });

  it('says why the build failed, serves nothing, and builds again next time', async () => {
    clone.write('broken', '');
    const run = clone.run('start.mjs');
    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.said()).toContain('the page does not compile');
    expect(clone.has('.next/build-of')).toBe(false);
    expect(journal()).not.toContain('built');
  });

  it('tells while a build takes long', async () => {
    clone.write('slow', '5600');
    const run = clone.run('start.mjs');
    await run.untilSaid('next build: 5 s');
    await ready(run);
    await stop(run);
  });

  it('on an old Node is one sentence', async () => {
    clone.write(
      'old.cjs',
      "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });",
    );
    const run = clone.run('start.mjs', [], {
      env: { NODE_OPTIONS: '--require ./old.cjs' },
    });
    expect((await run.ended).code).toBe(1);
    expect(run.said()).toBe('Throughline needs Node 20.19 or newer; this is Node 18.20.4.\n');
  });
});

describe('two at once in one folder', () => {
  it('build once: the second waits for the first', async () => {
    clone.write('hold', '');
    const first = clone.run('start.mjs', ['--port', '1']);
    await until(
      () => journal().includes('build production'),
      () => 'the build',
    );
    const second = clone.run('start.mjs', ['--port', '2']);
    await second.untilSaid(`Process ${first.child.pid} is installing or building`);
    clone.delete('hold');
    await Promise.all([ready(first), ready(second)]);
    expect(journal().filter((line) => line === 'built')).toHaveLength(1);
    await Promise.all([stop(first), stop(second)]);
  });

  it('the build under a running server is left alone', async () => {
    const first = clone.run('start.mjs');
    await ready(first);
    clone.write('app/page.tsx', 'export default 3;');
    const second = clone.run('start.mjs');
    expect((await second.ended).code).toBe(1);
    expect(second.said()).toContain(
      `a server runs from the present build (process ${first.child.pid})`,
    );
    await stop(first);
    const third = clone.run('start.mjs');
    await ready(third);
    await stop(third);
  });

  it('a lock whose holder was killed is taken over', async () => {
    clone.write('hold', '');
    const first = clone.run('start.mjs');
    await until(
      () => journal().includes('build production'),
      () => 'the build',
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const builder = Number(/build by (\d+)/.exec(clone.read(JOURNAL))?.[1]);
    await until(
      () => !isRunning(builder),
      () => 'the end of the build, which must not write into the next one',
    );
    expect(clone.has('.next/cache/throughline/lock')).toBe(true);
    clone.delete('hold');
    const second = clone.run('start.mjs');
    await ready(second);
    await stop(second);
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s reaches the server once',
    async (signal) => {
      const run = clone.run('start.mjs');
      const server = await ready(run);
      expect(await stop(run, signal)).toEqual({ code: 0, signal: null });
      expect(journal().filter((line) => line === 'asked to stop')).toHaveLength(1);
      expect(isRunning(server)).toBe(false);
    },
  );

  it('a server that does not stop is ended after 9 seconds', async () => {
    clone.write('stubborn', '');
    const run = clone.run('start.mjs');
    const server = await ready(run);
    const asked = Date.now();
    expect((await stop(run)).code).toBe(137);
    const seconds = (Date.now() - asked) / 1000;
    expect(seconds).toBeGreaterThan(8.5);
    expect(seconds).toBeLessThan(10);
    expect(isRunning(server)).toBe(false);
  });

  it('Ctrl-C twice does not wait', async () => {
    clone.write('stubborn', '');
    const run = clone.run('start.mjs');
    const server = await ready(run);
    run.child.kill('SIGINT');
    // A terminal signals us and npm, and npm signals us: within a second that is one Ctrl-C.
    run.child.kill('SIGINT');
    await sleep(1_200);
    expect(isRunning(server)).toBe(true);
    expect((await stop(run, 'SIGINT')).code).toBe(137);
    expect(isRunning(server)).toBe(false);
    expect(journal().filter((line) => line === 'asked to stop')).toHaveLength(1);
  });

  it('under npm, the end of its shell is the signal: npm tells nobody else', async () => {
    clone.write(
      'package.json',
      '{ "type": "module", "scripts": { "start": "node bin/start.mjs" } }',
    );
    const run = clone.runNpm('start');
    const server = await ready(run);
    run.child.kill('SIGTERM');
    await run.ended;
    await until(
      () => !isRunning(server),
      () => 'the end of the server',
    );
    expect(journal().filter((line) => line === 'asked to stop')).toHaveLength(1);
  });

  it('the server does not outlive a killed start', async () => {
    const run = clone.run('start.mjs');
    const server = await ready(run);
    await stop(run, 'SIGKILL');
    await until(
      () => !isRunning(server),
      () => 'the end of the server',
    );
    expect(journal()).toContain('asked to stop');
  });

  it('a signal during the build ends the build', async () => {
    clone.write('hold', '');
    const run = clone.run('start.mjs');
    await until(
      () => journal().includes('build production'),
      () => 'the build',
    );
    const asked = Date.now();
    expect((await stop(run)).code).toBe(143);
    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(clone.has('.next/cache/throughline/lock')).toBe(false);
  });
});
